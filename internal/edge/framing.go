package edge

import (
	"bytes"

	"github.com/valyala/fasthttp"
)

// This file refuses what two programs could read in two ways, and what
// fasthttp takes nevertheless. docs/parity.md, row 34, tells where the line is.

// trailerNames lists the headers that are read here and that fasthttp lets a
// body's trailer add to. It refuses the other ones by itself.
var trailerNames = [...]string{"Accept", "Cf-Connecting-Ip", "Forwarded", "Origin", "Referer", "Sec-Fetch-Dest", "Sec-Fetch-Site"}

// maxHeaderLines is how many header lines a request may have. fasthttp takes
// the square of the number of its Cookie lines to list them, and no client has
// a hundred of any.
const maxHeaderLines = 1000

// Misframed returns the status that refuses a request whose headers, or whose
// end, others could take for something else than fasthttp does; 0 for any
// other request. It looks at the bytes as they came: a request that was not
// read from a connection has none.
func (r *Request) Misframed() (status int) {
	var coded, sized bool
	lines := 0
	raw := r.HTTP.Request.Header.RawHeaders()
	for rest := raw; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end < 1 || rest[end-1] != '\r' || rest[0] == ' ' || rest[0] == '\t' {
			return fasthttp.StatusBadRequest // a bare line feed, or a folded line: RFC 9112, sections 2.2 and 5.2
		}
		lines++
		if lines > maxHeaderLines {
			return fasthttp.StatusRequestHeaderFieldsTooLarge
		}
		line := rest[:end-1]
		rest = rest[end+1:]
		switch {
		case len(line) > 17 && line[17] == ':' && equalFold(line[:17], fasthttp.HeaderTransferEncoding):
			coded = true
			if !equalFold(trimBlanks(line[18:]), "chunked") {
				return fasthttp.StatusBadRequest
			}
		case len(line) > 14 && line[14] == ':' && equalFold(line[:14], fasthttp.HeaderContentLength):
			sized = true
		}
	}
	if coded && (sized || r.hasTrailer(raw)) {
		return fasthttp.StatusBadRequest
	}
	return 0
}

// hasTrailer reports whether fasthttp added a trailer to the headers that are
// read here. It has, when there are more of them than came before the body.
func (r *Request) hasTrailer(raw []byte) bool {
	header, surplus := &r.HTTP.Request.Header, 0
	count := func(name []byte, by int) {
		for _, known := range trailerNames {
			if equalFold(name, known) {
				surplus += by
			}
		}
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		name, _, _ := bytes.Cut(line, []byte(":"))
		count(name, -1)
	}
	if r.config.HeadersAsSent {
		for name := range header.All() {
			count(name, 1)
		}
		return surplus > 0
	}
	for _, name := range trailerNames {
		surplus += len(header.PeekAll(name))
	}
	return surplus > 0
}

func equalFold(b []byte, text string) bool { return bytes.EqualFold(b, []byte(text)) }

// readAhead is how much of a body fasthttp has read before it streams the rest.
const readAhead = 8 << 10

// CloseAfterStream ends the connection with this answer when the body streams
// (fiber.Config.StreamRequestBody): what is left of it unread, or comes after a
// broken chunk, fasthttp would take for the next request.
func CloseAfterStream(c *fasthttp.RequestCtx) {
	if !c.Request.IsBodyStream() {
		return
	}
	if length := c.Request.Header.ContentLength(); length < 0 || length > readAhead {
		c.SetConnectionClose()
	}
}
