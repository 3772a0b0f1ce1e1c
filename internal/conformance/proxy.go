package conformance

import (
	"bufio"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
)

const (
	fakeProxySecret      = "sk_test_fakeproxysecret"
	fakeProxyPublishable = "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k"
)

// asked is what the Frontend API received.
type asked struct {
	method, target, host, body string
	header                     http.Header
}

// frontendAPI is a Frontend API on loopback that answers by a handler and
// writes down what it was asked.
type frontendAPI struct {
	url string
	mu  sync.Mutex
	got []asked
}

func newFrontendAPI(t testing.TB, handler http.HandlerFunc) *frontendAPI {
	t.Helper()
	f := &frontendAPI{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler == nil {
			body, _ := io.ReadAll(r.Body)
			f.mu.Lock()
			f.got = append(f.got, asked{r.Method, r.RequestURI, r.Host, string(body), r.Header})
			f.mu.Unlock()
			_, _ = io.WriteString(w, "ok")
			return
		}
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

func (f *frontendAPI) last(t testing.TB) asked {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.got) == 0 {
		t.Fatal("the Frontend API was not asked")
	}
	return f.got[len(f.got)-1]
}

func (f *frontendAPI) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.got)
}

func proxyOptions(frontendAPIURL string) Options {
	return Options{
		PublishableKey:   fakeProxyPublishable,
		SecretKey:        fakeProxySecret,
		FrontendAPIURL:   frontendAPIURL,
		FrontendAPIProxy: clerkauth.FrontendAPIProxyOptions{Enabled: true},
		Logger:           slog.New(slog.DiscardHandler),
	}
}

