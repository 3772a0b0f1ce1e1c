package weburl

import (
	"strings"
	"unicode/utf8"
)

// escapeSet holds the ASCII characters that a component percent-encodes, apart
// from controls and everything beyond ASCII, which all of them encode.
type escapeSet [2]uint64

func (s *escapeSet) has(c byte) bool {
	return c < 0x20 || c > 0x7e || s[c>>6]&(1<<(c&63)) != 0
}

func newEscapeSet(chars string) *escapeSet {
	var s escapeSet
	for _, c := range []byte(chars) {
		s[c>>6] |= 1 << (c & 63)
	}
	return &s
}

// The percent-encode sets of https://url.spec.whatwg.org/#percent-encoded-bytes,
// as the Node version that was recorded has them: "^" is not encoded in paths.
var (
	escapeControls     = newEscapeSet("")
	escapeFragment     = newEscapeSet(" \"<>`")
	escapeQuery        = newEscapeSet(" \"#<>")
	escapeSpecialQuery = newEscapeSet(" \"#<>'")
	escapePath         = newEscapeSet(" \"#<>?`{}")
	escapeUserinfo     = newEscapeSet(" \"#<>?`{}/:;=@[\\]^|")
	escapeForm         = newEscapeSet(" \"#<>?`{}/:;=@[\\]^|$&%+,!'()~")
)

const upperHex = "0123456789ABCDEF"

// escape appends s to b with the set's characters percent-encoded.
func escape(b *strings.Builder, s string, set *escapeSet) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			escapeByte(b, c, set)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:]) // U+FFFD for what is no UTF-8
		var buf [utf8.UTFMax]byte
		for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
			escapeByte(b, c, set)
		}
		i += size
	}
}

func escapeByte(b *strings.Builder, c byte, set *escapeSet) {
	if set.has(c) {
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
		return
	}
	b.WriteByte(c)
}

func escaped(s string, set *escapeSet) string {
	var b strings.Builder
	b.Grow(len(s))
	escape(&b, s, set)
	return b.String()
}

// unescape percent-decodes s. What is no escape stays; the result may be no UTF-8.
func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			high, low := hexValue(s[i+1]), hexValue(s[i+2])
			if high < 16 && low < 16 {
				b = append(b, high<<4|low)
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// hexValue returns the value of a hexadecimal digit, or 255.
func hexValue(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}
