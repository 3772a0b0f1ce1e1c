package clerktest

import (
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const loopbackAddr = "127.0.0.1:0"

// Server is a Clerk instance: its Backend API and its Frontend API, each on a
// port of its own. Make one with NewServer or Start, and Close it.
type Server struct {
	config   Config
	instance instance
	backend  *endpoint
	frontend *endpoint

	intercept atomic.Pointer[interceptor]
	journal   journal
	failures  failures
	advanced  atomic.Int64 // by Advance, in nanoseconds

	mu         watchedMutex // guards all that follows
	keys       []signingKey
	state      state
	deliveries *deliveries // nil until DeliverWebhooks
}

type interceptor func(w http.ResponseWriter, r *http.Request) bool

// NewServer starts a Clerk on loopback. It panics, saying why, when it cannot:
// a key that looks live is in the environment, or there is no port. Start does
// the same without the panic.
func NewServer(config ...Config) *Server {
	var c Config
	if len(config) > 0 {
		c = config[0]
	}
	s, err := Start(c)
	if err != nil {
		panic(err)
	}
	return s
}

// Start starts a Clerk on loopback.
func Start(config Config) (*Server, error) {
	if err := refuseLiveKeys(environment()); err != nil {
		return nil, err
	}
	config = config.withDefaults()
	s := &Server{
		config:   config,
		instance: newInstance(config.Production),
		state:    newState(),
	}
	key := signingKey{id: config.KeyID, key: nil}
	if key.id == "" {
		key.id = newID("ins")
	}
	if config.OwnKey {
		key.key = generateKey()
	} else {
		key.key = processKey()
	}
	s.keys = []signingKey{key}
	s.state.settings = newSettings()
	s.addSystemRoles()
	s.addPrimaryDomain()

	var err error
	if s.backend, err = listen(config.BackendAddr, s.observed("backend", s.failing("backend", s.backendRoutes()))); err != nil {
		return nil, err
	}
	if s.frontend, err = listen(config.Addr, s.observed("frontend", s.frontendRoutes())); err != nil {
		s.backend.close()
		return nil, err
	}
	return s, nil
}

// Close stops both APIs, ends the requests that are still in them, and sends no
// more webhooks.
func (s *Server) Close() {
	s.backend.close()
	s.frontend.close()
	s.mu.Lock()
	deliveries := s.deliveries
	s.deliveries, s.mu.changed = nil, nil
	s.mu.Unlock()
	if deliveries != nil {
		deliveries.close()
	}
}

// PublishableKey is the instance's publishable key: pk_test_… or pk_live_….
func (s *Server) PublishableKey() string { return s.instance.publishableKey }

// SecretKey is the instance's secret key: sk_test_… or sk_live_….
func (s *Server) SecretKey() string { return s.instance.secretKey }

// FrontendAPI is the host name in the publishable key. It does not resolve; a
// Browser finds the Frontend API under it all the same.
func (s *Server) FrontendAPI() string { return s.instance.frontendAPI }

// Domain is the application's domain that a production instance belongs to;
// Browser knows it. It is empty for a development instance.
func (s *Server) Domain() string { return s.instance.domain }

// CookieSuffix tells this instance's cookies apart: __session_<suffix>.
func (s *Server) CookieSuffix() string { return s.instance.cookieSuffix }

// BackendURL is the Backend API's address, without a version.
func (s *Server) BackendURL() string { return "http://127.0.0.1:" + s.backend.port }

// FrontendURL is the Frontend API's address. It says localhost and not
// 127.0.0.1: to a browser these are different sites, and applications under
// development are visited as localhost.
func (s *Server) FrontendURL() string { return "http://localhost:" + s.frontend.port }

// JWTKey is the public key of the session tokens as PEM.
func (s *Server) JWTKey() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signer().pem()
}

// RotateKey signs from now on with a new RSA key under a new id, which JWKS
// lists beside the former ones until WithdrawKeys. Making the key takes a tenth
// of a second or so.
func (s *Server) RotateKey() {
	key := signingKey{id: newID("ins"), key: generateKey()}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = append(s.keys, key)
}

// WithdrawKeys takes all keys but the current one out of the JWKS.
func (s *Server) WithdrawKeys() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = s.keys[len(s.keys)-1:]
}

// signer is the key in use. The caller holds the lock.
func (s *Server) signer() signingKey { return s.keys[len(s.keys)-1] }

// endpoint is one of the two listeners.
type endpoint struct {
	port   string
	server *http.Server
	done   chan struct{}
}

func listen(addr string, handler http.Handler) (*endpoint, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("clerktest: address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("clerktest: address %q: only loopback is allowed", addr)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("clerktest: cannot listen: %w", err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, fmt.Errorf("clerktest: address of the listener: %w", err)
	}
	e := &endpoint{
		port:   port,
		server: &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second},
		done:   make(chan struct{}),
	}
	go func() {
		defer close(e.done)
		_ = e.server.Serve(listener) // it ends with ErrServerClosed, by close
	}()
	return e, nil
}

func (e *endpoint) close() {
	_ = e.server.Close() // the listener and its connections are gone either way
	<-e.done
}
