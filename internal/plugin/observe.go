package plugin

import (
	"context"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// observation is an observer's look at one decision, which is made under its context.
type observation struct {
	ctx     context.Context
	observe func(context.Context) (context.Context, func(clerkauth.Observation)) // nil: nobody wants to know, or begun
	tell    func(clerkauth.Observation)
	core    *core
}

func (c *core) observe(ctx context.Context) observation {
	return observation{ctx: ctx, observe: c.settings.Observe, core: c}
}

// begin tells the observer, once.
func (o *observation) begin() {
	observe := o.observe
	if observe == nil {
		return
	}
	o.observe = nil
	defer o.core.caught("Observe")
	ctx, tell := observe(o.ctx)
	if ctx != nil {
		o.ctx = ctx
	}
	o.tell = tell
}

func (o *observation) end(s *state.State) {
	if o.tell == nil {
		return
	}
	defer o.core.caught("Observe")
	d := s.Decision()
	o.tell(clerkauth.Observation{
		Status: string(d.Status), Reason: d.Reason, Rule: d.Rule, TokenType: clerkauth.TokenType(d.TokenType),
		Cached: d.Cached, Instance: o.core.engine.Instance(),
	})
}
