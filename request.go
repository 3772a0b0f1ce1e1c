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

// headerParts says which headers are read, and how repeated lines are joined:
// as Node's HTTP server does it.
var headerParts = [...]struct {
	name string
	part int
	join string // empty: the first line counts
}{
	{fiber.HeaderAuthorization, partAuthorization, ""},
	{fiber.HeaderCookie, partCookie, "; "},
	{fiber.HeaderXForwardedHost, partForwardedHost, ", "},
	{fiber.HeaderXForwardedProto, partForwardedProto, ", "},
	{fiber.HeaderHost, partHost, ""},
	// So far what may tell who is asking; in development that takes two more.
	{"Sec-Fetch-Dest", partSecFetchDest, ", "},
	{fiber.HeaderAccept, partAccept, ", "},
	{fiber.HeaderOrigin, partOrigin, ", "},
	{fiber.HeaderReferer, partReferrer, ""},
	{fiber.HeaderUserAgent, partUserAgent, ""},
}

// How many of headerParts are read to see that nobody is asking.
const (
	tellingInProduction  = 5
	tellingInDevelopment = 7
)

type requestParts [partCount][]byte

// read reads the first so many headerParts.
func (p *requestParts) read(c *fiber.Ctx, telling int) {
	header := &c.Request().Header
	p[partTarget] = header.RequestURI()
	if c.App().Config().DisableHeaderNormalizing {
		header.VisitAll(p.visit)
	} else {
		p.peek(header, 0, telling)
	}
	if !c.IsProxyTrusted() {
		p[partForwardedHost], p[partForwardedProto] = nil, nil
	}
}

// readRest reads what read left out.
func (p *requestParts) readRest(c *fiber.Ctx, telling int) {
	if !c.App().Config().DisableHeaderNormalizing {
		p.peek(&c.Request().Header, telling, len(headerParts))
	}
}

// peek looks some of headerParts up by name. VisitAll would parse the cookies as
// well, and give them back changed.
func (p *requestParts) peek(header *fasthttp.RequestHeader, from, to int) {
	for i := from; i < to; i++ {
		h := &headerParts[i]
		if h.join == "" {
			p[h.part] = trimBlanks(header.Peek(h.name))
			continue
		}
		for _, line := range header.PeekAll(h.name) {
			p.add(h.part, line, h.join)
		}
	}
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
	case p[part] == nil:
		p[part] = line
	case join != "":
		p[part] = append(append(bytes.Clone(p[part]), join...), line...)
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
	for _, part := range p {
		size += len(part)
	}
	buffer := make([]byte, 0, size)
	var out requestTexts
	for i, part := range p {
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
	parts.fill(&r.request, method)
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

func (t *requestTexts) fill(r *authn.Request, method string) {
	r.Method = method
	r.Authorization, r.Cookie = t[partAuthorization], t[partCookie]
	r.Origin, r.Referrer = t[partOrigin], t[partReferrer]
	r.SecFetchDest, r.Accept, r.UserAgent = t[partSecFetchDest], t[partAccept], t[partUserAgent]
}

// bringsNothing says that a request has nothing to know anybody by. It looks at
// fasthttp's own bytes, which costs nothing, and keeps none of them.
func (a *Authenticator) bringsNothing(c *fiber.Ctx, raw *requestParts, method string) bool {
	var seen requestTexts
	for i, part := range raw {
		seen[i] = asString(part)
	}
	query, ok := seen.address(c).IsPlain()
	if !ok {
		return false
	}
	request := authn.Request{ProxyURL: a.options.ProxyURL}
	seen.fill(&request, method)
	return a.engine.Nobody(&request, query) != nil
}

// headersOf lets a refresh ask for all headers while the request is being decided.
type headersOf fiber.Ctx

// All copies every header, names in lower case, repeated ones joined.
func (h *headersOf) All() map[string]string {
	header := &(*fiber.Ctx)(h).Request().Header
	m := map[string]string{}
	if lines := header.PeekAll(fiber.HeaderCookie); len(lines) > 0 {
		m["cookie"] = fromLatin1(bytes.Join(lines, []byte("; ")))
	}
	header.VisitAll(func(key, value []byte) {
		name, text := strings.ToLower(string(key)), fromLatin1(bytes.Trim(value, " \t"))
		if name == "cookie" || text == "" {
			return
		}
		if earlier, repeated := m[name]; repeated {
			text = earlier + ", " + text
		}
		m[name] = text
	})
	return m
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
