package clerkfiber

import (
	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// RequireAuth refuses requests of nobody; put it after New, on the routes or
// the group that need somebody. It takes AcceptsToken, TreatPendingAsSignedOut,
// RedirectToSignIn, and Requires, RequiresAny, RequiresScope and RequiresFunc,
// of which each that is given has to be met. Behind it GetAuth, FromContext and
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
func RequireAuth(options ...AuthOption) fiber.Handler { return plugin.Require(face, options) }
