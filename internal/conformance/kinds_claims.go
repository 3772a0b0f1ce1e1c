package conformance

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A token of any kind, rightly signed, that says what no token may say or keeps
// back what each must say, signs in nobody, whoever carries it.
func (f Suite) TestWhatATokenMustSay(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app, authenticator := f.kindsApplication(t, o)
	type fields = map[string]any
	now := time.Now().Unix()
	for _, test := range []struct {
		name           string
		header, claims fields
		signedIn       bool
	}{
		{"good", nil, nil, true},
		{"crit", fields{"crit": []string{"exp"}}, nil, false},
		{"crit of nothing", fields{"crit": []string{}}, nil, false},
		{"crit and b64", fields{"crit": []string{"b64"}, "b64": false}, nil, false},
		{"b64 false", fields{"b64": false}, nil, false},
		{"b64 true", fields{"b64": true}, nil, true},
		{"exp beyond any date", nil, fields{"exp": 1e308}, false},
		{"exp beyond float64", nil, fields{"exp": json.RawMessage("1e400")}, false},
		{"exp before any date", nil, fields{"exp": -1e308}, false},
		{"exp in nanoseconds", nil, fields{"exp": time.Now().Add(time.Minute).UnixNano()}, false},
		{"exp in ten years", nil, fields{"exp": now + 315_360_000}, true},
		{"exp as text", nil, fields{"exp": "never"}, false},
		{"no exp", nil, fields{"exp": nil}, false},
		{"nbf before any date", nil, fields{"nbf": -1e308}, false},
		{"nbf beyond any date", nil, fields{"nbf": 1e308}, false},
		{"iat before any date", nil, fields{"iat": -1e308}, false},
		{"iat beyond any date", nil, fields{"iat": 1e308}, false},
		{"sub empty", nil, fields{"sub": ""}, false},
		{"sub null", nil, fields{"sub": json.RawMessage("null")}, false},
		{"no sub", nil, fields{"sub": nil}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			with := func(marks fields) clerktest.TokenOption {
				header := fields{}
				for _, set := range []fields{marks, test.header} {
					for name, value := range set {
						header[name] = value
					}
				}
				return clerktest.Header(header)
			}
			for kind, token := range map[string]string{
				"session":  s.SessionToken("user_1", with(nil), clerktest.Claims(test.claims)),
				"template": s.SessionToken("user_1", with(fields{"cat": clerktest.CategoryTemplate}), clerktest.Claims(test.claims)),
				"oauth":    s.SessionToken("user_1", with(fields{"typ": "at+jwt"}), clerktest.Claims(test.claims)),
				"m2m":      s.SessionToken("mch_1", with(fields{"cat": clerktest.CategoryM2M}), clerktest.Claims(test.claims)),
			} {
				ofUser := kind == "session" || kind == "template"
				if _, err := authenticator.VerifyToken(t.Context(), token); (err == nil) != (test.signedIn && ofUser) {
					t.Errorf("%s, VerifyToken: %v", kind, err)
				}
				for carrier, headers := range map[string][]string{
					"bearer": {"Authorization", "Bearer " + token},
					"cookie": {"Cookie", "__client_uat=1; __session=" + token},
				} {
					want := test.signedIn && kind != "template" && (carrier == "bearer" || kind == "session")
					for range 2 { // the second time it may be known
						answer := send(t, app, request(http.MethodGet, "/?accepts=any", headers...))
						var got identity
						if err := json.Unmarshal([]byte(answer.body), &got); err != nil || (got != identity{}) != want {
							t.Errorf("%s, %s: got %+v, %v (%s)", kind, carrier, got, err, answer.header.Get("X-Clerk-Auth-Reason"))
						}
					}
				}
			}
		})
	}
}

// A handshake token that says when it was made is taken for five minutes; in
// development, where clocks are wrong, for a day.
func (f Suite) TestAHandshakeTokenIsFresh(t *testing.T) {
	t.Parallel()
	const minute, day, never = 60, 86_400, 1e308
	for _, test := range []struct {
		name                    string
		claim                   string
		after                   float64 // the time of the request, in seconds
		production, development bool
	}{
		{"says nothing", "", 0, true, true},
		{"made now", "iat", 0, true, true},
		{"made four minutes ago", "iat", -4 * minute, true, true},
		{"made six minutes ago", "iat", -6 * minute, false, true},
		{"made two days ago", "iat", -2 * day, false, false},
		{"made tomorrow", "iat", 80_000, false, true},
		{"expired a minute ago", "exp", -minute, false, true},
		{"expired two days ago", "exp", -2 * day, false, false},
		{"not valid yet", "nbf", minute, false, true},
		{"never expires", "exp", never, false, false},
		{"made before any date", "iat", -never, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, production := range []bool{true, false} {
				s, o := clerk(t, clerktest.Config{Production: production})
				app, _ := f.kindsApplication(t, o)
				claims := map[string]any{}
				if test.claim != "" {
					claims[test.claim] = float64(time.Now().Unix()) + test.after
				}
				token := s.HandshakeToken([]string{planted}, clerktest.Claims(claims))
				want := test.development
				r := request(http.MethodGet, "/?__clerk_handshake="+token, "Sec-Fetch-Dest", "document")
				if production {
					want = test.production
					r = request(http.MethodGet, "/", "Sec-Fetch-Dest", "document", "Cookie", "__clerk_handshake="+token)
				}
				answer := send(t, app, r)
				if set := strings.Contains(strings.Join(answer.header.Values("Set-Cookie"), "\n"), "planted"); set != want {
					t.Errorf("production %t: %d %v, want %t", production, answer.status, answer.header, want)
				}
			}
		})
	}
}

// VerifyToken reads no variable, and says what it does read.
func (f Suite) TestVerifyTokenWithoutAKey(t *testing.T) {
	t.Setenv("CLERK_SECRET_KEY", "sk_test_fakeunread")
	s, _ := clerk(t)
	_, err := f.VerifyToken(t.Context(), s.SessionToken("user_1"), clerkauth.VerifyTokenOptions{HTTPClient: refusing(t)})
	var refusal *clerkauth.VerificationError
	if !errors.As(err, &refusal) || refusal.Reason != "jwk-failed-to-resolve" || refusal.Action != "Set SecretKey or JWTKey." {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "CLERK_") {
		t.Errorf("it names a variable: %v", err)
	}
}