// proxied runs an application with the plugin on loopback, and gives its
// address. What is not the proxy's is answered with 418.
func (f Suite) proxied(t testing.TB, options Options, patience time.Duration, config ...Config) string {
	t.Helper()
	plugin, err := f.NewAuthenticator(options)
	if err != nil {
		t.Fatal(err)
	}
	if patience > 0 {
		plugin.SetProxyIdle(patience)
	}
	var c Config
	if len(config) > 0 {
		c = config[0]
	}
	app := f.NewApp(c)
	app.Use("/", plugin.Handler())
	app.Use("/", func(c Ctx) error { return c.SendStatus(http.StatusTeapot) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.Serve(listener) }()
	t.Cleanup(func() {
		_ = app.Shutdown(time.Second)
		<-done
	})
	return listener.Addr().String()
}

// raw sends bytes as they are, and reads one answer.
func raw(t testing.TB, address, method, text string) (*http.Response, string) {
	t.Helper()
	connection := dial(t, address)
	if _, err := io.WriteString(connection, text); err != nil {
		t.Fatal(err)
	}
	return answerOf(t, bufio.NewReader(connection), method)
}

func dial(t testing.TB, address string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	_ = connection.SetDeadline(time.Now().Add(20 * time.Second))
	return connection
}

func answerOf(t testing.TB, r *bufio.Reader, method string) (*http.Response, string) {
	t.Helper()
	response, err := http.ReadResponse(r, &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func (f Suite) TestProxyTargets(t *testing.T) {
	api := newFrontendAPI(t, nil)
	tests := []struct {
		target string
		want   string // what the Frontend API is asked; empty: it is not the proxy's
	}{
		{"/__clerk", "/"},
		{"/__clerk/", "/"},
		{"/__clerk?x=1", "/?x=1"},
		{"/__clerk/v1/client?a=b&a=c&d", "/v1/client?a=b&a=c&d"},
		{"/__clerk/v1/a%20b?q=%20+", "/v1/a%20b?q=%20+"},
		{"/__clerk/a//b", "/a//b"},
		{"/__clerk/a/../b", "/b"},
		{"/__clerk/a/./b", "/a/b"},
		{`/__clerk\v1`, "/v1"},
		{"/./__clerk/v1", "/v1"},
		{"/x/../__clerk/v1", "/v1"},
		{"http://evil.example/__clerk/v1", "/v1"},

		{"/__clerk//evil.example/x", "//evil.example/x"},
		{"/__clerk///evil.example/x", "///evil.example/x"},
		{`/__clerk/\evil.example/x`, "//evil.example/x"},
		{"/__clerk/@evil.example", "/@evil.example"},
		{"/__clerk/:80@evil.example", "/:80@evil.example"},
		{"/__clerk/%2f%2fevil.example", "/%2f%2fevil.example"},
		{"/__clerk/a%2f..%2fb", "/a%2f..%2fb"},
		{"/__clerk/%252e%252e/x", "/%252e%252e/x"},
		{"/__clerk/a|b^c[d]", "/a|b^c[d]"},
		{"/__clerk/http://evil.example/", "/http://evil.example/"},

		{"/", ""},
		{"/__clerkx", ""},
		{"/__clerk.evil.example/", ""},
		{"/__CLERK/v1", ""},
		{"/x/__clerk/v1", ""},
		{"//__clerk/v1", ""},
		{"/__clerk/../admin", ""},
		{"/__clerk/..", ""},
		{"/__clerk/%2e%2e/admin", ""},
		{"/__clerk/.%2E/admin", ""},
		{`/__clerk\..\admin`, ""},
		{"/__clerk%2Fv1", ""},
		{"/%5F_clerk/v1", ""},
		{"/__clerk;x/v1", ""},
	}
	for _, base := range []string{"", "/base", "/base/"} {
		address := f.proxied(t, proxyOptions(api.url+base), 0)
		for _, test := range tests {
			t.Run(base+" "+test.target, func(t *testing.T) {
				before := api.count()
				response, _ := raw(t, address, "GET", "GET "+test.target+" HTTP/1.1\r\nHost: app.example\r\n\r\n")
				if test.want == "" {
					if response.StatusCode != http.StatusTeapot || api.count() != before {
						t.Errorf("status %d, asked %d times, want it left to the application", response.StatusCode, api.count()-before)
					}
					return
				}
				got := api.last(t)
				if want := strings.TrimSuffix(base, "/") + test.want; got.target != want || response.StatusCode != http.StatusOK {
					t.Errorf("status %d, asked for %q, want %q", response.StatusCode, got.target, want)
				}
				if got.host != strings.TrimPrefix(api.url, "http://") {
					t.Errorf("asked for host %q", got.host)
				}
			})
		}
	}
}

// net/http would send such a target with another authority than its own.
func (f Suite) TestProxyRefusesWhatItCannotSend(t *testing.T) {
	api := newFrontendAPI(t, nil)
	response, body := raw(t, f.proxied(t, proxyOptions(api.url), 0), "GET", "GET /__clerk//evil.example/%zz HTTP/1.1\r\nHost: app.example\r\n\r\n")
	if response.StatusCode != 400 || api.count() != 0 {
		t.Errorf("answer %d %s, asked %d times", response.StatusCode, body, api.count())
	}
}

// Go's own server refuses this path, so a transport takes the place of one.
func (f Suite) TestProxyPathThatOnlyABrowserTakes(t *testing.T) {
	var sent, seen string
	options := proxyOptions("https://api.example")
	options.HTTPClient = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		sent = r.URL.RequestURI()
		return &http.Response{StatusCode: 204, Body: http.NoBody}, nil
	})}
	options.FrontendAPIProxy.EnabledFunc = func(u *url.URL) bool {
		seen = u.Scheme + " " + u.Host + " " + u.Path + " " + u.RawQuery
		return true
	}
	raw(t, f.proxied(t, options, 0), "GET", "GET /__clerk/%zz?a=%zz HTTP/1.1\r\nHost: app.example\r\n\r\n")
	if sent != "/%zz?a=%zz" || seen != "http app.example /__clerk/%zz a=%zz" {
		t.Errorf("sent %q, decided on %q", sent, seen)
	}
}

