package middlewaretest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cache"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/csrf"
	"github.com/gofiber/fiber/v2/middleware/encryptcookie"
	"github.com/gofiber/fiber/v2/middleware/idempotency"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/session"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// An ordered application is one with middlewares, and what is asked of it.
type ordered struct {
	*fiber.App
	clerk    *clerktest.Server
	ada, bob string // session tokens
	user     string // who can sign in with a password
}

func (a *ordered) as(t *testing.T, token, method, path string, headers ...string) response {
	t.Helper()
	if token != "" {
		headers = append(headers, "Authorization", "Bearer "+token)
	}
	return send(t, a.App, request(method, path, headers...))
}

// browse asks for a page as a browser that Clerk does not know yet.
func (a *ordered) browse(t *testing.T, headers ...string) response {
	t.Helper()
	return a.as(t, "", http.MethodGet, "/my/page", append(headers, "Accept", "text/html", "Sec-Fetch-Dest", "document", "Origin", "https://app.example.com")...)
}

var (
	long       = strings.Repeat("news ", 100)
	userOf     = func(c *fiber.Ctx) string { auth, _ := clerkfiber.GetAuth(c); return auth.UserID }
	newsPage   = func(c *fiber.Ctx) error { return c.SendString(long) }
	personal   = func(c *fiber.Ctx) error { return c.SendString(userOf(c)) }
	cookieKey  = encryptcookie.GenerateKey()
	orderTaker = func() fiber.Handler {
		var orders atomic.Int64
		return func(c *fiber.Ctx) error { return c.SendString(fmt.Sprint(userOf(c), " order ", orders.Add(1))) }
	}
)

// cartHandler adds an item and answers with all.
func cartHandler(get func(*fiber.Ctx, *session.Store) (*session.Session, error)) fiber.Handler {
	sessions := session.New()
	return func(c *fiber.Ctx) error {
		s, err := get(c, sessions)
		if err != nil {
			return err
		}
		items, _ := s.Get("items").(string)
		items += c.Query("item")
		s.Set("items", items)
		if err := s.Save(); err != nil {
			return err
		}
		return c.SendString(items)
	}
}

// unordered is an application with one middleware where it does not belong.
func unordered(o clerkfiber.Options, before, after []fiber.Handler) *fiber.App {
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10, DisableStartupMessage: true})
	for _, h := range before {
		app.Use(h)
	}
	o.FrontendAPIProxy.Enabled = true
	app.Use(clerkfiber.New(o))
	for _, h := range after {
		app.Use(h)
	}
	app.Get("/news", newsPage)
	app.Get("/my/page", personal)
	app.Post("/my/orders", orderTaker())
	app.Post("/my/cart", cartHandler(func(c *fiber.Ctx, s *session.Store) (*session.Session, error) { return s.Get(c) }))
	return app
}

