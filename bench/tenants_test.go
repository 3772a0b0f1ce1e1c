package bench

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

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

// tenantWays are ways to serve a known token of each of n instances in turn.
type tenantWays struct {
	handlers map[string]fasthttp.RequestHandler
	raws     []string
	headers  [][]byte
	turn     *int
}

// newTenantWays has New, for which they are as many tokens of one instance; as many
// handlers of New, which is what instances cost that nobody has to find, and the
// same with the application's function called in front; NewPerRequest with a
// function that returns what it keeps, and with one that makes it anew.
func newTenantWays(b *testing.B, n int) tenantWays {
	s := tokens.NewServer()
	b.Cleanup(s.Close)
	one := options(s)
	one.JWTKey = s.JWTKey()
	kept := make([]clerkfiber.Options, n)
	apart := make([]fiber.Handler, n)
	for i := range kept {
		kept[i] = tenantOptions(one, i)
		apart[i] = clerkfiber.New(kept[i])
	}
	turn := -1
	next := func() int {
		if turn++; turn == n {
			turn = 0
		}
		return turn
	}
	choose := func(*fiber.Ctx) (clerkfiber.Options, error) { return kept[next()], nil }
	ways := tenantWays{raws: tokens.Make(s, n), turn: &turn}
	for _, raw := range ways.raws {
		ways.headers = append(ways.headers, []byte("Bearer "+raw))
	}
	ways.handlers = map[string]fasthttp.RequestHandler{
		"New":   guarded(clerkfiber.New(one)),
		"apart": guarded(func(c *fiber.Ctx) error { return apart[next()](c) }),
		"chosen": guarded(func(c *fiber.Ctx) error {
			if o, err := choose(c); err != nil || o.SecretKey == "" {
				return fiber.ErrNotFound
			}
			return apart[turn](c)
		}),
		"NewPerRequest": guarded(clerkfiber.NewPerRequest(choose)),
		"anew": guarded(clerkfiber.NewPerRequest(func(c *fiber.Ctx) (clerkfiber.Options, error) {
			o, err := choose(c)
			o.AuthorizedParties = []string{tokens.Origin} // memory of its own
			return o, err
		})),
	}
	return ways
}

// BenchmarkTenants is each way by itself.
func BenchmarkTenants(b *testing.B) {
	for _, n := range []int{1, manyTenants} {
		ways := newTenantWays(b, n)
		for _, way := range []string{"New", "apart", "chosen", "NewPerRequest", "anew"} {
			b.Run(fmt.Sprintf("%s/tenants=%d", way, n), func(b *testing.B) {
				*ways.turn = -1
				runTokens(b, ways.handlers[way], ways.raws)
			})
		}
	}
}

// BenchmarkTenantsBeside is what a way takes beside another, a thousand requests
// of each in turn, the median of these ratios: whatever else the machine does
// meanwhile, both suffer from.
func BenchmarkTenantsBeside(b *testing.B) {
	for _, n := range []int{1, manyTenants} {
		ways := newTenantWays(b, n)
		for _, pair := range [][2]string{
			{"apart", "New"}, {"NewPerRequest", "New"}, {"NewPerRequest", "apart"}, {"NewPerRequest", "chosen"},
		} {
			b.Run(fmt.Sprintf("%s÷%s/tenants=%d", pair[0], pair[1], n), func(b *testing.B) {
				c := request()
				var ratios []float64
				for b.Loop() {
					ratios = append(ratios, float64(ways.thousand(pair[0], c))/float64(ways.thousand(pair[1], c)))
				}
				slices.Sort(ratios)
				b.ReportMetric(ratios[len(ratios)/2], "×")
			})
		}
	}
}

// thousand returns the time that a thousand requests take, the turns of all of them.
func (w tenantWays) thousand(way string, c *fasthttp.RequestCtx) time.Duration {
	*w.turn = -1
	before := spent()
	for i := range manyTenants {
		c.Request.Header.SetBytesV("Authorization", w.headers[i%len(w.headers)])
		w.handlers[way](c)
		c.ResetUserValues()
		c.Response.Reset()
	}
	return spent() - before
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
