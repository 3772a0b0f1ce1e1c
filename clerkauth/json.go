package clerkauth

import (
	"bytes"
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/session"
)

// MarshalJSON writes what Fastify's reply.send(getAuth(req)) writes for the
// same request: the same keys for each kind of token, null where it has null.
func (a *Auth) MarshalJSON() ([]byte, error) {
	var o object
	switch {
	case a == nil:
		(&Auth{TokenType: SessionToken}).writeSession(&o)
	case a.TokenType == SessionToken:
		a.writeSession(&o)
	case a.TokenType == APIKey, a.TokenType == M2MToken, a.TokenType == OAuthToken:
		a.writeMachine(&o)
	default:
		o.value("isAuthenticated", false)
		o.value("tokenType", nil)
	}
	return o.end()
}

func (a *Auth) writeSession(o *object) {
	raw := a.raw()
	o.value("tokenType", SessionToken)
	o.raw("actor", raw.Actor)
	if a.SessionClaims == nil {
		o.value("sessionClaims", nil)
	} else {
		o.value("sessionClaims", a.SessionClaims)
	}
	o.text("sessionId", a.SessionID, raw.SessionID)
	o.text("sessionStatus", a.SessionStatus, raw.Status)
	o.text("userId", a.UserID, raw.UserID)
	o.text("orgId", a.OrgID, raw.OrgID)
	o.text("orgRole", a.OrgRole, raw.OrgRole)
	o.text("orgSlug", a.OrgSlug, raw.OrgSlug)
	o.raw("orgPermissions", raw.OrgPermissions)
	o.raw("factorVerificationAge", raw.FactorVerificationAge)
	o.value("isAuthenticated", a.IsAuthenticated)
}

func (a *Auth) raw() session.Raw {
	if a.session.Get() == nil {
		return a.rawByHand()
	}
	raw, err := session.RawFromPayload(js.Value(a.session.Get().Payload))
	if err != nil {
		return a.rawByHand() // the rules have refused such a token
	}
	return raw
}

// rawByHand are the properties of an Auth that no token stands behind: signed
// out, or made for a test.
func (a *Auth) rawByHand() session.Raw {
	const null = js.Value("null")
	raw := session.Raw{
		SessionID: null, Status: null, UserID: null, OrgID: null, OrgRole: null, OrgSlug: null,
		OrgPermissions: null, Actor: null, FactorVerificationAge: null,
	}
	if a.OrgPermissions != nil {
		raw.OrgPermissions = encode(a.OrgPermissions)
	}
	if a.FactorVerificationAge != nil {
		raw.FactorVerificationAge = encode(a.FactorVerificationAge)
	}
	if a.Actor != nil {
		raw.Actor = encode(a.Actor)
	}
	return raw
}

func encode(v any) js.Value {
	data, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return js.Value(data)
}

func (a *Auth) writeMachine(o *object) {
	o.nullable("id", a.ID, a.IsAuthenticated)
	o.nullable("subject", a.Subject, a.IsAuthenticated)
	if a.scopes != "" {
		o.raw("scopes", a.scopes)
	} else {
		o.value("scopes", a.Scopes)
	}
	o.value("isAuthenticated", a.IsAuthenticated)
	o.value("tokenType", a.TokenType)
	switch a.TokenType {
	case APIKey:
		o.nullable("name", a.Name, false)
		a.writeClaims(o)
		o.nullable("userId", a.UserID, false)
		o.nullable("orgId", a.OrgID, false)
	case M2MToken:
		a.writeClaims(o)
		o.nullable("machineId", a.MachineID, a.IsAuthenticated)
	case OAuthToken:
		o.nullable("userId", a.UserID, a.IsAuthenticated)
		o.nullable("clientId", a.ClientID, a.scopes != "") // a JWT without a client has an empty one
	}
}

// writeClaims leaves out what Clerk's answer leaves out.
func (a *Auth) writeClaims(o *object) {
	switch {
	case a.Claims != nil:
		o.raw("claims", js.Value(a.Claims))
	case a.machineToken.IsEmpty():
		o.value("claims", nil) // signed out, or made for a test
	default:
		o.raw("claims", a.claims)
	}
}

// object writes a JSON object key by key.
type object struct {
	bytes.Buffer
	err error
}

func (o *object) raw(key string, value js.Value) {
	if value.IsUndefined() {
		return
	}
	o.separate()
	o.WriteString(`"` + key + `":` + string(value))
}

func (o *object) separate() {
	if o.Len() == 0 {
		o.WriteByte('{')
		return
	}
	o.WriteByte(',')
}

func (o *object) value(key string, value any) {
	data, err := json.Marshal(value)
	if err != nil && o.err == nil {
		o.err = err
	}
	o.raw(key, js.Value(data))
}

// text writes a field that is a string, or what the token has instead of one.
func (o *object) text(key, field string, claim js.Value) {
	if _, isText := claim.Text(); field == "" || !isText && claim != "" && claim != "null" {
		o.raw(key, claim)
		return
	}
	o.value(key, field)
}

// nullable writes null for an empty string unless empty is a value of its own.
func (o *object) nullable(key, field string, emptyToo bool) {
	if field == "" && !emptyToo {
		o.value(key, nil)
		return
	}
	o.value(key, field)
}

func (o *object) end() ([]byte, error) {
	o.WriteByte('}')
	return o.Bytes(), o.err
}
