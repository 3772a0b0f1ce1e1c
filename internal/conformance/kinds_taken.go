package conformance

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A machine is never a user, and a token is nothing but what it is: in whatever
// spelling, whoever carries it, whatever is accepted.
func (f Suite) TestWhatATokenIsTakenFor(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app, authenticator := f.kindsApplication(t, o)
	suffix := cookieSuffix(o)

	for _, kind := range everyJWT(s) {
		for _, spelling := range spellings {
			token, plain := spelling.spell(kind.token), spelling.name == "plain"
			t.Run(kind.name+"/"+spelling.name, func(t *testing.T) {
				claims, err := authenticator.VerifyToken(t.Context(), token)
				if want := plain && kind.verified; (err == nil) != want || want != (claims != nil && claims.Subject == "user_1") {
					t.Errorf("VerifyToken: %v, want %t", err, want)
				}
				if spelling.lines {
					return
				}
				for _, acceptance := range acceptances {
					target := "/?accepts=" + url.QueryEscape(acceptance.name)
					for carrier, headers := range map[string][]string{
						"bearer":          {"Authorization", "Bearer " + token},
						"plain cookie":    {"Cookie", "__client_uat=1; __session=" + token},
						"suffixed cookie": {"Cookie", "__client_uat_" + suffix + "=1; __session_" + suffix + "=" + token},
					} {
						var want identity
						switch {
						case !plain:
						case kind.session && accepts(acceptance.kinds, clerkauth.SessionToken):
							want = identity{User: "user_1", Kind: "session_token"}
						case carrier != "bearer" || !accepts(acceptance.kinds, kind.machine):
						case kind.machine == clerkauth.M2MToken:
							want = identity{Machine: "mch_1", Subject: "mch_1", Kind: "m2m_token"}
						case kind.machine == clerkauth.OAuthToken:
							want = identity{User: "user_1", Subject: "user_1", Kind: "oauth_token"}
						}
						var got identity
						answer := send(t, app, request(http.MethodGet, target, headers...))
						if err := json.Unmarshal([]byte(answer.body), &got); err != nil || got != want {
							t.Errorf("%s, accepting %s: got %+v, want %+v (%v, %s)", carrier, acceptance.name, got, want, err, answer.header.Get("X-Clerk-Auth-Reason"))
						}
					}
				}
			})
		}
	}
}

// Only a handshake token sets cookies.
func (f Suite) TestWhatIsAHandshakeToken(t *testing.T) {
	t.Parallel()
	s, production := clerk(t, clerktest.Config{Production: true})
	inCookie, _ := f.kindsApplication(t, production)
	d, development := clerk(t)
	inQuery, _ := f.kindsApplication(t, development)

	sets := func(answer response) bool {
		return strings.Contains(strings.Join(answer.header.Values("Set-Cookie"), "\n"), "planted")
	}
	for i, kind := range everyJWT(s) {
		inDevelopment := everyJWT(d)[i].token
		for _, spelling := range spellings {
			if spelling.lines {
				continue
			}
			want := kind.handshake && spelling.name == "plain"
			t.Run(kind.name+"/"+spelling.name, func(t *testing.T) {
				r := request(http.MethodGet, "/", "Sec-Fetch-Dest", "document", "Cookie", "__clerk_handshake="+spelling.spell(kind.token))
				if answer := send(t, inCookie, r); sets(answer) != want || answer.status != http.StatusOK {
					t.Errorf("in production: %d %v, want %t", answer.status, answer.header, want)
				}
				r = request(http.MethodGet, "/?__clerk_handshake="+url.QueryEscape(spelling.spell(inDevelopment)), "Sec-Fetch-Dest", "document")
				status := map[bool]int{true: http.StatusTemporaryRedirect, false: http.StatusBadRequest}[want]
				if answer := send(t, inQuery, r); sets(answer) != want || answer.status != status {
					t.Errorf("in development: %d %v, want %t", answer.status, answer.header, want)
				}
			})
		}
	}
}

// What Clerk hands out to sign somebody in, by a refresh or a handshake, is a
// session token or nothing.
func (f Suite) TestWhatIsSignedInAnew(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	var handedOut string // by the Backend API
	behind, err := url.Parse(s.BackendURL())
	if err != nil {
		t.Fatal(err)
	}
	rest := httputil.NewSingleHostReverseProxy(behind)
	backend := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/refresh") {
			rest.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"object": "cookies", "cookies": []string{"__session=" + handedOut + "; Path=/", planted}})
	}))
	t.Cleanup(backend.Close)
	o.APIURL = backend.URL
	app, _ := f.kindsApplication(t, o)
	expired := s.SessionToken("user_1", clerktest.Expired())
	jar := "__client_uat=1; __session=" + expired + "; __refresh_" + cookieSuffix(o) + "=refresh_1"

	for _, kind := range everyJWT(s) {
		for _, spelling := range spellings {
			// A directive's value ends at an equals sign, as it does in Clerk's JavaScript.
			if spelling.lines || strings.HasPrefix(spelling.name, "padded") {
				continue
			}
			var want identity
			if kind.session && spelling.name == "plain" {
				want = identity{User: "user_1", Kind: "session_token"}
			}
			t.Run(kind.name+"/"+spelling.name, func(t *testing.T) {
				handedOut = spelling.spell(kind.token)
				handshake := s.HandshakeToken([]string{"__session=" + handedOut + "; Path=/", planted})
				for carrier, cookies := range map[string]string{"refresh": jar, "handshake": "__clerk_handshake=" + handshake} {
					answer := send(t, app, request(http.MethodGet, "/", "Cookie", cookies))
					var got identity
					if err := json.Unmarshal([]byte(answer.body), &got); err != nil || got != want {
						t.Errorf("%s: got %+v, want %+v (%v, %s)", carrier, got, want, err, answer.header.Get("X-Clerk-Auth-Reason"))
					}
				}
			})
		}
	}
}
