package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// GetAuth returns who made the request, as New found out. By default only
// session tokens count, as with getAuth(req) of @clerk/fastify: a machine's
// request is signed out unless AcceptsToken says otherwise. Behind RequireAuth
// the default is what the innermost guard takes, kinds of token and pending
// sessions; an option replaces what it is about.
//
// It never returns nil and never panics. On a route that New does not cover it
// returns a signed-out Auth and ErrPluginNotRegistered.
//
// Call it in the handler and keep the *Auth, which is yours. Fiber takes a Ctx
// back when the handler returns, while a goroutine or the function given to
// SetBodyStreamWriter may still run: there GetAuth finds nobody
// (ErrPluginNotRegistered) or, once Fiber has given the Ctx to another request,
// whoever made that one. Nothing in a Ctx tells, and to read it there is a data
// race in any case.
func GetAuth(c fiber.Ctx, options ...AuthOption) (*Auth, error) {
	auth := new(Auth)
	err := populate(auth, c, options)
	return auth, err
}

// populate is a function of its own so that GetAuth is small enough to be inlined:
// an Auth that stays in a handler is on its stack then.
//
//go:noinline
func populate(auth *Auth, c fiber.Ctx, options []AuthOption) error {
	return plugin.Populate(auth, httpOf(c), options)
}

// AuthFromLocals is GetAuth where there is no fiber.Ctx but its Locals, as in
// a handler of contrib/websocket: AuthFromLocals(conn.Locals).
func AuthFromLocals(locals func(key string, value ...any) any, options ...AuthOption) (*Auth, error) {
	auth := new(Auth)
	err := plugin.PopulateFromLocals(auth, locals, options)
	return auth, err
}

// FromContext returns who made the request, for code that has only the
// request's context: c.Context(), c.RequestCtx(), what the request of a
// net/http handler behind Fiber's adaptor has, or one derived from these. It
// reports false, with a signed-out Auth, when the context is not of a request
// that New covers.
//
// c.Context() may be kept after the handler has returned, since the plugin
// made it for this request. c.RequestCtx() may not: Fiber uses it again, as it does
// the Ctx, see GetAuth.
func FromContext(ctx context.Context, options ...AuthOption) (*Auth, bool) {
	return clerkauth.FromContext(ctx, options...)
}
