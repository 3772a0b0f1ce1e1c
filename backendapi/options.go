package backendapi

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

const (
	defaultAPIURL     = "https://api.clerk.com"
	defaultAPIVersion = "v1"
	defaultUserAgent  = "clerkfiber"
	defaultTimeout    = 10 * time.Second

	// apiRevision is the dated version of the Backend API that this package
	// was written for. It is sent as Clerk-API-Version with each request.
	apiRevision = "2026-05-12"
)

// Options configures a [Client]. Printing it, by whatever verb, logger or
// encoder, shows at most the first seven characters of a key. One case is beyond
// it: package fmt asks no method of what it finds in an unexported field. Keep a
// Client there, which has no key to show.
type Options struct {
	// SecretKey is the instance's key, sk_test_… or sk_live_…, from the API
	// keys page of the Clerk Dashboard.
	//
	// Optional. Default: none; then each method that needs it returns
	// [ErrMissingSecretKey] without sending anything.
	SecretKey string `print:"cut"`

	// MachineSecretKey is the key of one machine, ak_…; the M2M service uses
	// it instead of SecretKey.
	//
	// Optional. Default: none; M2M then uses SecretKey.
	MachineSecretKey string `print:"cut"`

	// APIURL is where the Backend API is, without the version. A live key is
	// sent over https or to this machine, never in clear.
	//
	// Optional. Default: https://api.clerk.com
	APIURL string

	// APIVersion is the path segment of the version.
	//
	// Optional. Default: v1
	APIVersion string

	// UserAgent is sent with every request.
	//
	// Optional. Default: clerkfiber
	UserAgent string

	// HTTPClient sends the requests. It is copied: redirects are refused
	// whatever it says, since a redirect would carry the key elsewhere, and a
	// Timeout of zero becomes ten seconds.
	//
	// Optional. Default: a client with a timeout of ten seconds.
	HTTPClient *http.Client

	// Retry repeats reads that failed for a passing reason.
	//
	// Optional. Default: nothing is repeated.
	Retry RetryOptions
}

// Format implements [fmt.Formatter] for every verb.
func (o Options) Format(f fmt.State, _ rune) { optionset.Print(f, o) }

// LogValue implements [slog.LogValuer].
func (o Options) LogValue() slog.Value { return optionset.LogValue(o) }

// MarshalJSON implements [json.Marshaler].
func (o Options) MarshalJSON() ([]byte, error) { return optionset.Marshal(o) }
