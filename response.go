package clerkfiber

import (
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// addHeaders writes a decision's headers. Set-Cookie lines are added, each as
// it is: Fiber's own helpers would join or replace cookies of one name. Those
// that an earlier plugin of this request added stay as they are.
func addHeaders(c *fiber.Ctx, headers []authn.Header) {
	h := &c.Response().Header
	earlier := cookieLines(h)
	for _, line := range headers {
		if line.Name == fiber.HeaderSetCookie {
			if slices.Contains(earlier, line.Value) {
				continue
			}
			h.Add(line.Name, line.Value)
			continue
		}
		h.Set(line.Name, line.Value)
	}
}

// cookieLines are the Set-Cookie lines that a response has.
func cookieLines(h *fasthttp.ResponseHeader) (lines []string) {
	h.VisitAllCookie(func(_, line []byte) { lines = append(lines, string(line)) })
	return lines
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
		leaveBodyUnread(c)
		return true, faultError(d)
	}
	redirects := d.Location() != ""
	if redirects && a.options.DisableHandshake {
		addHeaders(c, slices.DeleteFunc(slices.Clone(d.Headers), onlyForRedirects))
		return false, nil
	}
	addHeaders(c, d.Headers)
	if redirects {
		leaveBodyUnread(c)
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

// leaveBodyUnread ends the connection after an answer that was made without
// reading a streamed body (fiber.Config.StreamRequestBody): fasthttp would take
// what is left of it for the next request.
func leaveBodyUnread(c *fiber.Ctx) {
	if c.Request().IsBodyStream() {
		c.Context().SetConnectionClose()
	}
}
