// Package weburl reads URLs as the WHATWG URL standard has it, which is what
// JavaScript's URL class does, and derives a request's public URL as Clerk's
// JavaScript SDK does.
//
// net/url is no substitute: it follows RFC 3986, keeps dot segments, backslashes
// and letter case, and refuses other texts than a browser does.
//
// See https://url.spec.whatwg.org/.
package weburl

import (
	"errors"
	"strings"
)

// ErrInvalid is what Parse and Resolve return for a text that is no URL.
// It does not repeat the text, which may hold a token.
var ErrInvalid = errors.New("weburl: not a URL")

// URL is a URL in its serialized form. It is immutable and safe for concurrent
// use. Its accessors give what the attributes of the same name give in
// JavaScript; all but Origin of a blob are substrings of Href.
type URL struct {
	href string
	at   offsets
}

// offsets says where in href the components begin. An absent component is empty:
// it begins where the next one does. Delimiters belong to the component that
// follows them, but for the colon of the scheme and the "@" before the host.
type offsets struct {
	afterScheme int // behind the colon
	username    int
	password    int // at the colon
	host        int // behind the "@"
	port        int // at the colon
	afterHost   int // href may have "/." here, which is not part of the path
	path        int
	search      int // at the "?"
	hash        int // at the "#"
}

// Parse reads an absolute URL, as new URL(s) does. Bytes that are no UTF-8
// count as U+FFFD. The error is ErrInvalid.
func Parse(s string) (*URL, error) {
	if u := parsePlain(s); u != nil {
		return u, nil
	}
	return parseFull(s, nil)
}

// Resolve reads ref, which may be relative to u, as new URL(ref, u) does.
// A URL of a request without a host is no base: against it only absolute URLs
// can be read. The error is ErrInvalid.
func (u *URL) Resolve(ref string) (*URL, error) {
	if u.at.afterScheme == 0 {
		return Parse(ref)
	}
	return parseFull(ref, u)
}

// Href returns the whole URL.
func (u *URL) Href() string { return u.href }

// String returns the whole URL.
func (u *URL) String() string { return u.href }

// Protocol returns the scheme with its colon, such as "https:".
func (u *URL) Protocol() string { return u.href[:u.at.afterScheme] }

// Username returns the percent-encoded user name.
func (u *URL) Username() string { return u.href[u.at.username:u.at.password] }

// Password returns the percent-encoded password.
func (u *URL) Password() string {
	return strings.TrimSuffix(strings.TrimPrefix(u.href[u.at.password:u.at.host], ":"), "@")
}

// Host returns the host with its port, if that is not the scheme's default.
func (u *URL) Host() string { return u.href[u.at.host:u.at.afterHost] }

// Hostname returns the host without its port.
func (u *URL) Hostname() string { return u.href[u.at.host:u.at.port] }

// Port returns the port in decimal, or nothing if it is the scheme's default.
func (u *URL) Port() string { return strings.TrimPrefix(u.href[u.at.port:u.at.afterHost], ":") }

// Pathname returns the percent-encoded path.
func (u *URL) Pathname() string { return u.href[u.at.path:u.at.search] }

// Search returns the percent-encoded query with its question mark, or nothing if
// it is empty.
func (u *URL) Search() string { return emptyIfAlone(u.href[u.at.search:u.at.hash]) }

// Hash returns the percent-encoded fragment with its number sign, or nothing if
// it is empty.
func (u *URL) Hash() string { return emptyIfAlone(u.href[u.at.hash:]) }

// Origin returns scheme, host and port: "https://example.com:8443". It is "null"
// for a scheme that has none, and empty for a URL of a request without a host.
func (u *URL) Origin() string {
	switch {
	case u.at.afterScheme == 0:
		return ""
	case u.Protocol() == "blob:":
		inner, err := Parse(u.Pathname())
		if err == nil && (inner.Protocol() == "http:" || inner.Protocol() == "https:") {
			return inner.Origin()
		}
		return "null"
	case !isSpecial(u.scheme()) || u.Protocol() == "file:":
		return "null"
	case u.at.username == u.at.host:
		return u.href[:u.at.afterHost]
	}
	return u.Protocol() + "//" + u.Host()
}

func (u *URL) scheme() string { return strings.TrimSuffix(u.Protocol(), ":") }

func emptyIfAlone(s string) string {
	if len(s) == 1 {
		return ""
	}
	return s
}
