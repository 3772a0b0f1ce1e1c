package clerktest_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// privateApp sends strangers to the sign-in page: with the address to return
// to, as RedirectToSignIn does, or without.
func privateApp(t *testing.T, s *clerktest.Server, withReturn bool) *fiber.App {
	t.Helper()
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10, DisableStartupMessage: true})
	app.Use(clerkfiber.New(clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}))
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		if auth.UserID != "" {
			return c.SendString("user=" + auth.UserID + " at " + c.Path())
		}
		address := s.SignInURL("")
		if withReturn {
			address = s.SignInURL(c.BaseURL() + c.OriginalURL())
		}
		return c.Redirect(address)
	})
	return app
}

func TestSubmitSignIn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config     clerktest.Config
		withReturn bool
	}{
		"development":                  {clerktest.Config{}, true},
		"development, no return":       {clerktest.Config{}, false},
		"production":                   {clerktest.Config{Production: true}, true},
		"production, no return":        {clerktest.Config{Production: true}, false},
		"development, handshake token": {clerktest.Config{HandshakeToken: true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, test.config)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(privateApp(t, s, test.withReturn))
			page := get(t, b, "/invoices?year=2026")
			if page.URL.Path != "/sign-in" {
				t.Fatalf("a stranger was sent to %s", page.URL)
			}
			wrong, err := b.SubmitSignIn(page, "ada@example.com", "wrong")
			if err != nil || wrong.URL.Path != "/sign-in" {
				t.Fatalf("a wrong password: %+v %v", wrong, err)
			}
			page, err = b.SubmitSignIn(page, "ada@example.com", "correct horse")
			wantBody(t, "signed in", page, err, "user="+user.ID+" at /invoices")
			if page.URL.Query().Get("year") != "2026" {
				t.Errorf("it came back to %s", page.URL)
			}
			if _, err := b.SubmitSignIn(page, "ada@example.com", "correct horse"); err == nil {
				t.Error("an application's page was taken for the sign-in page")
			}
		})
	}
	if _, err := start(t).NewBrowser(nil).SubmitSignIn(nil, "", ""); err == nil {
		t.Error("no page was taken for the sign-in page")
	}
}

func TestExpireToken(t *testing.T) {
	t.Parallel()
	for _, mode := range modes {
		t.Run(mode.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, mode.config)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = mode.proxy }))
			if err := b.ExpireToken(); err == nil {
				t.Error("a browser without a token expired one")
			}
			page, err := b.SignIn("ada@example.com", "correct horse")
			wantBody(t, "signed in", page, err, "user="+user.ID+" org=")
			former := b.Cookie("__session")

			for _, by := range []string{"refresh", "handshake"} {
				if err := b.ExpireToken(); err != nil {
					t.Fatal(err)
				}
				expired := b.Cookie("__session")
				if expired == "" || expired == former {
					t.Fatalf("%s: the cookie is %q", by, expired)
				}
				handshakes := 0
				if by == "handshake" {
					b.SetCookie("__refresh_"+s.CookieSuffix(), "")
					handshakes = 1
				}
				page, err := b.Get("/" + by)
				wantBody(t, by, page, err, "user="+user.ID+" org=")
				if page.Handshakes != handshakes || b.Cookie("__session") == expired {
					t.Errorf("%s: %d handshakes, want %d; a new token: %t", by, page.Handshakes, handshakes, b.Cookie("__session") != expired)
				}
			}
		})
	}
}

// The server's clock moves what it keeps and what a Browser holds, and leads
// into no loop: by Advance, and by a clock of the test's.
func TestAdvance(t *testing.T) {
	t.Parallel()
	for _, mode := range modes {
		for _, by := range []string{"Advance", "Config.Now"} {
			t.Run(mode.name+", "+by, func(t *testing.T) {
				t.Parallel()
				config := mode.config
				var mu sync.Mutex
				var moved time.Duration
				if by == "Config.Now" {
					config.Now = func() time.Time {
						mu.Lock()
						defer mu.Unlock()
						return time.Now().Add(moved)
					}
				}
				s := start(t, config)
				advance := s.Advance
				if by == "Config.Now" {
					advance = func(d time.Duration) { mu.Lock(); defer mu.Unlock(); moved += d }
				}
				user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
				client := clientOf(t, s)
				b := s.NewBrowser(appOf(t, s, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = mode.proxy }))
				page, err := b.SignIn("ada@example.com", "correct horse")
				wantBody(t, "signed in", page, err, "user="+user.ID+" org=")
				invitation := must[*backendapi.Invitation](t)(client.Invitations.CreateInvitation(t.Context(), backendapi.CreateInvitationParams{EmailAddress: "eve@example.com"}))

				token := b.Cookie("__session")
				advance(10 * time.Second)
				page, err = b.Get("/soon")
				wantBody(t, "soon", page, err, "user="+user.ID+" org=")
				if page.Handshakes != 0 || b.Cookie("__refresh_"+s.CookieSuffix()) == "" {
					t.Errorf("a token of ten seconds: %d handshakes", page.Handshakes)
				}
				aged := b.Cookie("__session")
				if aged == token {
					t.Error("the token did not age")
				}
				advance(3 * 24 * time.Hour)
				page, err = b.Get("/later")
				wantBody(t, "later", page, err, "user="+user.ID+" org=")
				if page.Handshakes != 0 || b.Cookie("__session") == aged {
					t.Errorf("a token of a month: %d handshakes, new: %t", page.Handshakes, b.Cookie("__session") != aged)
				}
				b.SetCookie("__refresh_"+s.CookieSuffix(), "")
				advance(time.Hour)
				page, err = b.Get("/handshake")
				wantBody(t, "a handshake", page, err, "user="+user.ID+" org=")
				if page.Handshakes != 1 {
					t.Errorf("an expired token without refresh: %d handshakes, want 1", page.Handshakes)
				}
				page, err = b.Get("/again")
				wantBody(t, "again", page, err, "user="+user.ID+" org=")
				if page.Handshakes != 0 {
					t.Errorf("a fresh token: %d handshakes", page.Handshakes)
				}
				advance(31 * 24 * time.Hour)
				list := must[*backendapi.List[backendapi.Invitation]](t)(client.Invitations.GetInvitationList(t.Context(), backendapi.GetInvitationListParams{}))
				if got := list.Data[0]; got.ID != invitation.ID || got.Status != "expired" {
					t.Errorf("an invitation of a month ago is %s", got.Status)
				}
				page, err = b.SignOut()
				wantBody(t, "signed out", page, err, "user= org=")
				page, err = b.SignIn("ada@example.com", "correct horse")
				wantBody(t, "signed in again", page, err, "user="+user.ID+" org=")
				if strings.Contains(page.Body, "handshake") {
					t.Error(page.Body)
				}
			})
		}
	}
}
