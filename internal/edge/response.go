package edge

import (
	"encoding/json"
	"slices"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// AddHeaders writes a decision's headers. Set-Cookie lines are added, each as
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
		h.Set(line.Name, line.Value)
	}
}

// cookieLines are the Set-Cookie lines that a response has.
func cookieLines(h *fasthttp.ResponseHeader) (lines []string) {
	for _, line := range h.Cookies() {
		lines = append(lines, string(line))
	}
	return lines
}

// ReadyHeaders are a shared answer's, whose names are known to need no correction.
type ReadyHeaders [][2][]byte

// Ready prepares headers that are written often.
func Ready(headers []authn.Header) ReadyHeaders {
	ready := make(ReadyHeaders, len(headers))
	for i, h := range headers {
		ready[i] = [2][]byte{[]byte(h.Name), []byte(h.Value)}
	}
	return ready
}

// Write writes them.
func (r ReadyHeaders) Write(c *fasthttp.RequestCtx) {
	h := &c.Response.Header
	for _, line := range r {
		h.SetCanonical(line[0], line[1])
	}
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
