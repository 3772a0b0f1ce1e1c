package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// New never rejects a request; put RequireAuth after it.
//
// It returns the plugin: a handler that finds out who makes a request and
// attaches the answer for GetAuth. It answers by itself only to send a browser
// to Clerk and back (307, the handshake) and to refuse a request target that
// is no URL (400). With the Frontend API proxy on, it forwards requests below
// its path.
//
// Registered for an application and again, with equal options, for a group, it
// decides once. New panics when the configuration is wrong, with one message
// that names every fault; NewHandler returns it.
func New(options ...Options) fiber.Handler {
	handler, err := NewHandler(first(options))
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

func first(options []Options) Options {
	if len(options) > 0 {
		return options[0]
	}
	return Options{}
}

// Handler returns the plugin.
func (a *Authenticator) Handler() fiber.Handler { return a.handle }

func (a *Authenticator) handle(c *fiber.Ctx) error {
	if a.options.Next != nil && a.options.Next(c) {
		return c.Next()
	}
	if earlier := stateOf(c); earlier != nil {
		if earlier.authenticator.identity == a.identity {
			return c.Next()
		}
		forgetExplanation(c)
	}
	ctx := c.UserContext()
	var raw requestParts
	r, w := a.known(ctx, c, &raw)
	if r != nil {
		return r.proceed(ctx, c)
	}
	r, err := a.read(c, &raw, a.nobody)
	if err != nil {
		leaveBodyUnread(c)
		return c.Status(fiber.StatusBadRequest).Send(nil)
	}
	if r == a.nobody {
		a.watch(ctx).end(r)
		a.explainNobody(c)
		return r.proceed(ctx, c)
	}
	if a.proxy != nil && a.proxy.enabled(r.request.URL) {
		if a.proxy.matches(r.request.URL) {
			return a.proxy.serve(c, r.request.URL)
		}
		if r.request.ProxyURL == "" {
			r.request.ProxyURL = a.proxy.path
		}
	}
	if w.ctx == nil {
		w = a.watch(ctx)
	}
	r.decide(c, w, authn.AcceptAny())
	if done, err := a.respond(c, r.decided); done {
		a.log(r)
		return err
	}
	return r.proceed(ctx, c)
}

// proceed lets the application go on with what was decided.
func (r *requestAuth) proceed(parent context.Context, c *fiber.Ctx) error {
	r.authenticator.log(r)
	r.attach(parent, c)
	return c.Next()
}

// read copies out of c what a decision needs, or returns nobody, when that is
// given, for a request that brings nothing. The error means that the request's
// target is no URL, or its method one that the fetch standard forbids.
func (a *Authenticator) read(c *fiber.Ctx, raw *requestParts, nobody *requestAuth) (*requestAuth, error) {
	raw.readTo(a.telling, c, a)
	if nobody != nil && a.bringsNothing(c, raw) {
		return nobody, nil
	}
	method, ok := methodOf(c)
	if !ok {
		return nil, fiber.ErrBadRequest
	}
	raw.readTo(len(headerParts), c, a)
	r := a.newRequestAuth()
	if err := r.readRequest(c, raw, method); err != nil {
		return nil, fiber.ErrBadRequest
	}
	r.request.ProxyURL = a.options.ProxyURL
	return r, nil
}

// exchangesKey is where c.Locals has what Clerk gave for this request's nonce or
// expired session: another plugin, or code that authenticates by itself, could
// not get it again.
type exchangesKey struct{}

// decide finds out who makes the request.
func (r *requestAuth) decide(c *fiber.Ctx, w watch, accepts authn.Accepts) {
	earlier, _ := c.Locals(exchangesKey{}).(*authn.Exchanges)
	r.request.Exchanges = earlier
	r.decided = r.authenticator.engine.Decide(w.ctx, &r.request, accepts)
	w.end(r)
	if made := r.request.Exchanges; made != earlier {
		c.Locals(exchangesKey{}, made)
	}
	r.request.Headers = nil // the fiber.Ctx is another request's soon
}
