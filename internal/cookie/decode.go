package cookie

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// decode is decodeURIComponent, with the text itself where that would throw.
func decode(s string) string {
	i := strings.IndexByte(s, '%')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for i < len(s) {
		if s[i] != '%' {
			b.WriteByte(s[i])
			i++
			continue
		}
		char, n, ok := escapedRune(s[i:])
		if !ok {
			return s
		}
		b.WriteRune(char)
		i += n
	}
	return b.String()
}

// escapedRune reads one character of UTF-8 from the escapes at the start of s
// and says how much of s it took. Every byte of the character must be escaped.
func escapedRune(s string) (r rune, n int, ok bool) {
	var buf [utf8.UTFMax]byte
	for count := 1; count <= len(buf); count++ {
		value, ok := escapedByte(s[n:])
		if !ok {
			return 0, 0, false
		}
		buf[count-1] = value
		n += 3
		if !utf8.FullRune(buf[:count]) {
			continue
		}
		r, size := utf8.DecodeRune(buf[:count])
		return r, n, r != utf8.RuneError || size > 1
	}
	return 0, 0, false
}

func escapedByte(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	var b [1]byte
	_, err := hex.Decode(b[:], []byte{s[1], s[2]})
	return b[0], err == nil
}
