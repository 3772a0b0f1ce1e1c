package resource

import (
	"errors"
	"strconv"
	"strings"
)

// errNotWhole is for a number that an integer field cannot hold.
var errNotWhole = errors.New("no whole number of 64 bits")

// wholeNumber reads a JSON number, exactly.
func wholeNumber(literal string) (int64, bool) {
	mantissa, exponent := literal, int64(0)
	if i := strings.IndexAny(literal, "eE"); i >= 0 {
		mantissa = literal[:i]
		e, err := strconv.ParseInt(literal[i+1:], 10, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) {
			return 0, false
		}
		exponent = e // out of range it is the nearest that there is
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	zeros := len(digits) - len(strings.TrimRight(digits, "0"))
	digits = digits[:len(digits)-zeros]
	if digits == "" {
		return 0, true
	}
	const longest = 19 // of an int64
	// The number is digits with so many zeros after them.
	after := int64(zeros-len(fraction)) + min(max(exponent, -1<<40), 1<<40)
	if after < 0 || int64(len(digits))+after > longest {
		return 0, false
	}
	digits += strings.Repeat("0", int(after))
	if negative {
		digits = "-" + digits
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}
