package conformance

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const secretPanic = "a token that somebody panicked with"

// brokenHandler panics wherever a handler of records can.
type brokenHandler struct{ enabled bool }

func (h brokenHandler) Enabled(context.Context, slog.Level) bool {
	if !h.enabled {
		panic(secretPanic)
	}
	return true
}
func (brokenHandler) Handle(context.Context, slog.Record) error { panic(secretPanic) }
func (h brokenHandler) WithAttrs([]slog.Attr) slog.Handler      { return h }
func (h brokenHandler) WithGroup(string) slog.Handler           { return h }

// brokenStorage fails in a way of its own.
type brokenStorage func() error

func (f brokenStorage) Get(string) ([]byte, error)              { return nil, f() }
func (f brokenStorage) Set(string, []byte, time.Duration) error { return f() }
func (brokenStorage) Delete(string) error                       { return nil }
func (brokenStorage) Reset() error                              { return nil }
func (brokenStorage) Close() error                              { return nil }

// brokenSet knows nothing, and cannot be told.
type brokenSet struct{ clerkauth.Storage }

func (brokenSet) Get(string) ([]byte, error) { return nil, nil }

func (brokenSet) Set(string, []byte, time.Duration) error { panic(secretPanic) }

type brokenJar struct{ http.CookieJar }

type brokenBody struct{ io.ReadCloser }

func (brokenBody) Read([]byte) (int, error) { panic(secretPanic) }

type brokenClose struct{ io.Reader }

func (brokenClose) Close() error { panic(secretPanic) }

// What an application hands the plugin may panic. Then a request is answered as
// if it had said no or nothing; the process lives, and nobody is signed in who
// would not be otherwise.
func (f Suite) TestCallbacksThatPanic(t *testing.T) {
	t.Parallel()
	s, healthy := clerk(t, clerktest.Config{Production: true})
	healthy.JWTKey = s.JWTKey()
	user := s.CreateUser(clerktest.User{}).ID
	session, key := s.SessionToken(user), s.APIKey(user)

	through := func(change func(*http.Response) *http.Response) *http.Client {
		client := loopback(t)
		next := client.Transport
		client.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			response, err := next.RoundTrip(r)
			if err != nil {
				return nil, err
			}
			return change(response), nil
		})
		return client
	}
	type answers struct{ session, key string } // who is signed in, by which token
	all, withoutClerk := answers{"signed in", "signed in"}, answers{"signed in", "unexpected-error"}

	for _, test := range []struct {
		name  string
		spoil func(o *Options)
		want  answers
		told  string // in the log
	}{
		{"Next", func(o *Options) { o.Next = func(Ctx) bool { panic(secretPanic) } }, all, "Next panicked"},
		{"Observe", func(o *Options) {
			o.Observe = func(context.Context) (context.Context, func(clerkauth.Observation)) { panic(secretPanic) }
		}, all, "Observe panicked"},
		{"what Observe returns", func(o *Options) {
			o.Observe = func(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
				return ctx, func(clerkauth.Observation) { panic(secretPanic) }
			}
		}, all, "Observe panicked"},
		{"the Logger's Enabled", func(o *Options) { o.Logger = slog.New(brokenHandler{}) }, all, ""},
		{"the Logger's Handle", func(o *Options) { o.Logger = slog.New(brokenHandler{enabled: true}) }, all, ""},
		{"the Logger and Next", func(o *Options) {
			o.Logger = slog.New(brokenHandler{enabled: true})
			o.Next = func(Ctx) bool { panic(secretPanic) }
		}, all, ""},
		{"EnabledFunc", func(o *Options) {
			o.FrontendAPIProxy.EnabledFunc = func(*url.URL) bool { panic(secretPanic) }
		}, all, "FrontendAPIProxy.EnabledFunc panicked"},
		{"the HTTPClient's transport", func(o *Options) {
			o.HTTPClient = &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { panic(secretPanic) })}
		}, withoutClerk, ""},
		{"a transport without an answer", func(o *Options) {
			o.HTTPClient = through(func(r *http.Response) *http.Response { _ = r.Body.Close(); return nil })
		}, withoutClerk, ""},
		{"an answer's body", func(o *Options) {
			o.HTTPClient = through(func(r *http.Response) *http.Response { r.Body = brokenBody{r.Body}; return r })
		}, withoutClerk, ""},
		{"an answer's Close", func(o *Options) {
			o.HTTPClient = through(func(r *http.Response) *http.Response { r.Body = brokenClose{r.Body}; return r })
		}, all, ""},
		{"the HTTPClient's cookies", func(o *Options) {
			client := loopback(t)
			client.Jar = brokenJar{}
			o.HTTPClient = client
		}, withoutClerk, ""},
		{"a storage", func(o *Options) {
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: brokenStorage(func() error { panic(secretPanic) })}
		}, all, ""},
		{"a storage that is down", func(o *Options) {
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: brokenStorage(func() error { return errors.New("down") })}
		}, all, ""},
		{"a storage's Set", func(o *Options) {
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: brokenSet{}}
		}, all, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			o := healthy
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
			test.spoil(&o)
			app := f.NewApp(Config{})
			app.Use("/", f.New(o), f.RequireAuth(clerkauth.AcceptsToken(clerkauth.AnyToken)))
			app.All("/*", func(c Ctx) error { return c.SendString("signed in") })
			for range 2 { // at first sight, and known
				for _, request := range []struct{ token, want string }{
					{session, test.want.session},
					{key, test.want.key},
					{"garbage", "token-invalid"},
					{s.SessionToken(user, clerktest.OtherKey()), "token-invalid-signature"},
				} {
					got := send(t, app, bearer(request.token))
					if reason := got.header.Get("X-Clerk-Auth-Reason"); got.body != request.want && (got.status != http.StatusUnauthorized || reason != request.want) {
						t.Errorf("got %d %q %q, want %q", got.status, got.body, reason, request.want)
					}
				}
				if got := send(t, app, request(http.MethodGet, "/__clerk/v1/client")); got.status != http.StatusUnauthorized {
					t.Errorf("nobody: %d %s", got.status, got.body)
				}
			}
			if !strings.Contains(log.String(), test.told) || strings.Contains(log.String(), secretPanic) {
				t.Errorf("the log says %s", log.String())
			}
		})
	}
}

