package clerktest_test

import (
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// part decodes the header (0) or the claims (1) of a JWT.
func part(t *testing.T, token string, i int) (fields map[string]any) {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("%q is no JWT", token)
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[i])
	if err == nil {
		err = json.Unmarshal(raw, &fields)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestHeadersOfMachineTokens(t *testing.T) {
	t.Parallel()
	s := start(t, clerktest.Config{KeyID: "ins_1"})
	m2m := func(fields map[string]any) string { return s.M2MToken("mch_1", clerktest.MachineHeader(fields)) }
	for _, test := range []struct {
		name, token string
		want        map[string]any
	}{
		{"M2M", s.M2MToken("mch_1", clerktest.AsJWT()), map[string]any{"alg": "RS256", "kid": "ins_1", "typ": "JWT", "cat": clerktest.CategoryM2M}},
		{"M2M without cat", m2m(map[string]any{"cat": nil}), map[string]any{"alg": "RS256", "kid": "ins_1", "typ": "JWT"}},
		{"M2M with any cat", m2m(map[string]any{"cat": clerktest.CategorySession}), map[string]any{"alg": "RS256", "kid": "ins_1", "typ": "JWT", "cat": clerktest.CategorySession}},
		{"what nobody understands", m2m(map[string]any{"cat": nil, "crit": []string{"x"}, "b64": false}), map[string]any{"alg": "RS256", "kid": "ins_1", "typ": "JWT", "crit": []any{"x"}, "b64": false}},
		{"OAuth", s.OAuthToken("user_1", clerktest.MachineHeader(map[string]any{"typ": "application/at+jwt"})), map[string]any{"alg": "RS256", "kid": "ins_1", "typ": "application/at+jwt"}},
		{"a session without cat and typ", s.SessionToken("user_1", clerktest.Header(map[string]any{"cat": nil, "typ": nil})), map[string]any{"alg": "RS256", "kid": "ins_1"}},
	} {
		if got := part(t, test.token, 0); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	claims := part(t, s.OAuthToken("user_1", clerktest.AsJWT(), clerktest.MachineClaims(map[string]any{"tier": "gold", "sub": "user_2"})), 1)
	if claims["tier"] != "gold" || claims["sub"] != "user_1" {
		t.Errorf("claims of an OAuth token: %v", claims)
	}
}

func TestHandshakeTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	token := s.HandshakeToken([]string{"a=b; Path=/"})
	if got, want := part(t, token, 1), map[string]any{"handshake": []any{"a=b; Path=/"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := part(t, token, 0)["cat"]; got != clerktest.CategorySession {
		t.Errorf("category %v", got)
	}
	changed := s.HandshakeToken(nil, clerktest.Claims(map[string]any{"iat": 5, "gone": nil}), clerktest.Header(map[string]any{"cat": nil}))
	if got, want := part(t, changed, 1), map[string]any{"handshake": []any{}, "iat": 5.0}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
