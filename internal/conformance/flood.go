package conformance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Key ids come from strangers: a flood of unknown ones must not become a flood
// of requests to Clerk.
func (f Suite) TestAFloodOfUnknownKeysIsOneFetch(t *testing.T) {
	t.Parallel()
	const requests, between = 2000, 10 * time.Second
	for name, kid := range map[string]func(int) string{
		"distinct": func(i int) string { return fmt.Sprintf("ins_%d", i) },
		"one":      func(int) string { return "ins_0" },
	} {
		t.Run(name, func(t *testing.T) {
			s, o := clerk(t, clerktest.Config{Production: true})
			_, rest, _ := strings.Cut(s.SessionToken("user_1"), ".")
			app := f.NewApp(Config{})
			app.Use("/", f.New(o))
			handler := app.Server().Handler
			begin := time.Now()
			for i := range requests {
				c := &fasthttp.RequestCtx{}
				c.Request.SetRequestURI("/")
				c.Request.Header.SetHost("app.example")
				c.Request.Header.Set("Authorization", "Bearer "+b64(`{"alg":"RS256","typ":"JWT","kid":"`+kid(i)+`"}`)+"."+rest)
				handler(c)
				if reason := string(c.Response.Header.Peek("X-Clerk-Auth-Reason")); reason != "jwk-kid-mismatch" {
					t.Fatalf("request %d: %q", i, reason)
				}
			}
			fetches := 0
			for _, r := range s.Requests() {
				if strings.HasSuffix(r.Path, "/jwks") {
					fetches++
				}
			}
			t.Logf("%d fetches for %d requests", fetches, requests)
			if most := 1 + int(time.Since(begin)/between); fetches > most {
				t.Errorf("%d fetches for %d requests, want at most %d", fetches, requests, most)
			}
		})
	}
}
