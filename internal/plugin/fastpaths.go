package plugin

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Five short ways lead past the decision; most requests of a busy application
// take one of them. Each answers as the rules would (FuzzShortWays holds it to
// that), and looks at fasthttp's own bytes instead of copying them.

// cachedJWT is the way of a session token or a machine's in the Authorization
// header that was verified before and still passes every check: 4 to 5 µs become
// 1. Such a request needs no other look, and nothing of it is copied: the token's
// own text is kept from its first sight. It returns nil for any other request.
func (c *core) cachedJWT(r *edge.Request, o *observation) *state.State {
	t := c.engine.Cached(r.Authorization())
	if t == nil {
		return nil
	}
	if _, ok := c.plainQuery(r); !ok {
		return nil
	}
	if t.KnownSession() {
		return c.signIn(t, authn.CookieGlance{}, o)
	}
	o.begin()
	d, ok := c.engine.CachedMachineJWT(o.ctx, t)
	if !ok {
		return nil
	}
	return c.decided(d, o)
}

// cachedInCookies is the way of such a token in cookies, of a browser that calls
// the application it got its page from. It returns nil for any other request.
func (c *core) cachedInCookies(r *edge.Request, o *observation) *state.State {
	fields := r.Glance(edge.ForCookies)
	if !strings.Contains(fields.Cookie, "__session") {
		return nil
	}
	query, ok := c.plainQuery(r)
	if !ok {
		return nil
	}
	path, _, _ := strings.Cut(r.Target(), "?")
	t, seen := c.engine.CachedInCookies(&fields, path, query)
	if t == nil || r.IsFromElsewhere() {
		return nil
	}
	return c.signIn(t, seen, o)
}

// signIn returns nil when a check of the token refuses it.
func (c *core) signIn(t *token.Token, cookies authn.CookieGlance, o *observation) *state.State {
	o.begin()
	if !c.engine.StillValid(o.ctx, t) {
		return nil
	}
	s := &state.State{Plugin: c, Cached: t, Cookies: cookies}
	o.end(s)
	return s
}

// cachedMachine is the way of an opaque machine token in the Authorization header
// whose answer this process remembers. It returns nil for any other request.
func (c *core) cachedMachine(r *edge.Request, o *observation) *state.State {
	d, ok := c.engine.CachedMachine(r.Authorization())
	if !ok {
		return nil
	}
	if _, ok := c.plainQuery(r); !ok {
		return nil
	}
	return c.decided(d, o)
}

// decidedState is a state and what was decided, in one piece of memory.
type decidedState struct {
	state.State
	decision authn.Decision
}

func (c *core) decided(d authn.Decision, o *observation) *state.State {
	s := &decidedState{decision: d}
	s.Plugin, s.Decided = c, &s.decision
	o.begin()
	o.end(&s.State)
	return &s.State
}

// plainQuery is PlainQuery for a request that cannot be one for the Frontend API.
func (c *core) plainQuery(r *edge.Request) (query string, ok bool) {
	if c.proxy != nil && strings.HasPrefix(r.Target(), c.proxy.Path()) {
		return "", false
	}
	return r.PlainQuery()
}

// anonymousAnswer is what requests share that bring nothing to know anybody by.
type anonymousAnswer struct {
	state   *state.State // nil when each is looked at; never written to
	headers edge.ReadyHeaders
	stage   edge.Stage // how far a request is read to tell
}

// newAnonymousAnswer lets the rules decide once. The Frontend API proxy wants
// to see every request.
func (c *core) newAnonymousAnswer() anonymousAnswer {
	if c.proxy != nil || c.settings.ProxyURL != "" {
		return anonymousAnswer{}
	}
	d := c.engine.Anonymous(new(authn.Fields), "")
	if d == nil {
		return anonymousAnswer{}
	}
	a := anonymousAnswer{
		state:   &state.State{Context: context.Background(), Plugin: c, Decided: d},
		headers: edge.Ready(d.Headers),
		stage:   edge.ForPages,
	}
	if c.engine.Production() {
		a.stage = edge.ForCookies
	}
	return a
}

// isAnonymous is the way of a request that brings nothing: 3.5 µs become 0.5,
// and no memory is taken. It returns nil for any other request.
func (c *core) isAnonymous(r *edge.Request, o *observation) *state.State {
	if c.anonymous.state == nil {
		return nil
	}
	query, ok := r.PlainQuery()
	if !ok {
		return nil
	}
	if fields := r.Glance(c.anonymous.stage); c.engine.Anonymous(&fields, query) == nil {
		return nil
	}
	o.begin()
	o.end(c.anonymous.state)
	return c.anonymous.state
}

// isUnreadable is the way of a text in the Authorization header that is no token:
// whoever sends many gets cheap answers. It returns nil for any other request,
// with the token that it has read.
func (c *core) isUnreadable(r *edge.Request, o *observation) (*state.State, *token.Token) {
	if c.anonymous.state == nil {
		return nil, nil
	}
	query, ok := r.PlainQuery()
	if !ok {
		return nil, nil
	}
	fields := r.Glance(edge.ForCookies)
	d, read := c.engine.Unreadable(&fields, query)
	if d == nil {
		return nil, read
	}
	return c.decided(d.PresentedBy(fields.Authorization), o), nil
}