func (f Suite) TestProxyPathAndSwitch(t *testing.T) {
	api := newFrontendAPI(t, nil)
	under := func(prefix string) func(*url.URL) bool {
		return func(u *url.URL) bool { return u.Host == "app.example" && strings.HasPrefix(u.Path, prefix) }
	}
	tests := []struct {
		name    string
		options clerkauth.FrontendAPIProxyOptions
		target  string
		want    int
	}{
		{"off", clerkauth.FrontendAPIProxyOptions{}, "/__clerk/v1", 418},
		{"on", clerkauth.FrontendAPIProxyOptions{Enabled: true}, "/__clerk/v1", 200},
		{"another path", clerkauth.FrontendAPIProxyOptions{Enabled: true, Path: "/api/clerk"}, "/api/clerk/v1", 200},
		{"another path with a slash", clerkauth.FrontendAPIProxyOptions{Enabled: true, Path: "/api/clerk/"}, "/api/clerk/v1", 200},
		{"the usual path, but another is set", clerkauth.FrontendAPIProxyOptions{Enabled: true, Path: "/api/clerk"}, "/__clerk/v1", 418},
		{"the root is no path", clerkauth.FrontendAPIProxyOptions{Enabled: true, Path: "/"}, "/__clerk/v1", 200},
		{"decided per request: yes", clerkauth.FrontendAPIProxyOptions{EnabledFunc: under("/__clerk/v1")}, "/__clerk/v1/x", 200},
		{"decided per request: no", clerkauth.FrontendAPIProxyOptions{EnabledFunc: under("/__clerk/v1")}, "/__clerk/v2/x", 418},
		{"decided per request goes before on", clerkauth.FrontendAPIProxyOptions{Enabled: true, EnabledFunc: under("/other")}, "/__clerk/v1", 418},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			options := proxyOptions(api.url)
			options.FrontendAPIProxy = test.options
			response, _ := raw(t, f.proxied(t, options, 0), "GET", "GET "+test.target+" HTTP/1.1\r\nHost: app.example\r\n\r\n")
			if response.StatusCode != test.want {
				t.Errorf("status %d, want %d", response.StatusCode, test.want)
			}
		})
	}
}

