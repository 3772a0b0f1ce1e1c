package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// GetAuth returns who made the request, as New found out. By default only
// session tokens count, as with getAuth(req) of @clerk/fastify: a machine's
// request is signed out unless AcceptsToken says otherwise.
//
// It never returns nil and never panics. On a route that New does not cover it
// returns a signed-out Auth and ErrPluginNotRegistered.
func GetAuth(c *fiber.Ctx, options ...AuthOption) (*Auth, error) {
	auth := new(Auth) // here, so that one which stays in the handler is on its stack
	err := auth.readFrom(c, options)
	return auth, err
}

// AuthFromLocals is GetAuth where there is no *fiber.Ctx but its Locals, as in
// a handler of contrib/websocket: AuthFromLocals(conn.Locals).
func AuthFromLocals(locals func(key string, value ...any) any, options ...AuthOption) (*Auth, error) {
	r, _ := locals(LocalsKey).(*requestAuth)
	auth := new(Auth)
	err := r.tell(auth, options)
	return auth, err
}

// FromContext returns who made the request, for code that has only the
// request's context: c.UserContext(), or one derived from it. It reports false,
// with a signed-out Auth, when the context is not of a request that New covers.
func FromContext(ctx context.Context, options ...AuthOption) (*Auth, bool) {
	r, _ := ctx.Value(contextKey{}).(*requestAuth)
	auth := new(Auth)
	err := r.tell(auth, options)
	return auth, err == nil
}

// readFrom is apart from GetAuth, which is small enough to be inlined so.
func (a *Auth) readFrom(c *fiber.Ctx, options []AuthOption) error {
	return stateOf(c).tell(a, options)
}

// tell fills an Auth for a caller with these options.
func (r *requestAuth) tell(auth *Auth, options []AuthOption) error {
	o := collect(options)
	if r == nil {
		auth.TokenType = TokenType(o.accepts.Single())
		return ErrPluginNotRegistered
	}
	r.fill(auth, o)
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

func collect(options []AuthOption) authOptions {
	if len(options) == 0 {
		return authOptions{} // apart, since o below is memory of its own
	}
	var o authOptions
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
