package webhooks_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"
)

const (
	fakeKey    = "fake signing key for these tests"
	fakeID     = "msg_fake"
	userEvent  = `{"data":{"id":"user_1"},"event_attributes":{"http_request":{"client_ip":"203.0.113.7","user_agent":"curl"}},"instance_id":"ins_1","object":"event","timestamp":1716883200123,"type":"user.created"}`
	secretName = "CLERK_WEBHOOK_SIGNING_SECRET"
)

func fakeSecret() string {
	return "whsec_" + base64.StdEncoding.EncodeToString([]byte(fakeKey))
}

// signature is written from the Standard Webhooks specification and not made
// with the library that the package uses.
func signature(key, id, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func signed(body []byte, at time.Time) http.Header {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	h := http.Header{}
	h.Set("svix-id", fakeID)
	h.Set("svix-timestamp", timestamp)
	h.Set("svix-signature", signature(fakeKey, fakeID, timestamp, body))
	return h
}

// asked is a request as VerifyWebhook asks for it, without Fiber.
type asked struct {
	body   []byte
	header http.Header
	path   string
}

func (a *asked) BodyRaw() []byte                    { return a.body }
func (a *asked) GetReqHeaders() map[string][]string { return a.header }
func (a *asked) Path(...string) string              { return a.path }

// shelf is a fiber.Storage in memory, with the storage's own faults on demand.
type shelf struct {
	mu      sync.Mutex
	entries map[string]entry
	fail    func(operation string) error
}

type entry struct {
	value []byte
	until time.Time
}

func newShelf() *shelf { return &shelf{entries: map[string]entry{}} }

func (s *shelf) broken(operation string) error {
	if s.fail == nil {
		return nil
	}
	return s.fail(operation)
}

func (s *shelf) Get(key string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken("get"); err != nil {
		return nil, err
	}
	return s.live(key), nil
}

func (s *shelf) live(key string) []byte {
	e, ok := s.entries[key]
	if !ok || (!e.until.IsZero() && !time.Now().Before(e.until)) {
		return nil
	}
	return e.value
}

func (s *shelf) Set(key string, value []byte, ttl time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken("set"); err != nil {
		return err
	}
	e := entry{value: value}
	if ttl > 0 {
		e.until = time.Now().Add(ttl)
	}
	s.entries[key] = e
	return nil
}

func (s *shelf) Delete(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken("delete"); err != nil {
		return err
	}
	delete(s.entries, key)
	return nil
}

func (s *shelf) Reset() error { return nil }
func (s *shelf) Close() error { return nil }

func must[T any](value T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
