package bench

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
)

const manyTenants = 1_000

// tenantOptions are those of one of many instances: they have keys of their
// own, and what is signed is the same server's, so that one is enough here.
func tenantOptions(one clerkfiber.Options, i int) clerkfiber.Options {
	one.SecretKey = fmt.Sprintf("sk_live_faketenant%030d", i)
	return one
}

// BenchmarkTenants is a known token of each of many tenants in turn: by
// NewPerRequest, by New, for which they are as many tokens of one instance, and
// by as many handlers of New, which is what tenants cost that nobody has to find.
func BenchmarkTenants(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	one := options(s)
	one.JWTKey = s.JWTKey()
	raws := tokens.Make(s, manyTenants)
	kept := make([]clerkfiber.Options, manyTenants)
	apart := make([]fiber.Handler, manyTenants)
	for i := range kept {
		kept[i] = tenantOptions(one, i)
		apart[i] = clerkfiber.New(kept[i])
	}
	for _, n := range []int{1, manyTenants} {
		turn := -1
		next := func() int {
			if turn++; turn == n {
				turn = 0
			}
			return turn
		}
		for _, way := range []struct {
			name   string
			plugin fiber.Handler
		}{
			{"New", clerkfiber.New(one)},
			{"New,apart", func(c *fiber.Ctx) error { return apart[next()](c) }},
			{"NewPerRequest", clerkfiber.NewPerRequest(func(*fiber.Ctx) (clerkfiber.Options, error) { return kept[next()], nil })},
			{"NewPerRequest,anew", clerkfiber.NewPerRequest(func(*fiber.Ctx) (clerkfiber.Options, error) {
				o := kept[next()]
				o.AuthorizedParties = []string{tokens.Origin} // memory of its own
				return o, nil
			})},
		} {
			b.Run(fmt.Sprintf("%s/tenants=%d", way.name, n), func(b *testing.B) {
				turn = -1
				runTokens(b, guarded(way.plugin), raws[:n])
			})
		}
	}
}

func guarded(handler fiber.Handler) fasthttp.RequestHandler {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(handler)
	app.Get("/*", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err == nil && auth.IsAuthenticated {
			c.Status(fiber.StatusNoContent)
		}
		return err
	})
	return app.Handler()
}

// BenchmarkTenantMemory is what a tenant takes that one request has been for,
// of somebody unknown, and of one known token.
func BenchmarkTenantMemory(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	one := options(s)
	one.JWTKey = s.JWTKey()
	raw := tokens.Make(s, 1)[0]
	for name, headers := range map[string][]string{"idle": nil, "one token": {"Authorization", "Bearer " + raw}} {
		b.Run(name, func(b *testing.B) {
			var took uint64
			for b.Loop() {
				i := 0
				kept := make([]clerkfiber.Options, manyTenants)
				for i := range kept {
					kept[i] = tenantOptions(one, i)
				}
				handler := guarded(clerkfiber.NewPerRequest(func(*fiber.Ctx) (clerkfiber.Options, error) { return kept[i], nil }))
				before := inUse()
				for i = range kept {
					handler(request(headers...))
				}
				took += inUse() - before
				runtime.KeepAlive(handler)
			}
			b.ReportMetric(float64(took)/float64(b.N)/manyTenants, "bytes/tenant")
		})
	}
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