func (f Suite) TestProxyRequestHeaders(t *testing.T) {
	api := newFrontendAPI(t, nil)
	host := strings.TrimPrefix(api.url, "http://")
	always := map[string]string{
		"Accept-Encoding": "identity", "Clerk-Secret-Key": fakeProxySecret,
		"Clerk-Proxy-Url":  "http://app.example:3000/__clerk",
		"X-Forwarded-Host": "app.example:3000", "X-Forwarded-Proto": "http", "X-Forwarded-For": "127.0.0.1",
	}
	with := func(changes map[string]string) map[string]string {
		m := maps.Clone(always)
		maps.Copy(m, changes)
		return m
	}
	untrusting := Config{TrustedProxies: []string{"192.0.2.1"}}
	tests := []struct {
		name   string
		sent   string
		want   map[string]string
		config Config
	}{
		{name: "none", want: always},
		{
			name: "ordinary ones", sent: "Authorization: Bearer abc\r\nUser-Agent: browser\r\nContent-Type: text/plain\r\nOrigin: http://app.example\r\n",
			want: with(map[string]string{"Authorization": "Bearer abc", "User-Agent": "browser", "Content-Type": "text/plain", "Origin": "http://app.example"}),
		},
		{name: "cookies", sent: "Cookie: __client=abc; other=1\r\n", want: with(map[string]string{"Cookie": "__client=abc; other=1"})},
		{name: "ours, from a stranger", sent: "Clerk-Secret-Key: sk_test_evil\r\nclerk-proxy-url: https://evil.example\r\nCLERK-SECRET-KEY: again\r\n", want: always},
		{name: "ours, named by Connection", sent: "Connection: clerk-secret-key, Clerk-Proxy-Url, x-forwarded-for, accept-encoding, host\r\n", want: always},
		{name: "Connection drops what it names", sent: "Connection: X-Private, keep-alive\r\nX-Private: 1\r\nX-Public: 2\r\n", want: with(map[string]string{"X-Public": "2"})},
		{name: "two Connection lines", sent: "Connection: X-One\r\nConnection: X-Two\r\nX-One: 1\r\nX-Two: 2\r\n", want: always},
		{
			name: "of one connection", want: always,
			sent: "Keep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\nProxy-Authenticate: x\r\nProxy-Connection: close\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
		},
		{name: "another encoding", sent: "Accept-Encoding: gzip, br\r\n", want: always},
		{name: "an empty one", sent: "X-Empty:\r\n", want: always},
		{
			name: "repeated", sent: "X-Twice: a\r\nX-Twice: b\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n",
			want: with(map[string]string{"X-Twice": "a, b", "Authorization": "Bearer a"}),
		},
		{name: "bytes beyond ASCII", sent: "X-Name: Zo\xeb\r\n", want: with(map[string]string{"X-Name": "Zo\xeb"})},
		{
			name: "from a reverse proxy", sent: "X-Forwarded-Host: public.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n",
			want: with(map[string]string{"Clerk-Proxy-Url": "https://public.example/__clerk", "X-Forwarded-Host": "public.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"}),
		},
		{
			name: "from a chain of them", sent: "X-Forwarded-Host: a.example, b.example\r\nX-Forwarded-Proto: https, http\r\n",
			want: with(map[string]string{"Clerk-Proxy-Url": "https://a.example/__clerk", "X-Forwarded-Host": "a.example, b.example", "X-Forwarded-Proto": "https, http"}),
		},
		{name: "X-Real-Ip goes first", sent: "X-Real-IP: 9.9.9.9\r\nX-Forwarded-For: 1.2.3.4\r\n", want: with(map[string]string{"X-Real-Ip": "9.9.9.9", "X-Forwarded-For": "9.9.9.9"})},
		{
			name: "Cloudflare's goes before it", sent: "CF-Connecting-IP: 8.8.8.8\r\nX-Real-IP: 9.9.9.9\r\n",
			want: with(map[string]string{"Cf-Connecting-Ip": "8.8.8.8", "X-Real-Ip": "9.9.9.9", "X-Forwarded-For": "8.8.8.8"}),
		},
		{
			name: "from a peer that is not trusted", config: untrusting, want: always,
			sent: "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\nX-Real-IP: 9.9.9.9\r\nCF-Connecting-IP: 8.8.8.8\r\nForwarded: for=1.2.3.4\r\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			address := f.proxied(t, proxyOptions(api.url), 0, test.config)
			response, _ := raw(t, address, "GET", "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example:3000\r\n"+test.sent+"\r\n")
			if response.StatusCode != 200 {
				t.Fatalf("status %d", response.StatusCode)
			}
			got := api.last(t)
			if got.host != host {
				t.Errorf("host %q, want %q", got.host, host)
			}
			header := map[string]string{}
			for name, lines := range got.header {
				header[name] = strings.Join(lines, " and ")
			}
			if !maps.Equal(header, test.want) {
				t.Errorf("asked with\n  %v, want\n  %v", header, test.want)
			}
		})
	}
}

func (f Suite) TestProxyRefusesBadRequests(t *testing.T) {
	api := newFrontendAPI(t, nil)
	address := f.proxied(t, proxyOptions(api.url), 0)
	for name, text := range map[string]string{
		"no host":                  "GET /__clerk/v1 HTTP/1.1\r\nHost:\r\n\r\n",
		"a host that is none":      "GET /__clerk/v1 HTTP/1.1\r\nHost: foo|bar\r\n\r\n",
		"a control character":      "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nX-Bad: a\x01b\r\n\r\n",
		"a header name with space": "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nX Bad: 1\r\n\r\n",
		"a header name with at":    "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\nX@Bad: 1\r\n\r\n",
		"TRACE":                    "TRACE /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\n",
		"CONNECT":                  "CONNECT /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\n",
		"credentials":              "GET http://u:p@app.example/__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			if response, body := raw(t, address, "GET", text); response.StatusCode != 400 {
				t.Errorf("answer %d %q, want 400", response.StatusCode, body)
			}
		})
	}
	if api.count() != 0 {
		t.Errorf("the Frontend API was asked: %+v", api.got)
	}
}
