package token

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Machine is what a verified machine token says.
type Machine struct {
	ID       string // the claim jti
	Subject  string
	ClientID string // OAuth alone
	Scopes   []string
	Claims   string // M2M alone: the JSON of its own claims, "" when it has none

	// Raw has the same as JSON.stringify writes them; empty: absent there.
	Raw struct{ ID, Subject, ClientID, Scopes, Claims js.Value }
}

// M2M verifies a machine-to-machine token that is a JWT.
func (v *Verifier) M2M(ctx context.Context, t *Token) (*Machine, *MachineError) {
	if t.Kind != KindM2M || !t.Header.Cat.IsUndefined() && t.Header.Cat.TextOr("") != CategoryM2M {
		return nil, &MachineError{Code: ReasonInvalid, Message: "Invalid M2M JWT category."}
	}
	if refusal := v.machine(ctx, t, false, v.config.Audience); refusal != nil {
		return nil, refusal
	}
	payload := js.Value(t.Payload)
	m := newMachine(payload)
	if err := m.setScopes(m2mScopes(payload)); err != nil {
		return nil, err
	}
	m.Raw.Claims = "null"
	if claims := customClaims(payload); claims != "{}" {
		m.Claims, m.Raw.Claims = claims, js.Value(claims)
	}
	return m, nil
}

// OAuth verifies an OAuth access token that is a JWT (RFC 9068).
func (v *Verifier) OAuth(ctx context.Context, t *Token) (*Machine, *MachineError) {
	if refusal := v.machine(ctx, t, true, nil); refusal != nil {
		return nil, refusal
	}
	if refusal := v.OAuthAudience(t.Claims.Aud); refusal != nil {
		return nil, refusal
	}
	payload := js.Value(t.Payload)
	m := newMachine(payload)
	client := orEmpty(payload.Get("client_id"))
	m.ClientID, m.Raw.ClientID = client.ToString(), js.Value(client.JSON())
	if err := m.setScopes(oauthScopes(payload)); err != nil {
		return nil, err
	}
	return m, nil
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
	m := &Machine{}
	id, subject := orEmpty(payload.Get("jti")), payload.Get("sub")
	m.ID, m.Subject = id.ToString(), subject.TextOr("")
	m.Raw.ID, m.Raw.Subject = js.Value(id.JSON()), js.Value(subject.JSON())
	return m
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

func (m *Machine) setScopes(scopes js.Value, refusal *MachineError) *MachineError {
	if refusal != nil {
		return refusal
	}
	m.Raw.Scopes = js.Value(scopes.JSON())
	if text, ok := scopes.Text(); ok {
		m.Scopes = []string{text}
		return nil
	}
	for _, scope := range scopes.Items() {
		if text, ok := scope.Text(); ok {
			m.Scopes = append(m.Scopes, text)
		}
	}
	return nil
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
