package hardening

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// gateway stands between an application and Clerk's Backend API, and fails as
// it is told. It is on a socket of its own, so that it can be gone altogether.
type gateway struct {
	address string
	clerk   http.Handler
	fault   atomic.Pointer[http.HandlerFunc]
	secure  *tls.Config
	server  *http.Server
	over    chan struct{} // closed at the end of the test: hanging answers end
}

// before puts a gateway before a Clerk. Without a TLS configuration it speaks plain HTTP.
func before(t testing.TB, s *clerktest.Server, secure *tls.Config) *gateway {
	t.Helper()
	target, err := url.Parse(s.BackendURL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorLog = log.New(io.Discard, "", 0) // visitors who leave are no news
	g := &gateway{clerk: proxy, address: "127.0.0.1:0", secure: secure, over: make(chan struct{})}
	g.up(t)
	t.Cleanup(func() { close(g.over); g.down() })
	return g
}

func (g *gateway) url() string {
	if g.secure != nil {
		return "https://" + g.address
	}
	return "http://" + g.address
}

// options are Clerk's, with the gateway as its Backend API.
func (g *gateway) options(t testing.TB, s *clerktest.Server) clerkfiber.Options {
	o := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	o.APIURL = g.url()
	o.HTTPClient = &http.Client{Transport: transport(t)}
	return o
}

// inTime is how long a visitor waits at most, whatever happens to Clerk.
const inTime = 5 * time.Second

func transport(t testing.TB) *http.Transport {
	own := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(own.CloseIdleConnections)
	return own
}

// up listens, again under the same address after down.
func (g *gateway) up(t testing.TB) {
	t.Helper()
	listener, err := net.Listen("tcp", g.address)
	if err != nil {
		t.Fatal(err)
	}
	g.address = listener.Addr().String()
	if g.secure != nil {
		listener = tls.NewListener(listener, g.secure)
	}
	g.server = &http.Server{Handler: http.HandlerFunc(g.serve), ReadHeaderTimeout: time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	g.server.SetKeepAlivesEnabled(false) // each call is a connection of its own, as after an outage
	go func(s *http.Server) { _ = s.Serve(listener) }(g.server)
}

// down refuses connections from now on.
func (g *gateway) down() { _ = g.server.Close() }

func (g *gateway) serve(w http.ResponseWriter, r *http.Request) {
	if f := g.fault.Load(); f != nil {
		(*f)(w, r)
		return
	}
	g.clerk.ServeHTTP(w, r)
}

func (g *gateway) fail(f http.HandlerFunc) { g.fault.Store(&f) }
func (g *gateway) mend()                   { g.fault.Store(nil) }

// hang never answers.
func (g *gateway) hang(_ http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-g.over:
	}
}

// late answers rightly, but after a while.
func (g *gateway) late(d time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(d):
			g.clerk.ServeHTTP(w, r)
		case <-r.Context().Done():
		case <-g.over:
		}
	}
}

// half promises more than it sends.
func half(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte(`{"keys":[{"kty":"RSA",`))
}

// says answers with a status and a body.
func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// authority signs the gateway's certificates.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	pool *x509.CertPool
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{key: key, pool: x509.NewCertPool()}
	a.cert = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, a.cert, a.cert, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	a.pool.AddCert(parsed)
	return a
}

// certify makes a certificate for an IP address, good until then.
func (a *authority) certify(t testing.TB, ip string, until time.Time) *tls.Certificate {
	t.Helper()
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "test gateway"}, IPAddresses: []net.IP{net.ParseIP(ip)},
		NotBefore: until.Add(-time.Hour), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, a.cert, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}

// resolver turns a made-up name into the gateway's address, until it fails.
type resolver struct {
	gone atomic.Bool
	to   string
}

var errNoNameServer = errors.New("the name server does not answer")

func (r *resolver) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if r.gone.Load() {
		names := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errNoNameServer }}
		if _, err := names.LookupHost(ctx, host); err != nil {
			return nil, err
		}
	}
	return new(net.Dialer).DialContext(ctx, network, r.to)
}
