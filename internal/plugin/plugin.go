// Package plugin is what both faces are made of: options resolved and checked,
// the handler, the guards' verdicts. It knows no Fiber.
package plugin

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/fapiproxy"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// Plugin is the handler of one face for one Clerk instance. It is safe for
// concurrent use.
type Plugin[C Ctx] struct {
	face    Face[C]
	next    func(C) bool
	lastApp atomic.Pointer[knownApp]

	core
}

// New checks the options and prepares the plugin. It makes no request. The
// error names every fault of the options at once.
func New[C Ctx](face Face[C], options Options[C]) (*Plugin[C], error) {
	p := new(Plugin[C])
	if err := p.init(face, options); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Plugin[C]) init(face Face[C], options Options[C]) error {
	p.face, p.next = face, options.Next
	return p.core.init(options.settings())
}

// Handle is the plugin: it answers by itself only to send a browser to Clerk
// and back, to refuse a request target that is no URL, and for the Frontend API.
func (p *Plugin[C]) Handle(c C) error {
	if err := p.unusable(c); err != nil {
		return err
	}
	http := p.face.HTTP(c)
	if p.settings.CanonicalPaths && !edge.IsCanonical(http) {
		return refuseTarget(http)
	}
	if p.skips(c) || p.decidedEarlier(http) {
		return c.Next()
	}
	request := edge.NewRequest(http, c, p.appConfig(c).Config)
	if status := request.Misframed(); status != 0 {
		http.SetConnectionClose()
		edge.Answer(http, status)
		return nil
	}
	ctx := p.face.Context(c)
	o := p.observe(ctx)
	s, read := p.shortWay(&request, &o)
	if s != nil {
		return p.proceed(ctx, c, s)
	}
	r := p.newState()
	r.facts.Request.Bearer = read
	if request.Copy(&r.facts) != nil {
		return refuseTarget(http)
	}
	if p.isForProxy(&r.facts) {
		return p.forward(ctx, c, &request, &r.facts)
	}
	p.decide(http, r, &o, authn.AcceptAny())
	if done, err := p.respond(http, r.Decided); done {
		p.log(&r.State)
		return err
	}
	return p.proceed(ctx, c, &r.State)
}

// refuseTarget answers a target that is no URL, or is spelled as it must not be.
func refuseTarget(http *fasthttp.RequestCtx) error {
	edge.CloseAfterStream(http)
	edge.Answer(http, fasthttp.StatusBadRequest)
	return nil
}

// errNotMade is for an Authenticator that NewAuthenticator did not make.
var errNotMade = errors.New("clerkfiber: an Authenticator is made by NewAuthenticator")

// unusable returns why nothing can be found out about a Ctx.
func (p *Plugin[C]) unusable(c C) error {
	switch {
	case p == nil:
		return errNotMade
	case p.face.HTTP(c) == nil:
		return clerkauth.ErrPluginNotRegistered
	}
	return nil
}

func (p *Plugin[C]) forward(ctx context.Context, c C, request *edge.Request, f *edge.Facts) error {
	err := p.proxy.Serve(ctx, request, &f.URL, p.appConfig(c).BodyLimit)
	if err == fapiproxy.ErrTooLarge { //nolint:errorlint // it is returned as it is
		return p.face.Error(fasthttp.StatusRequestEntityTooLarge)
	}
	return err
}

// respond makes the response that a decision demands, or reports that the next
// handler's turn has come. Where redirects are off, a handshake is signed out.
func (p *Plugin[C]) respond(http *fasthttp.RequestCtx, d *authn.Decision) (done bool, err error) {
	if d.DeveloperError != "" {
		edge.CloseAfterStream(http)
		return true, p.face.Refuse(faultOf(d))
	}
	redirects := d.Location() != ""
	if redirects && p.settings.DisableHandshake {
		edge.AddHeaders(http, withoutRedirect(d.Headers))
		return false, nil
	}
	edge.AddHeaders(http, d.Headers)
	if redirects {
		edge.CloseAfterStream(http)
		http.Response.SetStatusCode(fasthttp.StatusTemporaryRedirect)
	}
	return redirects, nil
}

// proceed attaches the state and lets the application go on.
func (p *Plugin[C]) proceed(parent context.Context, c C, s *state.State) error {
	p.log(s)
	if s.Context != parent { // what is shared is never written to
		if s == p.anonymousAnswer.state {
			own := *s
			s = &own
		}
		s.Context = parent
	}
	p.face.HTTP(c).SetUserValue(state.LocalsKey, s)
	p.face.SetContext(c, s)
	edge.CloseAfterStream(p.face.HTTP(c))
	return c.Next()
}

// faultOf tells a developer what to mend.
func faultOf(d *authn.Decision) Refusal {
	return Refusal{
		Status: fasthttp.StatusBadRequest, Text: d.DeveloperError,
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

// String names the instance, and nothing of its options.
func (p *Plugin[C]) String() string {
	if p == nil {
		return "clerkfiber.Authenticator"
	}
	return "clerkfiber.Authenticator(" + p.engine.Instance() + ")"
}
