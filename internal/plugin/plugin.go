// Package plugin is what both faces are made of: options resolved and checked,
// the handler, the guards' verdicts. It knows no Fiber.
package plugin

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/fapiproxy"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/oplog"
	"github.com/clerkfiber/clerkfiber/internal/state"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Plugin finds out who makes a request, for one face and one Clerk instance.
// It is safe for concurrent use.
type Plugin[C Ctx] struct {
	face     Face[C]
	next     func(C) bool
	settings Settings
	shared   state.Plugin // what each request's state refers to
	engine   *authn.Engine
	verifier *token.Verifier
	operator *oplog.Log
	proxy    *fapiproxy.Proxy // nil when it is off
	lastApp  atomic.Pointer[knownApp]

	anonymous anonymousAnswer
}

// New checks the options and prepares the plugin. It makes no request. The
// error names every fault of the options at once.
func New[C Ctx](face Face[C], options Options[C]) (*Plugin[C], error) {
	r, err := resolve(options.settings())
	if err != nil {
		return nil, err
	}
	p := &Plugin[C]{face: face, next: options.Next, settings: r.Settings, operator: oplog.New(r.Logger, time.Now), proxy: newProxy(r)}
	client, err := newClient(r.Settings)
	if err != nil {
		return nil, err
	}
	if p.verifier, err = newVerifier(r, client, p.operator); err != nil {
		return nil, err
	}
	if p.engine, err = newEngine(r, client, p.verifier, p.operator); err != nil {
		return nil, err
	}
	p.shared = state.Plugin{Identity: r.identity(), Engine: p.engine, Client: client, Debug: r.debug()}
	p.anonymous = p.newAnonymousAnswer()
	return p, nil
}

