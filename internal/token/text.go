package token

import (
	"bytes"
	"unicode/utf8"
)

// decodeText reads UTF-8 as a browser's TextDecoder does
// (https://encoding.spec.whatwg.org/#utf-8-decoder): a byte order mark is
// dropped, and each maximal part of a broken sequence becomes one U+FFFD.
func decodeText(text []byte) []byte {
	if !utf8.Valid(text) {
		text = repair(text)
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF"))
}

func repair(text []byte) []byte {
	repaired := make([]byte, 0, len(text)+8)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			size = brokenPrefix(text)
		}
		repaired = utf8.AppendRune(repaired, r)
		text = text[size:]
	}
	return repaired
}

// brokenPrefix gives how many bytes of a broken sequence belong together: as
// many as could have been the start of a character.
func brokenPrefix(text []byte) int {
	length, low, high := sequence(text[0])
	size := 1
	for size < length && size < len(text) && low <= text[size] && text[size] <= high {
		low, high = 0x80, 0xBF
		size++
	}
	return size
}

// sequence gives the length of the character that a byte opens, and the range
// of the byte that must follow (Unicode 15.0, table 3-7).
func sequence(first byte) (length int, low, high byte) {
	switch {
	case 0xC2 <= first && first <= 0xDF:
		return 2, 0x80, 0xBF
	case first == 0xE0:
		return 3, 0xA0, 0xBF
	case first == 0xED:
		return 3, 0x80, 0x9F
	case 0xE1 <= first && first <= 0xEF:
		return 3, 0x80, 0xBF
	case first == 0xF0:
		return 4, 0x90, 0xBF
	case 0xF1 <= first && first <= 0xF3:
		return 4, 0x80, 0xBF
	case first == 0xF4:
		return 4, 0x80, 0x8F
	}
	return 1, 0, 0
}
