package js

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// parseFloat reads a JSON number. Out of range it is infinite, as in
// JavaScript, where encoding/json reports an error.
func parseFloat(text string) float64 {
	if n, ok := smallInteger(text); ok {
		return n
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(n, 0) {
		return math.NaN()
	}
	return n
}

// smallInteger reads the numbers that nearly all tokens have: times in seconds.
func smallInteger(text string) (float64, bool) {
	if text == "" || len(text) > 15 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		if !isDigit(text[i]) {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return float64(n), true
}

// String is JavaScript's String(n).
func String(n float64) string {
	switch {
	case math.IsNaN(n):
		return "NaN"
	case math.IsInf(n, 1):
		return "Infinity"
	case math.IsInf(n, -1):
		return "-Infinity"
	case n == 0: // also -0
		return "0"
	}
	if abs := math.Abs(n); abs >= 1e-6 && abs < 1e21 {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	// JavaScript writes 1e-7 where Go writes 1e-07.
	text := strconv.FormatFloat(n, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
}

// Number is JavaScript's Number(text).
func Number(text string) float64 {
	text = Trim(text)
	switch text {
	case "":
		return 0
	case "Infinity", "+Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	}
	if len(text) > 2 && text[0] == '0' {
		if base := radix(text[1]); base != 0 {
			return integer(text[2:], base)
		}
	}
	for i := range len(text) {
		if c := text[i]; !isDigit(c) && c != '.' && c != '+' && c != '-' && c != 'e' && c != 'E' {
			return math.NaN()
		}
	}
	return parseFloat(text)
}

func radix(letter byte) int {
	switch letter {
	case 'x', 'X':
		return 16
	case 'o', 'O':
		return 8
	case 'b', 'B':
		return 2
	}
	return 0
}

// ParseInt is JavaScript's Number.parseInt(text): NaN when no digit stands at
// the start.
func ParseInt(text string) float64 {
	text = Trim(text)
	sign := 1.0
	if text != "" && (text[0] == '-' || text[0] == '+') {
		if text[0] == '-' {
			sign = -1
		}
		text = text[1:]
	}
	base := 10
	if len(text) > 1 && text[0] == '0' && radix(text[1]) == 16 {
		base, text = 16, text[2:]
	}
	end := 0
	for end < len(text) && isDigitOf(text[end], base) {
		end++
	}
	if base == 10 && end > 0 {
		return sign * parseFloat(text[:end])
	}
	return sign * integer(text[:end], base)
}

// integer reads digits and nothing else, of a base that is a power of two.
func integer(digits string, base int) float64 {
	for i := range len(digits) {
		if !isDigitOf(digits[i], base) {
			return math.NaN()
		}
	}
	n, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return math.NaN()
	}
	f, _ := new(big.Float).SetInt(n).Float64()
	return f
}

func isDigitOf(c byte, base int) bool {
	switch {
	case isDigit(c):
		return int(c-'0') < base
	case 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
		return base == 16
	}
	return false
}
