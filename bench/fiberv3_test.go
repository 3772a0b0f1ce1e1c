package bench

import (
	"log/slog"
	"testing"

	"github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
	clerkfiberv3 "github.com/clerkfiber/clerkfiber/fiberv3"
)

func pluginV3(s *clerktest.Server) fasthttp.RequestHandler {
	app := fiber.New()
	app.Use(clerkfiberv3.New(clerkfiberv3.Options{
		PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL(),
		Logger: slog.New(slog.DiscardHandler),
	}))
	app.Get("/*", func(c fiber.Ctx) error {
		auth, err := clerkfiberv3.GetAuth(c)
		if err != nil {
			return err
		}
		if auth.IsAuthenticated {
			c.Status(fiber.StatusNoContent)
		}
		return nil
	})
	return app.Handler()
}

// BenchmarkFiberV3 is on Fiber v3 what the benchmarks of the same names are on v2.
func BenchmarkFiberV3(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	handler, raw := pluginV3(s), tokens.Make(s, 1)[0]
	b.Run("BareFiber", func(b *testing.B) {
		app := fiber.New()
		app.Use(func(c fiber.Ctx) error { return c.Next() })
		app.Get("/*", func(c fiber.Ctx) error {
			c.Status(fiber.StatusNoContent)
			return nil
		})
		run(b, app.Handler(), fiber.StatusNoContent, request())
	})
	b.Run("KnownToken", func(b *testing.B) { runTokens(b, handler, []string{raw}) })
	b.Run("KnownTokenFromCookies", func(b *testing.B) {
		run(b, handler, fiber.StatusNoContent, request("Cookie", cookiesOf(s, raw, true, true)))
	})
	b.Run("Refused", func(b *testing.B) {
		run(b, handler, fiber.StatusOK, request("Authorization", "Bearer garbage"))
	})
	b.Run("nothing", func(b *testing.B) { run(b, handler, fiber.StatusOK, request()) })
}
