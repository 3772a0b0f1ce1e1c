package clerkfiber

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// addHeaders writes a decision's headers. Set-Cookie lines are added, each as
// it is: Fiber's own helpers would join or replace cookies of one name.
func addHeaders(c *fiber.Ctx, headers []authn.Header) {
	h := &c.Response().Header
	for _, line := range headers {
		if line.Name == fiber.HeaderSetCookie {
			h.Add(line.Name, line.Value)
			continue
		}
		h.Set(line.Name, line.Value)
	}
}

// explainNobody is addHeaders for the shared answer, whose headers are known to
// need no correction.
func (a *Authenticator) explainNobody(c *fiber.Ctx) {
	h := &c.Response().Header
	for _, line := range a.nobodyHeaders {
		h.SetCanonical(line[0], line[1])
	}
}

// respond makes the response that a decision demands, or reports that the next
// handler's turn has come. Where redirects are off, a handshake is signed out.
func (a *Authenticator) respond(c *fiber.Ctx, d *authn.Decision) (done bool, err error) {
	if d.Fault != "" {
		closeAfterStream(c)
		return true, faultError(d)
	}
	redirects := d.Location() != ""
	if redirects && a.options.DisableHandshake {
		addHeaders(c, slices.DeleteFunc(slices.Clone(d.Headers), onlyForRedirects))
		return false, nil
	}
	addHeaders(c, d.Headers)
	if redirects {
		closeAfterStream(c)
		c.Status(fiber.StatusTemporaryRedirect)
	}
	return redirects, nil
}

func onlyForRedirects(h authn.Header) bool {
	return h.Name == fiber.HeaderLocation || h.Name == fiber.HeaderCacheControl
}

// faultError tells a developer what to mend.
func faultError(d *authn.Decision) *AuthError {
	e := newAuthError(fiber.StatusBadRequest, d.Reason, d.Message, TokenType(d.TokenType))
	e.status.Message = d.Fault
	return e
}

// forgetExplanation removes what another instance's plugin said of the same request.
func forgetExplanation(c *fiber.Ctx) {
	for _, name := range [...]string{"X-Clerk-Auth-Status", "X-Clerk-Auth-Reason", "X-Clerk-Auth-Message"} {
		c.Response().Header.Del(name)
	}
}
