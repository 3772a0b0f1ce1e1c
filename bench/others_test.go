package bench

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/proxy"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// BenchmarkKnownMachineToken is an API key that the cache has, and a machine's JWT
// that was verified before.
func BenchmarkKnownMachineToken(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	o := options(s)
	o.MachineTokenCache.TTL = time.Hour
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(clerkfiber.New(o))
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.APIKey, clerkfiber.M2MToken))
		if err != nil {
			return err
		}
		if auth.IsAuthenticated {
			c.Status(fiber.StatusNoContent)
		}
		return nil
	})
	for name, raw := range map[string]string{"API key": s.APIKey("user_1"), "JWT": s.M2MToken("mch_1", clerktest.AsJWT(), clerktest.Scopes("mch_2"))} {
		b.Run(name, func(b *testing.B) {
			run(b, app.Handler(), fiber.StatusNoContent, request("Authorization", "Bearer "+raw))
		})
	}
}

// BenchmarkProxy is a small answer of the Frontend API through the proxy, and
// through Fiber's own. What answers is in the same process, and in both figures.
func BenchmarkProxy(b *testing.B) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"response":null,"client":null}`)
	}))
	defer upstream.Close()
	s := tokens.NewServer()
	defer s.Close()

	o := options(s)
	o.FrontendAPIURL = upstream.URL
	o.FrontendAPIProxy.Enabled = true
	ours := fiber.New(fiber.Config{DisableStartupMessage: true})
	ours.Use(clerkfiber.New(o))
	theirs := fiber.New(fiber.Config{DisableStartupMessage: true})
	theirs.Use(func(c *fiber.Ctx) error { return proxy.Do(c, upstream.URL+c.OriginalURL()) })
	for _, p := range []struct {
		name string
		app  *fiber.App
	}{{"clerkfiber", ours}, {"fiber", theirs}} {
		b.Run(p.name, func(b *testing.B) {
			c := request()
			c.Request.SetRequestURI("/__clerk/v1/environment")
			handler := p.app.Handler()
			serve(b, handler, fiber.StatusOK, c)
			b.ReportAllocs()
			cpu := startCPU()
			for b.Loop() {
				c.Request.SetRequestURI("/__clerk/v1/environment") // Fiber's own writes its target there
				handler(c)
				if c.Response.StatusCode() != fiber.StatusOK {
					b.Fatal(c.Response.StatusCode())
				}
				_ = c.Response.Body() // reads a stream
				c.ResetUserValues()
				c.Response.Reset()
			}
			cpu.report(b)
		})
	}
}

// BenchmarkClerktest is a Clerk inside a test, ready and closed again.
func BenchmarkClerktest(b *testing.B) {
	b.ReportAllocs()
	cpu := startCPU()
	for b.Loop() {
		clerktest.NewServer().Close()
	}
	cpu.report(b)
}
