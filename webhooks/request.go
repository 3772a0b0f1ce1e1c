package webhooks

import (
	"fmt"
	"net/http"
	"strings"
)

// Request is what is read of a request. The contexts of Fiber v2 (*fiber.Ctx)
// and of Fiber v3 (fiber.Ctx) have these methods.
type Request interface {
	// BodyRaw is the body as it was received.
	BodyRaw() []byte
	// GetReqHeaders are the header's lines by their names.
	GetReqHeaders() map[string][]string
	// Path is the path that was asked for.
	Path(override ...string) string
}

// VerifyWebhook checks that a request was sent by Clerk, and returns its
// event. It reads the body as it was received, so it must see it before
// anything replaces it; the route needs no authentication.
//
// The errors are those of Verify, and ErrTooLarge where the app streams bodies
// (fiber.Config.StreamRequestBody) and this one is above its BodyLimit. Each is
// a *fiber.Error of the app's Fiber for errors.As, so a handler may return it:
// Fiber answers 400 or 413, or 500 where the signing secret is at fault. After
// its handler a request is gone, which is ErrMalformed.
//
// See https://clerk.com/docs/reference/fastify/verify-webhook.
func VerifyWebhook(c Request, options ...Options) (*Event, error) {
	d, err := receive(c)
	if err != nil {
		return nil, err
	}
	return d.verify(options)
}

// receive copies what is needed of a request: Fiber uses its bytes again.
func receive(c Request) (d delivery, err error) {
	defer func() {
		// Fiber's contexts panic once their request is over.
		if cause := recover(); cause != nil {
			d, err = delivery{}, fmt.Errorf("%w: the request is over; verify it within its handler", ErrMalformed)
		}
	}()
	d.header = make(http.Header, 3)
	for name, values := range c.GetReqHeaders() {
		for _, wanted := range []string{headerID, headerTimestamp, headerSignature} {
			if !strings.EqualFold(name, wanted) {
				continue
			}
			for _, value := range values {
				d.header.Add(wanted, strings.Clone(value))
			}
		}
	}
	d.path = strings.Clone(c.Path())
	d.body, err = receivedBody(c)
	return d, err
}
