package clerkauth

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// SessionClaims is the payload of a verified session token, see
// https://clerk.com/docs/guides/sessions/session-tokens.
type SessionClaims struct {
	Issuer          string // iss, the instance's Frontend API
	Subject         string // sub, the user's id
	SessionID       string // sid
	AuthorizedParty string // azp, the origin that the token was made for
	Audience        []string
	IssuedAt        int64 // iat, in seconds since 1970
	NotBefore       int64 // nbf, likewise; 0 when absent
	ExpiresAt       int64 // exp, likewise

	payload string
}

// ClaimsOf returns a verified token's claims. The plugin calls it.
func ClaimsOf(t *token.Token) *SessionClaims {
	claims := new(SessionClaims)
	claims.set(t)
	return claims
}

func (s *SessionClaims) set(t *token.Token) {
	r := t.Registered()
	*s = SessionClaims{
		Issuer:          r.Issuer,
		Subject:         r.Subject,
		SessionID:       r.SessionID,
		AuthorizedParty: r.AuthorizedParty,
		Audience:        slices.Clone(r.Audience),
		IssuedAt:        r.IssuedAt,
		NotBefore:       r.NotBefore,
		ExpiresAt:       r.ExpiresAt,
		payload:         t.Payload,
	}
}

// Decode decodes the whole payload, custom claims included, into v as
// encoding/json does, and returns its error.
func (s *SessionClaims) Decode(v any) error {
	if s == nil || s.payload == "" {
		return errors.New("clerkfiber: no claims: nobody is signed in")
	}
	return json.Unmarshal([]byte(s.payload), v)
}

// Raw returns a copy of the payload's JSON.
func (s *SessionClaims) Raw() json.RawMessage {
	if s == nil {
		return nil
	}
	return json.RawMessage(s.payload)
}

// MarshalJSON writes the payload as it is in the token.
func (s SessionClaims) MarshalJSON() ([]byte, error) {
	if s.payload == "" {
		return []byte("null"), nil
	}
	return []byte(s.payload), nil
}

// Claims decodes an Auth's custom claims into a fresh T: the payload of a
// session token, or the claims of an API key or M2M token. The error is that
// of encoding/json, or says that there are no claims.
func Claims[T any](auth *Auth) (T, error) {
	var v T
	switch {
	case auth == nil || !auth.IsAuthenticated:
		return v, errors.New("clerkfiber: no claims: nobody is signed in")
	case auth.TokenType == SessionToken:
		err := auth.SessionClaims.Decode(&v)
		return v, err
	case auth.Claims == nil:
		return v, errors.New("clerkfiber: the token has no custom claims")
	}
	err := json.Unmarshal(auth.Claims, &v)
	return v, err
}
