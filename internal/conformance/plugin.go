package conformance

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (f Suite) TestSessionTokenInTheHeader(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	_, other := clerk(t)
	o.AuthorizedParties = []string{"http://localhost:8080"}
	o.Audience = []string{"the-api"}
	app := f.application(o)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
	_ = other

	for _, test := range []struct {
		name    string
		options []clerktest.TokenOption
		want    string
	}{
		{"a session token", nil, "signed-in"},
		{"of version 1", []clerktest.TokenOption{clerktest.Version1()}, "signed-in"},
		{"for this audience", []clerktest.TokenOption{clerktest.Audience("the-api")}, "signed-in"},
		{"for another audience", []clerktest.TokenOption{clerktest.Audience("elsewhere")}, "token-verification-failed"},
		{"expired", []clerktest.TokenOption{clerktest.Expired()}, "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		{"not yet valid", []clerktest.TokenOption{clerktest.NotYetValid()}, "session-token-nbf"},
		{"issued in the future", []clerktest.TokenOption{clerktest.IssuedInFuture()}, "session-token-iat-in-the-future"},
		{"for no party", []clerktest.TokenOption{clerktest.NoAZP()}, "token-invalid-authorized-parties"},
		{"for another party", []clerktest.TokenOption{clerktest.AZP("https://evil.example")}, "token-invalid-authorized-parties"},
		{"of another instance", []clerktest.TokenOption{clerktest.OtherInstance()}, "jwk-kid-mismatch"},
		{"signed with another key under the same kid", []clerktest.TokenOption{clerktest.OtherKey()}, "token-invalid-signature"},
		{"of a JWT template", []clerktest.TokenOption{clerktest.Template("api")}, "token-type-mismatch"},
		{"of another type", []clerktest.TokenOption{clerktest.Header(map[string]any{"typ": "dpop+jwt"})}, "token-invalid"},
		{"without a subject", []clerktest.TokenOption{clerktest.Claims(map[string]any{"sub": nil})}, "token-verification-failed"},
		{"with an expiry that is no number", []clerktest.TokenOption{clerktest.Claims(map[string]any{"exp": "soon"})}, "token-verification-failed"},
		{"with features that say nothing", []clerktest.TokenOption{clerktest.Claims(map[string]any{"v": 2, "o": map[string]any{"id": "org_1"}, "fea": "unscoped"})}, "unexpected-error"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := send(t, app, bearer(s.SessionToken(user, test.options...)))
			if got.status != http.StatusOK {
				t.Fatalf("status %d: %s", got.status, got.body)
			}
			if reason := got.reason(t); reason != test.want {
				t.Errorf("got %q, want %q (%s)", reason, test.want, got.header.Get("X-Clerk-Auth-Message"))
			}
			if test.want == "signed-in" && got.object(t)["userId"] != user {
				t.Errorf("signed in as %v, want %v", got.object(t)["userId"], user)
			}
		})
	}
}

func (f Suite) TestOtherThingsInTheAuthorizationHeader(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app := f.application(o)
	good := s.SessionToken(s.CreateUser(clerktest.User{}).ID)
	parts := strings.Split(good, ".")

	for _, test := range []struct{ name, value, want string }{
		{"nothing", "", "session-token-and-uat-missing"},
		{"a bare token", good, "signed-in"},
		{"Basic", "Basic dXNlcjpwYXNz", "session-token-and-uat-missing"},
		{"bearer in lower case", "bearer " + good, "session-token-and-uat-missing"},
		{"the scheme alone", "Bearer", "token-invalid"},
		{"garbage", "Bearer garbage", "token-invalid"},
		{"two parts", "Bearer " + parts[0] + "." + parts[1], "token-invalid"},
		{"a null payload", "Bearer " + parts[0] + ".bnVsbA." + parts[2], "token-invalid"},
		{"a null header", "Bearer bnVsbA." + parts[1] + "." + parts[2], "token-invalid"},
		{"another payload", "Bearer " + parts[0] + ".eyJzdWIiOiJ1c2VyX2V2aWwifQ." + parts[2], "token-invalid-signature"},
		{"alg none", "Bearer " + withAlgorithm(t, good, "none"), "token-invalid-algorithm"},
		{"alg HS256", "Bearer " + b64(`{"alg":"HS256","typ":"JWT","kid":"x"}`) + "." + parts[1] + "." + parts[2], "jwk-kid-mismatch"}, // the key is looked for first
		{"alg HS256 and a known kid", "Bearer " + withAlgorithm(t, good, "HS256"), "token-invalid-algorithm"},
		{"no signature", "Bearer " + parts[0] + "." + parts[1] + ".", "token-invalid-signature"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := request(http.MethodGet, "/")
			if test.value != "" {
				r.Header.Set("Authorization", test.value)
			}
			got := send(t, app, r)
			if reason := got.reason(t); got.status != http.StatusOK || reason != test.want {
				t.Errorf("got %d %q, want 200 %q", got.status, reason, test.want)
			}
		})
	}
}

