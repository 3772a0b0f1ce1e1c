package clerkfiber

import (
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

// respond makes the response that a decision demands, or reports that the next
// handler's turn has come.
func respond(c *fiber.Ctx, d *authn.Decision) (done bool, err error) {
	if d.Fault != "" {
		return true, &AuthError{Reason: d.Reason, Message: d.Message, TokenType: TokenType(d.TokenType),
			status: fiber.NewError(fiber.StatusBadRequest, d.Fault)}
	}
	addHeaders(c, d.Headers)
	if d.Location() != "" {
		c.Status(fiber.StatusTemporaryRedirect)
		return true, nil
	}
	return false, nil
}

// forgetExplanation removes what another instance's plugin said of the same request.
func forgetExplanation(c *fiber.Ctx) {
	for _, name := range [...]string{"X-Clerk-Auth-Status", "X-Clerk-Auth-Reason", "X-Clerk-Auth-Message"} {
		c.Response().Header.Del(name)
	}
}
