package clerktest

import (
	"maps"
	"time"
)

// DefaultOrigin is the authorized party (azp) of tokens that name no other.
const DefaultOrigin = "http://localhost:8080"

// TokenOption changes the session token that SessionToken makes, most of them
// so that it must be refused.
type TokenOption func(*tokenPlan)

// Organization is an active organization in a session token.
type Organization struct {
	// ID and Slug name it. When ID is one of the server's organizations and the
	// user is its member, the empty fields are filled from there.
	ID   string
	Slug string
	// Role is the member's role, with or without "org:". Default: org:member.
	Role string
	// Permissions are the member's, in full: org:invoices:create.
	Permissions []string

	member string // whose Role and Permissions are; empty: the test's own words
}

// tokenPlan is what goes into a session token.
type tokenPlan struct {
	user, session   string
	issued          time.Time
	notBefore       *time.Time
	ttl             time.Duration
	azp             string
	audience        []string
	status          string
	actor           object
	organization    *Organization
	features, plans []string
	fva             [2]int
	version1        bool
	template        string
	claims          object
	header          object
	stranger        bool // signed with a key that the JWKS does not have
	otherIssuer     string
}

// Expired makes a token that expired an hour ago.
func Expired() TokenOption { return Age(time.Hour + DefaultSessionTokenTTL) }

// Age makes a token that was issued so long ago; below zero, in the future.
func Age(age time.Duration) TokenOption {
	return func(p *tokenPlan) { p.issued = p.issued.Add(-age) }
}

// NotYetValid makes a token whose nbf is an hour ahead.
func NotYetValid() TokenOption {
	return func(p *tokenPlan) {
		later := p.issued.Add(time.Hour)
		p.notBefore, p.ttl = &later, 2*time.Hour
	}
}

// IssuedInFuture makes a token whose iat, and that alone, is an hour ahead.
func IssuedInFuture() TokenOption {
	return func(p *tokenPlan) {
		now := p.issued
		p.notBefore, p.issued = &now, now.Add(time.Hour)
	}
}

// TTL sets the token's lifetime.
func TTL(lifetime time.Duration) TokenOption {
	return func(p *tokenPlan) { p.ttl = lifetime }
}

// OtherInstance makes a token of another instance: its issuer, key and key id.
func OtherInstance() TokenOption {
	return func(p *tokenPlan) {
		other := newInstance(false)
		p.stranger, p.otherIssuer = true, other.issuer()
		p.header["kid"] = other.id
	}
}

// OtherKey makes a forged token: everything is right but the key that signed it.
func OtherKey() TokenOption {
	return func(p *tokenPlan) { p.stranger = true }
}

// NoAZP leaves the authorized party out.
func NoAZP() TokenOption { return AZP("") }

// AZP sets the authorized party, an origin. Default: DefaultOrigin.
func AZP(origin string) TokenOption {
	return func(p *tokenPlan) { p.azp = origin }
}

// Audience sets aud: one audience as a string, several as an array.
func Audience(audience ...string) TokenOption {
	return func(p *tokenPlan) { p.audience = audience }
}

// Pending makes the token of a session with tasks left: status pending.
func Pending() TokenOption {
	return func(p *tokenPlan) { p.status = "pending" }
}

// Impersonated makes the token of a session that actorID has as the user (act).
func Impersonated(actorID string) TokenOption {
	return func(p *tokenPlan) { p.actor = object{"sub": actorID} }
}

// InOrganization makes an organization the active one.
func InOrganization(o Organization) TokenOption {
	return func(p *tokenPlan) { p.organization = &o }
}

// Features sets the features, each with its scope: o:reports, u:beta.
func Features(features ...string) TokenOption {
	return func(p *tokenPlan) { p.features = features }
}

// Plans sets the plans, each with its scope: o:team, u:pro.
func Plans(plans ...string) TokenOption {
	return func(p *tokenPlan) { p.plans = plans }
}

// FactorVerificationAge sets fva: the minutes since the first and the second
// factor were verified, -1 for never. Default: 0 and -1.
func FactorVerificationAge(first, second int) TokenOption {
	return func(p *tokenPlan) { p.fva = [2]int{first, second} }
}

// Version1 makes the claims that Clerk sent before April 2025: org_id,
// org_role, org_slug, org_permissions.
func Version1() TokenOption {
	return func(p *tokenPlan) { p.version1 = true }
}

// Claims adds custom claims. They win over the standard ones; a nil value
// takes a claim away.
func Claims(claims map[string]any) TokenOption {
	return func(p *tokenPlan) { maps.Copy(p.claims, claims) }
}

// Header sets fields of the token's header, such as typ and kid. A nil value
// takes a field away.
func Header(fields map[string]any) TokenOption {
	return func(p *tokenPlan) { maps.Copy(p.header, fields) }
}

// Template makes what a JWT template makes: no session token, by its category,
// and without a session id.
func Template(name string) TokenOption {
	return func(p *tokenPlan) { p.template = name }
}

// InSession makes the token of a certain session. Default: the user's oldest
// live session, or a new one.
func InSession(sessionID string) TokenOption {
	return func(p *tokenPlan) { p.session = sessionID }
}

// SessionToken makes a session token (RS256, https://clerk.com/docs/guides/sessions/session-tokens)
// for a user who need not exist. The Backend API knows its session. It is
// issued at Config.Now, without what Advance has added.
func (s *Server) SessionToken(userID string, options ...TokenOption) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	plan := s.planToken(userID)
	for _, option := range options {
		option(plan)
	}
	if plan.session == "" {
		plan.session = s.sessionFor(userID, plan.status).id
	}
	if plan.organization != nil {
		s.fillOrganization(plan)
	}
	return s.mint(plan)
}

func (s *Server) planToken(userID string) *tokenPlan {
	return &tokenPlan{
		user:   userID,
		issued: s.config.Now(),
		ttl:    s.config.SessionTokenTTL,
		azp:    DefaultOrigin,
		status: "active",
		fva:    [2]int{0, -1},
		claims: object{},
		header: object{},
	}
}

// mint signs the token. The caller holds the lock.
func (s *Server) mint(plan *tokenPlan) string {
	s.fillBilling(plan)
	header := object{"cat": categorySession}
	if plan.template != "" {
		header["cat"] = categoryTemplate
	}
	maps.Copy(header, plan.header)

	claims := plan.standardClaims(s.instance.issuer())
	for name, value := range plan.claims {
		if value == nil {
			delete(claims, name)
			continue
		}
		claims[name] = value
	}
	key := s.signer()
	if plan.stranger {
		key.key = strangerKey()
	}
	return key.sign(header, claims)
}
