package clerkauth

import (
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// AuthOption says what GetAuth, RequireAuth or AuthenticateRequest accepts.
type AuthOption func(*AuthOptions)

// AuthOptions is what AuthOption functions have set. The plugin reads it;
// applications have the functions.
type AuthOptions struct {
	state.Taking

	Requires []AuthorizationParams
	Any      [][]AuthorizationParams // of each, one
	Scopes   [][]string
	Funcs    []func(*Auth) bool
	Redirect bool
}

// Collect returns what options set, where they say nothing what fallback says;
// nil is the default of all. The plugin calls it.
func Collect(options []AuthOption, fallback *state.Taking) AuthOptions {
	switch {
	case len(options) > 0:
		return applied(options, fallback)
	case fallback != nil:
		return AuthOptions{Taking: *fallback}
	}
	return AuthOptions{}
}

// applied is apart from Collect, since o is memory of its own.
func applied(options []AuthOption, fallback *state.Taking) AuthOptions {
	var o AuthOptions
	if fallback != nil {
		o.Taking = *fallback
	}
	for _, option := range options {
		if option != nil {
			option(&o)
		}
	}
	return o
}

// AcceptsToken names the kinds of token that count; AnyToken stands for all.
//
// One kind answers with an Auth of that kind, authenticated or not. Several
// answer with an Auth without a kind when the request brings none of them.
func AcceptsToken(kinds ...TokenType) AuthOption {
	accepts := acceptsOf(kinds)
	return func(o *AuthOptions) { o.Accepts = accepts }
}

func acceptsOf(kinds []TokenType) authn.Accepts {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		if kind == AnyToken {
			return authn.AcceptAny()
		}
		names[i] = string(kind)
	}
	if len(names) == 1 {
		return authn.AcceptOne(names[0])
	}
	return authn.AcceptList(names...)
}

// TreatPendingAsSignedOut decides whether a session with an unfinished task, such
// as choosing an organization, is signed out. Default: true.
func TreatPendingAsSignedOut(yes bool) AuthOption {
	return func(o *AuthOptions) { o.KeepPending = !yes }
}

// Requires asks RequireAuth for more than being signed in. Given several
// times, everything is required.
func Requires(params AuthorizationParams) AuthOption {
	return func(o *AuthOptions) { o.Requires = append(o.Requires, params) }
}

// RequiresAny asks RequireAuth for one of several things: an admin, or whoever
// may read invoices.
func RequiresAny(params ...AuthorizationParams) AuthOption {
	params = slices.Clone(params)
	return func(o *AuthOptions) { o.Any = append(o.Any, params) }
}

// RequiresScope asks RequireAuth for a machine token that has all the scopes. A
// session has none and is refused, also where AcceptsToken takes it.
func RequiresScope(scopes ...string) AuthOption {
	scopes = slices.Clone(scopes)
	return func(o *AuthOptions) { o.Scopes = append(o.Scopes, scopes) }
}

// RequiresFunc asks RequireAuth for whatever a function says of the one who is
// signed in. One that panics says no, and is logged.
func RequiresFunc(allowed func(*Auth) bool) AuthOption {
	return func(o *AuthOptions) { o.Funcs = append(o.Funcs, allowed) }
}

// RedirectToSignIn makes RequireAuth send a browser that loads a page to the
// sign-in page. Every other request is refused as without it.
func RedirectToSignIn() AuthOption {
	return func(o *AuthOptions) { o.Redirect = true }
}
