package clerkfiber

import (
	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
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
func RequireAuth(options ...AuthOption) fiber.Handler { return plugin.Require(face, options) }
