package fapiproxy

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"
)

// answer passes the Frontend API's answer on, and hands its body to Fiber to
// send after the handler.
func (p *Proxy) answer(c *fasthttp.RequestCtx, response *http.Response, proxyURL string, body *download) {
	header := response.Header
	deleteHopByHop(header)
	header.Del("Content-Length") // Fiber's own, below
	if location := header.Get("Location"); location != "" {
		header.Set("Location", p.target.behindProxy(location, proxyURL))
	}
	out := &c.Response.Header
	for name, lines := range header {
		if name != fasthttp.HeaderSetCookie {
			out.Set(name, strings.Join(lines, ", ")) // in place of the application's own
			continue
		}
		for _, line := range lines {
			out.Add(name, line) // Add alone keeps two cookies of one name
		}
	}
	if header.Get("Content-Type") == "" {
		out.SetNoDefaultContentType(true)
	}
	c.Response.SetStatusCode(response.StatusCode)
	if c.IsHead() || hasNoBody(response.StatusCode) {
		_ = body.Close()
		c.Response.SkipBody = true
		if response.ContentLength > 0 {
			out.SetContentLength(int(response.ContentLength))
		}
		return
	}
	c.Response.SetBodyStream(body, int(response.ContentLength))
}

func hasNoBody(status int) bool {
	return status == fasthttp.StatusNoContent || status == fasthttp.StatusNotModified
}

// maxAnswerHeader is how long the header of the Frontend API's answer may be,
// the interim answers before it included.
const maxAnswerHeader = 1 << 20

var errNoAnswer = errors.New("clerkfiber: what came is no final answer that HTTP knows")

// checkAnswer fails for what must not be passed on: a status that is none
// (RFC 9110, section 15) or interim, above all 101, after which the connection
// would speak another protocol, and a header that could break ours.
func checkAnswer(r *http.Response) error {
	if r.StatusCode < 200 || r.StatusCode > 599 {
		return fmt.Errorf("%w: status %d", errNoAnswer, r.StatusCode)
	}
	for name, lines := range r.Header {
		if !isToken(name) || slices.ContainsFunc(lines, func(line string) bool { return !isFieldValue(line) }) {
			return fmt.Errorf("%w: header %q", errNoAnswer, name)
		}
	}
	return nil
}
