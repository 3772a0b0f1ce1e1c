package backendapi

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"
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
// encoder, shows at most the first seven characters of a key.
type Options struct {
	// SecretKey is the instance's key, sk_test_… or sk_live_…, from the API
	// keys page of the Clerk Dashboard.
	//
	// Optional. Default: none; then each method that needs it returns
	// [ErrMissingSecretKey] without sending anything.
	SecretKey string

	// MachineSecretKey is the key of one machine, ak_…; the M2M service uses
	// it instead of SecretKey.
	//
	// Optional. Default: none; M2M then uses SecretKey.
	MachineSecretKey string

	// APIURL is where the Backend API is, without the version.
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

// visible is Options as it may be shown.
func (o Options) visible() map[string]any {
	return map[string]any{
		"SecretKey":        cut(o.SecretKey),
		"MachineSecretKey": cut(o.MachineSecretKey),
		"APIURL":           o.APIURL,
		"APIVersion":       o.APIVersion,
		"UserAgent":        o.UserAgent,
		"Retry":            o.Retry,
	}
}

// Format implements [fmt.Formatter] for every verb.
func (o Options) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "backendapi.Options{SecretKey:%q MachineSecretKey:%q APIURL:%q APIVersion:%q UserAgent:%q Retry:%+v}",
		cut(o.SecretKey), cut(o.MachineSecretKey), o.APIURL, o.APIVersion, o.UserAgent, o.Retry)
}

// LogValue implements [slog.LogValuer].
func (o Options) LogValue() slog.Value { return slog.AnyValue(o.visible()) }

// MarshalJSON implements [json.Marshaler].
func (o Options) MarshalJSON() ([]byte, error) { return json.Marshal(o.visible()) }

// secret holds a key behind a pointer, so that even a printer that looks into
// unexported fields finds an address and not the key.
type secret struct{ value *string }

func newSecret(s string) secret { return secret{&s} }

func (s secret) reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

func (s secret) String() string { return cut(s.reveal()) }

// GoString implements [fmt.GoStringer].
func (s secret) GoString() string { return s.String() }

const shownOfSecret = 7

func cut(key string) string {
	if key == "" {
		return ""
	}
	return key[:min(shownOfSecret, len(key))] + "…"
}
