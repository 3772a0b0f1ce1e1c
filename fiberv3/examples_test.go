package clerkfiber_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/clerktest"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
)

// ask prints the answer to a request that brings a token.
func ask(app *fiber.App, method, target, token string) {
	req := httptest.NewRequest(method, target, nil)
	req.RequestURI = req.URL.Path
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := app.Test(req)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(res.StatusCode, string(body))
}

func whoami(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	return c.SendString("hello " + auth.Principal())
}

func ExampleNew() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(clerkfiber.New(clerkfiber.Options{
		Environment:       s.Env(), // in a program: leave it out, and set CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY
		AuthorizedParties: []string{"https://app.example.com"},
	}))
	app.Get("/", whoami)

	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.AZP("https://app.example.com")))
	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.AZP("https://evil.example")))
	// Output:
	// 200 hello user_ada
	// 200 hello
}

func ExampleNewHandler() {
	_, err := clerkfiber.NewHandler(clerkfiber.Options{
		Environment:    map[string]string{"CLERK_SECRET_KEY": "sk_test_fake"},
		PublishableKey: "sk_test_fake",
	})
	fmt.Println(strings.Contains(err.Error(), "PublishableKey"))
	// Output: true
}

func ExampleGetAuth() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c fiber.Ctx) error {
		// An error says that the plugin is missing. Whoever ignores it has a
		// signed-out Auth in hand.
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		if !auth.IsAuthenticated {
			return c.SendStatus(fiber.StatusUnauthorized)
		}
		return c.SendString(auth.UserID + " " + auth.OrgRole)
	})

	admin := clerktest.Organization{ID: "org_1", Role: "org:admin"}
	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.InOrganization(admin)))
	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.Expired()))
	// Output:
	// 200 user_ada org:admin
	// 401 Unauthorized
}

func ExampleAcceptsToken() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.SessionToken, clerkfiber.APIKey))
		if err != nil {
			return err
		}
		return c.SendString(string(auth.TokenType) + " of " + auth.UserID)
	})

	ask(app, "GET", "/", s.SessionToken("user_ada"))
	ask(app, "GET", "/", s.APIKey("user_ada"))
	// Output:
	// 200 session_token of user_ada
	// 200 api_key of user_ada
}

func ExampleRequireAuth() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	private := app.Group("/private", clerkfiber.RequireAuth())
	private.Get("/", whoami)

	ask(app, "GET", "/private", s.SessionToken("user_ada"))
	ask(app, "GET", "/private", "")
	// Output:
	// 200 hello user_ada
	// 401 Unauthorized
}

func ExampleRequires() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	// What Requires asks is asked together; several Requires are, too.
	billing := clerkfiber.Requires(clerkfiber.AuthorizationParams{Permission: "org:invoices:create", Reverification: clerkfiber.Strict})
	app.Get("/", clerkfiber.RequireAuth(billing), whoami)

	accountant := clerktest.InOrganization(clerktest.Organization{ID: "org_1", Permissions: []string{"org:invoices:create"}})
	ask(app, "GET", "/", s.SessionToken("user_ada", accountant, clerktest.FactorVerificationAge(1, -1)))
	ask(app, "GET", "/", s.SessionToken("user_bob", clerktest.FactorVerificationAge(1, -1)))
	// Output:
	// 200 hello user_ada
	// 403 Forbidden
}

func ExampleRequiresAny() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	either := clerkfiber.RequiresAny(
		clerkfiber.AuthorizationParams{Role: "org:admin"},
		clerkfiber.AuthorizationParams{Permission: "org:invoices:read"},
	)
	app.Get("/", clerkfiber.RequireAuth(either), whoami)

	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.InOrganization(clerktest.Organization{ID: "org_1", Role: "org:admin"})))
	ask(app, "GET", "/", s.SessionToken("user_bob", clerktest.InOrganization(clerktest.Organization{ID: "org_1", Role: "org:member"})))
	// Output:
	// 200 hello user_ada
	// 403 Forbidden
}

func ExampleRequiresScope() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Post("/reports", clerkfiber.RequireAuth(
		clerkfiber.AcceptsToken(clerkfiber.APIKey, clerkfiber.M2MToken),
		clerkfiber.RequiresScope("reports:write"),
	), whoami)

	ask(app, "POST", "/reports", s.APIKey("user_ada", clerktest.Scopes("reports:read", "reports:write")))
	ask(app, "POST", "/reports", s.APIKey("user_ada", clerktest.Scopes("reports:read")))
	ask(app, "POST", "/reports", s.SessionToken("user_ada")) // not of a kind that is accepted
	// Output:
	// 200 hello user_ada
	// 403 Forbidden
	// 401 Unauthorized
}

