package clerkfiber

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/session"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// LocalsKey is the key under which New keeps its state in c.Locals. It is a
// string because contrib/websocket hands no other keys to a socket. What is
// stored there is private: read it with GetAuth or AuthFromLocals.
const LocalsKey = "clerkfiber"

// requestAuth is one request's state: what was decided, and what handlers are
// given of it. The requests of those who bring nothing share one.
//
// It is the request's context as well, so that code which has only a context
// finds it there.
type requestAuth struct {
	context.Context

	authenticator *Authenticator
	known         *token.Token    // signed somebody in without a look at the request
	decided       *authn.Decision // nil with a known token, which tells all
	*asked                        // likewise
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

func (r *requestAuth) decision() *authn.Decision {
	if r.known != nil {
		return authn.SignedInBy(r.known)
	}
	return r.decided
}

type contextKey struct{}

func (r *requestAuth) Value(key any) any {
	if key == (contextKey{}) {
		return r
	}
	return r.Context.Value(key)
}

func (r *requestAuth) attach(parent context.Context, c *fiber.Ctx) {
	if r == r.authenticator.nobody && parent != r.Context {
		own := *r
		r = &own
	}
	if r.Context != parent { // what is shared is never written to
		r.Context = parent
	}
	c.Locals(LocalsKey, r)
	c.SetUserContext(r)
}

// shareNobody makes the state that those share who bring nothing. It is never
// written to. The Frontend API proxy wants to see every request.
func (a *Authenticator) shareNobody() {
	if a.proxy != nil || a.options.ProxyURL != "" {
		return
	}
	d := a.engine.Nobody(new(authn.Fields), "")
	if d == nil {
		return
	}
	a.nobody = &requestAuth{Context: context.Background(), authenticator: a, decided: d}
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
	if p := a.properties(); p != nil {
		a.fillDetails(p)
	}
}

// fillIdentity is fill without what is only there to be read: claims and lists.
func (r *requestAuth) fillIdentity(a *Auth, o authOptions) {
	a.from = r
	kind, t := authn.SessionToken, r.known
	if t == nil {
		kind, t = r.decided.TokenType, r.decided.SignedInSession()
	}
	if !o.accepts.Takes(kind) {
		if !o.accepts.List() {
			a.TokenType = TokenType(o.accepts.Single())
		}
		return
	}
	a.TokenType = TokenType(kind)
	switch d := r.decided; {
	case t != nil:
		a.fillSession(t, o.keepPending)
	case d.Status == authn.SignedIn && d.Machine != nil:
		a.fillMachine(d)
	}
}

const statusPending = "pending"

func (a *Auth) fillSession(t *token.Token, keepPending bool) {
	p, err := t.Session()
	if err != nil {
		return // the rules have refused such a token
	}
	a.SessionStatus = p.Status
	if p.Status == statusPending && !keepPending {
		return
	}
	a.IsAuthenticated, a.session = true, t
	a.UserID, a.SessionID = p.UserID, p.SessionID
	a.OrgID, a.OrgRole, a.OrgSlug = p.OrgID, p.OrgRole, p.OrgSlug
}

func (a *Auth) fillDetails(p *session.Properties) {
	own := new(struct {
		claims SessionClaims
		ages   [2]int
	})
	own.claims.set(a.session)
	a.SessionClaims = &own.claims
	a.OrgPermissions = slices.Clone(p.OrgPermissions)
	a.Actor = newActor(p.Actor)
	if p.Ages.Known {
		own.ages = p.Ages.Minutes
		a.FactorVerificationAge = own.ages[:]
	}
}

func (a *Auth) fillMachine(d *authn.Decision) {
	m := d.Machine
	a.IsAuthenticated, a.machineToken = true, d.Token
	a.ID, a.Subject, a.Name, a.ClientID = m.ID, m.Subject, m.Name, m.ClientID
	a.Scopes, a.scopes = slices.Clone(m.Scopes), js.Value(m.RawScopes)
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
