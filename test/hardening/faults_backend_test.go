package hardening

import (
	"crypto/tls"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// outage is a way in which the Backend API fails.
type outage struct {
	name    string
	begin   func(g *gateway)
	keys    string // why a session token is refused whose key is not known yet
	warning string // words of the operator's warning about the keys
	machine string // why an opaque machine token is refused
	refresh string // how the refresh of an expired session ended
}

const (
	noKeys  = "jwk-remote-failed-to-load"
	badKey  = "secret-key-invalid"
	unknown = "unexpected-error"
)

func outages() []outage {
	refusal := `{"errors":[{"code":"clerk_key_invalid","message":"The provided Clerk Secret Key is invalid."}]}`
	return []outage{
		{"down", (*gateway).down, noKeys, "connection refused", unknown, "fetch-error"},
		{"hanging", func(g *gateway) { g.fail(g.hang) }, noKeys, "deadline exceeded", unknown, "fetch-error"},
		{"slower than we wait", func(g *gateway) { g.fail(g.late(8 * time.Second)) }, noKeys, "deadline exceeded", unknown, "fetch-error"},
		{"half an answer", func(g *gateway) { g.fail(half) }, noKeys, "unexpected EOF", unknown, "fetch-error"},
		{"no JSON", func(g *gateway) { g.fail(says(200, "<html>maintenance</html>")) }, noKeys, "JWKS", unknown, "fetch-error"},
		{"401", func(g *gateway) { g.fail(says(401, refusal)) }, badKey, "Secret Key is invalid", badKey, "clerk_key_invalid"},
		{"429", func(g *gateway) {
			g.fail(says(429, `{"errors":[{"code":"too_many_requests"}]}`, "Retry-After", "5"))
		}, noKeys, "code=429", unknown, "too_many_requests"},
		{"500", func(g *gateway) { g.fail(says(500, `{"errors":[{"code":"internal_clerk_error"}]}`)) }, noKeys, "code=500", unknown, "internal_clerk_error"},
	}
}

// ward is one outage with the two applications that suffer from it: one was
// running before it, one starts in the middle.
type ward struct {
	outage
	clerk           *clerktest.Server
	gateway         *gateway
	running         *site
	starting        *site
	options         clerkfiber.Options
	mend            func()
	cached, another string // session tokens that the running application has seen, and has not
	apiKey          string
	browser         func(*http.Request) // signed in, its token expired, with a refresh token
}

func admit(t *testing.T, o outage) *ward {
	t.Helper()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	w := &ward{outage: o, clerk: s, gateway: before(t, s, nil)}
	w.options = w.gateway.options(t, s)
	w.mend = w.gateway.mend
	if o.name == "down" {
		w.mend = func() { w.gateway.up(t) }
	}
	w.prepare(t)
	return w
}

// prepare opens the running application and lets it learn Clerk's keys.
func (w *ward) prepare(t *testing.T) {
	t.Helper()
	w.running = open(t, w.options)
	w.cached = w.clerk.SessionToken("user_ada", clerktest.TTL(time.Hour))
	w.another = w.clerk.SessionToken("user_bob", clerktest.TTL(time.Hour))
	w.apiKey = w.clerk.APIKey("user_ada")
	w.browser = expiredBrowser(t, w.clerk, w.running)
	if a := w.running.visit(t, bearer(w.cached)); a.User != "user_ada" {
		t.Fatalf("before the outage: %+v", a)
	}
}

// expiredBrowser signs a person in by a real handshake, whose cookies have a
// refresh token, and then lets the session token expire.
func expiredBrowser(t *testing.T, s *clerktest.Server, to *site) func(*http.Request) {
	t.Helper()
	user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "analytical engine"})
	b := s.NewBrowser(nil)
	b.Origin = to.url
	if _, err := b.SignIn("ada@example.com", "analytical engine"); err != nil {
		t.Fatal(err)
	}
	suffix := "_" + s.CookieSuffix()
	refresh := b.Cookie("__refresh" + suffix)
	if refresh == "" {
		t.Fatal("the handshake brought no refresh token")
	}
	return func(r *http.Request) {
		page(r)
		s.SignIn(r, user.ID, clerktest.Age(2*time.Minute), clerktest.TTL(time.Minute))
		r.AddCookie(&http.Cookie{Name: "__refresh" + suffix, Value: refresh})
	}
}

