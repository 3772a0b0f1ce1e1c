// Package guides has what the guides in docs show, to be compiled and run.
package guides

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/otelclerk"
)

// yourApp is the application of whoever reads the guides.
func yourApp(options clerkfiber.Options) *fiber.App {
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(clerkfiber.New(options))
	api := app.Group("/api", clerkfiber.RequireAuth())
	api.Get("/me", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.JSON(auth)
	})
	return app
}

// The test in README.md.
func TestOfREADME(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	defer s.Close()
	app := yourApp(clerkfiber.Options{Environment: s.Env()})

	user := s.CreateUser(clerktest.User{Email: "ada@example.com"})
	req := httptest.NewRequest("GET", "/api/me", nil)
	s.SignIn(req, user.ID) // the cookies of a signed-in browser
	res, err := app.Test(req)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Error(res, err)
	}
}

// docs/recipes.md, Testing.
func TestMe(t *testing.T) {
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	app := yourApp(clerkfiber.Options{Environment: s.Env()})
	ada := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "fake-password-42"})

	for name, tc := range map[string]struct {
		token string
		want  int
	}{
		"signed in":               {s.SessionToken(ada.ID), 200},
		"expired":                 {s.SessionToken(ada.ID, clerktest.Expired()), 401},
		"of another instance":     {s.SessionToken(ada.ID, clerktest.OtherInstance()), 401},
		"forged":                  {s.SessionToken(ada.ID, clerktest.OtherKey()), 401},
		"with an unfinished task": {s.SessionToken(ada.ID, clerktest.Pending()), 401},
		"a machine's":             {s.APIKey(ada.ID), 401},
	} {
		req := httptest.NewRequest("GET", "/api/me", nil)
		req.Header.Set("Authorization", "Bearer "+tc.token)
		res, err := app.Test(req)
		if err != nil || res.StatusCode != tc.want {
			t.Errorf("%s: %v, %v; want %d", name, res, err, tc.want)
		}
	}
}

// docs/recipes.md, Testing: what a browser does, and what happens when Clerk is down.
func TestBrowserAndOutage(t *testing.T) {
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "fake-password-42"})
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), func(c *fiber.Ctx) error { return c.SendString("hello") })

	b := s.NewBrowser(app)
	page, err := b.Get("/") // a handshake, and then the sign-in page
	if err != nil {
		t.Fatal(err)
	}
	page, err = b.SubmitSignIn(page, "ada@example.com", "fake-password-42") // and back
	if err != nil || page.Body != "hello" {
		t.Fatal(page, err)
	}
	_ = b.ExpireToken() // a minute later
	s.Fail("POST /v1/sessions/{id}/refresh", 503, 1)
	page, err = b.Get("/") // Clerk cannot refresh: a handshake does
	if err != nil || page.Body != "hello" || page.Handshakes != 1 {
		t.Fatal(page, err)
	}
}

// docs/recipes.md, GraphQL and gRPC.
type resolver struct{}

type person struct{ ID string }

var errSignedOut = errors.New("nobody is signed in")

func (resolver) Me(ctx context.Context) (*person, error) {
	auth, _ := clerkauth.FromContext(ctx) // without the plugin: nobody
	if !auth.IsAuthenticated {
		return nil, errSignedOut
	}
	return &person{ID: auth.UserID}, nil
}

// callerToken hands the caller's own token on to another service of yours. It
// is grpc's credentials.PerRPCCredentials.
type callerToken struct{}

func (callerToken) GetRequestMetadata(ctx context.Context, _ ...string) (map[string]string, error) {
	auth, _ := clerkauth.FromContext(ctx)
	token, err := auth.GetToken(ctx)
	if err != nil || token == "" {
		return nil, err
	}
	return map[string]string{"authorization": "Bearer " + token}, nil
}

func (callerToken) RequireTransportSecurity() bool { return true }

func TestContextsOfGraphQLAndGRPC(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	// In place of gqlgen's handler, which is a http.Handler as well.
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, err := resolver{}.Me(r.Context())
		metadata, tokenErr := callerToken{}.GetRequestMetadata(r.Context())
		_ = json.NewEncoder(w).Encode([]any{me, err == errSignedOut, metadata, tokenErr})
	})
	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Post("/graphql", adaptor.HTTPHandler(server))

	token := s.SessionToken("user_ada")
	for header, want := range map[string]string{
		"Bearer " + token: `[{"ID":"user_ada"},false,{"authorization":"Bearer ` + token + `"},null]`,
		"":                `[null,true,null,null]`,
	} {
		req := httptest.NewRequest(http.MethodPost, "/graphql", nil)
		req.Header.Set("Authorization", header)
		res, err := app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		if got := strings.TrimSpace(string(text)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// docs/deployment.md, docs/behind-a-proxy.md, docs/operations.md.
func TestConfigurations(t *testing.T) {
	t.Parallel()
	_ = func() *fiber.App {
		app := fiber.New(fiber.Config{Prefork: true})
		return app
	}
	app := fiber.New(fiber.Config{
		ReadBufferSize:          16 * 1024,
		EnableTrustedProxyCheck: true,
		TrustedProxies:          []string{"127.0.0.1", "10.0.0.0/8"}, // where the proxy connects from
	})
	if app.Config().ReadBufferSize != 16*1024 {
		t.Error("the configuration is not taken")
	}
	options, err := otelclerk.Instrument(clerkfiber.Options{})
	if err != nil || options.Observe == nil {
		t.Error(err)
	}
}

// docs/from-clerk-sdk-go.md and docs/from-contrib-jwt.md.
func movedApp(options clerkfiber.Options) *fiber.App {
	options.AuthorizedParties = []string{"https://app.example.com"} // an origin: with its scheme
	options.DisableHandshake = true                                 // an API: bearer tokens, no redirects

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(clerkfiber.New(options))
	app.Get("/me", clerkfiber.RequireAuth(), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		claims, err := clerkfiber.Claims[myClaims](auth)
		if err != nil {
			return err
		}
		return c.SendString(auth.UserID + " " + claims.Plan)
	})
	return app
}

// myClaims are what the session token has of your own.
type myClaims struct {
	Plan string `json:"plan"`
}

// forbiddenAsBefore answers 403 to nobody, as clerk-sdk-go does, until no
// client relies on it.
func forbiddenAsBefore(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if errors.As(err, &known) && known.Code == fiber.StatusUnauthorized {
		return c.SendStatus(fiber.StatusForbidden)
	}
	return fiber.DefaultErrorHandler(c, err)
}

func TestMovedFromOthers(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	app := movedApp(clerkfiber.Options{Environment: s.Env()})
	before := fiber.New(fiber.Config{ErrorHandler: forbiddenAsBefore})
	before.Mount("/", app)
	plan := clerktest.Claims(map[string]any{"plan": "pro"})
	for _, tc := range []struct {
		app    *fiber.App
		token  string
		status int
		body   string
	}{
		{app, s.SessionToken("user_ada", plan, clerktest.AZP("https://app.example.com")), 200, "user_ada pro"},
		{app, s.SessionToken("user_ada", plan), 401, "Unauthorized"}, // of another origin
		{app, "", 401, "Unauthorized"},
		{before, "", 403, "Forbidden"},
	} {
		req := httptest.NewRequest(http.MethodGet, "/me", nil)
		if tc.token != "" {
			req.Header.Set("Authorization", "Bearer "+tc.token)
		}
		res, err := tc.app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		if res.StatusCode != tc.status || string(text) != tc.body {
			t.Errorf("%d %s, want %d %s", res.StatusCode, text, tc.status, tc.body)
		}
	}
}
