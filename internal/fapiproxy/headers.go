package fapiproxy

import (
	"bytes"
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

// For so many headers room is made: as many as a browser sends, and ours.
const ourHeaders, usualHeaders = 6, 28

// lists makes lists of one line, which most are, from one piece of memory.
type lists []string

func (l *lists) of(line string) []string {
	*l = append(*l, line)
	n := len(*l)
	return (*l)[n-1 : n : n]
}

// requestHeader is what the Frontend API is sent: the visitor's headers, and
// ours in place of any that the visitor sent under their names. It is not valid when a
// name or a value is none that HTTP knows.
func (p *Proxy) requestHeader(r *edge.Request, u *weburl.URL, proxyURL string) (header http.Header, valid bool) {
	visitors := &r.HTTP.Request.Header
	list := make(lists, 0, min(bytes.Count(visitors.RawHeaders(), []byte("\n"))+ourHeaders, usualHeaders))
	header, valid = copiedHeader(visitors, &list)
	if !r.IsProxyTrusted() {
		deleteAll(header, forwardedHeaders[:])
	}
	clientIP := clientIP(r.HTTP, header)
	deleteHopByHop(header)
	deleteAll(header, ownRequestHeaders[:])

	header["Clerk-Proxy-Url"] = list.of(proxyURL)
	header["Clerk-Secret-Key"] = list.of(p.config.SecretKey.Reveal())
	header["Accept-Encoding"] = list.of("identity")
	if header["X-Forwarded-Host"] == nil {
		header["X-Forwarded-Host"] = list.of(u.Host())
	}
	if header["X-Forwarded-Proto"] == nil {
		header["X-Forwarded-Proto"] = list.of(strings.TrimSuffix(u.Protocol(), ":"))
	}
	if clientIP != "" {
		header["X-Forwarded-For"] = list.of(clientIP)
	}
	if header["User-Agent"] == nil {
		header["User-Agent"] = list.of("") // else net/http sends a name of its own
	}
	return header, valid
}

// copiedHeader copies as Node hands headers out: without empty ones, repeated
// ones joined.
func copiedHeader(from *fasthttp.RequestHeader, list *lists) (header http.Header, valid bool) {
	header, valid = make(http.Header, cap(*list)), true
	var all strings.Builder // one piece of memory for all names and values
	all.Grow(len(from.RawHeaders()))
	copied := func(b []byte) string {
		all.Write(b)
		return all.String()[all.Len()-len(b):]
	}
	var repeated []string
	for key, value := range from.All() {
		name, text := copied(key), strings.Trim(copied(value), " \t")
		if !isToken(name) || !isFieldValue(text) {
			valid = false
			continue
		}
		name = textproto.CanonicalMIMEHeaderKey(name)
		switch lines := header[name]; {
		case text == "":
		case lines == nil:
			header[name] = list.of(text)
		case !slices.Contains(singleHeaders[:], name):
			header[name] = append(lines, text)
			repeated = append(repeated, name)
		}
	}
	for _, name := range repeated {
		header[name] = []string{strings.Join(header[name], ", ")}
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
