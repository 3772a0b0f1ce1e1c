package fibertest

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	fiberv2 "github.com/gofiber/fiber/v2"
	sessionv2 "github.com/gofiber/fiber/v2/middleware/session"
	fiberv3 "github.com/gofiber/fiber/v3"
	sessionv3 "github.com/gofiber/fiber/v3/middleware/session"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

const bodyLimit = 20_000

// handler is what an application does with a request, on either Fiber: it
// returns the answer's text. ctx is the request's context.
type handler func(ctx context.Context, c webhooks.Request) (string, error)

// fibers start an application of one handler on a listener.
var fibers = map[string]struct {
	start func(t *testing.T, listener net.Listener, streams bool, handle handler) (stop func() error)
	// isError reports whether a handler may return an error as it is, and its
	// status.
	isError func(error) (status int, ok bool)
	storage func() webhooks.Storage
}{
	"v2": {
		start: func(t *testing.T, listener net.Listener, streams bool, handle handler) func() error {
			app := fiberv2.New(fiberv2.Config{DisableStartupMessage: true, StreamRequestBody: streams, BodyLimit: bodyLimit})
			app.Post("/*", func(c *fiberv2.Ctx) error {
				text, err := handle(c.UserContext(), c)
				if err != nil {
					return err
				}
				return c.SendString(text)
			})
			go func() { _ = app.Listener(listener) }()
			return func() error { return app.ShutdownWithTimeout(5 * time.Second) }
		},
		isError: func(err error) (int, bool) {
			var e *fiberv2.Error
			ok := errors.As(err, &e)
			if !ok {
				return 0, false
			}
			return e.Code, e.Message != ""
		},
		storage: func() webhooks.Storage { return sessionv2.New().Storage },
	},
	"v3": {
		start: func(t *testing.T, listener net.Listener, streams bool, handle handler) func() error {
			app := fiberv3.New(fiberv3.Config{StreamRequestBody: streams, BodyLimit: bodyLimit})
			app.Post("/*", func(c fiberv3.Ctx) error {
				text, err := handle(c.Context(), c)
				if err != nil {
					return err
				}
				return c.SendString(text)
			})
			go func() { _ = app.Listener(listener, fiberv3.ListenConfig{DisableStartupMessage: true}) }()
			return func() error { return app.ShutdownWithTimeout(5 * time.Second) }
		},
		isError: func(err error) (int, bool) {
			var e *fiberv3.Error
			ok := errors.As(err, &e)
			if !ok {
				return 0, false
			}
			return e.Code, e.Message != ""
		},
		storage: func() webhooks.Storage { return sessionv3.NewStore().Storage },
	},
}
