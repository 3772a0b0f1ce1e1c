package backendapi_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// script answers request after request with the next step, and with a user
// when there is none left.
type script struct {
	steps []step
	asked int
}

type step struct {
	status     int // 0: no answer
	retryAfter string
}

func (s *script) RoundTrip(*http.Request) (*http.Response, error) {
	s.asked++
	next := step{status: 200}
	if s.asked <= len(s.steps) {
		next = s.steps[s.asked-1]
	}
	if next.status == 0 {
		return nil, errors.New("connection reset")
	}
	header := http.Header{}
	if next.retryAfter != "" {
		header.Set("Retry-After", next.retryAfter)
	}
	return &http.Response{StatusCode: next.status, Header: header, Body: io.NopCloser(strings.NewReader(`{"id":"user_1"}`))}, nil
}

func TestRetry(t *testing.T) {
	read := func(ctx context.Context, c *backendapi.Client) error {
		_, err := c.Users.GetUser(ctx, "user_1")
		return err
	}
	write := func(ctx context.Context, c *backendapi.Client) error {
		_, err := c.Users.BanUser(ctx, "user_1")
		return err
	}
	invalid := func(ctx context.Context, c *backendapi.Client) error {
		_, err := c.Users.GetUser(ctx, "..")
		return err
	}
	busy, down := step{status: 503}, step{}
	tests := []struct {
		name     string
		retry    backendapi.RetryOptions
		steps    []step
		call     func(context.Context, *backendapi.Client) error
		asked    int
		fails    bool
		min, max time.Duration
	}{
		{name: "off by default", steps: []step{busy}, call: read, asked: 1, fails: true},
		{name: "a read is repeated", retry: backendapi.RetryOptions{MaxRetries: 3}, steps: []step{busy, down}, call: read, asked: 3, min: 375 * time.Millisecond, max: 750 * time.Millisecond},
		{name: "at most so often", retry: backendapi.RetryOptions{MaxRetries: 2}, steps: []step{busy, busy, busy}, call: read, asked: 3, fails: true, min: 375 * time.Millisecond, max: 750 * time.Millisecond},
		{name: "a write is not", retry: backendapi.RetryOptions{MaxRetries: 3}, steps: []step{busy}, call: write, asked: 1, fails: true},
		{name: "nor what cannot be sent", retry: backendapi.RetryOptions{MaxRetries: 3}, call: invalid, asked: 0, fails: true},
		{name: "a refusal is final", retry: backendapi.RetryOptions{MaxRetries: 3}, steps: []step{{status: 404}}, call: read, asked: 1, fails: true},
		{name: "as long as Clerk asks", retry: backendapi.RetryOptions{MaxRetries: 1}, steps: []step{{429, "3"}}, call: read, asked: 2, min: 3 * time.Second, max: 3 * time.Second},
		{name: "but no longer than allowed", retry: backendapi.RetryOptions{MaxRetries: 1, MaxWait: 2 * time.Second}, steps: []step{{429, "3"}}, call: read, asked: 1, fails: true},
		{name: "nor than allowed without being asked", retry: backendapi.RetryOptions{MaxRetries: 2, MaxWait: time.Millisecond}, steps: []step{busy, busy}, call: read, asked: 3, min: time.Millisecond, max: 2 * time.Millisecond},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				api := &script{steps: test.steps}
				client := newClient(t, backendapi.Options{HTTPClient: &http.Client{Transport: api}, Retry: test.retry})
				start := time.Now()
				err := test.call(context.Background(), client)
				took := time.Since(start)
				if (err != nil) != test.fails || api.asked != test.asked || took < test.min || took > test.max {
					t.Errorf("asked %d times in %v: %v", api.asked, took, err)
				}
			})
		})
	}
}

func TestRetryLeavesWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &script{steps: []step{{429, "4"}, {429, "4"}}}
		client := newClient(t, backendapi.Options{HTTPClient: &http.Client{Transport: api}, Retry: backendapi.RetryOptions{MaxRetries: 5}})
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		start := time.Now()
		_, err := client.Users.GetUser(ctx, "user_1")
		if !errors.Is(err, backendapi.ErrRateLimited) || time.Since(start) != time.Second || api.asked != 1 {
			t.Errorf("asked %d times in %v: %v", api.asked, time.Since(start), err)
		}
	})
}
