package clerkfiber

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Options configures the plugin. Every field is optional in the struct: an
// empty one is read from the environment variable in its tag and then takes
// its default. The names are those of @clerk/fastify in Go's casing; see
// https://clerk.com/docs/reference/fastify/clerk-plugin.
//
// Printing Options (%v, %+v, log/slog, JSON) shows the first seven characters
// of a key and no more.
type Options struct {
	// Next skips the plugin for a request when it returns true.
	//
	// Optional. Default: nil, no request is skipped.
	Next func(c *fiber.Ctx) bool

	// PublishableKey names the Clerk instance: pk_test_… or pk_live_….
	//
	// Required, here or in CLERK_PUBLISHABLE_KEY.
	PublishableKey string `env:"CLERK_PUBLISHABLE_KEY" print:"cut"`

	// SecretKey authenticates this server with Clerk's Backend API: sk_test_… or sk_live_….
	//
	// Required, here or in CLERK_SECRET_KEY.
	SecretKey string `env:"CLERK_SECRET_KEY" print:"cut"`

	// MachineSecretKey verifies machine-to-machine tokens on behalf of one machine.
	//
	// Optional. Default: the secret key is used.
	MachineSecretKey string `env:"CLERK_MACHINE_SECRET_KEY" print:"cut"`

	// JWTKey is the instance's public key as PEM, with or without its header,
	// footer and line breaks. With it, tokens are verified without network.
	//
	// Optional. Default: keys are fetched from the Backend API's JWKS.
	JWTKey string `env:"CLERK_JWT_KEY" print:"cut"`

	// APIURL is the Backend API's address.
	//
	// Optional. Default: derived from the publishable key, https://api.clerk.com for nearly everybody.
	APIURL string `env:"CLERK_API_URL"`

	// APIVersion is the Backend API's version, the first segment of its paths.
	//
	// Optional. Default: v1.
	APIVersion string `env:"CLERK_API_VERSION"`

	// FrontendAPIURL is where the Frontend API proxy forwards to.
	//
	// Optional. Default: derived from the publishable key.
	FrontendAPIURL string `env:"CLERK_FAPI_URL"`

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
	// Optional. Default: none.
	Domain string `env:"CLERK_DOMAIN"`

	// IsSatellite marks a satellite application: another domain signs in for it.
	//
	// Optional. Default: false.
	IsSatellite bool `env:"CLERK_IS_SATELLITE"`

	// ProxyURL is the address under which the Frontend API is proxied, absolute
	// or a path on the request's own origin.
	//
	// Optional. Default: none, or the proxy's path when FrontendAPIProxy is on.
	ProxyURL string `env:"CLERK_PROXY_URL"`

	// SignInURL and SignUpURL are the application's own pages. A satellite in
	// development needs SignInURL, absolute.
	//
	// Optional. Default: Clerk's account portal.
	SignInURL string `env:"CLERK_SIGN_IN_URL"`
	SignUpURL string `env:"CLERK_SIGN_UP_URL"`

	// AfterSignInURL and AfterSignUpURL are handed on in RequestState, as Clerk does.
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

// OrganizationSyncOptions maps paths to organizations. Patterns are those of
// path-to-regexp 6 with a parameter :id or :slug, for instance /orgs/:slug/(.*).
// See https://clerk.com/docs/guides/organizations/control-access/activate-organizations-with-urls.
type OrganizationSyncOptions struct {
	// OrganizationPatterns match paths that belong to one organization.
	OrganizationPatterns []string
	// PersonalAccountPatterns match paths that belong to the personal account.
	PersonalAccountPatterns []string
}

// FrontendAPIProxyOptions configures the Frontend API proxy, see
// https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi.
//
// The next byte from either side is waited for 30 seconds, and a request and
// its answer have five minutes in all. Then the visitor gets 502, or the
// connection ends in the middle of the answer.
type FrontendAPIProxyOptions struct {
	// Enabled turns the proxy on.
	Enabled bool
	// EnabledFunc decides for each request; it takes precedence over Enabled.
	EnabledFunc func(*url.URL) bool
	// Path is the prefix that is forwarded. Default: /__clerk.
	Path string
}

// TokenCacheOptions bounds the cache of verified session tokens.
type TokenCacheOptions struct {
	// Disabled verifies every token's signature on every request.
	Disabled bool
	// Size is the largest number of tokens. Default: 20,000.
	Size int
	// MaxBytes bounds the memory that the cached tokens take, in bytes. Default: 64 MiB.
	MaxBytes int
}

// MachineTokenCacheOptions configures how long an answer of the Backend API
// about an opaque machine token (API key, M2M or OAuth token) is remembered.
//
// A token that is revoked is still accepted until its answer is TTL old: that
// is the price, so TTL is seconds and not minutes. Only answers that accepted
// the token are kept, under a hash of the token.
type MachineTokenCacheOptions struct {
	// TTL is how long an answer is used. Zero: no cache.
	TTL time.Duration
	// Storage holds the answers; give a shared one (gofiber/storage/redis) for
	// many instances. Default: this process's memory.
	Storage fiber.Storage
}
