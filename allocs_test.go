//go:build !race

// The race detector allocates memory of its own: budgets mean nothing under it.

package clerkfiber_test

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What the plugin and GetAuth may allocate for a request, beyond Fiber's own.
func TestAllocationBudget(t *testing.T) {
	production, po := clerk(t, clerktest.Config{Production: true})
	_, do := clerk(t)
	organization := clerktest.InOrganization(clerktest.Organization{
		ID: "org_1", Slug: "one", Role: "org:admin", Permissions: []string{"org:reports:read", "org:reports:write"},
	})
	token := "Bearer " + production.SessionToken("user_1", organization)
	r := httptest.NewRequest("GET", "http://app.example/", nil)
	production.SignIn(r, "user_1", organization)
	cookies := "_ga=GA1.1.1; theme=dark; " + r.Header.Get("Cookie")

	watched := po
	watched.Observe = func(ctx context.Context) (context.Context, func(clerkfiber.Observation)) {
		return ctx, func(clerkfiber.Observation) {}
	}

	for _, test := range []struct {
		name     string
		options  clerkfiber.Options
		signedIn bool
		most     float64
		headers  []string
	}{
		{"known token", po, true, 3, []string{"Authorization", token}},
		{"known token, observed", watched, true, 3, []string{"Authorization", token}},
		{"known token in cookies", po, true, 6, []string{"Cookie", cookies}},
		{"nothing", po, false, 0, nil},
		{"nothing, from a browser", po, false, 0, []string{"Accept", "text/html", "Sec-Fetch-Dest", "document"}},
		{"nothing, observed", watched, false, 0, nil},
		{"another scheme", po, false, 0, []string{"Authorization", "Basic dXNlcjpwYXNzd29yZA=="}},
		{"other cookies", po, false, 0, []string{"Cookie", "_ga=GA1.1.1; theme=dark"}},
		{"nothing, in development", do, false, 0, []string{"Accept", "application/json"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			app := fiber.New()
			app.Use(clerkfiber.New(test.options))
			app.Get("/*", func(c *fiber.Ctx) error {
				auth, err := clerkfiber.GetAuth(c)
				if err == nil && auth.IsAuthenticated != test.signedIn {
					return fiber.ErrTeapot
				}
				return err
			})
			handler, c := app.Handler(), wireRequest(t, test.headers...)
			serve := func() {
				handler(c)
				c.ResetUserValues()
				c.Response.Reset()
			}
			handler(c)
			if c.Response.StatusCode() != fiber.StatusOK {
				t.Fatalf("status %d, %s", c.Response.StatusCode(), c.Response.Header.Peek("X-Clerk-Auth-Reason"))
			}
			if got := testing.AllocsPerRun(200, serve); got > test.most {
				t.Errorf("%v allocations, want at most %v", got, test.most)
			}
		})
	}
}

// wireRequest is a request with these headers as fasthttp reads it.
func wireRequest(t *testing.T, headers ...string) *fasthttp.RequestCtx {
	t.Helper()
	text := "GET /api/projects/42?page=2 HTTP/1.1\r\nHost: app.example\r\nUser-Agent: test\r\n"
	for i := 0; i < len(headers); i += 2 {
		text += headers[i] + ": " + headers[i+1] + "\r\n"
	}
	c := requestOf(t, text+"\r\n")
	if c == nil {
		t.Fatal("no request")
	}
	return c
}
