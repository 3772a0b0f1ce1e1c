package clerkauth

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

// Observer is called before a decision with the request's context; the decision
// is made under the context that it returns. The function that it returns, which
// may be nil, is told what was decided.
type Observer = func(ctx context.Context) (context.Context, func(Observation))
