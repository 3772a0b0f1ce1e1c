package plugin

import (
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// Authenticate decides who made the request, without answering it. For a Ctx
// that Fiber has released the error is ErrPluginNotRegistered.
func (p *Plugin[C]) Authenticate(c C, options []clerkauth.AuthOption) (*state.State, error) {
	if err := p.unusable(c); err != nil {
		return nil, err
	}
	request := edge.NewRequest(p.face.HTTP(c), c, p.appConfig(c).Config)
	if status := request.Misframed(); status != 0 {
		request.HTTP.SetConnectionClose()
		return nil, p.face.Error(status)
	}
	r := p.newState()
	if request.Copy(&r.facts) != nil {
		return nil, p.face.Error(fasthttp.StatusBadRequest)
	}
	ctx := p.face.Context(c)
	r.Context = ctx
	o := p.observe(ctx)
	p.decide(request.HTTP, r, &o, clerkauth.Collect(options, nil).Accepts)
	if r.Decided.DeveloperError != "" {
		return nil, p.face.Refuse(faultOf(r.Decided))
	}
	return &r.State, nil
}
