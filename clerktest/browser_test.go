package clerktest_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// appOf is an application that says who is signed in: user, organization.
func appOf(t *testing.T, s *clerktest.Server, change ...func(*clerkfiber.Options)) *fiber.App {
	t.Helper()
	options := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	options.Logger = slog.New(slog.DiscardHandler)
	for _, f := range change {
		f(&options)
	}
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10, DisableStartupMessage: true})
	app.Use(clerkfiber.New(options))
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("user=" + auth.UserID + " org=" + auth.OrgID)
	})
	return app
}

func get(t *testing.T, b *clerktest.Browser, address string) *clerktest.Page {
	t.Helper()
	page, err := b.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func wantBody(t *testing.T, step string, page *clerktest.Page, err error, want string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", step, err)
	}
	if page.StatusCode != http.StatusOK || page.Body != want {
		t.Fatalf("%s: %d %q at %s, want %q (by way of %v)", step, page.StatusCode, page.Body, page.URL, want, page.Redirects)
	}
}

var modes = []struct {
	name   string
	config clerktest.Config
	proxy  bool
}{
	{"development", clerktest.Config{}, false},
	{"development, handshake token", clerktest.Config{HandshakeToken: true}, false},
	{"development, proxied", clerktest.Config{}, true},
	{"production", clerktest.Config{Production: true}, false},
	{"production, handshake token", clerktest.Config{Production: true, HandshakeToken: true}, false},
	{"production, proxied", clerktest.Config{Production: true}, true},
}

// The life of a visitor: first visit, sign-in on the hosted page, an expired
// token renewed, revocation, sign-out.
func TestJourney(t *testing.T) {
	t.Parallel()
	for _, mode := range modes {
		t.Run(mode.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, mode.config)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = mode.proxy }))

			page, err := b.Get("/")
			wantBody(t, "first visit", page, err, "user= org=")
			if mode.config.Production && page.Handshakes != 0 {
				t.Errorf("a first visit in production made %d handshakes, want none", page.Handshakes)
			}
			if !mode.config.Production && (page.Handshakes != 1 || len(page.Redirects) != 3) {
				t.Errorf("a first visit in development: %d handshakes and %d redirects, want 1 and 3", page.Handshakes, len(page.Redirects))
			}
			page, err = b.SignIn("ada@example.com", "correct horse")
			wantBody(t, "signed in", page, err, "user="+user.ID+" org=")

			page, err = b.Get("/again?a=b")
			wantBody(t, "again", page, err, "user="+user.ID+" org=")
			if page.Handshakes != 0 || page.URL.RequestURI() != "/again?a=b" {
				t.Errorf("a fresh token: %d handshakes, address %s", page.Handshakes, page.URL)
			}
			// The refresh cookie renews an expired token without a redirect.
			old := s.SessionToken(user.ID, clerktest.Expired(), clerktest.AZP(b.Origin))
			expire(b, s, old)
			page, err = b.Get("/expired")
			wantBody(t, "expired", page, err, "user="+user.ID+" org=")
			if page.Handshakes != 0 || b.Cookie("__session") == old {
				t.Errorf("refresh: %d handshakes, new token: %t", page.Handshakes, b.Cookie("__session") != old)
			}
			// Without it, a handshake does.
			expire(b, s, old)
			b.SetCookie("__refresh_"+s.CookieSuffix(), "")
			page, err = b.Get("/expired?again=1")
			wantBody(t, "expired, no refresh cookie", page, err, "user="+user.ID+" org=")
			if page.Handshakes != 1 || page.URL.RequestURI() != "/expired?again=1" {
				t.Errorf("handshake: %d, address %s", page.Handshakes, page.URL)
			}
			page, err = b.SignOut()
			wantBody(t, "signed out", page, err, "user= org=")
			page, err = b.Get("/")
			wantBody(t, "signed out, again", page, err, "user= org=")
			if page.Handshakes != 0 {
				t.Errorf("signed out: %d handshakes, want none", page.Handshakes)
			}
		})
	}
}

