package webhooks

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
)

// VerifyWebhook checks that a request was sent by Clerk, and gives its event.
// It reads the body as it was received, so it must see it before anything
// replaces it; the route needs no authentication.
//
// The errors are those of Verify. Each is a *fiber.Error for errors.As, so a
// handler may return it: Fiber answers 400, or 500 where the signing secret is
// at fault.
//
// See https://clerk.com/docs/reference/fastify/verify-webhook.
func VerifyWebhook(c *fiber.Ctx, options ...Options) (*Event, error) {
	header := make(http.Header, 4)
	for _, name := range []string{headerID, headerTimestamp, headerSignature, fiber.HeaderContentEncoding} {
		// string() copies: Fiber uses the bytes again for another request.
		for _, value := range c.Request().Header.PeekAll(name) {
			header.Add(name, string(value))
		}
	}
	return Verify(c.BodyRaw(), header, options...)
}
