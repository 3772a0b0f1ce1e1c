package clerkauth

import (
	"context"
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/authz"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/session"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// TokenType is a kind of token.
type TokenType string

// The kinds of token, see https://clerk.com/docs/reference/backend/types/auth-object.
const (
	SessionToken TokenType = authn.SessionToken
	APIKey       TokenType = authn.APIKey
	M2MToken     TokenType = authn.M2MToken
	OAuthToken   TokenType = authn.OAuthToken
	// AnyToken stands for every kind in AcceptsToken.
	AnyToken TokenType = "any"
)

// Auth is who made a request: a user with a session, or a machine with a
// token; TokenType tells which. Nobody is signed in unless IsAuthenticated.
//
// An Auth belongs to the handler that got it: it may be kept, written to and
// handed to a goroutine. All methods work on a nil Auth as signed out.
type Auth struct {
	// TokenType is the kind of token; empty for one that the caller does not accept.
	TokenType       TokenType
	IsAuthenticated bool

	// For session tokens; UserID and OrgID for API keys too, UserID for OAuth tokens.
	UserID        string
	SessionID     string
	SessionStatus string // "active", "pending", or empty when the token does not tell
	SessionClaims *SessionClaims
	Actor         *Actor // who impersonates the user; nil for nobody
	OrgID         string
	OrgRole       string // with its prefix, for instance org:admin
	OrgSlug       string
	// OrgPermissions are the custom permissions in the active organization, org:<feature>:<permission>.
	OrgPermissions []string
	// FactorVerificationAge is how many minutes ago the first and the second
	// factor were verified, -1 for a factor that the user does not have; nil
	// when the token does not tell.
	FactorVerificationAge []int

	// For machine tokens.
	ID        string
	Subject   string
	Name      string
	Scopes    []string
	Claims    json.RawMessage // custom claims; nil for none
	MachineID string
	ClientID  string

	from         *state.State
	session      redact.Hidden[token.Token] // shared, never written to
	machineToken redact.Secret
	scopes       js.Value // a machine JWT's scopes as they are
	claims       js.Value // a machine token's claims as they are; undefined when Clerk's answer has none
}

// Pending reports whether a task stands between the user and being signed in,
// such as choosing an organization; see TreatPendingAsSignedOut.
func (a *Auth) Pending() bool { return a != nil && a.SessionStatus == "pending" }

// Has reports whether the user has everything that is asked: a role or a
// permission in the active organization, a feature or plan, a recent
// verification. It is false for machine tokens, signed out, and when nothing
// is asked. See https://clerk.com/docs/guides/secure/authorization-checks.
func (a *Auth) Has(params AuthorizationParams) bool {
	if a == nil || !a.IsAuthenticated || a.TokenType != SessionToken {
		return false
	}
	return authz.Allowed(a.subject(), params.internal())
}

// subject is what the token grants, whatever was written into the fields since.
// An Auth made by hand, for a test, has its fields alone.
func (a *Auth) subject() authz.Subject {
	if p := a.properties(); p != nil {
		return authz.Subject{
			UserID: p.UserID, OrgID: p.OrgID, OrgRole: p.OrgRole, OrgPermissions: p.OrgPermissions,
			FactorVerificationAge: p.FactorVerificationAge, Features: p.Features, Plans: p.Plans,
		}
	}
	s := authz.Subject{UserID: a.UserID, OrgID: a.OrgID, OrgRole: a.OrgRole, OrgPermissions: a.OrgPermissions}
	if age, err := json.Marshal(a.FactorVerificationAge); err == nil {
		s.FactorVerificationAge = js.Value(age)
	}
	return s
}

// properties are what a session's token says; nil without one.
func (a *Auth) properties() *session.Properties {
	if a.session.Get() == nil {
		return nil
	}
	p, err := a.session.Get().Session()
	if err != nil {
		return nil
	}
	return p
}

// AuthorizationParams is what Has asks. An empty field is not asked; several
// are asked together.
type AuthorizationParams struct {
	// Role in the active organization, with or without the prefix org:.
	Role string
	// Permission in the active organization, org:<feature>:<permission>.
	Permission string
	// Feature and Plan of the user or the active organization; a scope in
	// front (user:, org:) asks for one of them.
	Feature string
	Plan    string
	// Reverification asks for a recent verification; StrictMFA, Strict, Moderate and Lax are Clerk's presets.
	Reverification *Reverification
}

func (p AuthorizationParams) internal() authz.Params {
	q := authz.Params{Role: p.Role, Permission: p.Permission, Feature: p.Feature, Plan: p.Plan}
	if r := p.Reverification; r != nil {
		q.Reverification = &authz.Reverification{Level: r.Level, AfterMinutes: r.AfterMinutes}
	}
	return q
}

// Reverification asks that a factor was verified less than AfterMinutes ago.
type Reverification struct {
	Level        string // first_factor, second_factor or multi_factor
	AfterMinutes int
}

// Clerk's presets, see https://clerk.com/docs/guides/secure/reverification.
// They are read-only.
var (
	StrictMFA = &Reverification{Level: "multi_factor", AfterMinutes: 10}
	Strict    = &Reverification{Level: "second_factor", AfterMinutes: 10}
	Moderate  = &Reverification{Level: "second_factor", AfterMinutes: 60}
	Lax       = &Reverification{Level: "second_factor", AfterMinutes: 1440}
)

// GetTokenOptions asks GetToken for another token than the request's own.
type GetTokenOptions struct {
	// Template is the name of a JWT template, see https://clerk.com/docs/guides/sessions/jwt-templates.
	Template string
	// ExpiresInSeconds is the lifetime of the new token. Zero: the template's own.
	ExpiresInSeconds int
}

// GetToken returns the token that authenticated the request. With a template
// or a lifetime it asks the Backend API for a new session token, and returns
// its *backendapi.Error when that fails. Signed out, it returns an empty
// string and no error.
func (a *Auth) GetToken(ctx context.Context, options ...GetTokenOptions) (string, error) {
	if a == nil || !a.IsAuthenticated {
		return "", nil
	}
	var o GetTokenOptions
	if len(options) > 0 {
		o = options[0]
	}
	switch {
	case a.TokenType != SessionToken:
		return a.machineToken.Reveal(), nil
	case a.sessionID() == "" || a.from == nil: // no session to make a token for
		return "", nil
	case o == (GetTokenOptions{}):
		return a.sessionToken(), nil
	}
	t, err := a.from.Plugin.Client().Sessions.GetToken(ctx, a.sessionID(), o.Template, int64(o.ExpiresInSeconds))
	if err != nil {
		return "", err
	}
	return t.JWT, nil
}

func (a *Auth) sessionToken() string {
	if a.session.Get() == nil {
		return ""
	}
	return a.session.Get().Raw
}

// sessionID is the token's, as text whatever it is.
func (a *Auth) sessionID() string {
	if a.SessionID == "" && a.session.Get() != nil {
		if id := a.session.Get().Claims.Sid; id.ToBoolean() {
			return id.ToString()
		}
	}
	return a.SessionID
}

// Debug explains how the request was decided: status, reason, message, the
// rule, and what they rest on. Secrets are cut to seven characters. The keys are
// always the same; what was not looked at is nil, as most of a request is whose
// token was known from an earlier one.
func (a *Auth) Debug() map[string]any {
	if a == nil || a.from == nil {
		m := (*authn.Decision)(nil).Debug()
		m["reason"] = "plugin-not-registered"
		for _, key := range [...]string{"secretKey", "jwtKey", "publishableKey", "isSatellite", "domain", "proxyUrl"} {
			m[key] = nil
		}
		return m
	}
	m := a.from.Decision().Debug()
	for key, value := range a.from.Plugin.Debug() {
		if m[key] == nil { // what the request says of itself goes first
			m[key] = value
		}
	}
	return m
}

// Actor is the one who acts as the user (the act claim), see
// https://clerk.com/docs/guides/users/impersonation.
type Actor struct {
	Subject   string `json:"sub"`
	Issuer    string `json:"iss,omitempty"`
	SessionID string `json:"sid,omitempty"`
	// Raw is the whole claim.
	Raw json.RawMessage `json:"-"`
}

func newActor(v js.Value) *Actor {
	if !v.ToBoolean() {
		return nil
	}
	a := &Actor{Raw: json.RawMessage(v)}
	v.Fields(func(key string, value js.Value) bool {
		text, _ := value.Text()
		switch key {
		case "sub":
			a.Subject = text
		case "iss":
			a.Issuer = text
		case "sid":
			a.SessionID = text
		}
		return true
	})
	return a
}