func newEngine(r *resolved, client *backendapi.Client, verifier *token.Verifier, operator *oplog.Log) (*authn.Engine, error) {
	cache, err := newMachineCache(r)
	if err != nil {
		return nil, err
	}
	engine, err := authn.NewEngine(authn.Config{
		Instance:          r.instance,
		Verifier:          verifier,
		Backend:           client,
		Domain:            r.Domain,
		SignInURL:         r.SignInURL,
		IsSatellite:       r.IsSatellite,
		SatelliteAutoSync: r.SatelliteAutoSync,
		DisableHandshake:  r.DisableHandshake,
		Organizations:     r.organizations,
		MachineCache:      cache,
		Warn:              operator.Warn,
		Now:               time.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: %w", err)
	}
	return engine, nil
}

// newProxy returns nil when the options ask for no proxy.
func newProxy(r *resolved) *fapiproxy.Proxy {
	o := r.FrontendAPIProxy
	if !o.Enabled && o.EnabledFunc == nil {
		return nil
	}
	target := r.FrontendAPIURL
	if target == "" {
		target = instance.ProxyTarget(r.instance.FrontendAPI)
	}
	return fapiproxy.New(fapiproxy.Config{
		Path: o.Path, EnabledFunc: o.EnabledFunc, SecretKey: r.SecretKey, Target: target,
		HTTPClient: r.HTTPClient, Logger: r.Logger,
	})
}

// Handle is the plugin: it answers by itself only to send a browser to Clerk
// and back, to refuse a request target that is no URL, and for the Frontend API.
func (p *Plugin[C]) Handle(c C) error {
	if p.next != nil && p.next(c) {
		return c.Next()
	}
	http := p.face.HTTP(c)
	if p.decidedEarlier(http) {
		return c.Next()
	}
	ctx := p.face.Context(c)
	request := edge.NewRequest(http, c, p.appConfig(c).HeadersAsSent)
	o := p.observe(ctx)
	if s := p.cachedSession(&request, &o); s != nil {
		return p.proceed(c, ctx, s)
	}
	if s := p.isAnonymous(&request, &o); s != nil {
		p.anonymous.headers.Write(http)
		return p.proceed(c, ctx, s)
	}
	r := p.newState()
	if request.Copy(&r.facts) != nil {
		edge.LeaveBodyUnread(http)
		edge.Answer(http, fasthttp.StatusBadRequest)
		return nil
	}
	if p.isForProxy(&r.facts) {
		return p.forward(c, ctx, &request, &r.facts)
	}
	p.decide(r, &o, authn.AcceptAny())
	if done, err := p.respond(http, r.Decided); done {
		p.log(&r.State)
		return err
	}
	return p.proceed(c, ctx, &r.State)
}

// decidedEarlier reports whether a plugin with equal options has decided about
// the request. What another instance's plugin said of it is forgotten.
func (p *Plugin[C]) decidedEarlier(http *fasthttp.RequestCtx) bool {
	earlier := stateOf(http)
	if earlier == nil {
		return false
	}
	if earlier.Plugin.Identity == p.shared.Identity {
		return true
	}
	edge.ForgetExplanation(http)
	return false
}

// requestState is a state and room for its request, in one piece of memory.
type requestState struct {
	state.State
	facts edge.Facts
}

func (p *Plugin[C]) newState() *requestState {
	r := new(requestState)
	r.Plugin = &p.shared
	r.facts.Request.ProxyURL = p.settings.ProxyURL
	return r
}

// decide finds out who makes the request.
func (p *Plugin[C]) decide(r *requestState, o *observation, accepts authn.Accepts) {
	o.begin()
	r.Decided = p.engine.Decide(o.ctx, &r.facts.Request, accepts)
	o.end(&r.State)
	r.facts.Request.Headers = nil // fasthttp's memory is another request's soon
}

// isForProxy reports whether a request is the Frontend API's. Where the proxy
// is on, its path is the Frontend API's address for every other request.
func (p *Plugin[C]) isForProxy(f *edge.Facts) bool {
	if p.proxy == nil || !p.proxy.Enabled(&f.URL) {
		return false
	}
	if p.proxy.Matches(&f.URL) {
		return true
	}
	if f.Request.ProxyURL == "" {
		f.Request.ProxyURL = p.proxy.Path()
	}
	return false
}

func (p *Plugin[C]) forward(c C, ctx context.Context, request *edge.Request, f *edge.Facts) error {
	err := p.proxy.Serve(ctx, request, &f.URL, p.appConfig(c).BodyLimit)
	if err == fapiproxy.ErrTooLarge { //nolint:errorlint // it is returned as it is
		return p.face.Error(fasthttp.StatusRequestEntityTooLarge)
	}
	return err
}

// respond makes the response that a decision demands, or reports that the next
// handler's turn has come. Where redirects are off, a handshake is signed out.
func (p *Plugin[C]) respond(http *fasthttp.RequestCtx, d *authn.Decision) (done bool, err error) {
	if d.Fault != "" {
		edge.LeaveBodyUnread(http)
		return true, p.face.Refuse(faultOf(d))
	}
	redirects := d.Location() != ""
	if redirects && p.settings.DisableHandshake {
		edge.AddHeaders(http, withoutRedirect(d.Headers))
		return false, nil
	}
	edge.AddHeaders(http, d.Headers)
	if redirects {
		edge.LeaveBodyUnread(http)
		http.Response.SetStatusCode(fasthttp.StatusTemporaryRedirect)
	}
	return redirects, nil
}

// faultOf tells a developer what to mend.
func faultOf(d *authn.Decision) Refusal {
	return Refusal{
		Status: fasthttp.StatusBadRequest, Text: d.Fault,
		Reason: d.Reason, Message: d.Message, TokenType: clerkauth.TokenType(d.TokenType),
	}
}

func withoutRedirect(headers []authn.Header) []authn.Header {
	var rest []authn.Header
	for _, h := range headers {
		if h.Name != fasthttp.HeaderLocation && h.Name != fasthttp.HeaderCacheControl {
			rest = append(rest, h)
		}
	}
	return rest
}

// proceed attaches the state and lets the application go on.
func (p *Plugin[C]) proceed(c C, parent context.Context, s *state.State) error {
	p.log(s)
	if s.Context != parent { // what is shared is never written to
		if s == p.anonymous.state {
			own := *s
			s = &own
		}
		s.Context = parent
	}
	p.face.HTTP(c).SetUserValue(state.LocalsKey, s)
	p.face.SetContext(c, s)
	return c.Next()
}

func stateOf(http *fasthttp.RequestCtx) *state.State {
	s, _ := http.UserValue(state.LocalsKey).(*state.State)
	return s
}

// log writes one record per decided request. It holds no token.
func (p *Plugin[C]) log(s *state.State) {
	ctx, logger := context.Background(), p.operator.Logger()
	if !logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	d := s.Decision()
	logger.LogAttrs(ctx, slog.LevelDebug, "clerkfiber: decided",
		slog.String("status", string(d.Status)),
		slog.String("rule", d.Rule),
		slog.String("reason", d.Reason),
		slog.String("token_type", d.TokenType),
		slog.String("instance", p.engine.Instance()),
	)
}
