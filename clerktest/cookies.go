package clerktest

import (
	"encoding/json"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
)

// sessionCookies are the directives that hand an application its session
// token, under the plain and the suffixed name.
func (s *Server) sessionCookies(token string) []string {
	attributes := "; Path=/; SameSite=Lax"
	if s.instance.production {
		attributes += "; Secure"
	}
	if token == "" {
		attributes += "; Max-Age=0"
	}
	return []string{
		"__session=" + token + attributes,
		s.instance.suffixed("__session") + "=" + token + attributes,
	}
}

// madeFor reports whether one of the instance's keys signed the token, expired
// or not, for that session.
func (s *Server) madeFor(token, sessionID string) bool {
	for _, key := range s.keys {
		payload, err := jws.Verify([]byte(token), jws.WithKey(jwa.RS256, &key.key.PublicKey))
		if err != nil {
			continue
		}
		var claims struct {
			SessionID string `json:"sid"`
		}
		if json.Unmarshal(payload, &claims) == nil && claims.SessionID == sessionID {
			return true
		}
	}
	return false
}
