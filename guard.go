package clerkfiber

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// RequireAuth refuses requests of nobody; put it after New, on the routes or
// the group that need somebody. It takes AcceptsToken, TreatPendingAsSignedOut,
// Requires and RedirectToSignIn. Behind it GetAuth, FromContext and
// AuthFromLocals take, without options, what it took.
//
// Without anybody the answer is 401 with WWW-Authenticate, and 403 when
// somebody is signed in who is not allowed. Both are returned as an *AuthError
// that wraps a *fiber.Error, so the application's ErrorHandler shapes the
// answer. A reverification that is due is answered with the JSON body that
// Clerk's frontend understands, see
// https://clerk.com/docs/guides/secure/reverification.
//
// No method is exempt, OPTIONS neither: CORS comes before. Without New the
// answer is ErrPluginNotRegistered, a 500.
//
// A guard on a prefix, app.Use("/admin", RequireAuth()), guards the routes below
// it. It does not guard what app.Static or the filesystem middleware serve
// there: Fiber matches a prefix with the path as it was sent, and these decode
// it and resolve its dots, so //admin/x, /%61dmin/x and /x/../admin/x pass by
// the guard and are served. Serve such files from the guarded group itself,
// admin.Static("/", …), or set Options.CanonicalPaths on the application's
// plugin, which refuses every such spelling.
//
// RequireAuth panics when the guard is wrong, as New does: with a kind of token
// that does not exist, a question that asks nothing or that nobody can answer.
// One message names every fault.
func RequireAuth(options ...AuthOption) fiber.Handler {
	o := collect(options, nil)
	if err := o.check(); err != nil {
		panic(err) //nolint:forbidigo // a fault of the program, found at its start
	}
	taken := o.taken()
	return func(c *fiber.Ctx) error {
		r := stateOf(c)
		if r == nil {
			return ErrPluginNotRegistered
		}
		auth := new(Auth)
		r.fillIdentity(auth, o)
		if !auth.IsAuthenticated {
			leaveBodyUnread(c)
			return r.refuseNobody(c, o, auth)
		}
		for _, params := range o.requires {
			if !auth.Has(params) {
				leaveBodyUnread(c)
				return r.refuseSomebody(c, auth, params)
			}
		}
		return r.letThrough(c, taken)
	}
}

// taken is what a guard's options are to who asks behind it without options;
// nil for the default.
func (o *authOptions) taken() *authOptions {
	if o.accepts.Single() == authn.SessionToken && !o.keepPending {
		return nil
	}
	return &authOptions{accepts: o.accepts, keepPending: o.keepPending}
}

// letThrough lets the handlers behind a guard see the request as the guard did.
// They have a state of their own, since others may be reading this one, and
// whoever comes after them has this one back.
func (r *requestAuth) letThrough(c *fiber.Ctx, taken *authOptions) error {
	if r.taken == taken {
		return c.Next()
	}
	behind := *r
	behind.Context, behind.taken = c.UserContext(), taken
	c.Locals(LocalsKey, &behind)
	c.SetUserContext(&behind)
	defer func() {
		if stateOf(c) == &behind {
			c.Locals(LocalsKey, r)
		}
		if !isReleased(c) && c.UserContext() == context.Context(&behind) {
			c.SetUserContext(behind.Context)
		}
	}()
	return c.Next()
}

func (r *requestAuth) refuseNobody(c *fiber.Ctx, o authOptions, auth *Auth) error {
	if o.redirect {
		if target := r.signInURL(c, auth); target != "" {
			c.Set(fiber.HeaderCacheControl, "no-store")
			return c.Redirect(target, fiber.StatusFound)
		}
	}
	c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	d := r.decision()
	reason := d.Reason
	switch {
	case auth.SessionStatus == statusPending:
		reason = "session-pending"
	case reason == "":
		reason = authn.ReasonTokenTypeMismatch // somebody, but with a token of another kind
	}
	return newAuthError(fiber.StatusUnauthorized, reason, d.Message, auth.TokenType)
}

// signInURL is where a browser that loads a page is sent; empty for any other request.
func (r *requestAuth) signInURL(c *fiber.Ctx, auth *Auth) string {
	asked := r.asked
	if asked == nil {
		own, err := r.authenticator.read(c, new(requestParts), nil)
		if err != nil {
			return ""
		}
		asked = own.asked
	}
	if !asked.request.IsPage() {
		return ""
	}
	return r.authenticator.engine.SignInURL(&asked.request, authn.SignInPage{
		SignInURL:  r.authenticator.options.SignInURL,
		Pending:    auth.SessionStatus == statusPending,
		DevBrowser: r.decision().DevBrowser(),
	})
}

// refuseSomebody tells an unmet reverification, which the visitor can mend by
// verifying a factor, from a plain lack of permission.
func (r *requestAuth) refuseSomebody(c *fiber.Ctx, auth *Auth, params AuthorizationParams) error {
	due := params.Reverification
	rest := params
	rest.Reverification = nil
	allowedOtherwise := rest == (AuthorizationParams{}) || auth.Has(rest)
	if auth.TokenType == SessionToken && due != nil && allowedOtherwise {
		return c.Status(fiber.StatusForbidden).JSON(reverificationError(due))
	}
	return newAuthError(fiber.StatusForbidden, "forbidden", "", auth.TokenType)
}

// reverificationError is the body that makes Clerk's frontend ask for a factor.
func reverificationError(due *Reverification) fiber.Map {
	return fiber.Map{"clerk_error": fiber.Map{
		"type":   "forbidden",
		"reason": "reverification-error",
		"metadata": fiber.Map{"reverification": fiber.Map{
			"level":        due.Level,
			"afterMinutes": due.AfterMinutes,
		}},
	}}
}