// The proxy's transport is the application's too.
func (f Suite) TestAProxyWhoseTransportPanics(t *testing.T) {
	t.Parallel()
	_, o := clerk(t, clerktest.Config{Production: true})
	o.FrontendAPIProxy.Enabled = true
	o.Logger = slog.New(brokenHandler{enabled: true})
	for name, transport := range map[string]roundTripper{
		"at once":   func(*http.Request) (*http.Response, error) { panic(secretPanic) },
		"no answer": func(*http.Request) (*http.Response, error) { return nil, nil },
		"an error":  func(*http.Request) (*http.Response, error) { return nil, errors.New("down") },
	} {
		o.HTTPClient = &http.Client{Transport: transport}
		app := f.application(o)
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if got := send(t, app, request(method, "/__clerk/v1/client")); got.status != http.StatusBadGateway {
				t.Errorf("%s, %s: %d %s", name, method, got.status, got.body)
			}
		}
	}
	o.HTTPClient = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: brokenBody{}, ContentLength: -1, Request: r}, nil
	})}
	if response, err := f.application(o).Test(request(http.MethodGet, "/__clerk/v1/client")); err == nil {
		if body, err := io.ReadAll(response.Body); err == nil {
			t.Errorf("half an answer looks whole: %q", body)
		}
		_ = response.Body.Close()
	}
}

// No fault of what the application gave to the plugin ends the process, which
// a panic does in a goroutine of the plugin's or without Fiber's recover, nor is
// it the visitor's 500.
func (f Suite) TestWhatTheApplicationGaveMayPanic(t *testing.T) {
	t.Parallel()
	explosive := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { panic(secretPanic) })}
	gone := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { runtime.Goexit(); return nil, nil })}
	down := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { return nil, errors.New("down") })}
	for name, change := range map[string]func(*Options){
		"a transport that panics":              func(o *Options) { o.HTTPClient = explosive },
		"a transport that ends its goroutine":  func(o *Options) { o.HTTPClient = gone },
		"a log that panics":                    func(o *Options) { o.Logger = slog.New(brokenHandler{enabled: true}); o.HTTPClient = down },
		"both":                                 func(o *Options) { o.Logger = slog.New(brokenHandler{enabled: true}); o.HTTPClient = explosive },
		"a transport that panics, and no keys": func(o *Options) { o.HTTPClient, o.SkipJWKSCache = explosive, true },
		"a storage that panics": func(o *Options) {
			o.HTTPClient = down
			o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: brokenStorage(func() error { panic(secretPanic) })}
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
