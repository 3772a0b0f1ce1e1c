package edge

import (
	"encoding/json"
	"slices"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// AddHeaders writes a decision's headers, whose names are canonical. Set-Cookie lines are added, each as
// it is: Fiber's own helpers would join or replace cookies of one name. Those
// that an earlier plugin of this request added stay as they are.
func AddHeaders(c *fasthttp.RequestCtx, headers []authn.Header) {
	h := &c.Response.Header
	earlier := cookieLines(h)
	for _, line := range headers {
		if line.Name == fasthttp.HeaderSetCookie {
			if slices.Contains(earlier, line.Value) {
				continue
			}
			h.Add(line.Name, line.Value)
			continue
		}
		h.SetCanonical(bytesOf(line.Name), bytesOf(line.Value)) // which copies both
	}
}

// cookieLines are the Set-Cookie lines that a response has.
func cookieLines(h *fasthttp.ResponseHeader) (lines []string) {
	for _, line := range h.Cookies() {
		lines = append(lines, string(line))
	}
	return lines
}

// ForgetExplanation removes what another instance's plugin said of the same request.
func ForgetExplanation(c *fasthttp.RequestCtx) {
	for _, name := range [...]string{"X-Clerk-Auth-Status", "X-Clerk-Auth-Reason", "X-Clerk-Auth-Message"} {
		c.Response.Header.Del(name)
	}
}

// Answer makes an answer with a status and no body.
func Answer(c *fasthttp.RequestCtx, status int) {
	c.Response.SetStatusCode(status)
	c.Response.ResetBody()
}

// AnswerJSON makes an answer with a status and a JSON body.
func AnswerJSON(c *fasthttp.RequestCtx, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	c.Response.SetStatusCode(status)
	c.Response.Header.SetContentType("application/json")
	c.Response.SetBodyRaw(body)
	return nil
}
