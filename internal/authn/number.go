package authn

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Cookies hold numbers as text that anyone can write; what JavaScript reads in
// it decides, so that both sides count alike.

const jsSpace = " \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

// parseInt is Number.parseInt(s) || 0.
func parseInt(s string) float64 {
	s = strings.TrimLeft(s, jsSpace)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	base := 10.0
	if len(s) >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		base, s = 16, s[2:]
	}
	n := 0.0
	for i := 0; i < len(s); i++ {
		d := digit(s[i])
		if d < 0 || float64(d) >= base {
			break
		}
		n = n*base + float64(d)
	}
	if negative {
		return -n
	}
	return n
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

var decimal = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)

// toNumber is Number(s) || 0.
func toNumber(s string) float64 {
	s = strings.Trim(s, jsSpace)
	switch s {
	case "":
		return 0
	case "0", "1", "2", "3":
		return float64(s[0] - '0')
	case "Infinity", "+Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	}
	if len(s) > 2 && s[0] == '0' {
		if base := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]; base != 0 {
			n, err := strconv.ParseUint(s[2:], base, 64)
			if err != nil {
				return 0
			}
			return float64(n)
		}
	}
	if !decimal.MatchString(s) {
		return 0
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(n, 0) {
		return 0
	}
	return n
}
