package guides

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/csrf"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// shown is a template engine that shows what it is given.
type shown struct{}

func (shown) Load() error { return nil }

func (shown) Render(w io.Writer, _ string, values any, _ ...string) error {
	for name, value := range values.(fiber.Map) {
		if text, isText := value.(string); isText {
			_, _ = io.WriteString(w, name+": "+text+"\n")
		}
	}
	return nil
}

// docs/pages.md.
func pagesApp(options clerkfiber.Options, csrfProtection fiber.Handler) *fiber.App {
	const nonce = "fake"
	app := fiber.New(fiber.Config{Views: shown{}})
	app.Use(clerkfiber.New(options))
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.Render("index", fiber.Map{"Auth": auth, "SignIn": clerkfiber.SignInURL(c, c.Query("next"))})
	})
	app.Get("/scripts", func(c *fiber.Ctx) error {
		c.Set("Content-Security-Policy", "script-src 'nonce-"+nonce+"' 'strict-dynamic'; object-src 'none'") // first
		return c.Render("index", fiber.Map{"Scripts": clerkfiber.Scripts(c)})
	})
	app.Post("/sign-out", csrfProtection, func(c *fiber.Ctx) error {
		if err := clerkfiber.SignOut(c); err != nil {
			log.Print(err) // the cookies are deleted all the same
		}
		return c.Redirect("/", fiber.StatusSeeOther)
	})
	return app
}

func htmxApp() *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		var refused *clerkfiber.AuthError
		status := fiber.StatusInternalServerError
		if e := (*fiber.Error)(nil); errors.As(err, &e) {
			status = e.Code
		}
		if errors.As(err, &refused) && status == fiber.StatusUnauthorized && c.Get("HX-Request") == "true" {
			c.Set("HX-Redirect", clerkfiber.SignInURL(c, c.Get("HX-Current-URL")))
		}
		return c.SendStatus(status)
	}})
	return app
}

func TestPagesGuide(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	options := clerkfiber.Options{Environment: s.Env()}
	pages := pagesApp(options, csrf.New())
	parts := htmxApp()
	parts.Use(clerkfiber.New(options), clerkfiber.RequireAuth())
	for _, tc := range []struct {
		app          *fiber.App
		method, path string
		status       int
		header, says string // of the header, or of the body
	}{
		{pages, "GET", "/?next=/notes", 200, "", "redirect_url=http%3A%2F%2Fexample.com%2Fnotes"},
		{pages, "GET", "/scripts", 200, "Content-Security-Policy", "'nonce-fake'"},
		{pages, "POST", "/sign-out", 403, "", "Forbidden"}, // without a CSRF token
		{parts, "GET", "/", 401, "HX-Redirect", "/sign-in?redirect_url=http%3A%2F%2Fexample.com%2Fpage"},
	} {
		req := httptest.NewRequest(tc.method, tc.path, nil)
		req.Header.Set("HX-Request", "true")
		req.Header.Set("HX-Current-URL", "http://example.com/page")
		res, err := tc.app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		found := string(text)
		if tc.header != "" {
			found = res.Header.Get(tc.header)
		}
		if res.StatusCode != tc.status || !strings.Contains(found, tc.says) {
			t.Errorf("%s %s: %d %q, want %d %q", tc.method, tc.path, res.StatusCode, found, tc.status, tc.says)
		}
	}
}

// docs/tenants.md.
func TestTenantsGuide(t *testing.T) {
	t.Parallel()
	type keys struct{ publishable, secret string }
	first, second := clerktest.NewServer(), clerktest.NewServer()
	t.Cleanup(first.Close)
	t.Cleanup(second.Close)
	one, two := keys{first.PublishableKey(), first.SecretKey()}, keys{second.PublishableKey(), second.SecretKey()}
	app := fiber.New()

	tenants := map[string]clerkfiber.Options{ // made once, at the start or when a customer comes
		"one.example.com": {PublishableKey: one.publishable, SecretKey: one.secret, AuthorizedParties: []string{"https://one.example.com"}},
		"two.example.com": {PublishableKey: two.publishable, SecretKey: two.secret, AuthorizedParties: []string{"https://two.example.com"}},
	}
	app.Use(clerkfiber.NewPerRequest(func(c *fiber.Ctx) (clerkfiber.Options, error) {
		o, ok := tenants[c.Hostname()]
		if !ok {
			return o, fiber.ErrNotFound
		}
		return o, nil
	}))

	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("for everybody") })
	for host, want := range map[string]int{"one.example.com": 200, "two.example.com": 200, "three.example.com": 404} {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Host = host
		res, err := app.Test(req, -1)
		if err != nil || res.StatusCode != want {
			t.Errorf("%s: %v, %v; want %d", host, res, err, want)
		}
	}
}
