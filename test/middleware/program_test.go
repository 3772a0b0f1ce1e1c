package middlewaretest

import (
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cache"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/csrf"
	"github.com/gofiber/fiber/v2/middleware/encryptcookie"
	"github.com/gofiber/fiber/v2/middleware/idempotency"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"
	"github.com/gofiber/fiber/v2/middleware/session"

	"github.com/clerkfiber/clerkfiber"
)

// middlewaresProgram is the program in docs/middlewares.md, line by line.
func middlewaresProgram(key string, news, page, order, cart fiber.Handler) *fiber.App {
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: onError})
	app.Use(recover.New(), requestid.New(), compress.New())
	app.Use(cors.New(cors.Config{AllowOrigins: "https://app.example.com", AllowCredentials: true}))
	app.Use(limiter.New(limiter.Config{Max: 300})) // in a minute, from one address
	app.Use(encryptcookie.New(encryptcookie.Config{Key: key, Except: clerkCookies(), Next: isProxied}))
	app.Use(clerkfiber.New(clerkfiber.Options{
		FrontendAPIProxy: clerkfiber.FrontendAPIProxyOptions{Enabled: true}, // /__clerk
	}))
	app.Use(csrf.New(csrf.Config{Next: hasAuthorization}))

	app.Get("/news", cache.New(), news) // the same for everybody
	my := app.Group("/my", clerkfiber.RequireAuth())
	my.Get("/page", cache.New(cache.Config{KeyGenerator: visitorsAddress}), page)
	my.Post("/orders", keyOfVisitor, idempotency.New(idempotency.Config{
		KeyHeaderValidate:   func(string) error { return nil }, // it is ours now
		KeepResponseHeaders: []string{fiber.HeaderContentType},
	}), order)
	my.Post("/cart", cart)
	return app
}

// clerkCookies names the cookies that Clerk reads as they are.
func clerkCookies() []string {
	names := []string{"__clerk_redirect_count", "__clerk_handshake", "__clerk_handshake_nonce"}
	sum := sha1.Sum([]byte(os.Getenv("CLERK_PUBLISHABLE_KEY")))
	suffix := "_" + base64.URLEncoding.EncodeToString(sum[:])[:8]
	for _, name := range []string{"__session", "__refresh", "__client_uat", "__clerk_db_jwt"} {
		names = append(names, name, name+suffix)
	}
	return names
}

func isProxied(c *fiber.Ctx) bool { return strings.HasPrefix(c.Path(), "/__clerk/") }

// hasAuthorization: no page of another site can make a browser send this header.
func hasAuthorization(c *fiber.Ctx) bool { return c.Get(fiber.HeaderAuthorization) != "" }

// visitorsAddress is a page's address and who looks at it.
func visitorsAddress(c *fiber.Ctx) string {
	auth, _ := clerkfiber.GetAuth(c)
	return auth.UserID + " " + auth.OrgID + " " + c.OriginalURL()
}

// keyOfVisitor makes an idempotency key one visitor's, for one address.
func keyOfVisitor(c *fiber.Ctx) error {
	if key := c.Get("X-Idempotency-Key"); key != "" {
		c.Request().Header.Set("X-Idempotency-Key", visitorsAddress(c)+" "+key)
	}
	return c.Next()
}

// cartOf returns a visitor's session, and an empty one to whoever comes after
// them in the same browser.
func cartOf(c *fiber.Ctx, sessions *session.Store) (*session.Session, error) {
	auth, _ := clerkfiber.GetAuth(c)
	s, err := sessions.Get(c)
	if err == nil && s.Get("user") != auth.UserID {
		err = s.Reset()
		s.Set("user", auth.UserID)
	}
	return s, err
}

// onError tells visitors what is theirs to know, and the log the rest: Fiber's
// own handler would show them Clerk's message and trace id.
func onError(c *fiber.Ctx, err error) error {
	status, message := fiber.StatusInternalServerError, "Internal Server Error"
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		status, message = known.Code, known.Message
	} else {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	}
	return c.Status(status).SendString(message)
}

// docs/middlewares.md shows this program and its functions, README the ErrorHandler.
func TestTheDocumentsShowWhatIsTested(t *testing.T) {
	t.Parallel()
	source := readText(t, "program_test.go")
	for document, shown := range map[string]string{
		"../../docs/middlewares.md": between(t, source, "*fiber.App {\n", "\treturn app\n") + "\x00" +
			between(t, source, "\treturn app\n}\n\n", "// onError tells"),
		"../../README.md": "func onError(" + between(t, source, "func onError(", "// docs/middlewares.md shows"),
	} {
		for part := range strings.SplitSeq(shown, "\x00") {
			if !strings.Contains(readText(t, document), strings.TrimSpace(part)) {
				t.Errorf("%s does not show\n%s", document, part)
			}
		}
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func between(t *testing.T, text, start, end string) string {
	t.Helper()
	_, after, found := strings.Cut(text, start)
	inside, _, closed := strings.Cut(after, end)
	if !found || !closed {
		t.Fatalf("there is no text between %q and %q", start, end)
	}
	return inside
}
