package edge

import (
	"bytes"
	"encoding/hex"

	"github.com/valyala/fasthttp"
)

// IsCanonical reports whether a request's target is spelled in the one way that
// Options.CanonicalPaths allows.
func IsCanonical(c *fasthttp.RequestCtx) bool {
	request := &c.Request
	return isCanonical(request.Header.RequestURI(), request.URI().PathOriginal()) // Request.RequestURI would resolve the dots
}

// isCanonical reports whether a target is a path in canonical form, or an
// absolute address whose path is. path is what fasthttp reads in the target.
func isCanonical(target, path []byte) bool {
	before, _, _ := bytes.Cut(target, []byte("?"))
	return isCanonicalPath(path) && bytes.HasSuffix(before, path) && isOrigin(before[:len(before)-len(path)])
}

// isOrigin reports whether nothing stands before a path, or a scheme and a host
// that leave no doubt about where the path begins.
func isOrigin(b []byte) bool {
	if len(b) == 0 {
		return true
	}
	scheme, host, ok := bytes.Cut(b, []byte("://"))
	if !ok || len(host) == 0 || !bytes.EqualFold(scheme, []byte("http")) && !bytes.EqualFold(scheme, []byte("https")) {
		return false
	}
	for _, c := range host {
		if !isUnreserved(c) && c != ':' && c != '[' && c != ']' {
			return false
		}
	}
	return true
}

// isCanonicalPath reports whether a path is in the form that RFC 3986, section
// 6.2.2, calls normalized, without empty segments, and without an escape that
// would be a separator or a control character once it is decoded.
func isCanonicalPath(path []byte) bool {
	if len(path) == 0 || path[0] != '/' {
		return false
	}
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c == '/':
			if rest := path[i+1:]; len(rest) > 0 && rest[0] == '/' || isDots(rest) {
				return false
			}
		case c == '%':
			if i+2 >= len(path) || !isNeededEscape(path[i+1], path[i+2]) {
				return false
			}
			i += 2
		case c <= ' ', c >= 0x7F, c == '\\', c == '#':
			return false
		}
	}
	return true
}

// isDots reports whether a path's next segment is a dot or two.
func isDots(rest []byte) bool {
	segment, _, _ := bytes.Cut(rest, []byte("/"))
	return string(segment) == "." || string(segment) == ".."
}

// isNeededEscape reports whether two hex digits stand for what cannot stand in a
// path by itself, and is no separator there.
func isNeededEscape(high, low byte) bool {
	var b [1]byte
	if _, err := hex.Decode(b[:], []byte{high, low}); err != nil {
		return false
	}
	c := b[0]
	return !isUnreserved(c) && c != '/' && c != '\\' && c >= ' ' && c != 0x7F
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}
