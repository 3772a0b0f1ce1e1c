package token

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Machine is what a verified machine token says. Callers share it, and copy what
// they hand out.
type Machine struct {
	ID       string // the claim jti
	Subject  string
	ClientID string // OAuth alone
	Scopes   []string
	// RawScopes are the scopes as JSON, which need not be a list.
	RawScopes js.Value
	Claims    js.Value // M2M alone: its own claims, null when it has none
}

// machineReading is what a token says about a machine, worked out as reading is.
type machineReading struct {
	machine *Machine
	fault   *MachineError
}

func (t *Token) readMachine(read func(js.Value) (*Machine, *MachineError)) (*Machine, *MachineError) {
	r := t.machine.Load()
	if r == nil {
		r = new(machineReading)
		r.machine, r.fault = read(js.Value(t.Payload))
		t.machine.Store(r)
	}
	return r.machine, r.fault
}

// M2M verifies a machine-to-machine token that is a JWT.
func (v *Verifier) M2M(ctx context.Context, t *Token) (*Machine, *MachineError) {
	if t.Kind != KindM2M || !t.Header.Cat.IsUndefined() && t.Header.Cat.TextOr("") != CategoryM2M {
		return nil, &MachineError{Code: ReasonInvalid, Message: "Invalid M2M JWT category."}
	}
	if refusal := v.machine(ctx, t, false, v.config.Audience); refusal != nil {
		return nil, refusal
	}
	return t.readMachine(readM2M)
}

func readM2M(payload js.Value) (*Machine, *MachineError) {
	m := newMachine(payload)
	m.Claims = "null"
	if claims := customClaims(payload); claims != "{}" {
		m.Claims = js.Value(claims)
	}
	return m.withScopes(m2mScopes(payload))
}

// OAuth verifies an OAuth access token that is a JWT (RFC 9068).
func (v *Verifier) OAuth(ctx context.Context, t *Token) (*Machine, *MachineError) {
	if refusal := v.machine(ctx, t, true, nil); refusal != nil {
		return nil, refusal
	}
	if refusal := v.OAuthAudience(t.Claims.Aud); refusal != nil {
		return nil, refusal
	}
	return t.readMachine(readOAuth)
}

func readOAuth(payload js.Value) (*Machine, *MachineError) {
	m := newMachine(payload)
	m.ClientID = orEmpty(payload.Get("client_id")).ToString()
	return m.withScopes(oauthScopes(payload))
}

func (v *Verifier) machine(ctx context.Context, t *Token, accessToken bool, audience []string) *MachineError {
	now := v.config.Now()
	k, refusal := v.key(ctx, t, now, "Failed to resolve JWK during verification.")
	if refusal == nil {
		refusal = checkHeader(t, accessToken)
	}
	if refusal == nil {
		refusal = v.signature(t, k)
	}
	if refusal == nil {
		refusal = v.machineChecks(audience, now).claims(&t.Claims)
	}
	if refusal != nil {
		return &MachineError{Code: ReasonVerificationFailed, Message: refusal.Message}
	}
	return nil
}

func malformed(claim string) *MachineError {
	return &MachineError{Code: ReasonUnexpected, Message: "The token's claim " + claim + " has a shape that cannot be read."}
}

func newMachine(payload js.Value) *Machine {
	return &Machine{ID: orEmpty(payload.Get("jti")).ToString(), Subject: payload.Get("sub").TextOr("")}
}

func orEmpty(v js.Value) js.Value {
	if v.IsNullish() {
		return `""`
	}
	return v
}

// m2mScopes: the words of scopes, else the audience as it is.
func m2mScopes(payload js.Value) (js.Value, *MachineError) {
	if scopes := payload.Get("scopes"); !scopes.IsNullish() {
		return words(scopes, "scopes")
	}
	if aud := payload.Get("aud"); !aud.IsNullish() {
		return aud, nil
	}
	return "[]", nil
}

// oauthScopes: scp as it is, else the words of scope.
func oauthScopes(payload js.Value) (js.Value, *MachineError) {
	if scp := payload.Get("scp"); !scp.IsNullish() {
		return scp, nil
	}
	if scope := payload.Get("scope"); !scope.IsNullish() {
		return words(scope, "scope")
	}
	return "[]", nil
}

func words(claim js.Value, name string) (js.Value, *MachineError) {
	text, ok := claim.Text()
	if !ok {
		return "", malformed(name)
	}
	return js.Value(stringify(strings.Split(text, " "))), nil
}

func (m *Machine) withScopes(scopes js.Value, refusal *MachineError) (*Machine, *MachineError) {
	if refusal != nil {
		return nil, refusal
	}
	m.RawScopes, m.Scopes = js.Value(scopes.JSON()), []string{}
	if text, ok := scopes.Text(); ok {
		m.Scopes = []string{text}
		return m, nil
	}
	for _, scope := range scopes.Items() {
		if text, ok := scope.Text(); ok {
			m.Scopes = append(m.Scopes, text)
		}
	}
	return m, nil
}

// customClaims returns the claims that whoever made the token added: all but
// those that Clerk always adds.
func customClaims(payload js.Value) string {
	var b strings.Builder
	b.WriteByte('{')
	payload.Fields(func(name string, v js.Value) bool {
		switch name {
		case "iss", "sub", "exp", "nbf", "iat", "jti":
			return true
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(string(js.Quote(name)) + ":" + string(v))
		return true
	})
	b.WriteByte('}')
	return js.Value(b.String()).JSON()
}
