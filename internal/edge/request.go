// Package edge is the border to fasthttp, on which both Fibers rest: the one
// place where a request's bytes are read out of it, which it uses again for the
// next request, and where a decision's headers are written. What leaves this
// package may be kept; what only looks says so.
package edge

import (
	"bytes"
	"errors"
	"net"
	"strings"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Ctx is what both Fibers' contexts know of a request and fasthttp does not.
type Ctx interface {
	Method(override ...string) string
	IsProxyTrusted() bool
}

// Request is fasthttp's own view of a request, read as far as it is needed.
type Request struct {
	HTTP *fasthttp.RequestCtx

	fiber  Ctx
	config Config
	parts  [partCount][]byte // fasthttp's own bytes, but for what was joined
	joined [partCount]bool   // of several lines: bytes of our own
	next   int               // of headerParts: those before it were read
}

// Config is how an application reads requests.
type Config struct {
	// HeadersAsSent: the names of headers are spelled as the client sent them.
	HeadersAsSent bool
	// OnDistrust is told of a peer whose forwarded headers are not believed. Optional.
	OnDistrust func(peer net.IP)
}

// NewRequest begins to read.
func NewRequest(ctx *fasthttp.RequestCtx, fiber Ctx, config Config) Request {
	r := Request{HTTP: ctx, fiber: fiber, config: config}
	r.parts[partTarget] = ctx.Request.Header.RequestURI()
	return r
}

// Facts is a copy of what a decision needs of a request.
type Facts struct {
	URL     weburl.URL
	Request authn.Request
}

// ErrNoURL means that a request's target is no URL, or that its method is one
// that the fetch standard forbids: the client's fault.
var ErrNoURL = errors.New("clerkfiber: the request's target is no URL")

// Copy copies into f what a decision needs. The error is ErrNoURL.
func (r *Request) Copy(f *Facts) error {
	method, ok := r.Method()
	if !ok {
		return ErrNoURL
	}
	r.readTo(Everything)
	texts := r.strings()
	address := weburl.RequestParts{
		Target:         texts[partTarget],
		Host:           texts[partHost],
		ForwardedHost:  texts[partForwardedHost],
		ForwardedProto: texts[partForwardedProto],
		TLS:            r.HTTP.IsTLS(),
	}
	if err := address.Read(&f.URL); err != nil {
		return ErrNoURL
	}
	f.Request.Fields = authn.Fields{
		Method:        method,
		Authorization: texts[partAuthorization],
		Cookie:        texts[partCookie],
		Origin:        texts[partOrigin],
		Referrer:      texts[partReferrer],
		SecFetchDest:  texts[partSecFetchDest],
		SecFetchSite:  texts[partSecFetchSite],
		Accept:        texts[partAccept],
		UserAgent:     texts[partUserAgent],
	}
	f.Request.URL, f.Request.Headers = &f.URL, (*headers)(&r.HTTP.Request.Header)
	return nil
}

// Method returns the request's method; ok is false for those that the fetch
// standard forbids, and with it @clerk/fastify.
func (r *Request) Method() (method string, ok bool) {
	switch m := r.fiber.Method(); {
	case m == fasthttp.MethodGet:
		return fasthttp.MethodGet, true
	case m == fasthttp.MethodPost:
		return fasthttp.MethodPost, true
	case isForbidden(m):
		return "", false
	default:
		return strings.Clone(m), true
	}
}

func isForbidden(method string) bool {
	switch method {
	case fasthttp.MethodTrace, fasthttp.MethodConnect, "TRACK", "":
		return true
	}
	return false
}

// IsProxyTrusted reports whether the application believes the peer's forwarded headers.
func (r *Request) IsProxyTrusted() bool { return r.fiber.IsProxyTrusted() }

// Authorization looks at the Authorization header: the string is fasthttp's.
func (r *Request) Authorization() string {
	r.readTo(ForBearer)
	return view(r.parts[partAuthorization])
}

// Cookie looks at the Cookie header likewise.
func (r *Request) Cookie() string {
	r.readTo(ForCookies)
	return view(r.parts[partCookie])
}

// Target looks at the request's target: the string is fasthttp's.
func (r *Request) Target() string { return view(r.parts[partTarget]) }

// PlainTarget reports whether nothing about a request's method and address needs
// a closer look, and looks at its path and query then, without the question mark.
// Which host it is for is another matter.
func (r *Request) PlainTarget() (path, query string, ok bool) {
	if isForbidden(r.fiber.Method()) {
		return "", "", false
	}
	r.readTo(ForBearer)
	switch view(r.parts[partForwardedProto]) {
	case "", "http", "https":
		return weburl.PlainTarget(r.Target())
	}
	return "", "", false
}

// Glance looks at the headers up to a stage: the strings are fasthttp's.
func (r *Request) Glance(stage Stage) authn.Fields {
	r.readTo(stage)
	return authn.Fields{
		Method:        r.fiber.Method(),
		Authorization: view(r.parts[partAuthorization]),
		Cookie:        view(r.parts[partCookie]),
		SecFetchDest:  view(r.parts[partSecFetchDest]),
		Accept:        view(r.parts[partAccept]),
	}
}

// IsFromElsewhere reports whether a request is for a page to which another has led
// that is, or may be, another origin's.
func (r *Request) IsFromElsewhere() bool {
	r.readTo(ForDocuments)
	if view(r.parts[partSecFetchDest]) != "document" {
		return false
	}
	r.readTo(Everything)
	referrer := view(r.parts[partReferrer])
	if referrer == "" {
		return false
	}
	if hasHighByte(r.parts[partHost]) || hasHighByte(r.parts[partForwardedHost]) {
		return true
	}
	own := weburl.RequestParts{
		Host:           view(r.parts[partHost]),
		ForwardedHost:  view(r.parts[partForwardedHost]),
		ForwardedProto: view(r.parts[partForwardedProto]),
		TLS:            r.HTTP.IsTLS(),
	}
	return !own.Owns(referrer)
}

// headers lets a refresh ask for all headers while the request is being decided.
type headers fasthttp.RequestHeader

// All copies every header, names in lower case, repeated ones joined.
func (h *headers) All() map[string]string {
	header := (*fasthttp.RequestHeader)(h)
	lines := map[string][]string{}
	if cookies := header.PeekAll(fasthttp.HeaderCookie); len(cookies) > 0 {
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
