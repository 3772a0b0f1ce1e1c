package weburl

import (
	"encoding/hex"
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
			var escaped [1]byte
			if _, err := hex.Decode(escaped[:], []byte{s[i+1], s[i+2]}); err == nil {
				b = append(b, escaped[0])
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
