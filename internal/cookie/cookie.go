// Package cookie reads the Cookie header and Set-Cookie lines the way Clerk's
// JavaScript SDK reads them, so that both conclude the same from the same bytes.
//
// net/http and fasthttp are no substitute: they strip quotes, refuse some names
// and values, and do not percent-decode.
package cookie

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Next returns the first cookie of a Cookie header (RFC 6265, section 4.2) and
// what follows it, as npm's cookie 1.1 reads them: pairs end at a semicolon, the
// name ends at the first equals sign, spaces and tabs around both are dropped,
// quotes are kept. ok is false where the first part has no equals sign, and is no
// cookie. Of two cookies of one name the first counts.
//
// The value is as it was sent; Decode decodes it. All share the header's memory.
func Next(header string) (name, value, rest string, ok bool) {
	part := header
	if end := strings.IndexByte(header, ';'); end >= 0 {
		part, rest = header[:end], header[end+1:]
	}
	equals := strings.IndexByte(part, '=')
	if equals < 0 {
		return "", "", rest, false
	}
	return trimBlanks(part[:equals]), trimBlanks(part[equals+1:]), rest, true
}

// Without returns the header with the named cookies taken out, its parts trimmed
// and joined by "; ". Names are compared as they stand in the header.
// It returns the empty string when nothing is left.
func Without(header string, names ...string) string {
	if header == "" {
		return ""
	}
	var b strings.Builder
	b.Grow(len(header))
	first := true
	for more := true; more; {
		var part string
		part, header, more = strings.Cut(header, ";")
		part = js.Trim(part)
		if named(part, names) {
			continue
		}
		if !first {
			b.WriteString("; ")
		}
		first = false
		b.WriteString(part)
	}
	return b.String()
}

func named(part string, names []string) bool {
	for _, name := range names {
		rest, ok := strings.CutPrefix(part, name)
		if ok && (rest == "" || rest[0] == '=') {
			return true
		}
	}
	return false
}

// trimBlanks drops optional whitespace as HTTP defines it (RFC 9110, section 5.6.3).
func trimBlanks(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}