// expire puts an old token, and a client_uat as old, into the jar.
func expire(b *clerktest.Browser, s *clerktest.Server, token string) {
	for _, name := range []string{"__session", "__session_" + s.CookieSuffix()} {
		b.SetCookie(name, token)
	}
	for _, name := range []string{"__client_uat", "__client_uat_" + s.CookieSuffix()} {
		b.SetCookie(name, "1")
	}
}

// A session that the Backend API revoked is over when its token is.
func TestRevokedSession(t *testing.T) {
	t.Parallel()
	for _, mode := range modes {
		t.Run(mode.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, mode.config)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = mode.proxy }))
			get(t, b, "/")
			page, err := b.SignIn("ada@example.com", "correct horse")
			wantBody(t, "signed in", page, err, "user="+user.ID+" org=")

			_, list := ask(t, s, "GET", "/v1/sessions?status=active&user_id="+user.ID, "")
			sessions := list["data"].([]any)
			if len(sessions) != 1 {
				t.Fatalf("%d sessions, want 1", len(sessions))
			}
			id := sessions[0].(map[string]any)["id"].(string)
			old := s.SessionToken(user.ID, clerktest.Expired(), clerktest.InSession(id))
			if status, _ := ask(t, s, "POST", "/v1/sessions/"+id+"/revoke", ""); status != http.StatusOK {
				t.Fatalf("revoke: %d", status)
			}
			expire(b, s, old)
			page, err = b.Get("/")
			wantBody(t, "revoked", page, err, "user= org=")
		})
	}
}

func TestOrganizations(t *testing.T) {
	t.Parallel()
	for _, mode := range modes {
		t.Run(mode.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, mode.config)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			mine := s.CreateOrganization("Analytical Engines", user.ID)
			other := s.CreateOrganization("Difference Engines", "")
			b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) {
				o.FrontendAPIProxy.Enabled = mode.proxy
				o.OrganizationSync.OrganizationPatterns = []string{"/orgs/:slug", "/by-id/:id"}
				o.OrganizationSync.PersonalAccountPatterns = []string{"/me"}
			}))
			get(t, b, "/")
			page, err := b.SignIn("ada@example.com", "correct horse")
			wantBody(t, "signed in", page, err, "user="+user.ID+" org=")
			page, err = b.ChooseOrganization(mine.ID)
			wantBody(t, "chosen on the hosted page", page, err, "user="+user.ID+" org="+mine.ID)
			page, err = b.Get("/me")
			wantBody(t, "personal account by path", page, err, "user="+user.ID+" org=")
			page, err = b.Get("/orgs/" + mine.Slug)
			wantBody(t, "organization by slug", page, err, "user="+user.ID+" org="+mine.ID)
			page, err = b.Get("/me")
			wantBody(t, "personal account again", page, err, "user="+user.ID+" org=")
			page, err = b.Get("/by-id/" + mine.ID)
			wantBody(t, "organization by id", page, err, "user="+user.ID+" org="+mine.ID)
			// Of someone else's organization nothing comes, and no loop either.
			page, err = b.Get("/orgs/" + other.Slug)
			wantBody(t, "not a member", page, err, "user="+user.ID+" org=")
		})
	}
}

func TestWrongKeysDoNotLoop(t *testing.T) {
	t.Parallel()
	for _, production := range []bool{false, true} {
		for _, refuse := range []bool{false, true} {
			s, other := start(t, clerktest.Config{Production: production}), start(t, clerktest.Config{Production: production})
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) {
				o.SecretKey, o.APIURL = other.SecretKey(), other.BackendURL()
			}))
			b.RefuseCookies = refuse
			for _, visit := range []func() (*clerktest.Page, error){
				func() (*clerktest.Page, error) { return b.Get("/") },
				func() (*clerktest.Page, error) { return b.SignIn("ada@example.com", "correct horse") },
				func() (*clerktest.Page, error) { return b.Get("/") },
			} {
				page, err := visit()
				if refuse && !production && err != nil {
					continue // without cookies a development instance cannot count: the browser gives up
				}
				if err != nil {
					t.Fatalf("production %t, refusing cookies %t: %v", production, refuse, err)
				}
				if strings.Contains(page.Body, user.ID) || page.Handshakes > 4 {
					t.Errorf("production %t, refusing cookies %t: %q after %d handshakes", production, refuse, page.Body, page.Handshakes)
				}
			}
		}
	}
}

