package plugin

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// shortWay takes the first of five short ways past the decision that is open to a
// request; most requests of a busy application find one. Each answers as the rules
// would (FuzzShortWays holds it to that), and looks at fasthttp's own bytes instead
// of copying them. It returns nil for any other request, with the token that it
// took apart, if it did; as each of the five does where it is not open.
func (c *core) shortWay(r *edge.Request, o *observation) (*state.State, *token.Token) {
	if c.proxy != nil && strings.HasPrefix(r.Target(), c.proxy.Path()) {
		return nil, nil
	}
	path, query, ok := r.PlainTarget()
	if !ok {
		return nil, nil
	}
	bearer := authn.BearerToken(r.Authorization())
	if bearer == "" {
		if s := c.cachedInCookies(r, path, query, o); s != nil {
			return s, nil
		}
		return c.anonymous(r, query, o), nil
	}
	if s := c.cachedJWT(bearer, o); s != nil {
		return s, nil
	}
	if s := c.cachedMachine(bearer, o); s != nil {
		return s, nil
	}
	return c.unreadable(r, bearer, query, o)
}

// cachedJWT is the way of a session token or a machine's in the Authorization
// header that was verified before and still passes every check: 4 to 5 µs become
// 1. Such a request needs no other look, and nothing of it is copied: the token's
// own text is kept from its first sight.
func (c *core) cachedJWT(bearer string, o *observation) *state.State {
	t := c.verifier.Known(bearer)
	if t == nil {
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

// cachedMachine is the way of an opaque machine token in the Authorization header
// whose answer this process remembers.
func (c *core) cachedMachine(bearer string, o *observation) *state.State {
	d, ok := c.engine.CachedMachine(bearer)
	if !ok {
		return nil
	}
	return c.decided(d, o)
}

// cachedInCookies is the way of a session token in cookies that was verified
// before, of a browser that calls the application it got its page from.
func (c *core) cachedInCookies(r *edge.Request, path, query string, o *observation) *state.State {
	cookies := r.Cookie()
	if !strings.Contains(cookies, "__session") {
		return nil
	}
	t, seen := c.engine.CachedInCookies(cookies, path, query)
	if t == nil || r.IsFromElsewhere() {
		return nil
	}
	return c.signIn(t, seen, o)
}

// signIn returns nil when a check of the token refuses it.
func (c *core) signIn(t *token.Token, cookies authn.CookieGlance, o *observation) *state.State {
	o.begin()
	if !authn.StillValid(o.ctx, c.verifier, t) {
		return nil
	}
	s := &state.State{View: &c.view, Cached: t, Cookies: cookies}
	o.end(s)
	return s
}

// decidedState is a state and what was decided, in one piece of memory.
type decidedState struct {
	state.State
	decision authn.Decision
}

func (c *core) decided(d authn.Decision, o *observation) *state.State {
	s := &decidedState{decision: d}
	s.View, s.Decided = &c.view, &s.decision
	o.begin()
	o.end(&s.State)
	return &s.State
}

// anonymousAnswer is what requests share that bring nothing to know anybody by.
type anonymousAnswer struct {
	state *state.State // nil when each is looked at; never written to
	stage edge.Stage   // how far a request is read to tell
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
		state: &state.State{Context: context.Background(), View: &c.view, Decided: d},
		stage: edge.ForPages,
	}
	if c.engine.Production() {
		a.stage = edge.ForCookies
	}
	return a
}

// anonymous is the way of a request that brings nothing: 3.5 µs become 0.5, and
// no memory is taken.
func (c *core) anonymous(r *edge.Request, query string, o *observation) *state.State {
	s := c.anonymousAnswer.state
	if s == nil {
		return nil
	}
	if fields := r.Glance(c.anonymousAnswer.stage); c.engine.Anonymous(&fields, query) == nil {
		return nil
	}
	edge.AddHeaders(r.HTTP, s.Decided.Headers)
	o.begin()
	o.end(s)
	return s
}

// unreadable is the way of a text in the Authorization header that is no token:
// whoever sends many gets cheap answers.
func (c *core) unreadable(r *edge.Request, bearer, query string, o *observation) (*state.State, *token.Token) {
	if c.anonymousAnswer.state == nil {
		return nil, nil
	}
	d, read := c.engine.Unreadable(bearer, r.Cookie(), query)
	if d == nil {
		return nil, read
	}
	edge.AddHeaders(r.HTTP, d.Headers)
	return c.decided(d.PresentedBy(bearer), o), nil
}
