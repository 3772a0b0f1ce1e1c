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

// Jar holds the cookies of one Cookie header. The zero Jar is empty.
// A Jar is immutable and safe for concurrent use; its strings share the
// header's memory.
type Jar struct {
	pairs []pair
}

type pair struct {
	name, value string
}

// Parse reads a Cookie header (RFC 6265, section 4.2) as npm's cookie 1.1 does:
// pairs end at a semicolon, the name ends at the first equals sign, spaces and
// tabs around both are dropped, quotes are kept, and a part without an equals
// sign is skipped. The empty name is a name.
//
// The header is text: bytes beyond ASCII are to be mapped from Latin-1 by the
// caller, as Node does. Nothing is decoded before it is asked for.
func Parse(header string) Jar {
	if len(header) < 2 { // a lone "=" is no cookie
		return Jar{}
	}
	pairs := make([]pair, 0, strings.Count(header, ";")+1)
	for header != "" {
		var p pair
		var ok bool
		if p.name, p.value, header, ok = Next(header); ok {
			pairs = append(pairs, p)
		}
	}
	return Jar{pairs}
}

// Next returns the first cookie of a header, and what follows it. ok is false
// where the first part is no cookie.
func Next(header string) (name, value, rest string, ok bool) {
	part, rest, _ := strings.Cut(header, ";")
	name, value, ok = strings.Cut(part, "=")
	return trimBlanks(name), trimBlanks(value), rest, ok
}

// Get returns the value of the first cookie of that name, percent-decoded as
// decodeURIComponent does. A value that cannot be decoded comes as it was sent.
// The boolean reports whether there is such a cookie.
func (j Jar) Get(name string) (string, bool) {
	value, ok := j.Raw(name)
	return decode(value), ok
}

// Raw is Get without decoding.
func (j Jar) Raw(name string) (string, bool) {
	for i := range j.pairs {
		if j.pairs[i].name == name {
			return j.pairs[i].value, true
		}
	}
	return "", false
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
