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

// isPlainHost reports whether a host with an optional port is a domain in lower case
// or an IPv4 address, and written as it would be.
func isPlainHost(s, scheme string) bool {
	host := s[:plainHost.length(s)]
	if len(host) < len(s) && !isPlainPort(s[len(host):], scheme) {
		return false
	}
	if strings.IndexByte(host, '-') > 0 && strings.Contains(host, acePrefix) {
		return false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && (isLetter(last[0]) || isPlainIPv4(host))
}

// isPlainIPv4 reports whether s is four decimal numbers. Other domains whose last
// label begins with a digit are addresses too, in another form, or none at all.
func isPlainIPv4(s string) bool {
	for range 3 {
		number, rest, ok := strings.Cut(s, ".")
		if !ok || !isPlainNumber(number, 255) {
			return false
		}
		s = rest
	}
	return isPlainNumber(s, 255)
}

// isPlainPort reports whether s is a colon and a port as it is written.
func isPlainPort(s, scheme string) bool {
	return s[0] == ':' && s != ":0" && isPlainNumber(s[1:], 65535) && s[1:] != defaultPort(scheme)
}

// isPlainNumber reports whether s is a decimal number without leading zeros, and no
// greater than most.
func isPlainNumber(s string, most int) bool {
	if s == "" || len(s) > 5 || s[0] == '0' && len(s) > 1 {
		return false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n <= most
}

// PlainTarget returns the path and the query of a request target, without the
// question mark, if the target is a path in its usual form: Read would take it as
// it stands.
func PlainTarget(target string) (path, query string, ok bool) {
	pathLen, ok := isPlainTarget(target)
	if !ok {
		return "", "", false
	}
	return target[:pathLen], strings.TrimPrefix(target[pathLen:], "?"), true
}

// isPlainTarget reports whether a path with an optional query stays as it is, and how
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
