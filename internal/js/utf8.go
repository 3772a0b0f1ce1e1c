package js

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// DecodeUTF8 reads bytes as TextDecoder does
// (https://encoding.spec.whatwg.org/#utf-8-decoder): a byte order mark is
// dropped, and what is no UTF-8 is repaired.
func DecodeUTF8(text []byte) []byte {
	if !utf8.Valid(text) {
		text = []byte(RepairUTF8(string(text)))
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF"))
}

// RepairUTF8 replaces what is no UTF-8 by U+FFFD, one for each maximal part of
// a character.
func RepairUTF8(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 8)
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 {
			size = brokenPrefix(text)
		}
		b.WriteRune(r)
		text = text[size:]
	}
	return b.String()
}

// brokenPrefix returns how many bytes of a broken character belong together:
// as many as could have been its start.
func brokenPrefix(text string) int {
	for n := 2; n <= len(text) && n < utf8.UTFMax; n++ {
		if utf8.FullRuneInString(text[:n]) {
			return n - 1
		}
	}
	return min(len(text), utf8.UTFMax-1)
}

// IsASCII reports whether a text has no character beyond ASCII.
func IsASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Trim is String.prototype.trim: it removes white space and line ends, of
// which Unicode knows more than ASCII, from both ends.
func Trim(text string) string { return strings.TrimFunc(text, IsSpace) }

// IsSpace reports what Trim removes. It differs from unicode.IsSpace, which
// has U+0085 and lacks U+FEFF.
func IsSpace(r rune) bool {
	switch {
	case r == ' ', '\t' <= r && r <= '\r', r == 0xA0, r == 0xFEFF:
		return true
	case r == 0x1680, 0x2000 <= r && r <= 0x200A, r == 0x2028, r == 0x2029:
		return true
	}
	return r == 0x202F || r == 0x205F || r == 0x3000
}
