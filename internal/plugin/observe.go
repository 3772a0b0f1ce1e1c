package plugin

import (
	"context"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// observation is an observer's look at one decision, which is made under its context.
type observation struct {
	ctx      context.Context
	observe  func(context.Context) (context.Context, func(clerkauth.Observation)) // nil: nobody wants to know, or begun
	tell     func(clerkauth.Observation)
	instance string
}

func (c *core) observe(ctx context.Context) observation {
	return observation{ctx: ctx, observe: c.settings.Observe, instance: c.engine.Instance()}
}

// begin tells the observer, once.
func (o *observation) begin() {
	if o.observe == nil {
		return
	}
	ctx, tell := o.observe(o.ctx)
	if ctx != nil {
		o.ctx = ctx
	}
	o.observe, o.tell = nil, tell
}

func (o *observation) end(s *state.State) {
	if o.tell == nil {
		return
	}
	d := s.Decision()
	o.tell(clerkauth.Observation{
		Status: string(d.Status), Reason: d.Reason, Rule: d.Rule, TokenType: clerkauth.TokenType(d.TokenType),
		Cached: d.Cached, Instance: o.instance,
	})
}
