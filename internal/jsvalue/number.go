package jsvalue

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

// formatNumber is JavaScript's Number::toString in base ten.
func formatNumber(n float64) string {
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

// numberFromText is JavaScript's Number(text).
func numberFromText(text string) float64 {
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
			return integerFromText(text[2:], base)
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

func integerFromText(digits string, base int) float64 {
	for i := range len(digits) {
		if c := digits[i]; c == '_' || c == '+' || c == '-' {
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

// Trim removes from both ends what JavaScript's String.prototype.trim removes:
// white space and line ends, of which Unicode knows more than ASCII.
func Trim(text string) string {
	return strings.TrimFunc(text, func(r rune) bool {
		switch {
		case r == ' ', '\t' <= r && r <= '\r', r == 0xA0, r == 0xFEFF:
			return true
		case r == 0x1680, 0x2000 <= r && r <= 0x200A, r == 0x2028, r == 0x2029:
			return true
		}
		return r == 0x202F || r == 0x205F || r == 0x3000
	})
}
