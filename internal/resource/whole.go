package resource

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// errNotWhole is for a number that an integer field cannot hold.
var errNotWhole = errors.New("no whole number of 64 bits")

// Decode is json.Unmarshal that takes a whole number in any spelling, such as
// 1.7e12 and 5.0, for an integer: JSON has one kind of number, and producers
// differ in how they print it. A number that is not whole, or too large, is
// an error: nothing is rounded.
func Decode(data []byte, into any) error {
	t := reflect.TypeOf(into)
	if t != nil && t.Kind() == reflect.Pointer {
		plain, err := plainIntegers(data, t.Elem())
		if err != nil {
			return err
		}
		data = plain
	}
	return json.Unmarshal(data, into)
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// plainIntegers returns data with each number that a t has an integer for
// spelled as encoding/json takes it. What decodes itself is left to do so.
func plainIntegers(data []byte, t reflect.Type) ([]byte, error) {
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return data, nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return plainIntegers(data, t.Elem())
	case reflect.Int, reflect.Int64:
		return plainInteger(data)
	case reflect.Slice, reflect.Array:
		return plainItems(data, t.Elem())
	case reflect.Map:
		return plainMap(data, t.Elem())
	case reflect.Struct:
		return plainMembers(data, layoutOf(t).integersIn)
	default:
		return data, nil
	}
}

func plainItems(data []byte, t reflect.Type) ([]byte, error) {
	var items []json.RawMessage
	if !holdsIntegers(t) || !reads(data, &items) {
		return data, nil
	}
	for i := range items {
		plain, err := plainIntegers(items[i], t)
		if err != nil {
			return nil, err
		}
		items[i] = plain
	}
	return json.Marshal(items)
}

func plainMap(data []byte, t reflect.Type) ([]byte, error) {
	if !holdsIntegers(t) {
		return data, nil
	}
	return plainMembers(data, func(string) reflect.Type { return t })
}

func plainMembers(data []byte, typeOf func(name string) reflect.Type) ([]byte, error) {
	var members map[string]json.RawMessage
	if !reads(data, &members) {
		return data, nil
	}
	changed, err := respell(members, typeOf)
	if err != nil || !changed {
		return data, err
	}
	return json.Marshal(members)
}

// reads reports whether data has the form of into. What has not is for
// encoding/json to refuse.
func reads(data []byte, into any) bool { return json.Unmarshal(data, into) == nil }

// respell spells the integers of members plainly, and reports whether any
// was not. typeOf returns nil for a member without integers.
func respell(members map[string]json.RawMessage, typeOf func(name string) reflect.Type) (changed bool, err error) {
	for name, value := range members {
		t := typeOf(name)
		if t == nil {
			continue
		}
		plain, err := plainIntegers(value, t)
		if err != nil {
			return false, fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(plain, value) {
			members[name], changed = plain, true
		}
	}
	return changed, nil
}

// holdsIntegers reports whether a t may be, or have within it, an integer that
// encoding/json would decode.
func holdsIntegers(t reflect.Type) bool {
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return false
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return holdsIntegers(t.Elem())
	case reflect.Int, reflect.Int64, reflect.Struct:
		return true
	default:
		return false
	}
}

// integersIn returns the type of a field that holds integers, else nil.
func (l layout) integersIn(name string) reflect.Type {
	if f := l[name]; f.integers {
		return f.kind
	}
	return nil
}

func plainInteger(data []byte) ([]byte, error) {
	literal := string(bytes.TrimSpace(data))
	if !json.Valid(data) || literal[0] != '-' && (literal[0] < '0' || literal[0] > '9') {
		return data, nil // no number
	}
	n, ok := wholeNumber(literal)
	if !ok {
		return nil, fmt.Errorf("%.40s is %w", literal, errNotWhole)
	}
	return strconv.AppendInt(nil, n, 10), nil
}

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
