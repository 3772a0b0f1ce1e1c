package clerkauth

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/session"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// FromContext returns who made the request, for code that has only the
// request's context, what the request of a net/http handler behind Fiber's
// adaptor has, or one derived from these. It reports false, with a signed-out
// Auth, when the context is not of a request that New covers.
//
// The context that the plugin made may be kept after the handler has returned.
// fasthttp's own, *fasthttp.RequestCtx, may not: it is used again.
func FromContext(ctx context.Context, options ...AuthOption) (*Auth, bool) {
	auth := new(Auth)
	err := auth.Populate(state.From(ctx), options)
	return auth, err == nil
}

// Populate fills an empty Auth with what was decided about a request, as a
// caller with these options sees it. The plugin calls it; the error is
// ErrPluginNotRegistered.
func (a *Auth) Populate(s *state.State, options []AuthOption) error {
	if s == nil {
		a.TokenType = TokenType(Collect(options, nil).Accepts.Single())
		return ErrPluginNotRegistered
	}
	a.populate(s, Collect(options, s.Taken).Taking)
	return nil
}

func (a *Auth) populate(s *state.State, o state.Taking) {
	a.PopulateIdentity(s, o)
	if p := a.properties(); p != nil {
		a.populateDetails(p)
	}
}

// PopulateIdentity is Populate without what is only there to be read: claims
// and lists. A guard needs no more.
func (a *Auth) PopulateIdentity(s *state.State, o state.Taking) {
	a.from = s
	kind, t := s.SignedIn()
	if !o.Accepts.Takes(kind) {
		if !o.Accepts.List() {
			a.TokenType = TokenType(o.Accepts.Single())
		}
		return
	}
	a.TokenType = TokenType(kind)
	switch d := s.Decided; {
	case t != nil:
		a.populateSession(t, o.KeepPending)
	case d.Status == authn.SignedIn && d.Machine != nil:
		a.populateMachine(d)
	}
}

func (a *Auth) populateSession(t **token.Token, keepPending bool) {
	p, err := (*t).Session()
	if err != nil {
		return // the rules have refused such a token
	}
	a.SessionStatus = p.Status
	if a.Pending() && !keepPending {
		return
	}
	a.IsAuthenticated, a.session = true, redact.Hide(t)
	a.UserID, a.SessionID = p.UserID, p.SessionID
	a.OrgID, a.OrgRole, a.OrgSlug = p.OrgID, p.OrgRole, p.OrgSlug
}

func (a *Auth) populateDetails(p *session.Properties) {
	own := new(struct {
		claims SessionClaims
		ages   [2]int
	})
	own.claims.set(a.session.Get())
	a.SessionClaims = &own.claims
	a.OrgPermissions = slices.Clone(p.OrgPermissions)
	a.Actor = newActor(p.Actor)
	if p.Ages.Known {
		own.ages = p.Ages.Minutes
		a.FactorVerificationAge = own.ages[:]
	}
}

func (a *Auth) populateMachine(d *authn.Decision) {
	m := d.Machine
	a.IsAuthenticated, a.machineToken = true, redact.Of(&d.Token)
	a.ID, a.Subject, a.Name, a.ClientID = m.ID, m.Subject, m.Name, m.ClientID
	a.Scopes, a.scopes = slices.Clone(m.Scopes), js.Value(m.RawScopes)
	a.claims = js.Value(m.Claims)
	if m.Claims != "" && m.Claims != "null" {
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