func (f Suite) TestSessionTokenInCookies(t *testing.T) {
	t.Parallel()
	for _, config := range []clerktest.Config{{}, {Production: true}} {
		s, o := clerk(t, config)
		app := f.application(o)
		user := s.CreateUser(clerktest.User{}).ID
		token := s.SessionToken(user)
		suffix := "_" + s.CookieSuffix()

		for _, test := range []struct{ name, cookie, want string }{
			{"plain", "__session=" + token + "; __client_uat=1; __clerk_db_jwt=dvb_1", "signed-in"},
			{"suffixed", "__session" + suffix + "=" + token + "; __client_uat" + suffix + "=1; __clerk_db_jwt" + suffix + "=dvb_1", "signed-in"},
			{"without client_uat", "__session=" + token + "; __clerk_db_jwt=dvb_1", "session-token-but-no-client-uat"},
			{"client_uat alone", "__client_uat=1; __clerk_db_jwt=dvb_1", "client-uat-but-no-session-token"},
			{"issued before the last sign-in", "__session=" + token + "; __client_uat=9999999999; __clerk_db_jwt=dvb_1", "session-token-iat-before-client-uat"},
			{"another application's suffix", "__session_AAAAAAAA=" + token + "; __client_uat_AAAAAAAA=1; __clerk_db_jwt=dvb_1", "session-token-and-uat-missing"},
		} {
			t.Run(test.name, func(t *testing.T) {
				t.Parallel()
				got := send(t, app, request(http.MethodGet, "/", "Cookie", test.cookie))
				if reason := got.reason(t); reason != test.want {
					t.Errorf("got %q, want %q", reason, test.want)
				}
			})
		}
	}
}

// The counter is a cookie, so anybody writes it; both sides count as JavaScript does.
func (f Suite) TestTheRedirectCounterCountsAsJavaScriptDoes(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	app := f.application(o)
	for sent, want := range map[string]string{
		"":                    "1",
		"1":                   "2",
		" 0x2 ":               "3",
		"x":                   "1",
		"1e21":                "1e+21",
		"1.5":                 "2.5",
		"0x10000000000000000": "18446744073709552000",
		"Infinity":            "Infinity",
		"-1":                  "0",
	} {
		got := send(t, app, request(http.MethodGet, "/", "Sec-Fetch-Dest", "document", "Cookie", "__clerk_redirect_count="+sent))
		if cookie := got.header.Get("Set-Cookie"); cookie != "__clerk_redirect_count="+want+"; SameSite=Lax; HttpOnly; Max-Age=2" {
			t.Errorf("%q became %q, want %s", sent, cookie, want)
		}
	}
}

func (f Suite) TestAPageIsRedirectedAndAnAPICallIsNot(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	page := request(http.MethodGet, "/page?q=1", "Sec-Fetch-Dest", "document")
	page.Host = "app.example"

	got := send(t, f.application(o), page)
	if got.status != http.StatusTemporaryRedirect || got.body != "" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %d %q %v", got.status, got.body, got.header)
	}
	want := "https://" + s.FrontendAPI() + "/v1/client/handshake?redirect_url=http%3A%2F%2Fapp.example%2Fpage%3Fq%3D1"
	if location := got.header.Get("Location"); !strings.HasPrefix(location, want) {
		t.Errorf("Location %q, want %q…", location, want)
	}
	if cookie := got.header.Get("Set-Cookie"); cookie != "__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Max-Age=2" {
		t.Errorf("Set-Cookie %q", cookie)
	}

	call := request(http.MethodGet, "/page?q=1", "Sec-Fetch-Dest", "empty")
	if got := send(t, f.application(o), call); got.status != http.StatusOK || got.reason(t) != "dev-browser-missing" {
		t.Errorf("an API call: %d %q", got.status, got.body)
	}

	o.DisableHandshake = true
	got = send(t, f.application(o), page)
	if got.status != http.StatusOK || got.header.Get("Location") != "" || got.object(t)["isAuthenticated"] != false {
		t.Errorf("with redirects off: %d %v %s", got.status, got.header, got.body)
	}
}

