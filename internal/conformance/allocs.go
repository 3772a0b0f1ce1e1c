//go:build !race

// The race detector allocates memory of its own: budgets mean nothing under it.

package conformance

import (
	"context"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What the plugin and GetAuth may allocate for a request, beyond Fiber's own.
func (f Suite) TestAllocationBudget(t *testing.T) {
	production, po := clerk(t, clerktest.Config{Production: true})
	development, do := clerk(t)
	organization := clerktest.InOrganization(clerktest.Organization{
		ID: "org_1", Slug: "one", Role: "org:admin", Permissions: []string{"org:reports:read", "org:reports:write"},
	})
	azp := clerktest.AZP("https://app.example")
	token := "Bearer " + production.SessionToken("user_1", organization, azp)
	known := map[*clerktest.Server]string{production: strings.TrimPrefix(token, "Bearer "), development: development.SessionToken("user_1", organization, azp)}
	jar := func(s *clerktest.Server, suffix string) string {
		raw := known[s]
		return "theme=dark; __session" + suffix + "=" + raw + "; __client_uat" + suffix + "=1; __clerk_db_jwt" + suffix + "=dvb_fake"
	}
	ps, ds := "_"+production.CookieSuffix(), "_"+development.CookieSuffix()

	watched := po
	watched.Observe = func(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
		return ctx, func(clerkauth.Observation) {}
	}

	forgetful := po
	forgetful.TokenCache.Disabled = true

	for _, test := range []struct {
		name     string
		options  Options
		signedIn bool
		most     float64
		headers  []string
	}{
		{"known token", po, true, knownToken, []string{"Authorization", token}},
		{"known token, observed", watched, true, knownToken, []string{"Authorization", token}},
		{"known token in cookies", po, true, knownToken, []string{"Cookie", jar(production, "")}},
		{"known token in cookies, suffixed", po, true, knownToken, []string{"Cookie", jar(production, ps)}},
		{"known token in cookies, both", po, true, knownToken, []string{"Cookie", jar(production, "") + "; " + jar(production, ps)}},
		{"known token in cookies, in development", do, true, knownToken, []string{"Cookie", jar(development, "")}},
		{"known token in cookies, suffixed, in development", do, true, knownToken, []string{"Cookie", jar(development, ds)}},
		{"first sight", forgetful, true, 36, []string{"Authorization", token}},
		{"no token", po, false, 2, []string{"Authorization", "Bearer garbage"}},
		{"no token, in three parts", po, false, 2, []string{"Authorization", "Bearer x.x.x"}},
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
				got, bytes := allocations(t, app, test.headers)
				own, ownBytes := allocations(t, bare, test.headers)
				if got -= own; got > test.most {
					t.Errorf("%v allocations, want at most %v", got, test.most)
				}
				if bytes -= ownBytes; test.most == knownToken && bytes > knownTokenBytes {
					t.Errorf("%v bytes, want at most %v", bytes, knownTokenBytes)
				}
			})
		}
	}
}

// What a request with a known token may take.
const (
	knownToken      = 3   // allocations
	knownTokenBytes = 300 // 240 and what else the process does
)

// allocations counts those of one request, and their bytes.
func allocations(t *testing.T, app App, headers []string) (count, bytes float64) {
	t.Helper()
	handler, c := app.Server().Handler, wireRequest(t, headers...)
	handler(c)
	if c.Response.StatusCode() != http.StatusOK {
		t.Fatalf("status %d, %s", c.Response.StatusCode(), c.Response.Header.Peek("X-Clerk-Auth-Reason"))
	}
	const runs = 200
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	count = testing.AllocsPerRun(runs, func() {
		handler(c)
		c.ResetUserValues()
		c.Response.Reset()
	})
	runtime.ReadMemStats(&after)
	return count, float64(after.TotalAlloc-before.TotalAlloc) / (runs + 1) // it warms up once
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