// suffer looks at the outage as every kind of visitor does.
func (w *ward) suffer(t *testing.T) {
	w.starting = open(t, w.options)
	known := w.running.visit(t, bearer(w.cached))
	fresh := w.running.visit(t, bearer(w.another))
	if known.User != "user_ada" || fresh.User != "user_bob" || max(known.Took, fresh.Took) > patience {
		t.Errorf("users whose key is known must notice nothing: %+v, %+v", known, fresh)
	}
	first := w.starting.visit(t, bearer(w.cached))
	if first.why() != w.keys || first.Status != 200 || first.Took > inTime {
		t.Errorf("at start: %s after %v, want %s within %v", first.why(), first.Took, w.keys, inTime)
	}
	if again := w.starting.visit(t, bearer(w.cached)); again.why() != w.keys || again.Took > patience {
		t.Errorf("at start, the next one: %s after %v, want %s at once", again.why(), again.Took, w.keys)
	}
	w.starting.warned(t, w.keys, w.warning)
	if m := w.running.visit(t, bearer(w.apiKey)); m.why() != w.machine || m.Took > inTime {
		t.Errorf("a machine: %s after %v, want %s within %v", m.why(), m.Took, w.machine, inTime)
	}
	p := w.running.visit(t, w.browser)
	if want := "session-token-expired-refresh-" + w.refresh; p.why() != want || p.Status != 307 || !strings.Contains(p.Header.Get("Location"), "/v1/client/handshake") || p.Took > inTime {
		t.Errorf("an expired session: status %d, %s after %v, want a handshake and %s within %v", p.Status, p.why(), p.Took, want, inTime)
	}
	h := w.running.visit(t, page, at(t, "/?__clerk_handshake_nonce=nonce_fake"))
	if h.Status != 307 || strings.Contains(h.Header.Get("Location"), "nonce") || h.Header.Get("Cache-Control") != "no-store" || h.Took > inTime {
		t.Errorf("back from a handshake: status %d to %q after %v, want a way on without the nonce", h.Status, h.Header.Get("Location"), h.Took)
	}
	w.running.warned(t, "handshake-exchange")
	for _, s := range []*site{w.running, w.starting} {
		s.keepsSecrets(t, w.options.SecretKey, w.cached, w.another, w.apiKey, "nonce_fake")
	}
}

// recover is what happens once the cause is gone: both applications are whole
// again, without a restart.
func (w *ward) recover(t *testing.T) {
	w.mend()
	if !eventually(t, 12*time.Second, func() bool { return w.starting.visit(t, bearer(w.cached)).User == "user_ada" }) {
		t.Error("nobody can sign in 12 s after the end of the outage")
	}
	if m := w.running.visit(t, bearer(w.apiKey)); m.Subject != "user_ada" {
		t.Errorf("a machine is refused after the outage: %+v", m)
	}
	if p := w.running.visit(t, w.browser); !p.SignedIn || len(p.Header["Set-Cookie"]) == 0 {
		t.Errorf("an expired session is not refreshed after the outage: %d %s", p.Status, p.why())
	}
}

func TestBackendAPIFails(t *testing.T) {
	t.Parallel()
	for _, o := range outages() {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			w := admit(t, o)
			w.begin(w.gateway)
			w.suffer(t)
			w.recover(t)
		})
	}
}

// A Backend API that is slow but in time is waited for, once for all.
func TestBackendAPISlow(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	g := before(t, s, nil)
	g.fail(g.late(time.Second))
	app := open(t, g.options(t, s))
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if a := app.visit(t, bearer(s.SessionToken("user_ada"))); a.User != "user_ada" || a.Took > 4*time.Second {
				t.Errorf("%+v", a)
			}
		})
	}
	all.Wait()
	if n := s.CountRequests("GET", "/v1/jwks"); n != 1 {
		t.Errorf("%d fetches of the keys, want 1", n)
	}
}

func TestCertificateWrong(t *testing.T) {
	t.Parallel()
	ours, stranger := newAuthority(t), newAuthority(t)
	good := ours.certify(t, "127.0.0.1", time.Now().Add(time.Hour))
	for name, bad := range map[string]struct {
		cert *tls.Certificate
		says string
	}{
		"expired":           {ours.certify(t, "127.0.0.1", time.Now().Add(-time.Minute)), "expired"},
		"another host's":    {ours.certify(t, "127.0.0.2", time.Now().Add(time.Hour)), "127.0.0.1"},
		"unknown authority": {stranger.certify(t, "127.0.0.1", time.Now().Add(time.Hour)), "unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var shown sync.Map
			shown.Store("now", good)
			secure := &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
				cert, _ := shown.Load("now")
				return cert.(*tls.Certificate), nil
			}}
			s := clerktest.NewServer()
			t.Cleanup(s.Close)
			w := &ward{outage: outage{keys: noKeys, warning: bad.says, machine: unknown, refresh: "fetch-error"}, clerk: s, gateway: before(t, s, secure)}
			w.options = w.gateway.options(t, s)
			w.options.HTTPClient.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: ours.pool}
			w.mend = func() { shown.Store("now", good) }
			w.prepare(t)
			shown.Store("now", bad.cert)
			w.suffer(t)
			w.recover(t)
		})
	}
}

func TestNamesDoNotResolve(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	g := before(t, s, nil)
	names := &resolver{to: g.address}
	w := &ward{outage: outage{keys: noKeys, warning: "lookup", machine: unknown, refresh: "fetch-error"}, clerk: s, gateway: g}
	w.options = g.options(t, s)
	u, err := url.Parse(w.options.APIURL)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = "api.clerk.test:80"
	w.options.APIURL = u.String()
	w.options.HTTPClient.Transport.(*http.Transport).DialContext = names.dial
	w.mend = func() { names.gone.Store(false) }
	w.prepare(t)
	names.gone.Store(true)
	w.suffer(t)
	w.recover(t)
}
