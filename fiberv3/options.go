package clerkfiber

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// Options configures the plugin. Every field is optional in the struct: an
// empty one is read from its environment variable, where it has one, and then
// takes its default. The names are those of @clerk/fastify in Go's casing; see
// https://clerk.com/docs/reference/fastify/clerk-plugin.
//
// Printing Options (by any verb of fmt, by log/slog, as JSON; by value, by
// pointer or within a struct) shows the first seven characters of a key and no
// more. One case is beyond it: package fmt asks no method of what it finds in
// an unexported field. A struct of yours that keeps Options there needs a
// String method of its own, or keeps an Authenticator, which has no keys to show.
type Options struct {
	// Next skips the plugin for a request when it returns true.
	//
	// Optional. Default: nil, no request is skipped.
	Next func(c fiber.Ctx) bool

	// Environment is what empty fields are read from instead of the process's
	// environment: for tests that run in parallel, and for settings that come
	// from elsewhere. The process's own CLERK_ variables are then not looked at.
	//
	// Optional. Default: nil, the process's environment.
	Environment map[string]string

	// PublishableKey names the Clerk instance: pk_test_… or pk_live_….
	//
	// Required, here or in CLERK_PUBLISHABLE_KEY.
	PublishableKey string

	// SecretKey authenticates this server with Clerk's Backend API: sk_test_… or
	// sk_live_…. A live one is sent over https or to this machine, never in clear.
	//
	// Required, here or in CLERK_SECRET_KEY.
	SecretKey string

	// MachineSecretKey verifies machine-to-machine tokens on behalf of one machine: ak_….
	//
	// Optional, here or in CLERK_MACHINE_SECRET_KEY. Default: the secret key is used.
	MachineSecretKey string

	// JWTKey is the instance's public key as PEM, with or without its header,
	// footer and line breaks. With it, tokens are verified without network.
	//
	// Optional, here or in CLERK_JWT_KEY. Default: keys are fetched from the Backend API's JWKS.
	JWTKey string

	// APIURL is the Backend API's address.
	//
	// Optional, here or in CLERK_API_URL. Default: derived from the publishable key, https://api.clerk.com for nearly everybody.
	APIURL string

	// APIVersion is the Backend API's version, the first segment of its paths.
	//
	// Optional, here or in CLERK_API_VERSION. Default: v1.
	APIVersion string

	// FrontendAPIURL is where the Frontend API proxy forwards to.
	//
	// Optional, here or in CLERK_FAPI_URL. Default: derived from the publishable key.
	FrontendAPIURL string

	// UserAgent is sent with every call to the Backend API.
	//
	// Optional. Default: clerkfiber@<version>.
	UserAgent string

	// Audience lists the acceptable values of the aud claim. A session token
	// without aud passes all the same, as Clerk's own check lets it.
	//
	// Optional. Default: not checked.
	Audience []string

	// AuthorizedParties lists the origins whose tokens are accepted (the azp
	// claim), for instance https://example.com. It protects against a cookie
	// leaked from a sibling subdomain.
	//
	// Optional. Default: not checked.
	AuthorizedParties []string

	// ClockSkew is how far this machine's clock may be from Clerk's when exp,
	// nbf and iat are checked. Negative means none.
	//
	// Optional. Default: 5 * time.Second.
	ClockSkew time.Duration

	// SkipJWKSCache fetches the JWKS for every verification and verifies every
	// token anew, so that a withdrawn key refuses its tokens at once.
	//
	// Optional. Default: false.
	SkipJWKSCache bool

	// TokenCache bounds the memory for session tokens that were verified
	// before. Their signature is checked once; their claims on every request.
	//
	// Optional. Default: TokenCacheOptions{}.
	TokenCache TokenCacheOptions

	// MachineTokenCache remembers the Backend API's answers about opaque
	// machine tokens for a few seconds.
	//
	// Optional. Default: off.
	MachineTokenCache MachineTokenCacheOptions

	// Domain is a satellite application's own domain, without scheme.
	//
	// Optional, here or in CLERK_DOMAIN. Default: none.
	Domain string

	// IsSatellite marks a satellite application: another domain signs in for it.
	//
	// Optional, here or in CLERK_IS_SATELLITE. Default: false.
	IsSatellite bool

	// ProxyURL is the address under which the Frontend API is proxied, absolute
	// or a path on the request's own origin.
	//
	// Optional, here or in CLERK_PROXY_URL. Default: none, or the proxy's path when FrontendAPIProxy is on.
	ProxyURL string

	// SignInURL and SignUpURL are the application's own pages, absolute or a
	// path on the request's own origin. A satellite in development needs
	// SignInURL, absolute.
	//
	// Optional, here or in CLERK_SIGN_IN_URL and CLERK_SIGN_UP_URL. Default: Clerk's account portal.
	SignInURL string
	SignUpURL string

	// AfterSignInURL and AfterSignUpURL are handed on in RequestState, as Clerk
	// does; absolute or a path.
	//
	// Optional. Default: none.
	AfterSignInURL string
	AfterSignUpURL string

	// SatelliteAutoSync makes a satellite ask the primary domain on the first
	// visit even when the visitor has no cookies at all.
	//
	// Optional. Default: false.
	SatelliteAutoSync bool

	// OrganizationSync makes the organization in a page's path the active one.
	//
	// Optional. Default: off.
	OrganizationSync OrganizationSyncOptions

	// FrontendAPIProxy forwards requests below a path to Clerk's Frontend API.
	//
	// Optional. Default: off.
	FrontendAPIProxy FrontendAPIProxyOptions

	// DisableHandshake is for an API that never redirects: handshake cookies
	// and parameters are ignored, and where a handshake would be needed the
	// request is signed out.
	//
	// Optional. Default: false.
	DisableHandshake bool

	// RefreshForms refreshes an expired session token also for a request that is
	// no GET, such as a form that was sent after a minute on the page, where the
	// browser's refresh cookie allows it. The answer brings the new cookies. Only
	// a request whose Origin is its own or one of AuthorizedParties is refreshed.
	//
	// Optional. Default: false, as @clerk/fastify does it.
	RefreshForms bool

	// CanonicalPaths answers 400 to a request target in another form than the
	// canonical one: //, ., .., needless escapes, see RequireAuth.
	//
	// Optional. Default: false.
	CanonicalPaths bool

	// Observe is called before each decision with the request's user context,
	// for traces and metrics; see package otelclerk. Clerk is called under the
	// context that it returns. The function that it returns, which may be nil,
	// is told what was decided.
	//
	// Optional. Default: nil.
	Observe func(ctx context.Context) (context.Context, func(Observation))

	// HTTPClient makes all calls to Clerk.
	//
	// Optional. Default: a client of the plugin's own with a timeout of ten seconds.
	HTTPClient *http.Client

	// Logger receives one record per decided request at debug level and
	// warnings about what an operator must mend. No token or key is logged.
	//
	// Optional. Default: slog.Default().
	Logger *slog.Logger
}

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) { optionset.Print(f, plugin.Options[fiber.Ctx](o)) }

// LogValue logs the options with their keys cut to seven characters.
func (o Options) LogValue() slog.Value {
	return optionset.LogValue(plugin.Options[fiber.Ctx](o))
}

// MarshalJSON writes the options with their keys cut to seven characters: it
// is for looking at, not for storing.
func (o Options) MarshalJSON() ([]byte, error) {
	return optionset.Marshal(plugin.Options[fiber.Ctx](o))
}

// Observed returns the options with another observer and another client, made
// from those that they have; package otelclerk calls it.
func (o Options) Observed(observe func(clerkauth.Observer) clerkauth.Observer, client func(*http.Client) *http.Client) Options {
	o.Observe, o.HTTPClient = observe(o.Observe), client(o.HTTPClient)
	return o
}
