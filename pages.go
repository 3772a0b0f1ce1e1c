package clerkfiber

import (
	"html/template"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// SignInURL returns the address of the sign-in page that RedirectToSignIn sends
// a browser to, with the way back: to the address given, or to the request's
// own. An address on another host, or with another scheme than http or https, is
// not taken: the way back is the request's own then. It is empty without the plugin.
func SignInURL(c *fiber.Ctx, returnTo ...string) string { return plugin.SignInURL(face, c, returnTo) }

// SignUpURL returns the address of the sign-up page in the same way.
func SignUpURL(c *fiber.Ctx, returnTo ...string) string { return plugin.SignUpURL(face, c, returnTo) }

// SignOut ends the request's session at Clerk and deletes Clerk's cookies by
// the answer, suffixed and plain, on this domain. It is for pages without
// clerk-js; call it for POST alone, behind the application's protection against
// forged requests.
//
// The error is ErrPluginNotRegistered, or Clerk's when the session could not be
// ended there: the cookies are deleted all the same. An application elsewhere
// takes the session's last token until it expires, within a minute.
func SignOut(c *fiber.Ctx) error { return plugin.SignOut(face, c) }

// Scripts returns the tags that load clerk-js and Clerk's components, from the
// instance's Frontend API or through the proxy when it is on, for the head of a
// page. They have the nonce of the Content-Security-Policy that is set on the
// answer so far. It is empty without the plugin.
//
// See https://clerk.com/docs/js-frontend/getting-started/quickstart.
func Scripts(c *fiber.Ctx) template.HTML { return plugin.Scripts(face, c) }
