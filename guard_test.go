package clerkfiber_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// guarded is an application with everything in the one right order: recover,
// request ids, CORS, the plugin, and groups with their guards.
func guarded(o clerkfiber.Options) *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		status, body := fiber.StatusInternalServerError, fiber.Map{"error": "internal"}
		var known *fiber.Error
		if errors.As(err, &known) {
			status, body["error"] = known.Code, known.Message
		}
		var auth *clerkfiber.AuthError
		if errors.As(err, &auth) {
			body["reason"], body["kind"] = auth.Reason, auth.TokenType
		}
		return c.Status(status).JSON(body)
	}})
	app.Use(recover.New(), requestid.New(), cors.New(cors.Config{AllowOrigins: "https://app.example", AllowHeaders: "Authorization"}))
	app.Use(clerkfiber.New(o))
	app.Get("/public", answerAuth)

	api := app.Group("/api", clerkfiber.RequireAuth())
	api.Get("/me", answerAuth)
	api.Options("/options", answerAuth)
	api.Get("/admin", clerkfiber.RequireAuth(clerkfiber.Requires(clerkfiber.AuthorizationParams{Role: "org:admin"})), answerAuth)
	api.Get("/sudo", clerkfiber.RequireAuth(clerkfiber.Requires(clerkfiber.AuthorizationParams{Reverification: clerkfiber.Strict})), answerAuth)
	api.Get("/admin-sudo", clerkfiber.RequireAuth(clerkfiber.Requires(clerkfiber.AuthorizationParams{Role: "org:admin", Reverification: clerkfiber.StrictMFA})), answerAuth)

	app.Group("/api-docs").Get("/", answerAuth) // shares the beginning of its path with /api
	app.Group("/pending", clerkfiber.RequireAuth(clerkfiber.TreatPendingAsSignedOut(false))).Get("/", answerAuth)
	app.Group("/pages", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn())).Get("/", answerAuth)

	keys := fiber.New()
	keys.Use(clerkfiber.RequireAuth(clerkfiber.AcceptsToken(clerkfiber.APIKey)))
	keys.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.APIKey))
		if err != nil {
			return err
		}
		return c.JSON(auth)
	})
	app.Mount("/keys", keys)
	return app
}

func TestGuards(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app := guarded(o)
	user := s.CreateUser(clerktest.User{}).ID
	member := clerktest.Organization{ID: "org_1", Role: "org:member"}
	admin := clerktest.Organization{ID: "org_1", Role: "org:admin"}
	token := func(options ...clerktest.TokenOption) string { return "Bearer " + s.SessionToken(user, options...) }
	recent, long := clerktest.FactorVerificationAge(1, 1), clerktest.FactorVerificationAge(1, 11)

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
		// Fiber matches a group's middleware by the text of its prefix, so /api guards /api-docs too: closed rather than open.
		{"a common prefix", "GET", "/api-docs", "", 401, ""},
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

func TestRedirectToSignIn(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	get := func(o clerkfiber.Options, headers ...string) response {
		r := request(http.MethodGet, "/pages?x=1", headers...)
		r.Host = "app.example"
		return send(t, guarded(o), r)
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
