package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func openBuiltIn(t *testing.T, s settings) *clerk {
	t.Helper()
	k, err := openClerk(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.close)
	return k
}

func holds(t *testing.T, when string, page *clerktest.Page, err error, texts ...string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	for _, text := range texts {
		if !strings.Contains(page.Body, text) {
			t.Errorf("%s: %s has no %q:\n%s", when, page.URL, text, page.Body)
		}
	}
}

// A visitor whose browser runs no scripts signs in, looks around and leaves.
func TestPageWithoutJavaScript(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, settings{})
	app, err := newApp(k)
	if err != nil {
		t.Fatal(err)
	}
	b := k.builtIn.NewBrowser(app)

	page, err := b.Get("/")
	holds(t, "first visit", page, err, "Nobody is signed in", `href="/sign-in"`, "/sign-up?redirect_url=")
	page, err = b.Get("/sign-in")
	holds(t, "sign-in", page, err, "<form", "password")
	page, err = b.SignIn(demoEmail, demoPassword)
	holds(t, "signed in", page, err, "Hello, Ada Lovelace", demoEmail, "/sign-out?redirect_url=", "sess_", "<dd>none</dd>")
	page, err = b.Get("/sign-in")
	holds(t, "sign-in when signed in", page, err, "Hello, Ada Lovelace")
	page, err = b.Get("/private")
	holds(t, "private", page, err, `"isAuthenticated":true`)
	page, err = b.Get("/protected")
	holds(t, "protected", page, err, "User retrieved successfully", demoEmail)
	page, err = b.ChooseOrganization(k.demoOrganization)
	holds(t, "organization", page, err, "analytical-engines (org:admin)")
	page, err = b.SignOut()
	holds(t, "signed out", page, err, "Nobody is signed in")
	page, err = b.Get("/private")
	if err != nil || page.StatusCode != http.StatusForbidden {
		t.Errorf("private, signed out: %d, %v; want 403", page.StatusCode, err)
	}
}

func TestUserCannotBeLoaded(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, settings{})
	app, err := newApp(k)
	if err != nil {
		t.Fatal(err)
	}
	k.builtIn.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/v1/users/") {
			return false
		}
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	for path, want := range map[string]struct {
		status int
		body   string
	}{
		"/protected": {http.StatusInternalServerError, `{"error":"Failed to retrieve user"}`},
		"/":          {http.StatusOK, "Hello, " + k.demoUser},
	} {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		k.builtIn.SignIn(req, k.demoUser)
		status, body := answer(t, app, req)
		if status != want.status || !strings.Contains(body, want.body) {
			t.Errorf("%s: %d %s, want %d %s", path, status, body, want.status, want.body)
		}
	}
}

// Clerk's components come through our own proxy, from the given directory.
func TestComponentsOfTheBuiltInClerk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, file := range []string{"clerk-js/dist/clerk.browser.js", "ui/dist/ui.browser.js"} {
		path := filepath.Join(dir, "@clerk", file)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("// "+file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k := openBuiltIn(t, settings{ClerkJSDir: dir})
	app, err := newApp(k)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/": `data-clerk-publishable-key="` + k.builtIn.PublishableKey() + `" data-clerk-proxy-url="http://localhost:8080/__clerk"`,
		"/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js": "// clerk-js/",
		"/__clerk/npm/@clerk/ui@1/dist/ui.browser.js":          "// ui/",
		"/static/clerk.js": "mountSignIn",
	} {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Host = "localhost:8080"
		if status, body := answer(t, app, req); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s, want 200 and %s", path, status, body, want)
		}
	}
}

func TestComponentsOfClerk(t *testing.T) {
	t.Parallel()
	const key = "pk_test_ZmFrZS1mYWtlLTQyLmNsZXJrLmFjY291bnRzLmRldiQ" // fake-fake-42.clerk.accounts.dev
	k := &clerk{options: clerkfiber.Options{PublishableKey: key, SecretKey: "sk_test_fake"}, components: true}
	app, err := newApp(k)
	if err != nil {
		t.Fatal(err)
	}
	_, body := answer(t, app, httptest.NewRequest(http.MethodGet, "/", nil))
	want := `src="https://fake-fake-42.clerk.accounts.dev/npm/@clerk/clerk-js@6/dist/clerk.browser.js"`
	if !strings.Contains(body, want) || strings.Contains(body, "proxy-url") || strings.Contains(body, demoEmail) {
		t.Errorf("the page has no %s, or something of the built-in Clerk:\n%s", want, body)
	}
}

func TestPageEscapesWhatUsersChoose(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, settings{TokenTTL: 8 * time.Second})
	app, err := newApp(k)
	if err != nil {
		t.Fatal(err)
	}
	user := k.builtIn.CreateUser(clerktest.User{FirstName: "<script>alert(1)</script>"})
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	k.builtIn.SignIn(req, user.ID)
	if _, body := answer(t, app, req); strings.Contains(body, "<script>alert") || !strings.Contains(body, "&lt;script&gt;alert") {
		t.Errorf("a name is not escaped:\n%s", body)
	}
}
