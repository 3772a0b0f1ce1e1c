package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// GetAuth returns who made the request, as New found out. By default only
// session tokens count, as with getAuth(req) of @clerk/fastify: a machine's
// request is signed out unless AcceptsToken says otherwise. Behind RequireAuth
// the default is what the innermost guard takes, kinds of token and pending
// sessions; an option replaces what it is about.
//
// It never returns nil and never panics. On a route that New does not cover it
// returns a signed-out Auth and ErrPluginNotRegistered.
//
// Call it in the handler and keep the *Auth, which is yours. Fiber takes a Ctx
// back when the handler returns, while a goroutine or the function given to
// SetBodyStreamWriter may still run: there GetAuth finds nobody
// (ErrPluginNotRegistered) or, once Fiber has given the Ctx to another request,
// whoever made that one. Nothing in a Ctx tells, and to read it there is a data
// race in any case.
func GetAuth(c *fiber.Ctx, options ...AuthOption) (*Auth, error) {
	auth := new(Auth) // here, so that one which stays in the handler is on its stack
	err := auth.readFrom(c, options)
	return auth, err
}

// AuthFromLocals is GetAuth where there is no *fiber.Ctx but its Locals, as in
// a handler of contrib/websocket: AuthFromLocals(conn.Locals).
func AuthFromLocals(locals func(key string, value ...any) any, options ...AuthOption) (*Auth, error) {
	auth := new(Auth)
	err := stateIn(locals).tell(auth, options)
	return auth, err
}

// FromContext returns who made the request, for code that has only the
// request's context: c.UserContext(), c.Context(), what the request of a
// net/http handler behind Fiber's adaptor has, or one derived from these. It
// reports false, with a signed-out Auth, when the context is not of a request
// that New covers.
//
// c.UserContext() may be kept after the handler has returned, since the plugin
// made it for this request. c.Context() may not: Fiber uses it again, as it does
// the Ctx, see GetAuth.
func FromContext(ctx context.Context, options ...AuthOption) (*Auth, bool) {
	auth := new(Auth)
	err := stateBehind(ctx).tell(auth, options)
	return auth, err == nil
}

// readFrom is apart from GetAuth, which is small enough to be inlined so.
func (a *Auth) readFrom(c *fiber.Ctx, options []AuthOption) error {
	return stateOf(c).tell(a, options)
}

// tell fills an Auth for a caller with these options.
func (r *requestAuth) tell(auth *Auth, options []AuthOption) error {
	if r == nil {
		auth.TokenType = TokenType(collect(options, nil).accepts.Single())
		return ErrPluginNotRegistered
	}
	r.fill(auth, collect(options, r.taken))
	return nil
}

// AuthOption says what GetAuth, RequireAuth or AuthenticateRequest accepts.
type AuthOption func(*authOptions)

type authOptions struct {
	accepts     authn.Accepts
	keepPending bool
	requires    []AuthorizationParams
	redirect    bool
}

// collect applies options to a default; nil is the default of all.
func collect(options []AuthOption, fallback *authOptions) authOptions {
	switch {
	case len(options) > 0:
		return applied(options, fallback)
	case fallback != nil:
		return *fallback
	}
	return authOptions{}
}

// applied is apart from collect, since o is memory of its own.
func applied(options []AuthOption, fallback *authOptions) authOptions {
	var o authOptions
	if fallback != nil {
		o = *fallback
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
	return func(o *authOptions) { o.accepts = accepts }
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

// TreatPendingAsSignedOut says whether a session with an unfinished task, such
// as choosing an organization, is signed out. Default: true.
func TreatPendingAsSignedOut(yes bool) AuthOption {
	return func(o *authOptions) { o.keepPending = !yes }
}

// Requires asks RequireAuth for more than being signed in. Given several
// times, everything is required.
func Requires(params AuthorizationParams) AuthOption {
	return func(o *authOptions) { o.requires = append(o.requires, params) }
}

// RedirectToSignIn makes RequireAuth send a browser that loads a page to the
// sign-in page. Every other request is refused as without it.
func RedirectToSignIn() AuthOption {
	return func(o *authOptions) { o.redirect = true }
}
