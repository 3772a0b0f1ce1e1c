package clerkfiber

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// known answers for a request whose Authorization header has a session token
// that was verified before and still passes every check. Such a request needs
// no other look, and nothing of it is copied: the token's own text is kept from
// its first sight. It returns nil for any other request.
func (a *Authenticator) known(ctx context.Context, c *fiber.Ctx) *requestAuth {
	if a.options.Observe != nil { // an observer wants to see every decision
		return nil
	}
	authorization := trimBlanks(c.Request().Header.Peek(fiber.HeaderAuthorization))
	t := a.engine.Known(asString(authorization))
	if t == nil || !a.plainlyAddressed(c) {
		return nil
	}
	whole := new(struct {
		requestAuth
		answer authn.Decision
	})
	if !a.engine.SignedInBy(ctx, t, &whole.answer) {
		return nil
	}
	whole.authenticator, whole.decision = a, &whole.answer
	return &whole.requestAuth
}

// plainlyAddressed says that nothing about a request's address can matter: it
// is a URL, and not the proxy's.
func (a *Authenticator) plainlyAddressed(c *fiber.Ctx) bool {
	if _, ok := methodOf(c); !ok {
		return false
	}
	header := &c.Request().Header
	target := asString(header.RequestURI())
	if a.proxy != nil && strings.HasPrefix(target, a.proxy.path) {
		return false
	}
	switch asString(header.Peek(fiber.HeaderXForwardedProto)) {
	case "", "http", "https":
		return weburl.IsPlainTarget(target)
	}
	return false
}
