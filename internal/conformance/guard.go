package conformance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// guarded is an application with everything in the one right order: recover,
// request ids, CORS, the plugin, and groups with their guards.
func (f Suite) guarded(o Options) App {
	app := f.NewApp(Config{ErrorHandler: func(c Ctx, err error) error {
		status, body := http.StatusInternalServerError, map[string]any{"error": "internal"}
		if known := f.StatusOf(err); known != 0 {
			status, body["error"] = known, http.StatusText(known)
		}
		if auth := f.AuthErrorOf(err); auth != nil {
			body["reason"], body["kind"] = auth.Reason, auth.TokenType
		}
		c.HTTP().Response.SetStatusCode(status)
		return c.JSON(body)
	}})
	app.Use("/", f.Middleware("https://app.example")...)
	app.Use("/", f.New(o))
	app.All("/public", answerAuth)

	api := app.Group("/api", f.RequireAuth())
	api.All("/me", answerAuth)
	api.All("/options", answerAuth)
	api.All("/admin", f.RequireAuth(clerkauth.Requires(clerkauth.AuthorizationParams{Role: "org:admin"})), answerAuth)
	api.All("/sudo", f.RequireAuth(clerkauth.Requires(clerkauth.AuthorizationParams{Reverification: clerkauth.Strict})), answerAuth)
	api.All("/admin-sudo", f.RequireAuth(clerkauth.Requires(clerkauth.AuthorizationParams{Role: "org:admin", Reverification: clerkauth.StrictMFA})), answerAuth)

	app.Group("/api-docs").All("/", answerAuth) // shares the beginning of its path with /api
	app.Group("/pending", f.RequireAuth(clerkauth.TreatPendingAsSignedOut(false))).All("/", answerAuth)
	app.Group("/pages", f.RequireAuth(clerkauth.RedirectToSignIn())).All("/", answerAuth)

	keys := f.NewApp(Config{})
	keys.Use("/", f.RequireAuth(clerkauth.AcceptsToken(clerkauth.APIKey)))
	keys.All("/", func(c Ctx) error {
		auth, err := c.GetAuth(clerkauth.AcceptsToken(clerkauth.APIKey))
		if err != nil {
			return err
		}
		return c.JSON(auth)
	})
	app.Mount("/keys", keys)
	return app
}

