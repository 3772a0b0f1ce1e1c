package quicktest

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/quickstart"
)

func openBuiltIn(t *testing.T, s quickstart.Settings) *quickstart.Clerk {
	t.Helper()
	k, err := quickstart.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Close)
	return k
}

// serve lets the program listen on loopback until the test ends, and
// returns their origin.
func (p Program) serve(t *testing.T, k *quickstart.Clerk) (origin string) {
	t.Helper()
	server, err := p.Server(k)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Listen(listener) }()
	t.Cleanup(func() {
		if err := server.Shutdown(5 * time.Second); err != nil {
			t.Errorf("shutting down: %v", err)
		}
		if err := <-ended; err != nil {
			t.Errorf("serving: %v", err)
		}
	})
	return "http://" + listener.Addr().String()
}

func visit(t *testing.T, address string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return req
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
func (p Program) testPageWithoutJavaScript(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, quickstart.Settings{})
	origin := p.serve(t, k)
	b := k.BuiltIn.NewBrowser(nil)
	b.Origin = origin

	page, err := b.Get("/")
	holds(t, "first visit", page, err, "Nobody is signed in", `href="/sign-in"`, "/sign-up?redirect_url=")
	if strings.Contains(page.Body, "<script") {
		t.Errorf("the page loads components that the built-in Clerk does not have:\n%s", page.Body)
	}
	page, err = b.Get("/sign-in")
	holds(t, "sign-in", page, err, "<form", "password")
	page, err = b.SignIn(quickstart.DemoEmail, quickstart.DemoPassword)
	holds(t, "signed in", page, err, "Hello, Ada Lovelace", quickstart.DemoEmail, "/sign-out?redirect_url=", "sess_", "<dd>none</dd>")
	page, err = b.Get("/sign-in")
	holds(t, "sign-in when signed in", page, err, "Hello, Ada Lovelace")
	page, err = b.Get("/private")
	holds(t, "private", page, err, `"isAuthenticated":true`)
	page, err = b.Get("/protected")
	holds(t, "protected", page, err, "User retrieved successfully", quickstart.DemoEmail)
	page, err = b.ChooseOrganization(k.DemoOrganization)
	holds(t, "organization", page, err, "analytical-engines (org:admin)")
	page, err = b.SignOut()
	holds(t, "signed out", page, err, "Nobody is signed in")
	page, err = b.Get("/private")
	if err != nil || page.StatusCode != http.StatusForbidden {
		t.Errorf("private, signed out: %d, %v; want 403", page.StatusCode, err)
	}
}

// A proxy on the same machine that ends TLS says what the visitor asked for.
func (p Program) testBehindAProxy(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, quickstart.Settings{})
	req := visit(t, p.serve(t, k)+"/")
	req.Host = "app.example"
	req.Header.Set("X-Forwarded-Proto", "https")
	req.Header.Set("Sec-Fetch-Dest", "document")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	location, err := res.Location()
	if err != nil {
		t.Fatalf("%s: %v", res.Status, err)
	}
	if back := location.Query().Get("redirect_url"); back != "https://app.example/" {
		t.Errorf("the browser is sent to %s, and comes back to %q, want https://app.example/", location, back)
	}
}

func (p Program) testUserCannotBeLoaded(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, quickstart.Settings{})
	origin := p.serve(t, k)
	k.BuiltIn.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
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
		"/":          {http.StatusOK, "Hello, " + k.DemoUser},
	} {
		req := visit(t, origin+path)
		k.BuiltIn.SignIn(req, k.DemoUser)
		status, body := answer(t, req)
		if status != want.status || !strings.Contains(body, want.body) {
			t.Errorf("%s: %d %s, want %d %s", path, status, body, want.status, want.body)
		}
	}
}

// Clerk's components come through our own proxy, from the given directory.
func (p Program) testComponentsOfTheBuiltInClerk(t *testing.T) {
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
	k := openBuiltIn(t, quickstart.Settings{ClerkJSDir: dir})
	origin := p.serve(t, k)
	for path, want := range map[string]string{
		"/": `data-clerk-publishable-key="` + k.BuiltIn.PublishableKey() + `" data-clerk-proxy-url="/__clerk" src="/__clerk/npm/@clerk/clerk-js@6/`,
		"/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js": "// clerk-js/",
		"/__clerk/npm/@clerk/ui@1/dist/ui.browser.js":          "// ui/",
		"/static/clerk.js": "mountSignIn",
	} {
		req := visit(t, origin+path)
		req.Host = "localhost:8080"
		if status, body := answer(t, req); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s, want 200 and %s", path, status, body, want)
		}
	}
}

func testComponentsOfClerk(t *testing.T) {
	t.Parallel()
	const key = "pk_test_ZmFrZS1mYWtlLTQyLmNsZXJrLmFjY291bnRzLmRldiQ" // fake-fake-42.clerk.accounts.dev
	cmd := command(t, "CLERK_PUBLISHABLE_KEY="+key, "CLERK_SECRET_KEY=sk_test_fake")
	origin := start(t, cmd, openLine, 1)[0][1]
	_, body := answer(t, visit(t, origin+"/"))
	want := `src="https://fake-fake-42.clerk.accounts.dev/npm/@clerk/clerk-js@6/dist/clerk.browser.js"`
	if !strings.Contains(body, want) || strings.Contains(body, "proxy-url") || strings.Contains(body, quickstart.DemoEmail) {
		t.Errorf("the page has no %s, or something of the built-in Clerk:\n%s", want, body)
	}
	end(t, cmd)
}

func (p Program) testPageEscapesWhatUsersChoose(t *testing.T) {
	t.Parallel()
	k := openBuiltIn(t, quickstart.Settings{TokenTTL: 8 * time.Second})
	origin := p.serve(t, k)
	user := k.BuiltIn.CreateUser(clerktest.User{FirstName: "<script>alert(1)</script>"})
	req := visit(t, origin+"/")
	k.BuiltIn.SignIn(req, user.ID)
	if _, body := answer(t, req); strings.Contains(body, "<script>alert") || !strings.Contains(body, "&lt;script&gt;alert") {
		t.Errorf("a name is not escaped:\n%s", body)
	}
}
