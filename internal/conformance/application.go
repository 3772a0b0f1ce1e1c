package conformance

import (
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// loopback is an http.Client that fails the test when it is sent anywhere else.
func loopback(t testing.TB) *http.Client {
	t.Helper()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Timeout: 5 * time.Second, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		if ip := net.ParseIP(r.URL.Hostname()); r.URL.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
			t.Errorf("a request would have left the machine: %s %s", r.Method, r.URL)
			return nil, net.ErrClosed
		}
		return transport.RoundTrip(r)
	})}
}

// refusing is an http.Client that fails the test when it is used at all.
func refusing(t testing.TB) *http.Client {
	t.Helper()
	return &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		t.Errorf("a request was made: %s %s", r.Method, r.URL)
		return nil, net.ErrClosed
	})}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// clerk starts a Clerk and gives the options of an application that uses it.
func clerk(t testing.TB, config ...clerktest.Config) (*clerktest.Server, Options) {
	t.Helper()
	s := clerktest.NewServer(config...)
	t.Cleanup(s.Close)
	o := Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	o.HTTPClient = loopback(t)
	o.Logger = slog.New(slog.DiscardHandler)
	return s, o
}

// application has the plugin in front of one route that answers with GetAuth.
func (f Suite) application(o Options, auth ...clerkauth.AuthOption) App {
	app := f.NewApp(Config{ReadBufferSize: 16 << 10})
	app.Use("/", f.New(o))
	app.All("/*", func(c Ctx) error {
		a, err := c.GetAuth(auth...)
		if err != nil {
			return err
		}
		return c.JSON(a)
	})
	return app
}

func request(method, target string, headers ...string) *http.Request {
	return requestWithBody(method, target, nil, headers...)
}

func requestWithBody(method, target string, body io.Reader, headers ...string) *http.Request {
	r := httptest.NewRequest(method, target, body)
	r.RequestURI = "" // of a whole address, which is Host and path on the wire
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func bearer(token string) *http.Request {
	return request(http.MethodGet, "/", "Authorization", "Bearer "+token)
}

type response struct {
	status int
	header http.Header
	body   string
}

func send(t testing.TB, app App, r *http.Request) response {
	t.Helper()
	res, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{res.StatusCode, res.Header, string(body)}
}

// object decodes a JSON body.
func (r response) object(t testing.TB) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(r.body), &m); err != nil {
		t.Fatalf("status %d, body %q: %v", r.status, r.body, err)
	}
	return m
}

// reason is why nobody is signed in, as the response tells it; "signed-in" for somebody.
func (r response) reason(t testing.TB) string {
	t.Helper()
	if r.object(t)["isAuthenticated"] == true {
		return "signed-in"
	}
	return r.header.Get("X-Clerk-Auth-Reason")
}
