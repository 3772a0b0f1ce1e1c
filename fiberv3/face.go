package clerkfiber

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// face says in Fiber v3's words what the plugin needs.
var face = plugin.Face[fiber.Ctx]{
	HTTP:       httpOf,
	Context:    func(c fiber.Ctx) context.Context { return c.Context() },
	SetContext: func(c fiber.Ctx, ctx context.Context) { c.SetContext(ctx) },
	App:        func(c fiber.Ctx) any { return c.App() },
	AppConfig: func(app any) plugin.AppConfig {
		config := app.(*fiber.App).Config()
		return plugin.AppConfig{Config: edge.Config{HeadersAsSent: config.DisableHeaderNormalizing}, BodyLimit: config.BodyLimit}
	},
	Error: func(status int) error { return fiber.NewError(status) },
	IsAnswer: func(err error) bool {
		var answer *fiber.Error
		return errors.As(err, &answer)
	},
	Refuse: refuse,
}

// httpOf returns nil for a Ctx that Fiber has taken back, as it does when the
// handlers have returned: before a body stream is written, for one. A Ctx that
// has become another request's by then cannot be told from one of that request.
func httpOf(c fiber.Ctx) *fasthttp.RequestCtx {
	if c == nil {
		return nil
	}
	return c.RequestCtx()
}
