package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// once answers the first exchange of anything, and refuses the others as Clerk does.
func once(s *clerktest.Server, directives string) *atomic.Int64 {
	calls := new(atomic.Int64)
	s.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
		nonce, refresh := strings.HasSuffix(r.URL.Path, "/handshake_payload"), strings.HasSuffix(r.URL.Path, "/refresh")
		switch {
		case !nonce && !refresh:
			return false
		case calls.Add(1) > 1:
			w.WriteHeader(http.StatusNotFound)
		case nonce:
			_, _ = fmt.Fprintf(w, `{"directives":%s}`, directives)
		default:
			_, _ = fmt.Fprintf(w, `{"object":"cookies","cookies":%s}`, directives)
		}
		return true
	})
	return calls
}

// What a nonce or an expired session was exchanged for is shared within the
// request: it can be had once.
func (f Suite) TestTwoPluginsExchangeOnce(t *testing.T) {
	t.Parallel()
	for _, brings := range []string{"a nonce", "an expired session"} {
		for name, second := range map[string]func(o Options) Handler{
			"a plugin with other options": func(o Options) Handler {
				o.DisableHandshake = brings == "an expired session"
				o.UserAgent = "another"
				return f.New(o)
			},
			"the code of a handler": func(o Options) Handler {
				a, err := f.NewAuthenticator(o)
				if err != nil {
					t.Fatal(err)
				}
				return func(c Ctx) error {
					if state, err := a.AuthenticateRequest(c); err != nil || !state.IsAuthenticated {
						return fmt.Errorf("not signed in: %w", err)
					}
					return c.Next()
				}
			},
		} {
			t.Run(brings+"/"+name, func(t *testing.T) {
				t.Parallel()
				s, o := clerk(t, clerktest.Config{Production: true})
				line := "__session=" + s.SessionToken("user_1") + "; Path=/"
				calls := once(s, `["`+line+`","theme=dark","theme=dark"]`)
				app := f.NewApp(Config{})
				app.Use("/", f.New(o))
				group := app.Group("/group", second(o), f.RequireAuth())
				group.All("/", func(c Ctx) error { return c.SendString("in") })

				headers := []string{"Cookie", "__clerk_handshake_nonce=nonce_1"}
				if brings == "an expired session" {
					headers = expiredSession(s, "sess_1", "refresh_1")
				}
				got := send(t, app, request(http.MethodGet, "/group", append(headers, "Sec-Fetch-Dest", "document")...))
				if got.status != http.StatusOK || got.body != "in" || calls.Load() != 1 {
					t.Errorf("status %d, %s, after %d exchanges", got.status, got.header.Get("X-Clerk-Auth-Reason"), calls.Load())
				}
				if lines := got.header["Set-Cookie"]; len(lines) != 3 || lines[0] != line {
					t.Errorf("cookies: %q", lines)
				}
			})
		}
	}
}

// Another request's is never shared.
func (f Suite) TestAnExchangeIsOfOneRequest(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	calls := once(s, `["__session=`+s.SessionToken("user_1")+`; Path=/"]`)
	app := f.application(o)
	nonce := func() string {
		r := request(http.MethodGet, "/", "Cookie", "__clerk_handshake_nonce=nonce_1", "Sec-Fetch-Dest", "document")
		return send(t, app, r).reason(t)
	}
	if first, second := nonce(), nonce(); first != "signed-in" || second != "session-token-missing" || calls.Load() != 2 {
		t.Errorf("%s, then %s, after %d exchanges", first, second, calls.Load())
	}
}

// A directive that is no string spoils the whole handshake, which is then as
// if it had not been.
func (f Suite) TestADirectiveThatIsNoString(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ directives, reason, location string }{
		{`["theme=dark"]`, "session-token-missing", "/?a=b"},
		{`["theme=dark", 5]`, "dev-browser-missing", "/v1/client/handshake"},
		{`["theme=dark", null]`, "dev-browser-missing", "/v1/client/handshake"},
		{`[["theme=dark"]]`, "dev-browser-missing", "/v1/client/handshake"},
		{`[{}]`, "dev-browser-missing", "/v1/client/handshake"},
		{`null`, "session-token-missing", "/?a=b"},
		{`5`, "session-token-missing", "/?a=b"},
		{`{}`, "session-token-missing", "/?a=b"},
	} {
		t.Run(test.directives, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t)
			once(s, test.directives)
			got := send(t, f.application(o), request(http.MethodGet, "/?a=b&__clerk_handshake_nonce=nonce_1", "Sec-Fetch-Dest", "document"))
			if reason := got.header.Get("X-Clerk-Auth-Reason"); got.status != http.StatusTemporaryRedirect || reason != test.reason ||
				!strings.Contains(got.header.Get("Location"), test.location) {
				t.Errorf("%d %s to %s", got.status, reason, got.header.Get("Location"))
			}
			if dark := strings.Contains(strings.Join(got.header["Set-Cookie"], "\n"), "theme"); dark != (test.directives == `["theme=dark"]`) {
				t.Errorf("cookies: %q", got.header["Set-Cookie"])
			}
		})
	}
}

// What Clerk's answer leaves out is left out, and null is null.
func (f Suite) TestClaimsThatTheAnswerLeavesOut(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"ak_fake", "mt_fake"} {
		for answer, want := range map[string]string{
			``:                     ``,
			`,"claims":null`:       `"claims":null`,
			`,"claims":{}`:         `"claims":{}`,
			`,"claims":{"tier":1}`: `"claims":{"tier":1}`,
		} {
			for _, cache := range []bool{false, true} {
				t.Run(fmt.Sprint(token, answer, cache), func(t *testing.T) {
					t.Parallel()
					s, o := clerk(t)
					if cache {
						o.MachineTokenCache.TTL = 1 << 40
					}
					s.Intercept(func(w http.ResponseWriter, _ *http.Request) bool {
						_, _ = fmt.Fprintf(w, `{"id":"id_1","subject":"user_1","scopes":[]%s}`, answer)
						return true
					})
					app := f.application(o, clerkauth.AcceptsToken(clerkauth.AnyToken))
					for range 2 {
						got := send(t, app, bearer(token))
						if got.reason(t) != "signed-in" || !strings.Contains(got.body, want) || want == "" && strings.Contains(got.body, "claims") {
							t.Errorf("got %s", got.body)
						}
					}
				})
			}
		}
	}
}
