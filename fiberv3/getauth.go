package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// GetAuth returns who made the request, as New found out. By default only
// session tokens count, as with getAuth(req) of @clerk/fastify: a machine's
// request is signed out unless AcceptsToken says otherwise.
//
// It never returns nil and never panics. On a route that New does not cover it
// returns a signed-out Auth and ErrPluginNotRegistered.
func GetAuth(c fiber.Ctx, options ...AuthOption) (*Auth, error) {
	auth := new(Auth)
	err := face.Populate(auth, c, options)
	return auth, err
}

// AuthFromLocals is GetAuth where there is no fiber.Ctx but its Locals, as in
// a handler of contrib/websocket: AuthFromLocals(conn.Locals).
func AuthFromLocals(locals func(key string, value ...any) any, options ...AuthOption) (*Auth, error) {
	auth := new(Auth)
	err := plugin.PopulateFromLocals(auth, locals, options)
	return auth, err
}

// FromContext returns who made the request, for code that has only the
// request's context: c.Context(), or one derived from it. It reports false,
// with a signed-out Auth, when the context is not of a request that New covers.
func FromContext(ctx context.Context, options ...AuthOption) (*Auth, bool) {
	return clerkauth.FromContext(ctx, options...)
}