func (f Suite) TestGuards(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app := f.guarded(o)
	user := s.CreateUser(clerktest.User{}).ID
	member := clerktest.Organization{ID: "org_1", Role: "org:member"}
	admin := clerktest.Organization{ID: "org_1", Role: "org:admin"}
	token := func(options ...clerktest.TokenOption) string { return "Bearer " + s.SessionToken(user, options...) }
	recent, long := clerktest.FactorVerificationAge(1, 1), clerktest.FactorVerificationAge(1, 11)

	// Fiber v2 matches a group's middleware by the text of its prefix, so /api
	// guards /api-docs too: closed rather than open.
	commonPrefix := http.StatusOK
	if f.Quirks().PartsOfWords {
		commonPrefix = http.StatusUnauthorized
	}
	for _, test := range []struct {
		name, method, path, authorization string
		status                            int
		body                              string // a part of it
	}{
		{"public, nobody", "GET", "/public", "", 200, `"isAuthenticated":false`},
		{"api, nobody", "GET", "/api/me", "", 401, `"reason":"session-token-and-uat-missing"`},
		{"api, garbage", "GET", "/api/me", "Bearer garbage", 401, `"reason":"token-invalid"`},
		{"api, expired", "GET", "/api/me", token(clerktest.Expired()), 401, `"reason":"session-token-expired-`},
		{"api, somebody", "GET", "/api/me", token(), 200, user},
		{"api, pending", "GET", "/api/me", token(clerktest.Pending()), 401, `"reason":"session-pending"`},
		{"api, an API key", "GET", "/api/me", "Bearer " + s.APIKey(user), 401, `"reason":"token-type-mismatch"`},
		{"OPTIONS is no hole", "OPTIONS", "/api/options", "", 401, ""},
		{"an unknown path", "GET", "/nowhere", "", 404, ""},
		{"a common prefix", "GET", "/api-docs", "", commonPrefix, ""},
		{"admin, nobody", "GET", "/api/admin", "", 401, ""},
		{"admin, a member", "GET", "/api/admin", token(clerktest.InOrganization(member)), 403, `"reason":"forbidden"`},
		{"admin, an admin", "GET", "/api/admin", token(clerktest.InOrganization(admin)), 200, user},
		{"sudo, verified now", "GET", "/api/sudo", token(recent), 200, user},
		{"sudo, verified long ago", "GET", "/api/sudo", token(long), 403, `{"clerk_error":{"metadata":{"reverification":{"afterMinutes":10,"level":"second_factor"}},"reason":"reverification-error","type":"forbidden"}}`},
		{"admin and sudo, a member", "GET", "/api/admin-sudo", token(clerktest.InOrganization(member), long), 403, `"reason":"forbidden"`},
		{"admin and sudo, long ago", "GET", "/api/admin-sudo", token(clerktest.InOrganization(admin), long), 403, `"reverification-error"`},
		{"admin and sudo", "GET", "/api/admin-sudo", token(clerktest.InOrganization(admin), recent), 200, user},
		{"pending welcome", "GET", "/pending", token(clerktest.Pending()), 200, ""},
		{"keys, nobody", "GET", "/keys", "", 401, ""},
		{"keys, a session", "GET", "/keys", token(), 401, `"kind":"api_key"`},
		{"keys, a key", "GET", "/keys", "Bearer " + s.APIKey(user), 200, `"tokenType":"api_key"`},
		{"keys, a revoked key", "GET", "/keys", "Bearer " + s.APIKey(user, clerktest.Revoked()), 401, `"kind":"api_key"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := request(test.method, test.path)
			if test.authorization != "" {
				r.Header.Set("Authorization", test.authorization)
			}
			got := send(t, app, r)
			if got.status != test.status || !strings.Contains(got.body, test.body) {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.body)
			}
			if challenge := got.header.Get("WWW-Authenticate"); (got.status == http.StatusUnauthorized) != (challenge == "Bearer") {
				t.Errorf("status %d with WWW-Authenticate %q", got.status, challenge)
			}
		})
	}

	t.Run("a preflight needs nobody", func(t *testing.T) {
		t.Parallel()
		got := send(t, app, request(http.MethodOptions, "/api/me", "Origin", "https://app.example", "Access-Control-Request-Method", "GET"))
		if got.status != http.StatusNoContent || got.header.Get("Access-Control-Allow-Origin") != "https://app.example" {
			t.Errorf("got %d %v", got.status, got.header)
		}
	})
}

func (f Suite) TestRedirectToSignIn(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	get := func(o Options, headers ...string) response {
		r := request(http.MethodGet, "/pages?x=1", headers...)
		r.Host = "app.example"
		return send(t, f.guarded(o), r)
	}
	page := []string{"Sec-Fetch-Dest", "document"}

	got := get(o, page...)
	want := "https://accounts." + strings.TrimPrefix(s.FrontendAPI(), "clerk.") + "/sign-in?redirect_url=http%3A%2F%2Fapp.example%2Fpages%3Fx%3D1"
	if got.status != http.StatusFound || got.header.Get("Location") != want {
		t.Errorf("got %d %q, want %q", got.status, got.header.Get("Location"), want)
	}
	o.SignInURL = "/login"
	if got := get(o, page...); got.header.Get("Location") != "http://app.example/login?redirect_url=http%3A%2F%2Fapp.example%2Fpages%3Fx%3D1" {
		t.Errorf("got %q", got.header.Get("Location"))
	}
	if got := get(o, "Accept", "application/json"); got.status != http.StatusUnauthorized || got.header.Get("Location") != "" {
		t.Errorf("an API call: %d %v", got.status, got.header)
	}
}
