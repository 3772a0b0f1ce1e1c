package clerkfiber

import (
	"encoding/json"
	"errors"

	"github.com/clerkfiber/clerkfiber/internal/jsvalue"
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

func (s *SessionClaims) set(t *token.Token) {
	c := &t.Claims
	*s = SessionClaims{
		Issuer:          textOf(c.Iss),
		Subject:         textOf(c.Sub),
		SessionID:       textOf(c.Sid),
		AuthorizedParty: textOf(c.Azp),
		Audience:        audienceOf(c.Aud),
		IssuedAt:        secondsOf(c.Iat),
		NotBefore:       secondsOf(c.Nbf),
		ExpiresAt:       secondsOf(c.Exp),
		payload:         t.Payload,
	}
}

func textOf(v jsvalue.Value) string {
	s, _ := v.Text()
	return s
}

func secondsOf(v jsvalue.Value) int64 {
	n, _ := v.Number()
	return int64(n)
}

func audienceOf(v jsvalue.Value) []string {
	if v.IsUndefined() {
		return nil
	}
	if s, ok := v.Text(); ok {
		return []string{s}
	}
	var list []string
	_ = jsvalue.Items(string(v), func(item jsvalue.Value) bool {
		if s, ok := item.Text(); ok {
			list = append(list, s)
		}
		return true
	})
	return list
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