func (f Suite) TestWithoutThePlugin(t *testing.T) {
	t.Parallel()
	app := f.NewApp(Config{})
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if !errors.Is(err, clerkauth.ErrPluginNotRegistered) || auth == nil || auth.IsAuthenticated || auth.Has(clerkauth.AuthorizationParams{Role: "admin"}) {
			t.Errorf("GetAuth gave %+v, %v", auth, err)
		}
		if _, err := c.Client().Users.GetUser(c.Context(), "user_1"); !errors.Is(err, clerkauth.ErrPluginNotRegistered) {
			t.Errorf("Client: %v", err)
		}
		if auth, ok := clerkauth.FromContext(c.Context()); ok || auth == nil || auth.IsAuthenticated {
			t.Errorf("FromContext gave %+v, %v", auth, ok)
		}
		return c.JSON(auth)
	})
	if got := send(t, app, request(http.MethodGet, "/")); got.object(t)["isAuthenticated"] != false {
		t.Errorf("got %s", got.body)
	}
	guarded := f.NewApp(Config{})
	guarded.All("/", f.RequireAuth())
	if got := send(t, guarded, request(http.MethodGet, "/")); got.status != http.StatusInternalServerError {
		t.Errorf("RequireAuth without the plugin: %d", got.status)
	}
}

func (f Suite) TestANilAuthIsSignedOut(t *testing.T) {
	t.Parallel()
	var auth *clerkauth.Auth
	if auth.Has(clerkauth.AuthorizationParams{Role: "admin"}) {
		t.Error("nil has a role")
	}
	if token, err := auth.GetToken(context.Background()); token != "" || err != nil {
		t.Errorf("nil has a token: %q, %v", token, err)
	}
	if auth.Debug()["status"] != "signed-out" {
		t.Errorf("Debug: %v", auth.Debug())
	}
	if _, err := clerkauth.Claims[map[string]any](auth); err == nil {
		t.Error("nil has claims")
	}
	if data, err := auth.MarshalJSON(); err != nil || !strings.Contains(string(data), `"isAuthenticated":false`) {
		t.Errorf("JSON: %s, %v", data, err)
	}
}

func (f Suite) TestMountedTwiceItDecidesOnce(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	stranger, strange := clerk(t, clerktest.Config{Production: true})
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.Group("/same", f.New(o)).All("/", answerAuth)
	app.Group("/other", f.New(strange)).All("/", answerAuth)
	token := s.SessionToken(s.CreateUser(clerktest.User{}).ID)

	get := func(path, token string) response {
		return send(t, app, request(http.MethodGet, path, "Authorization", "Bearer "+token))
	}
	if got := get("/same", token); got.reason(t) != "signed-in" {
		t.Errorf("the same instance: %v", got)
	}
	if got := get("/same", "garbage"); len(got.header.Values("X-Clerk-Auth-Reason")) != 1 {
		t.Errorf("headers were written more than once: %v", got.header)
	}
	if got := get("/other", token); got.reason(t) != "jwk-kid-mismatch" {
		t.Errorf("another instance accepted the token: %v", got)
	}
	got := get("/other", stranger.SessionToken("user_of_the_other"))
	if got.reason(t) != "signed-in" || got.header.Get("X-Clerk-Auth-Reason") != "" {
		t.Errorf("the group's own instance: %v", got)
	}
	fetches := 0
	for _, r := range s.Requests() {
		if strings.HasSuffix(r.Path, "/jwks") {
			fetches++
		}
	}
	if fetches > 2 { // the first sight, and one for the stranger's kid
		t.Errorf("the JWKS was fetched %d times", fetches)
	}
}

func answerAuth(c Ctx) error {
	auth, err := c.GetAuth()
	if err != nil {
		return err
	}
	return c.JSON(auth)
}

func (f Suite) TestNextSkipsThePlugin(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	o.Next = func(c Ctx) bool { return c.Path() == "/health" }
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/*", func(c Ctx) error {
		_, err := c.GetAuth()
		return c.JSON(errors.Is(err, clerkauth.ErrPluginNotRegistered))
	})
	if got := send(t, app, request(http.MethodGet, "/health")); got.body != "true" {
		t.Errorf("/health: %s", got.body)
	}
	if got := send(t, app, request(http.MethodGet, "/other")); got.body != "false" {
		t.Errorf("/other: %s", got.body)
	}
}

func (f Suite) TestRequestTargetsThatAreNoURL(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	var reached atomic.Bool
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.Use("/", func(c Ctx) error { reached.Store(true); return nil })
	targets := []string{"http://user:pass@host/"}
	if f.Quirks().BareSlashes {
		targets = append(targets, "//")
	}
	address := listen(t, app)
	for _, target := range targets {
		got, body := raw(t, address, http.MethodGet, "GET "+target+" HTTP/1.1\r\nHost: app.example\r\n\r\n")
		if got.StatusCode != http.StatusBadRequest || body != "" {
			t.Errorf("%q: %d %q", target, got.StatusCode, body)
		}
	}
	if reached.Load() {
		t.Error("the handler was reached")
	}
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// withAlgorithm returns a token whose header names another algorithm.
func withAlgorithm(t *testing.T, token, alg string) string {
	t.Helper()
	header, rest, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(header)
	if err != nil {
		t.Fatal(err)
	}
	return b64(strings.Replace(string(text), "RS256", alg, 1)) + "." + rest
}
