package clerkfiber

import (
	"context"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// Observation is what one request came to. It holds no token, no key and
// nothing that names a person.
type Observation struct {
	Status    string    // signed-in, signed-out or handshake
	Reason    string    // why nobody is signed in; empty for signed-in
	Rule      string    // the rule that decided
	TokenType TokenType // empty for a kind that is not accepted
	// Cached means that the token was verified before: no signature was
	// checked, and Clerk was not asked.
	Cached   bool
	Instance string // host of the instance's Frontend API
}

// observed is the context to decide under, and what to do with the decision.
func (a *Authenticator) observed(ctx context.Context) (context.Context, func(*authn.Decision)) {
	if a.options.Observe == nil {
		return ctx, func(*authn.Decision) {}
	}
	observedCtx, tell := a.options.Observe(ctx)
	if observedCtx != nil {
		ctx = observedCtx
	}
	if tell == nil {
		return ctx, func(*authn.Decision) {}
	}
	return ctx, func(d *authn.Decision) {
		tell(Observation{
			Status: string(d.Status), Reason: d.Reason, Rule: d.Rule, TokenType: TokenType(d.TokenType),
			Cached: d.Cached, Instance: a.engine.Instance(),
		})
	}
}
