package authn

import "github.com/clerkfiber/clerkfiber/internal/token"

// Status is what a decision came to.
type Status string

// The three states of a request.
const (
	SignedIn  Status = "signed-in"
	SignedOut Status = "signed-out"
	Handshake Status = "handshake"
)

// The reasons that are not a token's fault; those are in package token.
const (
	ReasonClientUATWithoutSession  = "client-uat-but-no-session-token"
	ReasonDevBrowserMissing        = "dev-browser-missing"
	ReasonDevBrowserSync           = "dev-browser-sync"
	ReasonPrimaryAnswersSatellite  = "primary-responds-to-syncing"
	ReasonCrossDomainSync          = "primary-domain-cross-origin-sync"
	ReasonSatelliteNeedsSync       = "satellite-needs-syncing"
	ReasonNoCookies                = "session-token-and-uat-missing"
	ReasonSessionMissing           = "session-token-missing"
	ReasonSessionExpired           = "session-token-expired"
	ReasonIssuedBeforeClientUAT    = "session-token-iat-before-client-uat"
	ReasonSessionNotYetValid       = "session-token-nbf"
	ReasonSessionIssuedInFuture    = "session-token-iat-in-the-future"
	ReasonSessionWithoutClientUAT  = "session-token-but-no-client-uat"
	ReasonActiveOrganization       = "active-organization-mismatch"
	ReasonTokenTypeMismatch        = "token-type-mismatch"
	ReasonUnexpected               = "unexpected-error"
	ReasonNoTokenInHeader          = "No token in header"
	ReasonHandshakeExchangeFailed  = "handshake-exchange-failed"
	ReasonThrottled                = "verification-throttled"
	reasonRefreshNoCookie          = "non-eligible-no-refresh-cookie"
	reasonRefreshNotGET            = "non-eligible-non-get"
	reasonRefreshInvalidSession    = "invalid-session-token"
	reasonRefreshMissingSession    = "missing-session-token"
	reasonRefreshUndecodable       = "expired-session-token-decode-failed"
	reasonRefreshMissingSID        = "expired-session-token-missing-sid-claim"
	reasonRefreshFetch             = "fetch-error"
	reasonRefreshUnexpectedSDK     = "unexpected-sdk-error"
	reasonRefreshUnexpectedBackend = "unexpected-bapi-error"
)

// Header is one line to add to the response.
type Header struct{ Name, Value string }

// Machine is what Clerk says of an API key, an M2M token or an OAuth token.
type Machine struct {
	ID       string
	Subject  string
	Name     string
	ClientID string
	Scopes   []string
	Claims   string // as JSON; empty when the answer has none
	// RawScopes are a JWT's scopes as JSON, which need not be a list; empty otherwise.
	RawScopes string
	// Expires is when the token does, in Unix milliseconds; zero: never, or a JWT.
	Expires int64
}

// Decision is the answer to "who is asking?". It is never changed after it was returned.
type Decision struct {
	Status    Status
	Reason    string
	Message   string
	TokenType string // empty when the token is of a kind that is not accepted
	Rule      string // the rule that decided
	Token     string // the token that was accepted
	Session   *token.Token
	Machine   *Machine
	Headers   []Header
	// Cached means that the token was verified before: no signature was
	// checked, and Clerk was not asked.
	Cached bool
	// OperatorHint is what an operator should know although the visitor gets an ordinary answer.
	OperatorHint string
	// DeveloperError is set when a developer has to mend something before this request
	// can be answered, which happens in development alone. It is safe to show.
	DeveloperError string

	facts   *attempt // nil for what is cached, which is looked at little
	cookies CookieGlance

	presented string // the beginning of the text that facts, which are shared, do not have
}

// SignedInSession is the token of the session that is signed in, nil for none.
func (d *Decision) SignedInSession() *token.Token {
	if d.Status != SignedIn {
		return nil
	}
	return d.Session
}

// Location is where the response redirects to, empty when it does not.
func (d *Decision) Location() string {
	for _, h := range d.Headers {
		if h.Name == headerLocation {
			return h.Value
		}
	}
	return ""
}

const (
	headerLocation         = "Location"
	headerCacheControl     = "Cache-Control"
	headerSetCookie        = "Set-Cookie"
	headerAllowOrigin      = "Access-Control-Allow-Origin"
	headerAllowCredentials = "Access-Control-Allow-Credentials"
	headerAuthStatus       = "X-Clerk-Auth-Status"
	headerAuthReason       = "X-Clerk-Auth-Reason"
	headerAuthMessage      = "X-Clerk-Auth-Message"
)
