package plugin

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/fapiproxy"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/warnlog"
)

// core is one Clerk instance as its options have it, for whichever face. It is
// safe for concurrent use.
type core struct {
	// What every request looks at is side by side: the end of the settings, and
	// what comes after.
	settings        Settings     // without the keys
	logs            slog.Handler // of settings.Logger
	verifier        *token.Verifier
	engine          *authn.Engine
	proxy           *fapiproxy.Proxy // nil when it is off
	anonymousAnswer anonymousAnswer
	view            state.View // of those in front of whom no guard stands

	client   *backendapi.Client
	operator *warnlog.Log
	keys     keys
	identity [sha256.Size]byte // equal for two that would decide alike
	distrust sync.Once
}

// init makes no request. The error names every fault of the settings at once.
func (c *core) init(s Settings) error {
	r, err := resolve(s)
	if err != nil {
		return err
	}
	c.operator = warnlog.New(r.Logger, time.Now)
	r.Logger = c.operator.Logger() // whoever logs, a handler that panics harms nobody
	c.logs = r.Logger.Handler()
	c.settings, c.keys, c.identity, c.proxy = r.withoutKeys(), r.keys(), optionset.Identity(r.Settings), newProxy(r)
	if c.client, err = newClient(r.Settings); err != nil {
		return err
	}
	if c.verifier, err = newVerifier(r, c.client, c.operator); err != nil {
		return err
	}
	if c.engine, err = newEngine(r, c); err != nil {
		return err
	}
	c.view.Plugin = c
	c.anonymousAnswer = c.newAnonymousAnswer()
	return nil
}

// Client returns the Backend API client with the plugin's keys.
func (c *core) Client() *backendapi.Client { return c.client }

// Debug returns what Auth.Debug tells of the configuration.
func (c *core) Debug() map[string]any {
	return map[string]any{
		"secretKey":      c.keys.secret.String(),
		"jwtKey":         c.keys.jwt.String(),
		"publishableKey": c.keys.publishable.String(),
		"isSatellite":    c.settings.IsSatellite,
		"domain":         c.settings.Domain,
		"proxyUrl":       c.settings.ProxyURL,
	}
}

func newEngine(r *resolved, c *core) (*authn.Engine, error) {
	cache, err := newMachineCache(r, c.operator)
	if err != nil {
		return nil, err
	}
	engine, err := authn.NewEngine(authn.Config{
		Instance:          r.instance,
		Verifier:          c.verifier,
		Backend:           c.client,
		Domain:            r.Domain,
		SignInURL:         r.SignInURL,
		SignUpURL:         r.SignUpURL,
		IsSatellite:       r.IsSatellite,
		SatelliteAutoSync: r.SatelliteAutoSync,
		DisableHandshake:  r.DisableHandshake,
		RefreshForms:      r.RefreshForms,
		AuthorizedParties: r.AuthorizedParties,
		Organizations:     r.organizations,
		MachineCache:      cache,
		Warn:              c.operator.Warn,
		Now:               time.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: %w", err)
	}
	return engine, nil
}

// newMachineCache returns nil when the options ask for no cache.
func newMachineCache(r *resolved, operator *warnlog.Log) (*authn.MachineCache, error) {
	o := r.MachineTokenCache
	if o.TTL == 0 {
		return nil, nil
	}
	c := authn.MachineCacheConfig{
		TTL: o.TTL, Secret: r.SecretKey,
		Scope: fmt.Sprintf("%q", []string{r.PublishableKey, r.SecretKey, r.MachineSecretKey, fmt.Sprint(r.Audience)}),
		Warn:  operator.Warn,
	}
	if o.Storage != nil {
		c.Storage = o.Storage
	}
	cache, err := authn.NewMachineCache(c)
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: cache of machine tokens: %w", err)
	}
	return cache, nil
}

// newProxy returns nil when the options ask for no proxy.
func newProxy(r *resolved) *fapiproxy.Proxy {
	o := r.FrontendAPIProxy
	if !o.Enabled && o.EnabledFunc == nil {
		return nil
	}
	return fapiproxy.New(fapiproxy.Config{
		Path: o.Path, EnabledFunc: o.EnabledFunc, SecretKey: redact.New(r.SecretKey), Target: r.proxyTarget,
		HTTPClient: steady(r.HTTPClient), Logger: r.Logger,
	})
}

// decidedEarlier reports whether a plugin with equal options has decided about
// the request. What another instance's plugin said of it is forgotten.
func (c *core) decidedEarlier(http *fasthttp.RequestCtx) bool {
	earlier := stateOf(http)
	if earlier == nil {
		return false
	}
	if coreOf(earlier).identity == c.identity {
		return true
	}
	edge.ForgetExplanation(http)
	return false
}

// coreOf returns the core that decided.
func coreOf(s *state.State) *core { return s.Plugin.(*core) }

// reportDistrust tells the operator of the first peer whose forwarded headers
// are not believed: a proxy that the application forgot to trust.
func (c *core) reportDistrust(peer net.IP) {
	c.distrust.Do(func() {
		c.operator.Warn("untrusted-proxy", "X-Forwarded-Host and X-Forwarded-Proto are not believed from this peer; if it is your proxy, trust it in the configuration of the application",
			"peer", peer.String())
	})
}

// stateOf returns the request's state; nil without the plugin, and for a request
// that was released.
func stateOf(http *fasthttp.RequestCtx) *state.State {
	if http == nil {
		return nil
	}
	s, _ := http.UserValue(state.LocalsKey).(*state.State)
	return s
}

// requestState is a state and room for its request, in one piece of memory.
type requestState struct {
	state.State
	facts edge.Facts
}

func (c *core) newState() *requestState {
	r := new(requestState)
	r.View = &c.view
	r.facts.Request.ProxyURL = c.settings.ProxyURL
	return r
}

// exchangesKey is where a request's values have what Clerk gave for its nonce or
// expired session: another plugin, or code that authenticates by itself, could
// not get it again.
type exchangesKey struct{}

// decide finds out who makes the request.
func (c *core) decide(http *fasthttp.RequestCtx, r *requestState, o *observation, accepts authn.Accepts) {
	o.begin()
	earlier, _ := http.UserValue(exchangesKey{}).(*authn.Exchanges)
	r.facts.Request.Exchanges = earlier
	r.Decided = c.engine.Decide(o.ctx, &r.facts.Request, accepts)
	o.end(&r.State)
	if made := r.facts.Request.Exchanges; made != earlier {
		http.SetUserValue(exchangesKey{}, made)
	}
	r.facts.Request.Headers = nil // fasthttp's memory is another request's soon
}

// isForProxy reports whether a request is the Frontend API's. Where the proxy
// is on, its path is the Frontend API's address for every other request.
func (c *core) isForProxy(f *edge.Facts) bool {
	if !c.proxyIsOn(&f.URL) {
		return false
	}
	if c.proxy.Matches(&f.URL) {
		return true
	}
	if f.Request.ProxyURL == "" {
		f.Request.ProxyURL = c.proxy.Path()
	}
	return false
}

// log writes one record per decided request. It holds no token.
func (c *core) log(s *state.State) {
	ctx := context.Background()
	if !c.logs.Enabled(ctx, slog.LevelDebug) {
		return
	}
	d := s.Decision()
	c.settings.Logger.LogAttrs(ctx, slog.LevelDebug, "clerkfiber: decided",
		slog.String("status", string(d.Status)),
		slog.String("rule", d.Rule),
		slog.String("reason", d.Reason),
		slog.String("token_type", d.TokenType),
		slog.String("instance", c.engine.Instance()),
	)
}
