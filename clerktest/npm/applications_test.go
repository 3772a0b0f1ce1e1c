package npm

import (
	"io"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What each application answers at / and at /machine.
const (
	nobody    = `{"userId":null,"orgId":null,"orgRole":null,"mayRead":false}`
	noMachine = `{"tokenType":null,"subject":null}`
)

// applications are the same application three times: with Clerk's plugins, and
// with the one of this module.
var applications = map[string]func(t *testing.T, s *clerktest.Server) clerktest.App{
	"@clerk/express": func(t *testing.T, s *clerktest.Server) clerktest.App { return serve(t, "express.mjs", s.Env()) },
	"@clerk/fastify": func(t *testing.T, s *clerktest.Server) clerktest.App { return serve(t, "fastify.mjs", s.Env()) },
	"clerkfiber":     fiberApplication,
}

func fiberApplication(t *testing.T, s *clerktest.Server) clerktest.App {
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.JSON(struct {
			UserID  *string `json:"userId"`
			OrgID   *string `json:"orgId"`
			OrgRole *string `json:"orgRole"`
			MayRead bool    `json:"mayRead"`
		}{orNull(auth.UserID), orNull(auth.OrgID), orNull(auth.OrgRole), auth.Has(clerkfiber.AuthorizationParams{Permission: "org:invoices:read"})})
	})
	app.Get("/account", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
		if err != nil {
			return err
		}
		return c.JSON(fiber.Map{"firstName": user.FirstName})
	})
	app.Get("/machine", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken("api_key", "m2m_token", "oauth_token"))
		if err != nil {
			return err
		}
		return c.JSON(struct {
			TokenType *string `json:"tokenType"`
			Subject   *string `json:"subject"`
		}{orNull(string(auth.TokenType)), orNull(auth.Subject)})
	})
	return app
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Clerk's own plugins sign people and machines in against clerktest, as they
// do against Clerk, and as this module's plugin does.
func TestApplications(t *testing.T) {
	t.Parallel()
	for instance, config := range map[string]clerktest.Config{"development": {}, "production": {Production: true}} {
		for name, application := range applications {
			t.Run(name+" "+instance, func(t *testing.T) {
				t.Parallel()
				s := clerktest.NewServer(config)
				t.Cleanup(s.Close)
				u := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct-horse", FirstName: "Ada"})
				org := s.CreateOrganization("Engines", s.CreateUser(clerktest.User{Email: "bob@example.com"}).ID)
				s.AddMember(org.ID, u.ID, "org:reader", "org:invoices:read")
				app := application(t, s)
				t.Run("a person in a browser", func(t *testing.T) { visit(t, s, s.NewBrowser(app), u.ID, org.ID) })
				t.Run("a bearer of tokens", func(t *testing.T) { bear(t, s, app, u.ID, org.ID) })
			})
		}
	}
}

// visit is a person's way from a first visit to the end of the session.
func visit(t *testing.T, s *clerktest.Server, b *clerktest.Browser, user, org string) {
	const someHandshakes = -1
	member := `{"userId":"` + user + `","orgId":"` + org + `","orgRole":"org:reader","mayRead":true}`
	step := func(name string, page *clerktest.Page, err error, body string, handshakes int) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page.StatusCode != http.StatusOK || page.Body != body {
			t.Fatalf("%s: %d %s at %s, want %s (by way of %v)", name, page.StatusCode, page.Body, page.URL, body, page.Redirects)
		}
		if handshakes != someHandshakes && page.Handshakes != handshakes {
			t.Errorf("%s: %d handshakes, want %d", name, page.Handshakes, handshakes)
		}
	}
	first := 0
	if s.Domain() == "" {
		first = 1 // to get a dev browser
	}
	page, err := b.Get("/")
	step("a first visit", page, err, nobody, first)
	page, err = b.Get("/account")
	if err != nil || page.URL.Path != "/sign-in" {
		t.Fatalf("a page for people: %v %v, want the sign-in page", page, err)
	}
	page, err = b.SubmitSignIn(page, "ada@example.com", "correct-horse")
	step("signed in, back where it began", page, err, `{"firstName":"Ada"}`, someHandshakes)
	page, err = b.ChooseOrganization(org)
	step("an organization chosen", page, err, member, someHandshakes)
	expire := func() {
		if err := b.ExpireToken(); err != nil {
			t.Fatal(err)
		}
	}
	expire()
	page, err = b.Get("/")
	step("an expired token is refreshed", page, err, member, 0)
	expire()
	b.SetCookie("__refresh_"+s.CookieSuffix(), "")
	page, err = b.Get("/")
	step("without a refresh cookie by a handshake", page, err, member, 1)
	page, err = b.SignOut()
	step("signed out", page, err, nobody, someHandshakes)
	page, err = b.Get("/")
	step("and still", page, err, nobody, 0)
}

// bear shows tokens in the Authorization header.
func bear(t *testing.T, s *clerktest.Server, app clerktest.App, user, org string) {
	machine, _ := s.NewMachine("robot")
	is := func(kind, subject string) string { return `{"tokenType":"` + kind + `","subject":"` + subject + `"}` }
	failed := func(kind string) string { return `{"tokenType":"` + kind + `","subject":null}` }
	for _, test := range []struct{ name, path, token, body string }{
		{"session", "/", s.SessionToken(user), `{"userId":"` + user + `","orgId":null,"orgRole":null,"mayRead":false}`},
		{"session in an organization", "/", s.SessionToken(user, clerktest.InOrganization(clerktest.Organization{ID: org})), `{"userId":"` + user + `","orgId":"` + org + `","orgRole":"org:reader","mayRead":true}`},
		{"session that expired", "/", s.SessionToken(user, clerktest.Expired()), nobody},
		{"session of another instance", "/", s.SessionToken(user, clerktest.OtherKey()), nobody},
		{"session where machines are wanted", "/machine", s.SessionToken(user), noMachine},
		{"API key", "/machine", s.APIKey(user), is("api_key", user)},
		{"API key that was revoked", "/machine", s.APIKey(user, clerktest.Revoked()), failed("api_key")},
		{"API key where people are wanted", "/", s.APIKey(user), nobody},
		{"M2M token", "/machine", s.M2MToken(machine), is("m2m_token", machine)},
		{"M2M JWT", "/machine", s.M2MToken(machine, clerktest.AsJWT()), is("m2m_token", machine)},
		{"M2M token that was revoked", "/machine", s.M2MToken(machine, clerktest.Revoked()), failed("m2m_token")},
		{"OAuth token", "/machine", s.OAuthToken(user), is("oauth_token", user)},
		{"what is no token", "/", "nonsense", nobody},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.NewBrowser(nil).Origin+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+test.token)
		res, err := app.(interface {
			Test(*http.Request, ...int) (*http.Response, error)
		}).Test(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close() // all of it has been read
		if err != nil || res.StatusCode != http.StatusOK || string(body) != test.body {
			t.Errorf("%s: %d %s (%v), want %s", test.name, res.StatusCode, body, err, test.body)
		}
	}
}
