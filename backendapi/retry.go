package backendapi

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"
)

// RetryOptions says how often a request that changes nothing (GET) is sent
// again after 429, 502, 503, 504 or a failed connection. Requests that change
// something are never repeated.
type RetryOptions struct {
	// MaxRetries is how many times a request is repeated after the first.
	//
	// Optional. Default: 0, nothing is repeated.
	MaxRetries int

	// MaxWait bounds the wait before each repetition. When Clerk asks for a
	// longer one (Retry-After), the error is returned at once.
	//
	// Optional. Default: 5 seconds.
	MaxWait time.Duration
}

const (
	defaultMaxWait = 5 * time.Second
	firstWait      = 250 * time.Millisecond
)

func (o RetryOptions) check() error {
	if o.MaxRetries < 0 || o.MaxWait < 0 {
		return errors.New("clerkfiber: Options.Retry: MaxRetries and MaxWait must not be negative")
	}
	return nil
}

// withRetries calls send until it succeeds, fails for good, or the attempts
// or the context are used up.
func (o RetryOptions) withRetries(ctx context.Context, method string, send func() (*response, error)) (*response, error) {
	for attempt := 0; ; attempt++ {
		answer, err := send()
		if err == nil || attempt >= o.MaxRetries || method != http.MethodGet || !passing(ctx, err) {
			return answer, err
		}
		wait, worth := o.wait(attempt, err)
		if !worth || !sleep(ctx, wait) {
			return nil, err
		}
	}
}

// passing reports whether the same request may succeed a moment later.
func passing(ctx context.Context, err error) bool {
	var unanswered *unansweredError
	if errors.As(err, &unanswered) {
		return ctx.Err() == nil
	}
	var refusal *Error
	if !errors.As(err, &refusal) || errors.Is(err, ErrResponseTooLarge) {
		return false
	}
	switch refusal.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// wait is what Clerk asks for, else a doubling span of which a random half is
// taken, so that clients that failed together do not return together.
func (o RetryOptions) wait(attempt int, err error) (time.Duration, bool) {
	longest := o.MaxWait
	if longest == 0 {
		longest = defaultMaxWait
	}
	var refusal *Error
	if errors.As(err, &refusal) && refusal.RetryAfter > 0 {
		return refusal.RetryAfter, refusal.RetryAfter <= longest
	}
	span := longest
	if attempt < 10 {
		span = min(firstWait<<attempt, longest)
	}
	return span/2 + rand.N(span/2+1), true
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
