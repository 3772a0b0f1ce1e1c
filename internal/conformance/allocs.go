//go:build !race

// The race detector allocates memory of its own: budgets mean nothing under it.

package conformance

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What the plugin and GetAuth may allocate for a request, beyond Fiber's own.
func (f Suite) TestAllocationBudget(t *testing.T) {
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
	watched.Observe = func(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
		return ctx, func(clerkauth.Observation) {}
	}

	for _, test := range []struct {
		name     string
		options  Options
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
		for way, plugin := range map[string]Handler{"": f.New(test.options), ", of a tenant": f.NewTenant(test.options)} {
			t.Run(test.name+way, func(t *testing.T) {
				app, bare := f.NewApp(Config{}), f.NewApp(Config{})
				app.Use("/", plugin)
				app.All("/*", f.Expect(test.signedIn))
				bare.All("/*", f.Silent())
				if got := allocations(t, app, test.headers) - allocations(t, bare, test.headers); got > test.most {
					t.Errorf("%v allocations, want at most %v", got, test.most)
				}
			})
		}
	}
}

// allocations counts those of one request.
func allocations(t *testing.T, app App, headers []string) float64 {
	t.Helper()
	handler, c := app.Server().Handler, wireRequest(t, headers...)
	handler(c)
	if c.Response.StatusCode() != http.StatusOK {
		t.Fatalf("status %d, %s", c.Response.StatusCode(), c.Response.Header.Peek("X-Clerk-Auth-Reason"))
	}
	return testing.AllocsPerRun(200, func() {
		handler(c)
		c.ResetUserValues()
		c.Response.Reset()
	})
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
