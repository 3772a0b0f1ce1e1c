package clerkfiber

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unsafe"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// This file is the border: the one place where a request's bytes are read out
// of fasthttp, which uses them again for the next request. Everything that
// leaves it is a copy.

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
	partAccept
	partUserAgent
	partCount
)

// headerParts says which headers are read, in this order, and how repeated
// lines are joined: as Node's HTTP server does it. Names are in canonical form.
var headerParts = [...]struct {
	name string
	part int
	join string // empty: the first line counts
}{
	{fiber.HeaderAuthorization, partAuthorization, ""},
	{fiber.HeaderXForwardedProto, partForwardedProto, ", "},
	// So far what a known token needs.
	{fiber.HeaderCookie, partCookie, "; "},
	// So far what may tell who is asking; in development that takes two more.
	{"Sec-Fetch-Dest", partSecFetchDest, ", "},
	{fiber.HeaderAccept, partAccept, ", "},
	{fiber.HeaderXForwardedHost, partForwardedHost, ", "},
	{fiber.HeaderHost, partHost, ""},
	{fiber.HeaderOrigin, partOrigin, ", "},
	{fiber.HeaderReferer, partReferrer, ""},
	{fiber.HeaderUserAgent, partUserAgent, ""},
}

// How many of headerParts are read to look a token up, and to see that nobody
// is asking.
const (
	lookedUp             = 2
	tellingInProduction  = 3
	tellingInDevelopment = 5
)

// requestParts are fasthttp's own bytes, but for what was joined. They are read
// as far as they are needed.
type requestParts struct {
	of     [partCount][]byte
	joined [partCount]bool // of several lines: bytes of our own
	seen   int             // how many of headerParts have been read
}

// readTo reads the first so many headerParts, but for those that it has.
func (p *requestParts) readTo(count int, c *fiber.Ctx, a *Authenticator) {
	header := &c.Request().Header
	p.of[partTarget] = header.RequestURI()
	switch {
	case p.seen >= count:
		return
	case a.spelledAsSent(c.App()):
		for name, value := range header.All() {
			p.visit(name, value)
		}
		p.seen = len(headerParts)
	default:
		p.peek(header, count)
	}
	if (p.of[partForwardedHost] != nil || p.of[partForwardedProto] != nil) && !c.IsProxyTrusted() {
		p.of[partForwardedHost], p.of[partForwardedProto] = nil, nil
	}
}

// peek looks some of headerParts up by name. All would parse the cookies as
// well, and give them back changed.
func (p *requestParts) peek(header *fasthttp.RequestHeader, count int) {
	header.DisableNormalizing() // of the names asked for, which takes longer than to find them
	for ; p.seen < count; p.seen++ {
		h := &headerParts[p.seen]
		if h.join == "" {
			p.of[h.part] = trimBlanks(header.Peek(h.name))
			continue
		}
		for _, line := range header.PeekAll(h.name) {
			p.add(h.part, line, h.join)
		}
	}
	header.EnableNormalizing()
}

// spelling says how the names of an application's headers are spelled.
type spelling struct {
	app    *fiber.App
	asSent bool
}

// spelledAsSent says whether the names of headers are spelled as the client
// sent them. It is remembered, since Fiber answers with a copy of its whole
// configuration.
func (a *Authenticator) spelledAsSent(app *fiber.App) bool {
	s := a.spelling.Load()
	if s == nil || s.app != app {
		s = &spelling{app, app.Config().DisableHeaderNormalizing}
		a.spelling.Store(s)
	}
	return s.asSent
}

func trimBlanks(b []byte) []byte {
	if len(b) == 0 || b[0] > ' ' && b[len(b)-1] > ' ' {
		return b
	}
	return bytes.Trim(b, " \t")
}

func (p *requestParts) add(part int, line []byte, join string) {
	line = trimBlanks(line)
	switch {
	case p.of[part] == nil:
		p.of[part] = line
	case join != "":
		if !p.joined[part] { // once, and not for each line: a stranger says how many there are
			p.of[part], p.joined[part] = bytes.Clone(p.of[part]), true
		}
		p.of[part] = append(append(p.of[part], join...), line...)
	}
}

// visit takes a header whose name may be spelled in any way.
func (p *requestParts) visit(key, value []byte) {
	for i := range headerParts {
		if h := &headerParts[i]; len(h.name) == len(key) && strings.EqualFold(string(key), h.name) {
			p.add(h.part, value, h.join)
			return
		}
	}
}

