package clerkfiber

import (
	"bytes"
	"strings"
	"unsafe"

	"github.com/gofiber/fiber/v2"

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

// headerParts maps header names, in lower case, to parts, and says how
// repeated lines are joined: as Node's HTTP server does it.
var headerParts = [...]struct {
	name string
	part int
	join string // empty: the first line counts
}{
	{"authorization", partAuthorization, ""},
	{"cookie", partCookie, "; "},
	{"host", partHost, ""},
	{"x-forwarded-host", partForwardedHost, ", "},
	{"x-forwarded-proto", partForwardedProto, ", "},
	{"origin", partOrigin, ", "},
	{"referer", partReferrer, ""},
	{"sec-fetch-dest", partSecFetchDest, ", "},
	{"accept", partAccept, ", "},
	{"user-agent", partUserAgent, ""},
}

type requestParts [partCount][]byte

func (p *requestParts) read(c *fiber.Ctx) {
	header := &c.Request().Header
	p[partTarget] = header.RequestURI()
	header.VisitAll(p.visit)
	if !c.IsProxyTrusted() {
		p[partForwardedHost], p[partForwardedProto] = nil, nil
	}
}

func (p *requestParts) visit(key, value []byte) {
	for i := range headerParts {
		h := &headerParts[i]
		if len(h.name) != len(key) || !equalFold(key, h.name) {
			continue
		}
		value = bytes.Trim(value, " \t")
		switch part := p[h.part]; {
		case part == nil:
			p[h.part] = value
		case h.join != "":
			p[h.part] = append(append(bytes.Clone(part), h.join...), value...)
		}
		return
	}
}

func equalFold(key []byte, lower string) bool {
	for i := range len(lower) {
		c := key[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// strings copies all parts into one piece of memory.
func (p *requestParts) strings() [partCount]string {
	size := 0
	for _, part := range p {
		size += len(part)
	}
	buffer := make([]byte, 0, size)
	var out [partCount]string
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

// asString views bytes as a string; they are this file's own and are never written again.
func asString(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return unsafe.String(&b[0], len(b))
}

func hasHighByte(b []byte) bool {
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

// readRequest copies what a decision needs out of c. The error means that the
// request target is no URL, which is the client's fault.
func (r *requestAuth) readRequest(c *fiber.Ctx, method string) error {
	var raw requestParts
	raw.read(c)
	parts := raw.strings()
	u, err := weburl.ForRequest(weburl.RequestParts{
		Target:         parts[partTarget],
		Host:           parts[partHost],
		ForwardedHost:  parts[partForwardedHost],
		ForwardedProto: parts[partForwardedProto],
		TLS:            c.Context().IsTLS(),
	})
	if err != nil {
		return err
	}
	r.request = authn.Request{
		Method:        method,
		URL:           u,
		Authorization: parts[partAuthorization],
		Cookie:        parts[partCookie],
		Origin:        parts[partOrigin],
		Referrer:      parts[partReferrer],
		SecFetchDest:  parts[partSecFetchDest],
		Accept:        parts[partAccept],
		UserAgent:     parts[partUserAgent],
		Headers:       (*headersOf)(c),
	}
	return nil
}

// headersOf lets a refresh ask for all headers while the request is being decided.
type headersOf fiber.Ctx

// All copies every header, names in lower case, repeated ones joined.
func (h *headersOf) All() map[string]string {
	m := map[string]string{}
	(*fiber.Ctx)(h).Request().Header.VisitAll(func(key, value []byte) {
		name, text := strings.ToLower(string(key)), fromLatin1(bytes.Trim(value, " \t"))
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
