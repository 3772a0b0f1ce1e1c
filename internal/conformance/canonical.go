package conformance

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Fiber reads a path twice. The router, and with it a guard on a prefix, takes
// it as it was sent; Static takes it decoded and with its dots resolved. So a
// second spelling passes a guard by prefix, unless there is one spelling only.
func (f Suite) TestAGuardByPrefixAndWhatItGuards(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "admin"), 0o750); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"admin/x": "secret", "a b@c.txt": "public"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, o := clerk(t, clerktest.Config{Production: true})
	serve := func(canonical bool) string {
		o := o
		o.CanonicalPaths = canonical
		app := f.NewApp(Config{})
		app.Use("/", f.New(o))
		app.Use("/admin", f.RequireAuth())
		app.Static("/", dir)
		app.All("/*", func(c Ctx) error { return c.SendStatus(http.StatusNotFound) })
		return listen(t, app)
	}
	open, closed := serve(false), serve(true)
	backslashes := http.StatusNotFound
	if f.Quirks().Backslashes {
		backslashes = http.StatusOK // what the guard does not see, either
	}
	for _, test := range []struct {
		target             string
		without, canonical int
	}{
		{"/admin/x", 401, 401},
		{"/ADMIN/x", 401, 401},
		{"/admin/x?next=//a/../%61", 401, 401},
		{"/a%20b@c.txt", 200, 200},
		{"/a%20b%40c.txt", 200, 200},
		{"/a%20b@c.txt?", 200, 200},
		{"http://app.example/a%20b@c.txt?x=1", 200, 200},
		{"http://app.example/admin/x", 401, 401},
		{"/.well-known/x/...", 404, 404},
		{"/100%25/caf%C3%A9/~a-b_c.d;v=1,2/", 404, 404},
		// What the guard does not see:
		{"//admin/x", 200, 400},
		{"/%61dmin/x", 200, 400},
		{"/x/../admin/x", 200, 400},
		{"/x/%2e%2e/admin/x", 200, 400},
		{"/x/.%2E/admin/x", 200, 400},
		{"/./admin/x", 200, 400},
		{"/%2fadmin/x", 200, 400},
		{"/x%2f..%2fadmin/x", 200, 400},
		{"admin/x", 200, 400},
		{"http://app.example//admin/x", 200, 400},
		{"http://app.example/x/../admin/x", 200, 400},
		{"HTTP://app.example/%61dmin/x", 200, 400},
		// And what may be read as another path elsewhere:
		{"/admin/..", 401, 400},
		{"/admin/.", 401, 400},
		{"/x//", 404, 400},
		{`/x\..\admin\x`, backslashes, 400},
		{"/%5cadmin%5Cx", 404, 400},
		{"/a%00", 404, 400},
		{"/a%0a", 404, 400},
		{"/a%7f", 404, 400},
		{"/a%", 404, 400},
		{"/a%4", 404, 400},
		{"/a%zz", 404, 400},
		{"/x#/../admin/x", 404, 400},
		{"/caf\xc3\xa9", 404, 400},
		{"http:///admin/x", 401, 400},
		{`http://app.example\x/admin/x`, 404, 400},
		{"ftp://app.example/admin/x", 401, 400},
	} {
		t.Run(test.target, func(t *testing.T) {
			t.Parallel()
			if got := statusOf(t, open, test.target); got != test.without && got != http.StatusBadRequest {
				t.Errorf("without the option: %d, want %d", got, test.without)
			}
			if got := statusOf(t, closed, test.target); got != test.canonical {
				t.Errorf("with the option: %d, want %d", got, test.canonical)
			}
		})
	}
}

func statusOf(t *testing.T, address, target string) int {
	t.Helper()
	conn := dial(t, address)
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\n\r\n", target); err != nil {
		t.Fatal(err)
	}
	response, _ := answerOf(t, bufio.NewReader(conn), http.MethodGet)
	return response.StatusCode
}

// Next may read a prefix as well, and sees no other spelling either.
func (f Suite) TestCanonicalPathsComeBeforeNext(t *testing.T) {
	t.Parallel()
	_, o := clerk(t, clerktest.Config{Production: true})
	o.CanonicalPaths = true
	o.Next = func(Ctx) bool { return true }
	r := request(http.MethodGet, "/")
	r.RequestURI, r.URL.Path = "/assets/../admin", "/assets/../admin"
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	if got := send(t, app, r); got.status != http.StatusBadRequest {
		t.Errorf("got %d", got.status)
	}
}

// FuzzCanonicalPaths: a path that is let through is the same path to who decodes
// it and resolves its dots.
func FuzzCanonicalPaths(f *testing.F, face Face) {
	for _, seed := range []string{"/", "/a/b", "//a", "/a/../b", "/%61", "/%2e/", "/a%20b", "/a%2fb", "http://h/a", "http://h//a", "a", "*", "/%", "/a?b/../c", "/a#b", "/.a/..b/c."} {
		f.Add([]byte(seed))
	}
	_, o := clerk(f, clerktest.Config{Production: true})
	o.CanonicalPaths = true
	app := face.NewApp(Config{})
	app.Use("/", face.New(o))
	var passed bool
	var decoded, original string
	app.Use("/", func(c Ctx) error {
		passed, decoded, original = true, string(c.HTTP().Path()), string(c.HTTP().URI().PathOriginal())
		return nil
	})
	handler := app.Server().Handler
	f.Fuzz(func(t *testing.T, target []byte) {
		if bytes.ContainsAny(target, " \r\n") {
			return
		}
		c := requestOf(t, "GET "+string(target)+" HTTP/1.1\r\nHost: app.example\r\n\r\n")
		if c == nil {
			return
		}
		passed = false
		handler(c)
		if !passed {
			return
		}
		if want, err := url.PathUnescape(original); err != nil || decoded != want {
			t.Errorf("%q is %q to the router and %q to Static", target, original, decoded)
		}
	})
}
