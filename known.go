package clerkfiber

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// known answers for a request whose Authorization header has a session token
// that was verified before and still passes every check. Such a request needs
// no other look, and nothing of it is copied: the token's own text is kept from
// its first sight. It returns nil for any other request.
func (a *Authenticator) known(ctx context.Context, c *fiber.Ctx, raw *requestParts) *requestAuth {
	if a.options.Observe != nil { // an observer wants to see every decision
		return nil
	}
	raw.readTo(lookedUp, c, a)
	t := a.engine.Known(asString(raw.of[partAuthorization]))
	if t == nil || a.mayBeProxied(raw) {
		return nil
	}
	if _, ok := raw.plainQuery(c); !ok {
		return nil
	}
	if !a.engine.SignsIn(ctx, t) {
		return nil
	}
	return &requestAuth{authenticator: a, known: t}
}

// mayBeProxied says that a request may be one for the Frontend API.
func (a *Authenticator) mayBeProxied(raw *requestParts) bool {
	return a.proxy != nil && strings.HasPrefix(asString(raw.of[partTarget]), a.proxy.path)
}
