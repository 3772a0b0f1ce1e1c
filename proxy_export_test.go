package clerkfiber

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// ServeProxy is the proxy alone, with another patience than its own.
func ServeProxy(options Options, patience time.Duration) (fiber.Handler, error) {
	r, err := options.resolve()
	if err != nil {
		return nil, err
	}
	proxy := newFrontendAPIProxy(r)
	if proxy != nil && patience > 0 {
		proxy.patience = patience
	}
	return func(c *fiber.Ctx) error {
		var request requestAuth
		if err := request.readRequest(c, c.Method()); err != nil {
			return c.Status(fiber.StatusBadRequest).Send(nil)
		}
		if u := request.request.URL; proxy != nil && proxy.enabled(u) && proxy.matches(u) {
			return proxy.serve(c, u)
		}
		return c.Next()
	}, nil
}
