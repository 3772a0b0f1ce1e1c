package conformance

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// blast is a handler of a log that panics.
type blast struct{ slog.Handler }

func (blast) Enabled(context.Context, slog.Level) bool { return true }

func (blast) Handle(context.Context, slog.Record) error { panic("the log's fault") }

// badStorage is a storage that fails in a way.
type badStorage func() error

func (f badStorage) Get(string) ([]byte, error) { return nil, f() }

func (f badStorage) Set(string, []byte, time.Duration) error { return f() }

func (badStorage) Delete(string) error { return nil }

func (badStorage) Reset() error { return nil }

func (badStorage) Close() error { return nil }

// No fault of what the application gave to the plugin ends the process, which
// a panic does in a goroutine of the plugin's or without Fiber's recover, nor is
// it the visitor's 500.
func (f Suite) TestWhatTheApplicationGaveMayPanic(t *testing.T) {
	t.Parallel()
	explosive := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { panic("a transport's fault") })}
	gone := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { runtime.Goexit(); return nil, nil })}
	down := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { return nil, errors.New("down") })}
	for name, change := range map[string]func(*Options){
		"a transport that panics":              func(o *Options) { o.HTTPClient = explosive },
		"a transport that ends its goroutine":  func(o *Options) { o.HTTPClient = gone },
		"a log that panics":                    func(o *Options) { o.Logger = slog.New(blast{}); o.HTTPClient = down },
		"both":                                 func(o *Options) { o.Logger = slog.New(blast{}); o.HTTPClient = explosive },
		"a transport that panics, and no keys": func(o *Options) { o.HTTPClient, o.SkipJWKSCache = explosive, true },
		"a storage that panics": func(o *Options) {
			o.HTTPClient = down
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: badStorage(func() error { panic("a storage's fault") })}
		},
	} {
		for _, instance := range []clerktest.Config{{}, {Production: true}} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s, o := clerk(t, instance)
				change(&o)
				handler := f.plain(o)
				for what, headers := range map[string][]string{
					"a session token": {"Authorization", "Bearer " + s.SessionToken("user_1")},
					"an API key":      {"Authorization", "Bearer ak_fake"},
					"a nonce":         {"Cookie", "__clerk_handshake_nonce=nonce_fake"},
					"a session that expired": {"Cookie", "__client_uat=1; __clerk_db_jwt=dvb_fake; __session=" +
						s.SessionToken("user_1", clerktest.Expired()) + "; __refresh_" + s.CookieSuffix() + "=fake"},
					"nothing": nil,
				} {
					if _, c := serve(handler, headers...); c.Response.StatusCode() >= http.StatusInternalServerError {
						t.Errorf("%s: status %d", what, c.Response.StatusCode())
					}
				}
			})
		}
	}
}

func (f Suite) TestAProxysTransportMayPanic(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	o.FrontendAPIProxy.Enabled = true
	o.Logger = slog.New(blast{})
	o.HTTPClient = &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { panic("a transport's fault") })}
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	if got := send(t, app, request(http.MethodGet, "/__clerk/v1/environment")); got.status != http.StatusBadGateway {
		t.Errorf("status %d", got.status)
	}
}

// A machine is let in whatever the storage of its cache does.
func (f Suite) TestAMachinesStorageMayFail(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func() error{
		"an error": func() error { return errors.New("down") },
		"a panic":  func() error { panic("a storage's fault") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t)
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: badStorage(fault)}
			app := f.application(o, clerkauth.AcceptsToken(clerkauth.APIKey))
			for range 3 {
				if reason := send(t, app, bearer(s.APIKey("user_1"))).reason(t); reason != "signed-in" {
					t.Error(reason)
				}
			}
		})
	}
}
