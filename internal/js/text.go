package js

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote returns the content of a JSON string, quotes included in the input.
func unquote(quoted string) string {
	content := quoted[1 : len(quoted)-1]
	if strings.IndexByte(content, '\\') < 0 {
		return content
	}
	var b strings.Builder
	b.Grow(len(content))
	eachRune(content, func(r rune, literal string) {
		if literal != "" {
			b.WriteString(literal)
			return
		}
		b.WriteRune(r) // an unpaired surrogate becomes U+FFFD
	})
	return b.String()
}

// eachRune walks the inside of a JSON string: either literal text, or one
// character that was escaped (an unpaired surrogate as its own number).
func eachRune(content string, yield func(escaped rune, literal string)) {
	for content != "" {
		next := strings.IndexByte(content, '\\')
		if next < 0 {
			yield(0, content)
			return
		}
		if next > 0 {
			yield(0, content[:next])
		}
		r, size := unescape(content[next:])
		yield(r, "")
		content = content[next+size:]
	}
}

// unescape reads one escape, or the two that make up a character beyond the
// basic plane.
func unescape(text string) (rune, int) {
	if len(text) < 2 {
		return utf8.RuneError, len(text)
	}
	switch text[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		high, ok := codeUnit(text)
		if !ok {
			return utf8.RuneError, len(text)
		}
		if low, ok := codeUnit(text[6:]); ok {
			if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
				return r, 12
			}
		}
		return high, 6
	}
	return rune(text[1]), 2
}

func codeUnit(text string) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil
}

const hexDigits = "0123456789abcdef"

// appendQuoted writes a string as JSON.stringify does: only what must be
// escaped is.
func appendQuoted(b *strings.Builder, text string) {
	b.WriteByte('"')
	appendEscaped(b, text)
	b.WriteByte('"')
}

func appendEscaped(b *strings.Builder, text string) {
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b.WriteString(text[start:i])
		start = i + 1
		appendEscape(b, c)
	}
	b.WriteString(text[start:])
}

func appendEscape(b *strings.Builder, c byte) {
	b.WriteByte('\\')
	switch c {
	case '"', '\\':
		b.WriteByte(c)
	case '\b':
		b.WriteByte('b')
	case '\f':
		b.WriteByte('f')
	case '\n':
		b.WriteByte('n')
	case '\r':
		b.WriteByte('r')
	case '\t':
		b.WriteByte('t')
	default:
		b.WriteString("u00")
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
}