// Each trap shows when a middleware stands where it does not belong, and does
// not in the documented program.
func TestTheOrderOfMiddlewares(t *testing.T) {
	const uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
	for _, trap := range []struct {
		name          string
		config        clerktest.Config
		before, after func() []fiber.Handler // in place of the plugin's own order
		ask           func(t *testing.T, a *ordered) string
		wrong, right  string
	}{
		{
			name: "cache in front serves one user's page to another", before: caching,
			ask: func(t *testing.T, a *ordered) string {
				a.as(t, a.ada, "GET", "/my/page")
				return a.as(t, a.bob, "GET", "/my/page").body
			},
			wrong: "user_ada", right: "user_bob",
		},
		{
			name: "cache behind does too, by its usual key", after: caching,
			ask: func(t *testing.T, a *ordered) string {
				a.as(t, a.ada, "GET", "/my/page")
				return a.as(t, a.bob, "GET", "/my/page").body
			},
			wrong: "user_ada", right: "user_bob",
		},
		{
			name: "cache in front serves a handshake without its Location", before: caching,
			ask: func(t *testing.T, a *ordered) string {
				a.browse(t)
				second := a.browse(t)
				return fmt.Sprint(second.status, second.header.Get("Location") != "")
			},
			wrong: "307 false", right: "307 true",
		},
		{
			name: "cache in front of compress serves what a client cannot read", before: func() []fiber.Handler { return []fiber.Handler{cache.New(), compress.New()} },
			ask: func(t *testing.T, a *ordered) string {
				a.as(t, "", "GET", "/news", "Accept-Encoding", "br")
				return a.as(t, "", "GET", "/news").header.Get("Content-Encoding")
			},
			wrong: "br", right: "",
		},
		{
			name: "idempotency answers by key alone", before: idempotent,
			ask: func(t *testing.T, a *ordered) string {
				a.as(t, a.ada, "POST", "/my/orders", "X-Idempotency-Key", uuid)
				return a.as(t, a.bob, "POST", "/my/orders", "X-Idempotency-Key", uuid).body
			},
			wrong: "user_ada order 1", right: "user_bob order 2",
		},
		{
			name: "idempotency answers nobody too", before: idempotent,
			ask: func(t *testing.T, a *ordered) string {
				a.as(t, a.ada, "POST", "/my/orders", "X-Idempotency-Key", uuid)
				answer := a.as(t, "", "POST", "/my/orders", "X-Idempotency-Key", uuid)
				return fmt.Sprint(answer.status, " ", answer.body)
			},
			wrong: "200 user_ada order 1", right: "403 Forbidden",
		},
		{
			name: "encryptcookie in front empties Clerk's cookies", before: encrypting,
			ask: func(t *testing.T, a *ordered) string {
				r := request("GET", "/my/page")
				a.clerk.SignIn(r, "user_ada")
				return send(t, a.App, r).body
			},
			wrong: "", right: "user_ada",
		},
		{
			name: "encryptcookie behind encrypts those that a handshake sets", config: clerktest.Config{Production: true}, after: encrypting,
			ask:   func(t *testing.T, a *ordered) string { return visit(t, a) },
			wrong: "200 ", right: "signed in",
		},
		{
			name: "csrf in front refuses what clerk-js sends through the proxy", before: againstForgery,
			ask: func(t *testing.T, a *ordered) string {
				return fmt.Sprint(a.as(t, "", "POST", "/__clerk/v1/client/sign_ins").status == http.StatusForbidden)
			},
			wrong: "true", right: "false",
		},
		{
			name: "csrf refuses clients that are no browsers", after: againstForgery,
			ask:   func(t *testing.T, a *ordered) string { return fmt.Sprint(a.as(t, a.ada, "POST", "/my/orders").status) },
			wrong: "403", right: "200",
		},
		{
			name: "limiter behind counts no handshakes", after: limiting,
			ask: func(t *testing.T, a *ordered) string {
				for range 300 {
					a.browse(t)
				}
				return fmt.Sprint(a.browse(t).status)
			},
			wrong: "307", right: "429",
		},
		{
			name: "limiter in front of cors refuses in a way that a script cannot read",
			before: func() []fiber.Handler {
				return []fiber.Handler{limiter.New(limiter.Config{Max: 300}), cors.New(cors.Config{AllowOrigins: "https://app.example.com"})}
			},
			ask: func(t *testing.T, a *ordered) string {
				for range 300 {
					a.browse(t)
				}
				return a.browse(t).header.Get("Access-Control-Allow-Origin")
			},
			wrong: "", right: "https://app.example.com",
		},
		{
			name: "a session outlives its user",
			ask: func(t *testing.T, a *ordered) string {
				first := a.as(t, a.ada, "POST", "/my/cart?item=ring")
				cookie, _, _ := strings.Cut(first.header.Get("Set-Cookie"), ";")
				for _, line := range first.header.Values("Set-Cookie") {
					if strings.HasPrefix(line, "session_id=") {
						cookie, _, _ = strings.Cut(line, ";")
					}
				}
				return a.as(t, a.bob, "POST", "/my/cart?item=book", "Cookie", cookie).body
			},
			wrong: "ringbook", right: "book",
		},
	} {
		t.Run(trap.name, func(t *testing.T) {
			s := clerktest.NewServer(trap.config)
			t.Cleanup(s.Close)
			a := &ordered{clerk: s, ada: s.SessionToken("user_ada"), bob: s.SessionToken("user_bob")}
			a.user = s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "analytical engine"}).ID
			a.App = unordered(clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}, made(trap.before), made(trap.after))
			if got := trap.ask(t, a); got != trap.wrong {
				t.Errorf("out of order: %q, and the trap is %q", got, trap.wrong)
			}
			t.Setenv("CLERK_PUBLISHABLE_KEY", s.PublishableKey())
			t.Setenv("CLERK_SECRET_KEY", s.SecretKey())
			t.Setenv("CLERK_API_URL", s.BackendURL())
			t.Setenv("CLERK_FAPI_URL", s.FrontendURL())
			a.App = middlewaresProgram(cookieKey, newsPage, personal, orderTaker(), cartHandler(cartOf))
			if got := trap.ask(t, a); got != trap.right {
				t.Errorf("in the documented order: %q, want %q", got, trap.right)
			}
		})
	}
}

func caching() []fiber.Handler        { return []fiber.Handler{cache.New()} }
func idempotent() []fiber.Handler     { return []fiber.Handler{idempotency.New()} }
func againstForgery() []fiber.Handler { return []fiber.Handler{csrf.New()} }
func limiting() []fiber.Handler       { return []fiber.Handler{limiter.New(limiter.Config{Max: 300})} }

func encrypting() []fiber.Handler {
	return []fiber.Handler{encryptcookie.New(encryptcookie.Config{Key: cookieKey})}
}

func made(build func() []fiber.Handler) []fiber.Handler {
	if build == nil {
		return nil
	}
	return build()
}

// visit signs a browser in and shows what it gets of its own page.
func visit(t *testing.T, a *ordered) string {
	t.Helper()
	b := a.clerk.NewBrowser(a.App)
	if _, err := b.SignIn("ada@example.com", "analytical engine"); err != nil {
		t.Fatal(err)
	}
	page, err := b.Get("/my/page")
	if err != nil {
		t.Fatal(err)
	}
	if page.Body == a.user {
		return "signed in"
	}
	return fmt.Sprint(page.StatusCode, " ", page.Body)
}

type response struct {
	status int
	header http.Header
	body   string
}

func request(method, target string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func send(t *testing.T, app *fiber.App, r *http.Request) response {
	t.Helper()
	res, err := app.Test(r, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{res.StatusCode, res.Header, string(body)}
}
