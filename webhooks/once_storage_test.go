package webhooks_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

func TestOnceInMemory(t *testing.T) {
	var none *webhooks.Ledger
	if err := none.Do(t.Context(), message("a"), nil); !errors.Is(err, webhooks.ErrStorage) {
		t.Errorf("no ledger: %v", err)
	}
	for name, l := range map[string]*webhooks.Ledger{"no storage": webhooks.Once(nil, 0), "the zero value": {}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				count := 0
				handle := func(context.Context) error { count++; return nil }
				for i, after := range []time.Duration{0, 71 * time.Hour, time.Hour} {
					time.Sleep(after)
					for range 2 {
						for m := range 3000 { // more than are looked through at once
							if err := l.Do(t.Context(), message(strconv.Itoa(m)), handle); err != nil {
								t.Fatal(err)
							}
						}
					}
					if want := map[int]int{0: 3000, 1: 3000, 2: 6000}[i]; count != want {
						t.Errorf("after %v: handled %d, want %d", after, count, want)
					}
				}
				failed := errors.New("failed")
				if err := l.Do(t.Context(), message("f"), func(context.Context) error { return failed }); err != failed {
					t.Error(err)
				}
				if err := l.Do(t.Context(), message("f"), func(context.Context) error { return nil }); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestOnceRefusesWhatCannotWork(t *testing.T) {
	claim := func(context.Context, string, []byte, time.Duration) (bool, error) { return true, nil }
	tests := []struct {
		name    string
		storage webhooks.Storage
		ttl     time.Duration
		options webhooks.OnceOptions
		text    string // a part of the error's text
	}{
		{"as long as a delivery may be repeated", newShelf(), 10 * time.Minute, webhooks.OnceOptions{}, ""},
		{"shorter", newShelf(), 10*time.Minute - time.Second, webhooks.OnceOptions{}, "10m0s"},
		{"negative", newShelf(), -1, webhooks.OnceOptions{}, "ttl"},
		{"a negative lease", newShelf(), 0, webhooks.OnceOptions{Lease: -1}, "Lease"},
		{"a claim in another place than the storage", nil, 0, webhooks.OnceOptions{Claim: claim}, "Claim"},
		{"all at once", nil, time.Second, webhooks.OnceOptions{Lease: -1, Claim: claim}, "Lease"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l, err := webhooks.NewLedger(test.storage, test.ttl, test.options)
			if (err == nil) != (test.text == "") || (l == nil) != (err != nil) || err != nil && !strings.Contains(err.Error(), test.text) {
				t.Fatalf("ledger %v, error %v", l, err)
			}
			defer func() {
				if cause := recover(); (cause == nil) != (err == nil) || err != nil && cause != err.Error() {
					t.Errorf("Once panics with %v", cause)
				}
			}()
			webhooks.Once(test.storage, test.ttl, test.options)
		})
	}
}

// panicking is a storage that panics at one operation.
type panicking struct {
	*shelf
	at string
}

func (p panicking) panicAt(operation string) {
	if p.at == operation {
		panic("connection pool is nil")
	}
}

func (p panicking) Get(key string) ([]byte, error) { p.panicAt("get"); return p.shelf.Get(key) }

func (p panicking) Set(key string, value []byte, ttl time.Duration) error {
	p.panicAt("set " + string(value))
	return p.shelf.Set(key, value, ttl)
}

func (p panicking) Delete(key string) error { p.panicAt("delete"); return p.shelf.Delete(key) }

func TestOnceWithAStorageThatPanics(t *testing.T) {
	failed := errors.New("failed")
	tests := []struct {
		at      string
		handler error
		handled bool
		want    error
		text    string
	}{
		{"get", nil, false, webhooks.ErrStorage, "get panicked"},
		{"set running", nil, false, webhooks.ErrStorage, "set panicked"},
		{"set done", nil, true, webhooks.ErrNotRecorded, "set panicked"},
		{"delete", failed, true, failed, "delete panicked"},
		{"claim", nil, false, webhooks.ErrStorage, "claim panicked"},
	}
	for _, test := range tests {
		var options webhooks.OnceOptions
		if test.at == "claim" {
			options.Claim = func(context.Context, string, []byte, time.Duration) (bool, error) { panic("no client") }
		}
		handled := false
		err := webhooks.Once(panicking{newShelf(), test.at}, 0, options).Do(t.Context(), message("a"), func(context.Context) error { handled = true; return test.handler })
		if handled != test.handled || !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%s: handled %v, error %v", test.at, handled, err)
		}
		if test.want == webhooks.ErrNotRecorded && errors.Is(err, webhooks.ErrStorage) {
			t.Errorf("%s: %v says that it was not handled", test.at, err)
		}
	}
	var none *shelf
	if err := webhooks.Once(none, 0).Do(t.Context(), message("a"), nil); !errors.Is(err, webhooks.ErrStorage) {
		t.Errorf("a nil pointer for a storage: %v", err)
	}
}

// Clerk sends one message to each of its endpoints.
func TestOnceForEachEndpoint(t *testing.T) {
	other := "whsec_" + base64.StdEncoding.EncodeToString([]byte("another endpoint's key"))
	body := []byte(userEvent)
	// from is an event as an endpoint receives it, with the one id.
	from := func(key, secret, path string) *webhooks.Event {
		d := &delivery{body: body, header: http.Header{}}
		d.sign(key, fakeID, time.Now())
		options := webhooks.Options{SigningSecret: secret}
		if path == "" {
			return must(webhooks.Verify(d.body, d.header, options))(t)
		}
		return must(webhooks.VerifyWebhook(&asked{d.body, d.header, path}, options))(t)
	}
	first, second := from(fakeKey, fakeSecret(), "/a"), from("another endpoint's key", other, "/a")
	tests := []struct {
		name             string
		one, two         *webhooks.Event
		nameOne, nameTwo string
		handled          int
	}{
		{"one endpoint", first, from(fakeKey, fakeSecret(), "/a"), "", "", 1},
		{"one endpoint, asked in other spellings", first, from(fakeKey, fakeSecret(), "/A/"), "", "", 1},
		{"two secrets", first, second, "", "", 2},
		{"two paths", first, from(fakeKey, fakeSecret(), "/b"), "", "", 2},
		{"two secrets, without Fiber", from(fakeKey, fakeSecret(), ""), from("another endpoint's key", other, ""), "", "", 2},
		{"one secret, without Fiber", from(fakeKey, fakeSecret(), ""), from(fakeKey, fakeSecret(), ""), "", "", 1},
		{"one event, two names", first, first, "accounts", "mail", 2},
		{"two secrets, one name", first, second, "accounts", "accounts", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			shared, handled := newShelf(), 0
			handle := func(context.Context) error { handled++; return nil }
			for _, side := range []struct {
				event *webhooks.Event
				name  string
			}{{test.one, test.nameOne}, {test.two, test.nameTwo}} {
				l := webhooks.Once(shared, 0, webhooks.OnceOptions{Endpoint: side.name})
				if err := l.Do(t.Context(), side.event, handle); err != nil {
					t.Error(err)
				}
			}
			if handled != test.handled {
				t.Errorf("handled %d times, want %d", handled, test.handled)
			}
			for key := range shared.entries {
				if strings.Contains(key, fakeKey) || strings.Contains(key, base64.StdEncoding.EncodeToString([]byte(fakeKey))) {
					t.Errorf("the key %q tells the secret", key)
				}
			}
		})
	}
}