func ExampleRequiresFunc() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	staff := clerkfiber.RequiresFunc(func(auth *clerkfiber.Auth) bool {
		claims, err := clerkfiber.Claims[struct{ Department string }](auth)
		return err == nil && claims.Department == "support"
	})
	app.Get("/", clerkfiber.RequireAuth(staff), whoami)

	ask(app, "GET", "/", s.SessionToken("user_ada", clerktest.Claims(map[string]any{"department": "support"})))
	ask(app, "GET", "/", s.SessionToken("user_bob"))
	// Output:
	// 200 hello user_ada
	// 403 Forbidden
}

func ExampleFromContext() {
	s := clerktest.NewServer()
	defer s.Close()

	// greet is far from the web layer: all it has is a context.
	greet := func(ctx context.Context) string {
		auth, ok := clerkfiber.FromContext(ctx)
		if !ok {
			return "behind no plugin"
		}
		return "hello " + auth.UserID
	}

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c fiber.Ctx) error { return c.SendString(greet(c.Context())) })

	ask(app, "GET", "/", s.SessionToken("user_ada"))
	fmt.Println(greet(context.Background()))
	// Output:
	// 200 hello user_ada
	// behind no plugin
}

func ExampleVerifyToken() {
	s := clerktest.NewServer()
	defer s.Close()

	options := clerkfiber.VerifyTokenOptions{JWTKey: s.JWTKey()} // no network
	claims, err := clerkfiber.VerifyToken(context.Background(), s.SessionToken("user_ada"), options)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(claims.Subject)

	_, err = clerkfiber.VerifyToken(context.Background(), s.SessionToken("user_ada", clerktest.Expired()), options)
	var refused *clerkfiber.VerificationError
	fmt.Println(errors.As(err, &refused) && refused.Reason == "token-expired")
	// Output:
	// user_ada
	// true
}

func ExampleAuthenticator_AuthenticateRequest() {
	s := clerktest.NewServer()
	defer s.Close()

	authenticator, err := clerkfiber.NewAuthenticator(clerkfiber.Options{Environment: s.Env()})
	if err != nil {
		log.Fatal(err)
	}
	app := fiber.New()
	app.Get("/", func(c fiber.Ctx) error { // what New does, by hand
		state, err := authenticator.AuthenticateRequest(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
		if err != nil {
			return err
		}
		return c.SendString(state.Status + " " + state.ToAuth().Principal())
	})

	ask(app, "GET", "/", s.SessionToken("user_ada"))
	ask(app, "GET", "/", "garbage")
	// Output:
	// 200 signed-in user_ada
	// 200 signed-out
}

func ExampleNewPerRequest() {
	acme, globex := clerktest.NewServer(), clerktest.NewServer()
	defer acme.Close()
	defer globex.Close()
	tenants := map[string]map[string]string{"acme.example.com": acme.Env(), "globex.example.com": globex.Env()}

	app := fiber.New()
	app.Use(clerkfiber.NewPerRequest(func(c fiber.Ctx) (clerkfiber.Options, error) {
		settings, ok := tenants[c.Hostname()]
		if !ok {
			return clerkfiber.Options{}, fiber.ErrNotFound
		}
		return clerkfiber.Options{Environment: settings}, nil
	}))
	app.Get("/", clerkfiber.RequireAuth(), whoami)

	ask(app, "GET", "http://acme.example.com/", acme.SessionToken("user_ada"))
	ask(app, "GET", "http://globex.example.com/", acme.SessionToken("user_ada"))
	ask(app, "GET", "http://elsewhere.example.com/", acme.SessionToken("user_ada"))
	// Output:
	// 200 hello user_ada
	// 401 Unauthorized
	// 404 Not Found
}

func ExampleSignOut() {
	s := clerktest.NewServer()
	defer s.Close()
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"})

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	// A POST, behind the application's protection against forged requests.
	app.Post("/sign-out", func(c fiber.Ctx) error {
		if err := clerkfiber.SignOut(c); err != nil {
			log.Print(err) // Clerk could not be told; the cookies are gone all the same
		}
		return c.Redirect().Status(fiber.StatusSeeOther).To("/")
	})

	req := httptest.NewRequest(http.MethodPost, "/sign-out", nil)
	s.SignIn(req, user.ID)
	res, err := app.Test(req)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	for _, cookie := range res.Cookies() {
		if cookie.Name == "__session" {
			fmt.Println(res.StatusCode, cookie.Name, cookie.MaxAge < 0)
			break
		}
	}
	// Output: 303 __session true
}

func ExampleOptions_frontendAPIProxy() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{
		Environment:      s.Env(),
		FrontendAPIProxy: clerkfiber.FrontendAPIProxyOptions{Enabled: true}, // at /__clerk
	}))

	req := httptest.NewRequest(http.MethodGet, "/__clerk/v1/environment", nil)
	res, err := app.Test(req)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	fmt.Println(res.StatusCode, res.Header.Get("Content-Type"))
	// Output: 200 application/json
}
