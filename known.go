package clerkfiber

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// known answers for a request whose Authorization header has a session token
// that was verified before and still passes every check. Such a request needs
// no other look, and nothing of it is copied: the token's own text is kept from
// its first sight. It returns nil for any other request, with the watch over
// its decision if that has begun.
func (a *Authenticator) known(ctx context.Context, c *fiber.Ctx, raw *requestParts) (*requestAuth, watch) {
	raw.readTo(lookedUp, c, a)
	t := a.engine.Known(asString(raw.of[partAuthorization]))
	if t == nil || a.mayBeProxied(raw) {
		return nil, watch{}
	}
	if _, ok := raw.plainQuery(c); !ok {
		return nil, watch{}
	}
	w := a.watch(ctx)
	if !a.engine.SignsIn(w.ctx, t) {
		return nil, w
	}
	r := &requestAuth{authenticator: a, known: t}
	w.end(r)
	return r, w
}

// mayBeProxied says that a request may be one for the Frontend API.
func (a *Authenticator) mayBeProxied(raw *requestParts) bool {
	return a.proxy != nil && strings.HasPrefix(asString(raw.of[partTarget]), a.proxy.path)
}
