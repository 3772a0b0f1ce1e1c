package clerkfiber

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/jsvalue"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// LocalsKey is the key under which New keeps its state in c.Locals. It is a
// string because contrib/websocket hands no other keys to a socket. What is
// stored there is private: read it with GetAuth or AuthFromLocals.
const LocalsKey = "clerkfiber"

// requestAuth is one request's state: what was decided, and what handlers are
// given of it. The requests of those who bring nothing share one.
type requestAuth struct {
	authenticator *Authenticator
	decision      *authn.Decision
	context       authContext
	*asked        // nil where the answer was known without a look at the request
}

// asked is what a request says of itself.
type asked struct {
	url     weburl.URL
	request authn.Request
}

// newRequestAuth makes a state and room for its request, in one piece of memory.
func (a *Authenticator) newRequestAuth() *requestAuth {
	whole := new(struct {
		requestAuth
		asked
	})
	r := &whole.requestAuth
	r.authenticator, r.asked = a, &whole.asked
	return r
}

// authContext carries the state to code that has only a context.
type authContext struct {
	context.Context
	state *requestAuth
}

type contextKey struct{}

func (c *authContext) Value(key any) any {
	if key == (contextKey{}) {
		return c.state
	}
	return c.Context.Value(key)
}

func (r *requestAuth) attach(parent context.Context, c *fiber.Ctx) {
	c.Locals(LocalsKey, r)
	own := &r.context
	if r == r.authenticator.nobody {
		if parent == context.Background() {
			c.SetUserContext(own)
			return
		}
		own = new(authContext)
	}
	*own = authContext{Context: parent, state: r}
	c.SetUserContext(own)
}

// shareNobody makes the state that those share who bring nothing. It is never
// written to. Observers and the Frontend API proxy want to see every request.
func (a *Authenticator) shareNobody() {
	if a.options.Observe != nil || a.proxy != nil || a.options.ProxyURL != "" {
		return
	}
	d := a.engine.Nobody(new(authn.Fields), "")
	if d == nil {
		return
	}
	a.nobody = &requestAuth{authenticator: a, decision: d}
	a.nobody.context = authContext{Context: context.Background(), state: a.nobody}
	for _, h := range d.Headers {
		a.nobodyHeaders = append(a.nobodyHeaders, [2][]byte{[]byte(h.Name), []byte(h.Value)})
	}
}

func stateOf(c *fiber.Ctx) *requestAuth {
	r, _ := c.Locals(LocalsKey).(*requestAuth)
	return r
}

// fill writes into a what a caller with these options is given. Each caller
// has an Auth of his own.
func (r *requestAuth) fill(a *Auth, o authOptions) {
	r.fillIdentity(a, o)
	if a.properties != nil {
		a.fillDetails(r.decision.Session)
	}
}

// fillIdentity is fill without what is only there to be read: claims and lists.
func (r *requestAuth) fillIdentity(a *Auth, o authOptions) {
	a.from = r
	switch {
	case o.accepts.Takes(r.decision.TokenType):
		r.fillAccepted(a, o.keepPending)
	case !o.accepts.List():
		a.TokenType = TokenType(o.accepts.Single())
	}
}

func (r *requestAuth) fillAccepted(a *Auth, keepPending bool) {
	d := r.decision
	a.TokenType = TokenType(d.TokenType)
	switch {
	case d.Status != authn.SignedIn:
	case d.Machine != nil:
		a.fillMachine(d)
	case d.Session != nil:
		a.fillSession(d, keepPending)
	}
}

const statusPending = "pending"

func (a *Auth) fillSession(d *authn.Decision, keepPending bool) {
	p, err := d.Session.Session()
	if err != nil {
		return // the rules have refused such a token
	}
	if p.Status == statusPending && !keepPending {
		a.SessionStatus = statusPending
		return
	}
	a.IsAuthenticated, a.token, a.properties = true, d.Token, p
	a.UserID, a.SessionID, a.SessionStatus = p.UserID, p.SessionID, p.Status
	a.OrgID, a.OrgRole, a.OrgSlug = p.OrgID, p.OrgRole, p.OrgSlug
}

func (a *Auth) fillDetails(t *token.Token) {
	own := new(struct {
		claims SessionClaims
		ages   [2]int
	})
	own.claims.set(t)
	a.SessionClaims = &own.claims
	a.OrgPermissions = slices.Clone(a.properties.OrgPermissions)
	a.Actor = newActor(a.properties.Actor)
	a.FactorVerificationAge = readAges(&own.ages, a.properties.FactorVerificationAge)
}

// readAges reads [minutes, minutes]; anything else is nil.
func readAges(room *[2]int, v jsvalue.Value) []int {
	if v.IsUndefined() || v.IsNull() {
		return nil
	}
	ages := room[:0]
	v.Each(func(item jsvalue.Value) bool {
		if n, ok := item.Number(); ok {
			ages = append(ages, int(n))
		}
		return true
	})
	if len(ages) != 2 {
		return nil
	}
	return ages
}

func (a *Auth) fillMachine(d *authn.Decision) {
	m := d.Machine
	a.IsAuthenticated, a.token = true, d.Token
	a.ID, a.Subject, a.Name, a.ClientID = m.ID, m.Subject, m.Name, m.ClientID
	a.Scopes, a.scopes = slices.Clone(m.Scopes), jsvalue.Value(m.RawScopes)
	if m.Claims != "" {
		a.Claims = json.RawMessage(m.Claims)
	}
	switch a.TokenType {
	case APIKey:
		if strings.HasPrefix(m.Subject, "user_") {
			a.UserID = m.Subject
		}
		if strings.HasPrefix(m.Subject, "org_") {
			a.OrgID = m.Subject
		}
	case M2MToken:
		a.MachineID = m.Subject
	case OAuthToken:
		a.UserID = m.Subject
	}
}
