package bench

import (
	"context"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
)

// BenchmarkObserved is what an application pays that has an observer, beside
// what the observer itself takes.
func BenchmarkObserved(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	o := options(s)
	o.Observe = func(ctx context.Context) (context.Context, func(clerkfiber.Observation)) {
		return ctx, func(clerkfiber.Observation) {}
	}
	handler, raws := plugin(o), tokens.Make(s, 2_000)
	b.Run("known token", func(b *testing.B) { runTokens(b, handler, raws) })
	b.Run("nothing", func(b *testing.B) { run(b, handler, fiber.StatusOK, request()) })
}