// strings copies all parts into one piece of memory.
func (p *requestParts) strings() requestTexts {
	size := 0
	for i := range p.of {
		size += len(p.of[i])
	}
	buffer := make([]byte, 0, size)
	var out requestTexts
	for i := range p.of {
		part := p.of[i]
		if hasHighByte(part) {
			out[i] = fromLatin1(part)
			continue
		}
		start := len(buffer)
		buffer = append(buffer, part...)
		out[i] = asString(buffer[start:])
	}
	return out
}

// asString views bytes as a string: this file's own, which are never written
// again, or fasthttp's, for no longer than a look.
func asString(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return unsafe.String(&b[0], len(b))
}

func hasHighByte(b []byte) bool {
	const high = 0x8080808080808080
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&high != 0 {
			return true
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// fromLatin1 reads bytes as HTTP/1.1 means them, and as Node reads them.
func fromLatin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

// readRequest copies what a decision needs. The error means that the request
// target is no URL, which is the client's fault.
func (r *requestAuth) readRequest(c *fiber.Ctx, raw *requestParts, method string) error {
	parts := raw.strings()
	if err := parts.address(c).Read(&r.url); err != nil {
		return err
	}
	r.request.Fields = parts.fields(method)
	r.request.URL, r.request.Headers = &r.url, (*headersOf)(c)
	return nil
}

type requestTexts [partCount]string

func (t *requestTexts) address(c *fiber.Ctx) weburl.RequestParts {
	return weburl.RequestParts{
		Target:         t[partTarget],
		Host:           t[partHost],
		ForwardedHost:  t[partForwardedHost],
		ForwardedProto: t[partForwardedProto],
		TLS:            c.Context().IsTLS(),
	}
}

func (t *requestTexts) fields(method string) authn.Fields {
	return authn.Fields{
		Method:        method,
		Authorization: t[partAuthorization],
		Cookie:        t[partCookie],
		Origin:        t[partOrigin],
		Referrer:      t[partReferrer],
		SecFetchDest:  t[partSecFetchDest],
		Accept:        t[partAccept],
		UserAgent:     t[partUserAgent],
	}
}

// plainQuery says whether nothing about a request's method and address needs a
// closer look, and gives its query then, without the question mark. Which host
// it is for is another matter.
func (p *requestParts) plainQuery(c *fiber.Ctx) (query string, ok bool) {
	if _, ok := methodOf(c); !ok {
		return "", false
	}
	switch asString(p.of[partForwardedProto]) {
	case "", "http", "https":
		return weburl.PlainQuery(asString(p.of[partTarget]))
	}
	return "", false
}

// bringsNothing says that a request has nothing to know anybody by. It looks at
// fasthttp's own bytes, which costs nothing, and keeps none of them.
func (a *Authenticator) bringsNothing(c *fiber.Ctx, raw *requestParts) bool {
	query, ok := raw.plainQuery(c)
	if !ok {
		return false
	}
	return a.engine.Nobody(&authn.Fields{
		Method:        c.Method(),
		Authorization: asString(raw.of[partAuthorization]),
		Cookie:        asString(raw.of[partCookie]),
		SecFetchDest:  asString(raw.of[partSecFetchDest]),
		Accept:        asString(raw.of[partAccept]),
	}, query) != nil
}

// headersOf lets a refresh ask for all headers while the request is being decided.
type headersOf fiber.Ctx

// All copies every header, names in lower case, repeated ones joined.
func (h *headersOf) All() map[string]string {
	header := &(*fiber.Ctx)(h).Request().Header
	lines := map[string][]string{}
	if cookies := header.PeekAll(fiber.HeaderCookie); len(cookies) > 0 {
		lines["cookie"] = []string{fromLatin1(bytes.Join(cookies, []byte("; ")))}
	}
	for key, value := range header.All() {
		name := strings.ToLower(string(key))
		if value = trimBlanks(value); name != "cookie" && len(value) > 0 {
			lines[name] = append(lines[name], fromLatin1(value))
		}
	}
	all := make(map[string]string, len(lines))
	for name, values := range lines {
		all[name] = strings.Join(values, ", ")
	}
	return all
}

// methodOf is the request's method; ok is false for those that the fetch
// standard forbids, and with it @clerk/fastify.
func methodOf(c *fiber.Ctx) (method string, ok bool) {
	switch m := c.Method(); m {
	case fiber.MethodGet:
		return fiber.MethodGet, true
	case fiber.MethodPost:
		return fiber.MethodPost, true
	case fiber.MethodTrace, fiber.MethodConnect, "TRACK", "":
		return "", false
	default:
		return strings.Clone(m), true
	}
}
