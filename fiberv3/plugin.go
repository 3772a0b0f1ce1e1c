package clerkfiber

import (
	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// Version is this module's version, sent to Clerk in the User-Agent header.
const Version = plugin.Version

// New never rejects a request; put RequireAuth after it.
//
// It returns the plugin: a handler that finds out who makes a request and
// attaches the answer for GetAuth. It answers by itself only to send a browser
// to Clerk and back (307, the handshake) and to refuse a request target that
// is no URL (400). With the Frontend API proxy on, it forwards requests below
// its path.
//
// Registered for an application and again, with equal options, for a group, it
// decides once. With another instance's options the group decides for itself,
// but not alone: the application's plugin has seen the request before, and may
// have sent a page to its own Clerk. Leave the group out there:
//
//	app.Use(clerkfiber.New(clerkfiber.Options{Next: func(c fiber.Ctx) bool {
//		return strings.HasPrefix(c.Path(), "/partners/")
//	}}))
//	partners := app.Group("/partners", clerkfiber.New(theirs))
//
// A callback in Options that panics ends no process and signs nobody in: Next
// and FrontendAPIProxy.EnabledFunc are as if they had returned false, Observe as
// if it were not there, HTTPClient as if Clerk had not answered, a storage as if
// it were down, and a record of a Logger is lost.
//
// New panics when the configuration is wrong, with one message that names every
// fault; NewHandler returns it.
func New(options ...Options) fiber.Handler {
	var o Options
	if len(options) > 0 {
		o = options[0]
	}
	handler, err := NewHandler(o)
	if err != nil {
		panic(err)
	}
	return handler
}

// NewHandler is New with an error where New panics.
func NewHandler(options Options) (fiber.Handler, error) {
	a, err := NewAuthenticator(options)
	if err != nil {
		return nil, err
	}
	return a.Handler(), nil
}
