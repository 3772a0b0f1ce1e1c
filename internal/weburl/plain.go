package weburl

import "strings"

// plain tells the characters that the parser leaves as they are wherever they
// stand in a component.
type plain [256]bool

func newPlain(chars string) *plain {
	var p plain
	for _, c := range []byte(chars) {
		p[c] = true
	}
	return &p
}

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
	both   = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + digits + "-._~!$&()*+,;=:@/%"
)

var (
	plainHost  = newPlain(lower + digits + "-.")
	plainPath  = newPlain(both + "'|[]^")
	plainQuery = newPlain(both + "?|[]^`{}\\")
)

// length returns how much of s, from its start, is plain.
func (p *plain) length(s string) int {
	for i := range len(s) {
		if !p[s[i]] {
			return i
		}
	}
	return len(s)
}

// parsePlain reads the everyday URL, "https://host/path?query", without a change
// to its text. It returns nil for anything that may need one.
func parsePlain(s string) *URL {
	scheme, rest, _ := strings.Cut(s, "://")
	if scheme != "https" && scheme != "http" {
		return nil
	}
	i := strings.IndexByte(rest, '/')
	if i < 0 || !isPlainHost(rest[:i], scheme) {
		return nil
	}
	pathLen, ok := isPlainTarget(rest[i:])
	if !ok {
		return nil
	}
	u := plainURL(s, scheme, i, pathLen)
	return &u
}

// plainURL makes a URL of its text and of what is known of it: the lengths of
// the host with its port and of the path.
func plainURL(href, scheme string, hostLen, pathLen int) URL {
	host := len(scheme) + len("://")
	afterHost := host + hostLen
	port := afterHost
	if i := strings.LastIndexByte(href[host:afterHost], ':'); i >= 0 && href[afterHost-1] != ']' {
		port = host + i
	}
	return URL{href: href, at: offsets{
		afterScheme: len(scheme) + 1,
		username:    host, password: host, host: host,
		port: port, afterHost: afterHost, path: afterHost,
		search: afterHost + pathLen, hash: len(href),
	}}
}

// isPlainHost says whether a host with an optional port is a domain in lower case
// and its port is written as it would be.
func isPlainHost(s, scheme string) bool {
	host := s[:plainHost.length(s)]
	if len(host) < len(s) && !isPlainPort(s[len(host):], scheme) {
		return false
	}
	// A last label that begins with a digit may make it an IPv4 address.
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && isLetter(last[0])
}

// isPlainPort says whether s is a colon and at most four digits.
func isPlainPort(s, scheme string) bool {
	port := s[1:]
	if s[0] != ':' || port == "" || port[0] == '0' || len(port) > 4 || port == defaultPort(scheme) {
		return false
	}
	for i := range len(port) {
		if port[i] < '0' || port[i] > '9' {
			return false
		}
	}
	return true
}

// isPlainTarget says whether a path with an optional query stays as it is, and how
// long the path is. A segment that begins with a dot or an escape may be a dot
// segment; two slashes at the start may begin a host; an empty query may be dropped.
func isPlainTarget(s string) (pathLen int, ok bool) {
	if s == "" || s[0] != '/' || strings.HasPrefix(s, "//") {
		return 0, false
	}
	afterSlash := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '?':
			query := s[i+1:]
			return i, query != "" && plainQuery.length(query) == len(query)
		case !plainPath[c], afterSlash && (c == '.' || c == '%'):
			return 0, false
		}
		afterSlash = c == '/'
	}
	return len(s), true
}
