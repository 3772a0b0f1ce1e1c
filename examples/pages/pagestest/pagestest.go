// Package pagestest is the test of the example of pages, on either Fiber.
package pagestest

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// form is what a browser sends of the page's form.
func form(t *testing.T, page *clerktest.Page, fields ...string) url.Values {
	t.Helper()
	token := csrfField.FindStringSubmatch(page.Body)
	if token == nil {
		t.Fatalf("%s has no form:\n%s", page.URL, page.Body)
	}
	values := url.Values{"csrf": {token[1]}}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	return values
}

// Open makes the example's application, with the variables of a Clerk.
type Open func(environment map[string]string) clerktest.App

// Notebook writes a note and signs out, with whatever can go wrong on the way.
func Notebook(t *testing.T, open Open) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	b := clerk.Server.NewBrowser(open(clerk.Env))

	check := func(when string, page *clerktest.Page, err error, status int, path string, texts ...string) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if page.StatusCode != status || page.URL.Path != path {
			t.Errorf("%s: %d %s, want %d %s", when, page.StatusCode, page.URL, status, path)
		}
		for _, text := range texts {
			if !strings.Contains(page.Body, text) {
				t.Errorf("%s: no %q in\n%s", when, text, page.Body)
			}
		}
	}

	page, err := b.Get("/")
	check("a stranger", page, err, 200, "/", "Sign in</a>", "clerk.browser.js")
	page, err = b.Get("/notes")
	check("a stranger who wants the notes", page, err, 200, "/sign-in")
	page, err = b.SubmitSignIn(page, box.Ada, box.Password)
	check("signed in and back", page, err, 200, "/notes", "No notes yet.", clerk.AdaID)

	// The form stood open for longer than a session token lives.
	if err := b.ExpireToken(); err != nil {
		t.Fatal(err)
	}
	stood := form(t, page, "note", "<b>an engine</b>")
	page, err = b.PostForm("/notes", stood)
	check("a note", page, err, 200, "/notes", "<li>&lt;b&gt;an engine&lt;/b&gt;</li>")
	page, err = b.PostForm("/notes", url.Values{"note": {"forged"}})
	check("a forged form", page, err, 403, "/notes", `role="alert"`)

	page, err = b.Get("/notes")
	check("only the note that was sent", page, err, 200, "/notes", "engine")
	page, err = b.PostForm("/sign-out", form(t, page))
	check("signed out", page, err, 200, "/", "Sign in</a>")
	page, err = b.PostForm("/notes", form(t, notForm(t, b)))
	check("a note of nobody", page, err, 401, "/notes", "Sign in, go back and send it again.")
}

// notForm puts the browser's own CSRF token where form looks for it.
func notForm(t *testing.T, b *clerktest.Browser) *clerktest.Page {
	t.Helper()
	return &clerktest.Page{Body: `name="csrf" value="` + b.Cookie("csrf_") + `"`}
}

// ScriptsHaveTheNonce of the policy, all of them, and a new one each time.
func ScriptsHaveTheNonce(t *testing.T, open Open) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	b := clerk.Server.NewBrowser(open(clerk.Env))
	var before string
	for range 2 {
		page, err := b.Get("/")
		if err != nil || page.StatusCode != http.StatusOK {
			t.Fatal(page, err)
		}
		_, rest, _ := strings.Cut(page.Header.Get("Content-Security-Policy"), "'nonce-")
		nonce, _, _ := strings.Cut(rest, "'")
		if nonce == "" || nonce == before {
			t.Errorf("the nonce %q, before it %q", nonce, before)
		}
		if scripts, with := strings.Count(page.Body, "<script"), strings.Count(page.Body, `nonce="`+nonce+`"`); scripts != 3 || with != scripts {
			t.Errorf("%d scripts, %d with the nonce:\n%s", scripts, with, page.Body)
		}
		before = nonce
	}
}
