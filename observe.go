package clerkfiber

import "context"

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

// watch is an observer's look at one decision, which is made under its context.
type watch struct {
	ctx  context.Context
	tell func(Observation) // nil when nobody wants to know
}

func (a *Authenticator) watch(ctx context.Context) (w watch) {
	w.ctx = ctx
	if a.options.Observe == nil {
		return w
	}
	defer a.caught("Observe")
	observed, tell := a.options.Observe(ctx)
	if observed == nil {
		observed = ctx
	}
	return watch{observed, tell}
}

func (w watch) end(r *requestAuth) {
	if w.tell == nil {
		return
	}
	defer r.authenticator.caught("Observe")
	d := r.decision()
	w.tell(Observation{
		Status: string(d.Status), Reason: d.Reason, Rule: d.Rule, TokenType: TokenType(d.TokenType),
		Cached: d.Cached, Instance: r.authenticator.engine.Instance(),
	})
}
