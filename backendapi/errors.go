package backendapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Sentinels for [errors.Is] on the error of any method.
var (
	ErrUnauthorized  = errors.New("clerkfiber: unauthorized")         // 401
	ErrForbidden     = errors.New("clerkfiber: forbidden")            // 403
	ErrNotFound      = errors.New("clerkfiber: not found")            // 404
	ErrUnprocessable = errors.New("clerkfiber: unprocessable entity") // 422
	ErrRateLimited   = errors.New("clerkfiber: rate limited")         // 429

	// ErrMissingSecretKey: the method needs a key and the client has none.
	ErrMissingSecretKey = errors.New("clerkfiber: Backend API: no secret key: set Options.SecretKey (CLERK_SECRET_KEY); it is on the API keys page of the Clerk Dashboard")
	// ErrInvalidID: an id in the path was empty, "." or "..". Nothing was sent.
	ErrInvalidID = errors.New("clerkfiber: invalid id")
	// ErrResponseTooLarge: the answer was longer than the client reads.
	ErrResponseTooLarge = errors.New("clerkfiber: response too large")

	// ErrInactiveToken: Clerk says that an OAuth access token is not active.
	ErrInactiveToken = errors.New("clerkfiber: the OAuth access token is not active")
	// ErrWrongAudience: an OAuth access token is meant for somebody else.
	ErrWrongAudience = errors.New("clerkfiber: the OAuth access token has another audience")

	errNotMade = errors.New("clerkfiber: Backend API: this client was not made by backendapi.New")
	errNoList  = errors.New("neither an array nor an object with data")
)

// Error is an answer of the Backend API that was not the wanted one: a status
// other than 2xx, or a body that cannot be read as what the method returns.
// A request that got no answer at all fails with another error, which wraps
// the cause.
//
// See https://clerk.com/docs/guides/development/errors/backend-api.
type Error struct {
	// Status is the HTTP status code.
	Status int
	// Errors are Clerk's own reasons; empty when the body had none.
	Errors []ErrorDetail
	// TraceID identifies the request for Clerk's support: clerk_trace_id of
	// the body, else the cf-ray header, else empty.
	TraceID string
	// RetryAfter is how long to wait before trying again; zero when the
	// answer did not say.
	RetryAfter time.Duration
	// Method and Path name the request; ids in the path are shown as {}.
	Method, Path string

	cause error
}

// ErrorDetail is one reason.
type ErrorDetail struct {
	// Code is stable and meant for programs, such as resource_not_found.
	Code string `json:"code"`
	// Message is short and meant for people.
	Message string `json:"message"`
	// LongMessage is the message for end users; may be empty.
	LongMessage string `json:"long_message"`
	// Meta has further facts, such as {"param_name":"email_address"}.
	Meta json.RawMessage `json:"meta,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *ErrorDetail) UnmarshalJSON(data []byte) error {
	type fields ErrorDetail
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x ErrorDetail) MarshalJSON() ([]byte, error) {
	type fields ErrorDetail
	return resource.Marshal(fields(x), x.Extra)
}

// Error implements error. It has no key, no id and no part of the body but
// Clerk's own messages.
func (e *Error) Error() string {
	if e == nil {
		return "clerkfiber: Backend API: no error"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "clerkfiber: Backend API: %s %s: %d %s", e.Method, e.Path, e.Status, http.StatusText(e.Status))
	for i, d := range e.Errors {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s (%s)", sep, orDefault(d.LongMessage, d.Message), d.Code)
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, " [retry after %s]", e.RetryAfter)
	}
	if e.TraceID != "" {
		fmt.Fprintf(&b, " [trace %s]", e.TraceID)
	}
	return b.String()
}

// Unwrap returns what went wrong with the body, when that was the trouble.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.cause
}

// Is makes errors.Is(err, ErrNotFound) and the like true by status.
func (e *Error) Is(target error) bool {
	if e == nil {
		return false
	}
	switch target {
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized
	case ErrForbidden:
		return e.Status == http.StatusForbidden
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrUnprocessable:
		return e.Status == http.StatusUnprocessableEntity
	case ErrRateLimited:
		return e.Status == http.StatusTooManyRequests
	}
	return false
}

// HasCode reports whether one of the reasons has the code.
func (e *Error) HasCode(code string) bool {
	if e == nil {
		return false
	}
	for _, d := range e.Errors {
		if d.Code == code {
			return true
		}
	}
	return false
}

// readErrorBody fills in what the body says; a body that is not Clerk's JSON
// is described, not repeated.
func (e *Error) readErrorBody(body []byte, contentType string) {
	var parsed struct {
		Errors  []ErrorDetail `json:"errors"`
		TraceID string        `json:"clerk_trace_id"`
	}
	err := json.Unmarshal(body, &parsed)
	if err != nil || len(parsed.Errors) == 0 {
		e.cause = fmt.Errorf("the body (%d bytes of %s) is not one of Clerk's errors", len(body), orDefault(contentType, "no type"))
	}
	e.Errors = parsed.Errors
	if parsed.TraceID != "" {
		e.TraceID = parsed.TraceID
	}
}

// retryAfter reads the header as RFC 9110 10.2.3 has it: seconds or a date.
func retryAfter(header http.Header, now time.Time) time.Duration {
	const longest = 24 * time.Hour
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), int64(longest/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	return 0
}
