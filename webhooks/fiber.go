package webhooks

import (
	"fmt"
	"io"
	"net/http"

	"github.com/gofiber/fiber/v2"
)

// VerifyWebhook checks that a request was sent by Clerk, and gives its event.
// It reads the body as it was received, so it must see it before anything
// replaces it; the route needs no authentication.
//
// The errors are those of Verify, and ErrTooLarge where the app streams bodies
// (fiber.Config.StreamRequestBody) and this one is above its BodyLimit. Each is
// a *fiber.Error for errors.As, so a handler may return it: Fiber answers 400
// or 413, or 500 where the signing secret is at fault.
//
// See https://clerk.com/docs/reference/fastify/verify-webhook.
func VerifyWebhook(c *fiber.Ctx, options ...Options) (*Event, error) {
	if c == nil || c.Context() == nil {
		return nil, fmt.Errorf("%w: the request is over: verify it in its handler", ErrMalformed)
	}
	header := make(http.Header, 4)
	for _, name := range []string{headerID, headerTimestamp, headerSignature, fiber.HeaderContentEncoding} {
		// string() copies: Fiber uses the bytes again for another request.
		for _, value := range c.Request().Header.PeekAll(name) {
			header.Add(name, string(value))
		}
	}
	body, err := receivedBody(c)
	if err != nil {
		return nil, err
	}
	return Verify(body, header, options...)
}

// receivedBody is the body as it came. Fiber sets no limit to one that it
// streams, and would put an error's text in the place of one that broke off.
func receivedBody(c *fiber.Ctx) ([]byte, error) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return c.BodyRaw(), nil
	}
	limit := c.App().Config().BodyLimit
	if limit <= 0 {
		limit = fiber.DefaultBodyLimit
	}
	body, err := io.ReadAll(io.LimitReader(stream, int64(limit)+1))
	if err != nil || len(body) > limit {
		// What is left must not be taken for the sender's next request.
		c.Context().SetConnectionClose()
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: the body broke off", ErrMalformed)
	case len(body) > limit:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	c.Request().SetBodyRaw(body) // for whoever reads it after this
	return body, nil
}
