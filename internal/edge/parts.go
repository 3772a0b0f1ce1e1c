package edge

import (
	"bytes"
	"strings"

	"github.com/valyala/fasthttp"
)

// The parts of a request that a decision looks at.
const (
	partTarget = iota
	partAuthorization
	partCookie
	partHost
	partForwardedHost
	partForwardedProto
	partOrigin
	partReferrer
	partSecFetchDest
	partSecFetchSite
	partAccept
	partUserAgent
	partCount
)

// Stage is how far a request's headers are read.
type Stage int

// The stages, each with all before it.
const (
	// ForBearer reads what a known token in the Authorization header needs.
	ForBearer Stage = iota + 1
	// ForCookies reads what tells in production that nobody is asking.
	ForCookies
	// ForDocuments reads what tells whether a browser loads a page.
	ForDocuments
	// ForPages reads what tells in development that nobody is asking: a page is
	// sent to Clerk there.
	ForPages
	// Everything reads all that a decision looks at.
	Everything
)

// headerParts lists the headers that are read, in the order of their stages, and
// how repeated lines are joined: as Node's HTTP server does it. Names are in
// canonical form.
var headerParts = [...]struct {
	name  string
	part  int
	join  string // empty: the first line counts
	stage Stage
}{
	{fasthttp.HeaderAuthorization, partAuthorization, "", ForBearer},
	{fasthttp.HeaderXForwardedProto, partForwardedProto, ", ", ForBearer},
	{fasthttp.HeaderCookie, partCookie, "; ", ForCookies},
	{"Sec-Fetch-Dest", partSecFetchDest, ", ", ForDocuments},
	{fasthttp.HeaderAccept, partAccept, ", ", ForPages},
	{fasthttp.HeaderXForwardedHost, partForwardedHost, ", ", Everything},
	{fasthttp.HeaderHost, partHost, "", Everything},
	{fasthttp.HeaderOrigin, partOrigin, ", ", Everything},
	{fasthttp.HeaderReferer, partReferrer, "", Everything},
	{"Sec-Fetch-Site", partSecFetchSite, ", ", Everything},
	{fasthttp.HeaderUserAgent, partUserAgent, "", Everything},
}

// readTo reads the headers up to a stage, but for those that were read before.
func (r *Request) readTo(stage Stage) {
	if r.next == len(headerParts) || headerParts[r.next].stage > stage {
		return
	}
	header := &r.HTTP.Request.Header
	if r.config.HeadersAsSent {
		for name, value := range header.All() {
			r.visit(name, value)
		}
		r.next = len(headerParts)
	} else {
		r.peek(header, stage)
	}
	forwarded := r.parts[partForwardedHost] != nil || r.parts[partForwardedProto] != nil
	if forwarded && !r.IsProxyTrusted() {
		r.parts[partForwardedHost], r.parts[partForwardedProto] = nil, nil
		if r.config.OnDistrust != nil {
			r.config.OnDistrust(r.HTTP.RemoteIP())
		}
	}
}

// peek looks headers up by name. All would parse the cookies as well, and
// give them back changed.
func (r *Request) peek(header *fasthttp.RequestHeader, stage Stage) {
	header.DisableNormalizing() // of the names asked for, which takes longer than to find them
	for ; r.next < len(headerParts) && headerParts[r.next].stage <= stage; r.next++ {
		h := &headerParts[r.next]
		if h.join == "" {
			r.parts[h.part] = trimBlanks(header.Peek(h.name))
			continue
		}
		for _, line := range header.PeekAll(h.name) {
			r.add(h.part, line, h.join)
		}
	}
	header.EnableNormalizing()
}

func trimBlanks(b []byte) []byte {
	if len(b) == 0 || b[0] > ' ' && b[len(b)-1] > ' ' {
		return b
	}
	return bytes.Trim(b, " \t")
}

func (r *Request) add(part int, line []byte, join string) {
	line = trimBlanks(line)
	switch {
	case r.parts[part] == nil:
		r.parts[part] = line
	case join != "":
		if !r.joined[part] { // once, and not for each line: a stranger says how many there are
			r.parts[part], r.joined[part] = bytes.Clone(r.parts[part]), true
		}
		r.parts[part] = append(append(r.parts[part], join...), line...)
	}
}

// visit takes a header whose name may be spelled in any way.
func (r *Request) visit(key, value []byte) {
	for i := range headerParts {
		if h := &headerParts[i]; len(h.name) == len(key) && strings.EqualFold(string(key), h.name) {
			r.add(h.part, value, h.join)
			return
		}
	}
}
