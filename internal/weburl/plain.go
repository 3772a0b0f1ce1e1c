package weburl

import "strings"

// plain tells, for each ASCII character, in which components the parser leaves it
// as it is wherever it stands.
type plain [128]bool

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

func (p *plain) all(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 128 || !p[c] {
			return false
		}
	}
	return true
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
	search, ok := isPlainTarget(rest[i:])
	if !ok {
		return nil
	}
	return newPlainURL(s, scheme, len(rest[:i]), search)
}

// newPlainURL makes a URL of its text and of what is known of it: the lengths of
// the host with its port and of the path.
func newPlainURL(href, scheme string, hostLen, pathLen int) *URL {
	host := len(scheme) + len("://")
	afterHost := host + hostLen
	port := afterHost
	if i := strings.LastIndexByte(href[host:afterHost], ':'); i >= 0 && href[afterHost-1] != ']' {
		port = host + i
	}
	return &URL{href: href, at: offsets{
		afterScheme: len(scheme) + 1,
		username:    host, password: host, host: host,
		port: port, afterHost: afterHost, path: afterHost,
		search: afterHost + pathLen, hash: len(href),
	}}
}

// isPlainHost says whether a host with an optional port is a domain in lower case
// and its port is written as it would be.
func isPlainHost(s, scheme string) bool {
	host, port, hasPort := strings.Cut(s, ":")
	if hasPort && (port == "" || port[0] == '0' || len(port) > 4 || port == defaultPort(scheme)) {
		return false
	}
	for i := range len(port) {
		if port[i] < '0' || port[i] > '9' {
			return false
		}
	}
	// A last label that begins with a digit may make it an IPv4 address.
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && isLetter(last[0]) && plainHost.all(host)
}

// isPlainTarget says whether a path with an optional query stays as it is, and how
// long the path is. A segment that begins with a dot or an escape may be a dot
// segment; two slashes at the start may begin a host; an empty query may be dropped.
func isPlainTarget(s string) (pathLen int, ok bool) {
	path, query, hasQuery := strings.Cut(s, "?")
	if path == "" || path[0] != '/' || strings.HasPrefix(path, "//") || hasQuery && query == "" {
		return 0, false
	}
	for i := range len(path) {
		c := path[i]
		if c >= 128 || !plainPath[c] {
			return 0, false
		}
		if c == '/' && i+1 < len(path) && (path[i+1] == '.' || path[i+1] == '%') {
			return 0, false
		}
	}
	return len(path), plainQuery.all(query)
}
