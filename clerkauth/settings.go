package clerkauth

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

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
// is the price, so TTL is seconds and not minutes. An answer never outlives its
// token. Only answers that accepted the token are kept, under a hash of the
// token and sealed with a key derived from SecretKey.
type MachineTokenCacheOptions struct {
	// TTL is how long an answer is used. Zero: no cache.
	TTL time.Duration
	// Storage holds the answers; give a shared one (gofiber/storage/redis) for
	// many instances. It need not be trusted, and when it fails Clerk is asked.
	// Default: this process's memory.
	Storage Storage
}

// Storage is what MachineTokenCacheOptions needs of a store. The storages of
// both Fibers have it.
type Storage interface {
	// Get returns the value of a key; nil and no error where there is none.
	Get(key string) ([]byte, error)
	// Set keeps a value for a while.
	Set(key string, value []byte, lifetime time.Duration) error
}

// VerifyTokenOptions are the fields of Options that verification needs; the
// environment is not read.
type VerifyTokenOptions struct {
	SecretKey         string `print:"cut"`
	JWTKey            string `print:"cut"`
	APIURL            string
	APIVersion        string
	Audience          []string
	AuthorizedParties []string
	ClockSkew         time.Duration
	SkipJWKSCache     bool
	HTTPClient        *http.Client
}

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o VerifyTokenOptions) Format(f fmt.State, _ rune) { optionset.Print(f, o) }

// LogValue logs the options with their keys cut to seven characters.
func (o VerifyTokenOptions) LogValue() slog.Value { return optionset.LogValue(o) }

// MarshalJSON writes the options with their keys cut to seven characters.
func (o VerifyTokenOptions) MarshalJSON() ([]byte, error) { return optionset.Marshal(o) }
