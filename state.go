package clerkfiber

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/jsvalue"
)

// LocalsKey is the key under which New keeps its state in c.Locals. It is a
// string because contrib/websocket hands no other keys to a socket. What is
// stored there is private: read it with GetAuth or AuthFromLocals.
const LocalsKey = "clerkfiber"

// requestAuth is one request's state: what was decided, and what handlers are given of it.
type requestAuth struct {
	authenticator *Authenticator
	request       authn.Request
	decision      *authn.Decision
	context       authContext

	once   sync.Once
	auth   Auth
	claims SessionClaims
	age    [2]int
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

func (r *requestAuth) attach(c *fiber.Ctx) {
	c.Locals(LocalsKey, r)
	r.context = authContext{Context: c.UserContext(), state: r}
	c.SetUserContext(&r.context)
}

func stateOf(c *fiber.Ctx) *requestAuth {
	r, _ := c.Locals(LocalsKey).(*requestAuth)
	return r
}

// authFor is what a caller with these options is given. The everyday answer is
// made once a request.
func (r *requestAuth) authFor(o authOptions) *Auth {
	if o.accepts.Single() == authn.SessionToken && !o.keepPending {
		r.once.Do(func() { r.fill(&r.auth, &r.claims, o) })
		return &r.auth
	}
	a := new(Auth)
	r.fill(a, new(SessionClaims), o)
	return a
}

// fill writes what was decided into a, as far as the caller accepts that kind of token.
func (r *requestAuth) fill(a *Auth, claims *SessionClaims, o authOptions) {
	a.from = r
	switch {
	case o.accepts.Takes(r.decision.TokenType):
		r.fillAccepted(a, claims, o.keepPending)
	case !o.accepts.List():
		a.TokenType = TokenType(o.accepts.Single())
	}
}

func (r *requestAuth) fillAccepted(a *Auth, claims *SessionClaims, keepPending bool) {
	d := r.decision
	a.TokenType = TokenType(d.TokenType)
	switch {
	case d.Status != authn.SignedIn:
	case d.Machine != nil:
		a.fillMachine(d)
	case d.Session != nil:
		r.fillSession(a, claims, keepPending)
	}
}

const statusPending = "pending"

func (r *requestAuth) fillSession(a *Auth, claims *SessionClaims, keepPending bool) {
	t := r.decision.Session
	p, err := t.Session()
	if err != nil {
		return // the rules have refused such a token
	}
	if p.Status == statusPending && !keepPending {
		a.SessionStatus = statusPending
		return
	}
	claims.set(t)
	a.IsAuthenticated, a.token, a.properties = true, r.decision.Token, p
	a.SessionClaims = claims
	a.UserID, a.SessionID, a.SessionStatus = p.UserID, p.SessionID, p.Status
	a.OrgID, a.OrgRole, a.OrgSlug = p.OrgID, p.OrgRole, p.OrgSlug
	a.OrgPermissions = slices.Clone(p.OrgPermissions)
	a.Actor = newActor(p.Actor)
	a.FactorVerificationAge = r.ages(p.FactorVerificationAge)
}

// ages reads [minutes, minutes]; anything else is nil.
func (r *requestAuth) ages(v jsvalue.Value) []int {
	if v.IsUndefined() || v.IsNull() {
		return nil
	}
	ages := r.age[:0:2]
	err := jsvalue.Items(string(v), func(item jsvalue.Value) bool {
		if n, ok := item.Number(); ok {
			ages = append(ages, int(n))
		}
		return true
	})
	if err != nil || len(ages) != 2 {
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