// Cookies are kept by host, as browsers do: ports do not count, names do.
func TestBrowserCookies(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := func(set bool) *fiber.App {
		a := fiber.New()
		a.Get("/", func(c *fiber.Ctx) error {
			if set {
				c.Cookie(&fiber.Cookie{Name: "seen", Value: "yes", Secure: true})
			}
			return c.SendString("seen=" + c.Cookies("seen") + " dest=" + c.Get("Sec-Fetch-Dest") + " proto=" + c.Get("X-Forwarded-Proto"))
		})
		return a
	}
	b := s.NewBrowser(app(true))
	b.Serve("http://localhost:9999", app(false))
	b.Serve("http://127.0.0.1:8080", app(false))
	b.Serve("https://elsewhere.test", app(false))
	for _, step := range []struct{ address, want string }{
		{"/", "seen= dest=document proto="},
		{"http://localhost:9999/", "seen=yes dest=document proto="},
		{"http://127.0.0.1:8080/", "seen= dest=document proto="},
		{"https://elsewhere.test/", "seen= dest=document proto=https"},
	} {
		if page := get(t, b, step.address); page.Body != step.want {
			t.Errorf("%s: %q, want %q", step.address, page.Body, step.want)
		}
	}
}

func TestBrowserStaysOnThisMachine(t *testing.T) {
	t.Parallel()
	b := start(t).NewBrowser(nil)
	for _, address := range []string{"https://example.com/", "http://192.0.2.1/", "https://clerk.example.com/v1/client"} {
		if page, err := b.Get(address); err == nil {
			t.Errorf("%s answered %d", address, page.StatusCode)
		}
	}
}

func TestBrowserGivesUpOnLoops(t *testing.T) {
	t.Parallel()
	app := fiber.New()
	app.Get("/*", func(c *fiber.Ctx) error { return c.Redirect("/again", http.StatusTemporaryRedirect) })
	if _, err := start(t).NewBrowser(app).Get("/"); err == nil || !strings.Contains(err.Error(), "redirects") {
		t.Errorf("an endless redirect ended with %v", err)
	}
}

// With real ports: an application listens, and the browser goes there.
func TestRealPorts(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	listener := listenOnLoopback(t)
	app := appOf(t, s)
	done := make(chan error, 1)
	go func() { done <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Error(err)
		}
		<-done
	})
	b := s.NewBrowser(nil)
	_, port, _ := strings.Cut(listener.Addr().String(), ":")
	b.Origin = "http://localhost:" + port
	get(t, b, "/")
	page, err := b.PostForm(s.SignInURL(b.Origin+"/back"), url.Values{"identifier": {"ada@example.com"}, "password": {"correct horse"}})
	wantBody(t, "signed in", page, err, "user="+user.ID+" org=")
	if page.URL.Path != "/back" {
		t.Errorf("came back to %s", page.URL)
	}
}

// A page that needs somebody sends the visitor to the hosted sign-in page,
// under the name that Clerk gives it, and the visitor comes back signed in.
func TestRedirectToTheHostedPage(t *testing.T) {
	t.Parallel()
	for _, production := range []bool{false, true} {
		s := start(t, clerktest.Config{Production: production})
		user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
		options := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
		options.Logger = slog.New(slog.DiscardHandler)
		app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10})
		app.Use(clerkfiber.New(options))
		app.Get("/secret", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), func(c *fiber.Ctx) error {
			auth, err := clerkfiber.GetAuth(c)
			if err != nil {
				return err
			}
			return c.SendString("secret of " + auth.UserID)
		})
		b := s.NewBrowser(app)
		page := get(t, b, "/secret?a=b")
		if !strings.Contains(page.Body, "<h1>Sign in</h1>") || !strings.Contains(page.URL.Host, ".") {
			t.Fatalf("production %t: ended at %s with %s", production, page.URL, page.Body)
		}
		page, err := b.PostForm(page.URL.String(), url.Values{"identifier": {"ada@example.com"}, "password": {"correct horse"}})
		wantBody(t, "signed in", page, err, "secret of "+user.ID)
		if page.URL.RequestURI() != "/secret?a=b" {
			t.Errorf("production %t: came back to %s", production, page.URL)
		}
	}
}
