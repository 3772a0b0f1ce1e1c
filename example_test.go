package clerkfiber_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func Example() {
	s := clerktest.NewServer() // in a program: Clerk, by the keys in the environment
	defer s.Close()

	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("hello " + auth.UserID)
	})

	req := httptest.NewRequest(http.MethodGet, "/", nil)
	req.Header.Set("Authorization", "Bearer "+s.SessionToken("user_ada"))
	res, err := app.Test(req)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	fmt.Println(res.StatusCode, string(body), err)
	// Output: 200 hello user_ada <nil>
}

// readmeProgram is the program in README.md, line by line.
func readmeProgram() *fiber.App {
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024, ErrorHandler: onError})
	app.Use(recover.New(), requestid.New())
	app.Use(cors.New(cors.Config{AllowOrigins: "https://app.example.com", AllowCredentials: true}))
	app.Use(clerkfiber.New())

	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("for everybody") })

	api := app.Group("/api", clerkfiber.RequireAuth())
	api.Get("/me", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
		if err != nil {
			return err
		}
		return c.JSON(user)
	})
	admin := clerkfiber.Requires(clerkfiber.AuthorizationParams{Role: "org:admin"})
	api.Get("/admin", clerkfiber.RequireAuth(admin), func(c *fiber.Ctx) error { return c.SendString("for admins") })
	return app
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

func TestREADMEShowsTheProgramThatIsTested(t *testing.T) {
	t.Parallel()
	readme, source := readText(t, "README.md"), readText(t, "example_test.go")
	shown := between(t, readme, "func main() {\n", "\tlog.Fatal(")
	tested := between(t, source, "func readmeProgram() *fiber.App {\n", "\treturn app\n")
	if shown != tested {
		t.Errorf("README.md shows\n%s\nand the test runs\n%s", shown, tested)
	}
}

func TestOptionsAreAllListed(t *testing.T) {
	t.Parallel()
	table := between(t, readText(t, "docs/options.md"), "| field | environment | default |", "\n\n")
	options := reflect.TypeFor[clerkfiber.Options]()
	for i := range options.NumField() {
		field := options.Field(i)
		if !strings.Contains(table, "`"+field.Name+"`") {
			t.Errorf("no row for %s", field.Name)
		}
		if variable := field.Tag.Get("env"); variable != "" && !strings.Contains(table, "`"+variable+"`") {
			t.Errorf("%s: no word of %s", field.Name, variable)
		}
	}
}

// The order of middlewares that README recommends, from outside.
func TestREADMEProgram(t *testing.T) {
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	t.Setenv("CLERK_PUBLISHABLE_KEY", s.PublishableKey())
	t.Setenv("CLERK_SECRET_KEY", s.SecretKey())
	t.Setenv("CLERK_API_URL", s.BackendURL())
	app := readmeProgram()

	ada := s.CreateUser(clerktest.User{Email: "ada@example.com"})
	company := s.CreateOrganization("Engines", ada.ID)
	admin := s.SessionToken(ada.ID, clerktest.InOrganization(company))
	const origin = "https://app.example.com"

	for _, tc := range []struct {
		name, method, path, token string
		status                    int
		body                      string
	}{
		{"everybody", "GET", "/", "", 200, "for everybody"},
		{"everybody, expired", "GET", "/", s.SessionToken(ada.ID, clerktest.Expired()), 200, "for everybody"},
		{"unknown path", "GET", "/nowhere", "", 404, "Cannot GET /nowhere"},
		{"preflight of a guarded path", "OPTIONS", "/api/me", "", 204, ""},
		{"nobody", "GET", "/api/me", "", 401, "Unauthorized"},
		{"expired", "GET", "/api/me", s.SessionToken(ada.ID, clerktest.Expired()), 401, "Unauthorized"},
		{"somebody", "GET", "/api/me", s.SessionToken(ada.ID), 200, `"id":"` + ada.ID + `"`},
		{"somebody who is no admin", "GET", "/api/admin", s.SessionToken(ada.ID), 403, "Forbidden"},
		{"an admin", "GET", "/api/admin", admin, 200, "for admins"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req := httptest.NewRequest(tc.method, tc.path, nil)
			req.Header.Set("Origin", origin)
			if tc.method == http.MethodOptions {
				req.Header.Set("Access-Control-Request-Method", http.MethodGet)
				req.Header.Set("Access-Control-Request-Headers", "authorization")
			}
			if tc.token != "" {
				req.Header.Set("Authorization", "Bearer "+tc.token)
			}
			res, body := exchange(t, app, req)
			if res.StatusCode != tc.status || !strings.Contains(body, tc.body) {
				t.Errorf("%d %s, want %d %s", res.StatusCode, body, tc.status, tc.body)
			}
			if got := res.Header.Get("Access-Control-Allow-Origin"); got != origin {
				t.Errorf("Access-Control-Allow-Origin: %q, want %q", got, origin)
			}
			if tc.method != http.MethodOptions && res.Header.Get("X-Request-Id") == "" {
				t.Error("no X-Request-Id")
			}
			if tc.status == http.StatusUnauthorized && res.Header.Get("WWW-Authenticate") == "" {
				t.Error("401 without WWW-Authenticate")
			}
			if tc.name == "somebody" {
				var user backendapi.User
				if err := json.Unmarshal([]byte(body), &user); err != nil || user.EmailAddresses[0].EmailAddress != "ada@example.com" {
					t.Errorf("the user: %+v, %v", user, err)
				}
			}
		})
	}
}

// What goes wrong between the application and Clerk is the operator's to read:
// Clerk's words, its codes and its trace id stay out of answers.
func TestVisitorsAreNotShownClerksErrors(t *testing.T) {
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	t.Setenv("CLERK_PUBLISHABLE_KEY", s.PublishableKey())
	t.Setenv("CLERK_SECRET_KEY", s.SecretKey())
	t.Setenv("CLERK_API_URL", s.BackendURL())
	var record strings.Builder
	usual := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&record, nil)))
	t.Cleanup(func() { slog.SetDefault(usual) })

	req := httptest.NewRequest(http.MethodGet, "/api/me", nil)
	req.Header.Set("Authorization", "Bearer "+s.SessionToken("user_whom_clerk_does_not_know"))
	res, body := exchange(t, readmeProgram(), req)
	if res.StatusCode != http.StatusInternalServerError || body != "Internal Server Error" {
		t.Errorf("%d %q", res.StatusCode, body)
	}
	if !strings.Contains(record.String(), "resource_not_found") {
		t.Errorf("the log does not tell the operator: %q", record.String())
	}
}

func exchange(t *testing.T, app *fiber.App, req *http.Request) (res *http.Response, body string) {
	t.Helper()
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
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
