package clerkfiber_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
)

// What docs/fiber-v3.md shows in Go stands in this file, and what it shows of the
// quickstart in the quickstart.

func newApp(options clerkfiber.Options, admin *fiber.App) *fiber.App {
	app := fiber.New(fiber.Config{
		ReadBufferSize: 16 * 1024,
		ErrorHandler:   onError,
		// Where the proxy connects from. v3 believes nobody by itself.
		TrustProxy:       true,
		TrustProxyConfig: fiber.TrustProxyConfig{Loopback: true, Proxies: []string{"10.0.0.0/8"}},
	})
	app.Use(clerkfiber.New(options))

	api := app.Group("/api", clerkfiber.RequireAuth())
	api.Get("/me", me)
	app.Use("/api-docs", clerkfiber.RequireAuth()) // v2 guards it with /api, v3 does not
	app.Get("/api-docs", me)

	app.Use("/admin", clerkfiber.RequireAuth()) // in a line of its own, before the mount
	app.Use("/admin", admin)

	app.Get("/report", clerkfiber.RequireAuth(), report)
	app.Get("/events", clerkfiber.RequireAuth(), events)
	return app
}

func me(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	return c.SendString(auth.UserID)
}

// report is a handler of net/http: v3 takes it as it is.
func report(w http.ResponseWriter, r *http.Request) {
	auth, ok := clerkauth.FromContext(r.Context())
	if !ok {
		http.Error(w, "no plugin", http.StatusInternalServerError)
		return
	}
	fmt.Fprint(w, auth.UserID)
}

// events asks who it is before the stream begins: c is another request's then.
func events(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	return c.SendStreamWriter(func(w *bufio.Writer) {
		_, _ = fmt.Fprintf(w, "data: for %s\n\n", auth.UserID)
		_ = w.Flush()
	})
}

// onError tells visitors what is theirs to know, and the log the rest.
func onError(c fiber.Ctx, err error) error {
	status, message := fiber.StatusInternalServerError, "Internal Server Error"
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		status, message = known.Code, known.Message
	} else {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	}
	return c.Status(status).SendString(message)
}

func TestTheProgramOfTheMove(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	admin := fiber.New()
	admin.Get("/", me)
	app := newApp(clerkfiber.Options{Environment: s.Env()}, admin)
	for _, path := range []string{"/api/me", "/api-docs", "/admin", "/report", "/events"} {
		for _, user := range []string{"", "user_ada"} {
			status, body := http.StatusUnauthorized, "Unauthorized"
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://app.example"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if user != "" {
				r.Header.Set("Authorization", "Bearer "+s.SessionToken(user))
				status, body = http.StatusOK, user
			}
			res, err := app.Test(r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil || res.StatusCode != status || !strings.Contains(string(got), body) {
				t.Errorf("%s, %q: %s %q, %v; want %d %q", path, user, res.Status, got, err, status, body)
			}
		}
	}
}

// A fiber.Ctx of v3 is a context itself.
func TestACtxIsAContext(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	app := fiber.New()
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c fiber.Ctx) error {
		for _, ctx := range []context.Context{c, c.Context(), c.RequestCtx(), context.WithoutCancel(c)} {
			if auth, ok := clerkfiber.FromContext(ctx); !ok || auth.UserID != "user_ada" {
				t.Errorf("%T: %+v, %v", ctx, auth, ok)
			}
		}
		return nil
	})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://app.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.SessionToken("user_ada"))
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
}

// Fiber v3 leaves out what stands before an application that is mounted in the
// same line: the page warns of it, and this says when that is over.
func TestAGuardInTheLineOfAMountIsLeftOut(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	app, admin := fiber.New(), fiber.New()
	admin.Get("/", me)
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Use("/admin", clerkfiber.RequireAuth(), admin)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://app.example/admin", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: Fiber heeds the guard now, so docs/fiber-v3.md need not warn", res.Status)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks returns what a document shows in one language.
func blocks(t *testing.T, document, language string) []string {
	t.Helper()
	parts := strings.Split(document, "\n```"+language+"\n")
	if len(parts) < 2 {
		t.Fatalf("the document shows no %s", language)
	}
	for i, part := range parts {
		parts[i], _, _ = strings.Cut(part, "\n```\n")
	}
	return parts[1:]
}

func TestThePageOfTheMoveShowsWhatIsTested(t *testing.T) {
	t.Parallel()
	page, source := read(t, "../docs/fiber-v3.md"), read(t, "moving_test.go")
	for _, shown := range blocks(t, page, "go") {
		if !strings.Contains(source, shown) {
			t.Errorf("fiberv3/moving_test.go has no\n%s", shown)
		}
	}
}

// The page shows every line in which the quickstart differs, as it is there.
func TestThePageOfTheMoveShowsTheQuickstart(t *testing.T) {
	t.Parallel()
	before, after, shown := code(t, "../quickstart"), code(t, "quickstart"), map[string]bool{}
	for _, block := range blocks(t, read(t, "../docs/fiber-v3.md"), "diff") {
		for line := range strings.SplitSeq(block, "\n") {
			shown[line] = true
			if of := map[byte]map[string]bool{'-': before, '+': after}[line[0]]; !of[line[1:]] {
				t.Errorf("the quickstart has no such line: %s", line)
			}
		}
	}
	for line := range before {
		if !after[line] && !shown["-"+line] {
			t.Errorf("not shown: -%s", line)
		}
	}
	for line := range after {
		if !before[line] && !shown["+"+line] {
			t.Errorf("not shown: +%s", line)
		}
	}
}

// code returns the lines of a quickstart, without what its packages and
// functions are for.
func code(t *testing.T, folder string) map[string]bool {
	t.Helper()
	lines := map[string]bool{}
	for _, file := range []string{"main.go", "routes.go"} {
		for line := range strings.SplitSeq(read(t, folder+"/"+file), "\n") {
			if !strings.HasPrefix(line, "//") {
				lines[line] = true
			}
		}
	}
	return lines
}
