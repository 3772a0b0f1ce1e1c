package backendapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/rawanswer"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

const (
	maxResponse = 32 << 20
	maxErrBody  = 1 << 20
	// maxFirst is how much is made room for because an answer says so, before
	// it is there.
	maxFirst = 1 << 16
)

// response is an answer as it came.
type response struct {
	status int
	header http.Header
	body   []byte
}

// call sends a request and decodes its answer.
func call[T any](ctx context.Context, s caller, r *request) (*T, error) {
	body, err := areaOf(s).send(ctx, r)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := decode(body.body, value); err != nil {
		return nil, r.failed(body, err)
	}
	return value, nil
}

// exec sends a request whose answer has nothing to say.
func exec(ctx context.Context, s caller, r *request) error {
	_, err := areaOf(s).send(ctx, r)
	return err
}

// decode refuses what encoding/json lets pass: nothing, null, and more than
// one value.
func decode(body []byte, into any) error {
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return errors.New("the body is empty")
	}
	if bytes.Equal(body, []byte("null")) {
		return errors.New("the body is null")
	}
	if err := resource.Decode(body, into); err != nil {
		return fmt.Errorf("the body cannot be read: %w", err)
	}
	return nil
}

// send returns the answer when its status is 2xx, and else an error.
func (s *service) send(ctx context.Context, r *request) (*response, error) {
	if err := s.unusable(); err != nil {
		return nil, err
	}
	return s.client.retry.withRetries(ctx, r.method, func() (*response, error) {
		answer, err := s.sendOnce(ctx, r)
		if err != nil {
			return nil, err
		}
		if answer.status < 200 || answer.status > 299 {
			return nil, r.refused(answer)
		}
		return answer, nil
	})
}

// sendOnce is the one place that talks HTTP.
func (s *service) sendOnce(ctx context.Context, r *request) (*response, error) {
	if err := s.unusable(); err != nil {
		return nil, err
	}
	req, err := s.httpRequest(ctx, r)
	if err != nil {
		return nil, err
	}
	res, err := s.client.http.Do(req)
	if err != nil {
		return nil, r.unanswered(err)
	}
	defer res.Body.Close()

	limit := int64(maxResponse)
	if res.StatusCode > 299 {
		limit = maxErrBody
	}
	answer := &response{status: res.StatusCode, header: res.Header}
	var body bytes.Buffer
	body.Grow(int(min(max(res.ContentLength, 0), maxFirst)) + bytes.MinRead)
	_, err = body.ReadFrom(io.LimitReader(res.Body, limit+1))
	answer.body = body.Bytes()
	if err == nil && int64(len(answer.body)) > limit {
		err = fmt.Errorf("%w: more than %d bytes", ErrResponseTooLarge, limit)
	}
	if err != nil {
		return nil, r.failed(answer, fmt.Errorf("reading the body: %w", err))
	}
	rawanswer.Put(ctx, answer.status, answer.body)
	return answer, nil
}

func (s *service) httpRequest(ctx context.Context, r *request) (*http.Request, error) {
	if r.err != nil {
		return nil, r.err
	}
	key, err := s.authorization(r.key)
	if err != nil {
		return nil, err
	}
	target := s.client.base
	if !s.unversioned {
		target += "/" + s.client.version
	}
	target += r.path
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	var body io.Reader
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, r.unanswered(err)
	}
	maps.Copy(req.Header, r.header)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Clerk-API-Version", apiRevision)
	req.Header.Set("User-Agent", s.client.userAgent)
	req.Header.Set("Content-Type", orDefault(r.contentType, "application/json"))
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	return req, nil
}

// unansweredError is a request that was sent, or tried to be, and got nothing back.
type unansweredError struct {
	method, pattern string
	cause           error
}

func (e *unansweredError) Error() string {
	return fmt.Sprintf("clerkfiber: Backend API: %s %s: no answer: %v", e.method, e.pattern, e.cause)
}

func (e *unansweredError) Unwrap() error { return e.cause }

// unanswered wraps the cause and leaves out the URL that net/http adds: ids
// and nonces are in it.
func (r *request) unanswered(err error) error {
	var withURL *url.Error
	if errors.As(err, &withURL) {
		err = withURL.Err
	}
	return &unansweredError{r.method, r.pattern, err}
}

// failed is an answer whose body is of no use.
func (r *request) failed(answer *response, cause error) *Error {
	return &Error{
		Status:     answer.status,
		Method:     r.method,
		Path:       r.pattern,
		TraceID:    answer.header.Get("Cf-Ray"),
		RetryAfter: retryAfter(answer.header, time.Now()),
		cause:      cause,
	}
}

// refused is an answer that says no.
func (r *request) refused(answer *response) *Error {
	e := r.failed(answer, nil)
	if answer.status >= 300 && answer.status < 400 {
		e.cause = errors.New("a redirect, which is not followed, since it would take the key along; is Options.APIURL right?")
		return e
	}
	e.readErrorBody(answer.body, answer.header.Get("Content-Type"))
	return e
}
