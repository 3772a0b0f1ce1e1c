package box_test

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// A browser that knows no other names than this machine's signs in: the host in
// the publishable key is made up.
func TestABrowserOnThisMachine(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, DisableStartupMessage: true})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: clerk.Env}))
	app.Get("/", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("hello " + auth.UserID + " " + string(clerkfiber.Scripts(c)))
	})
	_, port, _ := net.SplitHostPort(boxtest.Serve(t, app))
	home := "http://localhost:" + port + "/"

	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(req *http.Request, _ []*http.Request) error {
		if req.URL.Hostname() != "localhost" {
			t.Errorf("sent to %s", req.URL)
		}
		req.Header.Set("Sec-Fetch-Dest", "document")
		return nil
	}}
	visit := func(method, address string, form url.Values) (*url.URL, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Sec-Fetch-Dest", "document")
		if method == http.MethodPost {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Origin", clerk.Server.FrontendURL())
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		return res.Request.URL, boxtest.Read(t, res)
	}

	at, page := visit(http.MethodGet, home, nil)
	if at.Path != "/sign-in" {
		t.Fatalf("at %s, want the sign-in page:\n%s", at, page)
	}
	form := url.Values{"identifier": {box.Ada}, "password": {box.Password}}
	for _, field := range hidden.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], strings.ReplaceAll(field[2], "&amp;", "&"))
	}
	at, page = visit(http.MethodPost, at.ResolveReference(&url.URL{Path: "/sign-in"}).String(), form)
	if at.String() != home || !strings.HasPrefix(page, "hello "+clerk.AdaID) || !strings.Contains(page, `src="`+clerk.Server.FrontendURL()+"/npm/") {
		t.Errorf("at %s:\n%s", at, page)
	}
}

func TestTokensToPaste(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	claims, err := clerkfiber.VerifyToken(t.Context(), clerk.Token(clerk.AdaID), clerkfiber.VerifyTokenOptions{JWTKey: clerk.Server.JWTKey()})
	if err != nil || claims.ExpiresAt-claims.IssuedAt != 3600 {
		t.Errorf("%+v, %v", claims, err)
	}
	if token := new(box.Box).Token("user_ada"); token != "" {
		t.Errorf("%q for somebody else's Clerk", token)
	}
}
