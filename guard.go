package clerkfiber

import (
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// RequireAuth refuses requests of nobody; put it after New, on the routes or
// the group that need somebody. It takes AcceptsToken, TreatPendingAsSignedOut,
// Requires and RedirectToSignIn.
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
func RequireAuth(options ...AuthOption) fiber.Handler {
	o := collect(options)
	return func(c *fiber.Ctx) error {
		r := stateOf(c)
		if r == nil {
			return ErrPluginNotRegistered
		}
		auth := new(Auth)
		r.fillIdentity(auth, o)
		if !auth.IsAuthenticated {
			return r.refuseNobody(c, o, auth)
		}
		for _, params := range o.requires {
			if !auth.Has(params) {
				return r.refuseSomebody(c, auth, params)
			}
		}
		return c.Next()
	}
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
