package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

func TestParts(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	app := newApp(clerkfiber.Options{Environment: clerk.Env})
	token := csrfToken(t, app, clerk)
	const here = "http://localhost:8080/?tab=2"

	for _, tc := range []struct {
		name, method, path string
		signIn             []clerktest.TokenOption // nil: nobody
		current            string                  // HX-Current-URL
		status             int
		body, comesBack    string
	}{
		{"a part", "GET", "/likes", []clerktest.TokenOption{}, here, 200, "You like it 0 times.", ""},
		{"a part changes", "POST", "/likes", []clerktest.TokenOption{}, here, 200, "You like it 1 times.", ""},
		{"the session has ended", "GET", "/likes", []clerktest.TokenOption{clerktest.Expired()}, here, 401, "Unauthorized", here},
		{"nobody", "GET", "/likes", nil, here, 401, "Unauthorized", here},
		{"nobody changes something", "POST", "/likes", nil, here, 401, "Unauthorized", here},
		{"a page elsewhere is no way back", "GET", "/likes", nil, "https://evil.example/", 401, "Unauthorized", "http://localhost:8080/likes"},
	} {
		req := httptest.NewRequest(tc.method, tc.path, nil)
		req.Host = "localhost:8080"
		req.Header.Set("HX-Request", "true")
		req.Header.Set("HX-Current-URL", tc.current)
		req.Header.Set("X-Csrf-Token", token)
		req.AddCookie(&http.Cookie{Name: "csrf_", Value: token})
		if tc.signIn != nil {
			clerk.Server.SignIn(req, clerk.AdaID, tc.signIn...)
		}
		res, text := boxtest.Ask(t, app.Test, req, -1)
		if res.StatusCode != tc.status || !strings.Contains(text, tc.body) {
			t.Errorf("%s: %d %s", tc.name, res.StatusCode, text)
		}
		to, err := url.Parse(res.Header.Get("HX-Redirect"))
		if err != nil || to.Query().Get("redirect_url") != tc.comesBack || tc.comesBack != "" && !strings.HasPrefix(to.String(), clerk.Server.FrontendURL()) {
			t.Errorf("%s: HX-Redirect: %s, want the sign-in page and then %q", tc.name, to, tc.comesBack)
		}
		if !strings.Contains(res.Header.Get("Vary"), "HX-Request") {
			t.Errorf("%s: a cache would take a part for a page: %v", tc.name, res.Header)
		}
	}
}

// csrfToken visits the page, as whoever clicks on it has done.
func csrfToken(t *testing.T, app *fiber.App, clerk *box.Box) string {
	t.Helper()
	b := clerk.Server.NewBrowser(app)
	page, err := b.Get("/")
	if err != nil {
		t.Fatal(err)
	}
	page, err = b.SubmitSignIn(page, box.Ada, box.Password)
	if err != nil || page.StatusCode != http.StatusOK || !strings.Contains(page.Body, `{"X-Csrf-Token": "`+b.Cookie("csrf_")+`"}`) {
		t.Fatal(page, err)
	}
	return b.Cookie("csrf_")
}
