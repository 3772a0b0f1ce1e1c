package fapiproxy

import (
	"net/http"
	"net/textproto"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// hopByHop lists the headers that belong to one connection and are not passed
// on, in either direction. See RFC 9110, section 7.6.1.
var hopByHop = [...]string{
	"Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
	"Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// ownRequestHeaders lists those that net/http sets by itself, and Expect, which
// Fiber has answered already.
var ownRequestHeaders = [...]string{"Content-Length", "Expect", "Host"}

// forwardedHeaders lists where a reverse proxy tells what it saw. They mean
// nothing from a peer that the app does not trust.
var forwardedHeaders = [...]string{
	"Cf-Connecting-Ip", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
	"X-Forwarded-Proto", "X-Real-Ip",
}

// singleHeaders lists those of which the first counts when they are repeated.
var singleHeaders = [...]string{
	"Authorization", "From", "If-Modified-Since", "If-Unmodified-Since", "Max-Forwards", "Referer",
}

// requestHeader is what the Frontend API is sent: the visitor's headers, and
// ours in place of any that the visitor sent under their names. It is not valid when a
// name or a value is none that HTTP knows.
func (p *Proxy) requestHeader(r *edge.Request, u *weburl.URL) (header http.Header, valid bool) {
	header, valid = copiedHeader(&r.HTTP.Request.Header)
	if !r.IsProxyTrusted() {
		deleteAll(header, forwardedHeaders[:])
	}
	clientIP := clientIP(r.HTTP, header)
	deleteHopByHop(header)
	deleteAll(header, ownRequestHeaders[:])

	header.Set("Clerk-Proxy-Url", u.Origin()+p.config.Path)
	header.Set("Clerk-Secret-Key", p.config.SecretKey.Reveal())
	header.Set("Accept-Encoding", "identity")
	if header.Get("X-Forwarded-Host") == "" {
		header.Set("X-Forwarded-Host", u.Host())
	}
	if header.Get("X-Forwarded-Proto") == "" {
		header.Set("X-Forwarded-Proto", strings.TrimSuffix(u.Protocol(), ":"))
	}
	if clientIP != "" {
		header.Set("X-Forwarded-For", clientIP)
	}
	if _, ok := header["User-Agent"]; !ok {
		header.Set("User-Agent", "") // else net/http sends a name of its own
	}
	return header, valid
}

// copiedHeader copies as Node hands headers out: without empty ones, repeated
// ones joined.
func copiedHeader(from *fasthttp.RequestHeader) (header http.Header, valid bool) {
	header, valid = make(http.Header, 24), true
	for key, value := range from.All() {
		name, text := string(key), strings.Trim(string(value), " \t")
		if !isToken(name) || !isFieldValue(text) {
			valid = false
			continue
		}
		name = textproto.CanonicalMIMEHeaderKey(name)
		if text != "" && (len(header[name]) == 0 || !slices.Contains(singleHeaders[:], name)) {
			header[name] = append(header[name], text)
		}
	}
	for name, lines := range header {
		if len(lines) > 1 {
			header[name] = []string{strings.Join(lines, ", ")}
		}
	}
	return header, valid
}

// isToken and isFieldValue are RFC 9110's, sections 5.6.2 and 5.5: what
// net/http would refuse to send is the visitor's fault, and no 502.
func isToken(name string) bool {
	for i := range len(name) {
		c := name[i]
		letterOrDigit := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letterOrDigit && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return name != ""
}

func isFieldValue(value string) bool {
	for i := range len(value) {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// clientIP is what a reverse proxy says of the visitor, the more particular
// header first, else the connection's own address.
func clientIP(c *fasthttp.RequestCtx, header http.Header) string {
	for _, name := range []string{"Cf-Connecting-Ip", "X-Real-Ip"} {
		if ip := header.Get(name); ip != "" {
			return ip
		}
	}
	if chain := header.Get("X-Forwarded-For"); chain != "" {
		first, _, _ := strings.Cut(chain, ",")
		return strings.TrimSpace(first)
	}
	if ip := c.RemoteIP(); !ip.IsUnspecified() {
		return ip.String()
	}
	return ""
}

// deleteHopByHop also deletes the headers that Connection names.
func deleteHopByHop(header http.Header) {
	for name := range strings.SplitSeq(strings.Join(header["Connection"], ","), ",") {
		header.Del(strings.TrimSpace(name))
	}
	deleteAll(header, hopByHop[:])
}

func deleteAll(header http.Header, names []string) {
	for _, name := range names {
		delete(header, name)
	}
}
