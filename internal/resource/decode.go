package resource

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Decode is json.Unmarshal with two differences. A name is the field's whose
// tag says it letter by letter. And a whole number is taken in any spelling,
// such as 1.7e12 and 5.0, for an integer: JSON has one kind of number, and
// producers differ in how they print it. A number that is not whole, or too
// large, is an error: nothing is rounded.
func Decode(data []byte, into any) error {
	target := reflect.ValueOf(into)
	if !json.Valid(data) || target.Kind() != reflect.Pointer || target.IsNil() {
		return json.Unmarshal(data, into) // says what is wrong
	}
	return decode(bytes.TrimSpace(data), target.Elem())
}

// decode stores a value, which is known to be JSON, without the detours that
// encoding/json makes: it reads a value anew for each type around it that
// decodes itself. A struct with a field Extra is therefore decoded here, as its
// UnmarshalJSON would do by Unmarshal. What is rare is left to encoding/json,
// and so is what does not fit.
func decode(text []byte, into reflect.Value) error {
	if lost := extraOf(into); lost != nil && text[0] == '{' {
		return decodeObject(text, into, lost)
	}
	if own, ok := into.Addr().Interface().(json.Unmarshaler); ok {
		return own.UnmarshalJSON(text)
	}
	kind := into.Kind()
	switch {
	case isNull(text):
		if hasNil(kind) {
			into.SetZero()
		} // else it stays what it is, as encoding/json has it
	case kind == reflect.Pointer:
		if into.IsNil() {
			into.Set(reflect.New(into.Type().Elem()))
		}
		return decode(text, into.Elem())
	case kind == reflect.Struct && text[0] == '{':
		return decodeObject(text, into, nil)
	case kind == reflect.Slice && text[0] == '[':
		return decodeArray(text, into)
	case kind == reflect.Map && text[0] == '{' && into.Type().Key().Kind() == reflect.String:
		return decodeMap(text, into)
	case kind == reflect.String && text[0] == '"':
		into.SetString(unquoted(text))
	case kind == reflect.Bool && (text[0] == 't' || text[0] == 'f'):
		into.SetBool(text[0] == 't')
	case (kind == reflect.Int || kind == reflect.Int64) && (text[0] == '-' || '0' <= text[0] && text[0] <= '9'):
		return decodeInteger(text, into)
	default:
		return json.Unmarshal(text, into.Addr().Interface())
	}
	return nil
}

func isNull(text []byte) bool { return string(text) == "null" }

// decodeObject decodes into a struct. Into lost, unless that is nil, goes what
// the struct cannot say.
func decodeObject(text []byte, into reflect.Value, lost *map[string]json.RawMessage) error {
	if text[0] != '{' {
		return json.Unmarshal(text, into.Addr().Interface())
	}
	if lost != nil {
		*lost = nil
	}
	known := layoutOf(into.Type())
	for quoted, value := range js.Text(text).Members {
		f, ok := known.named(quoted)
		if ok {
			if err := decode(value, into.Field(f.index)); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
		}
		switch {
		case lost == nil:
		case ok && !f.loses(into, value):
			delete(*lost, f.name) // of two equal names the last counts
		default:
			if *lost == nil {
				*lost = map[string]json.RawMessage{}
			}
			(*lost)[f.name] = bytes.Clone(value)
		}
	}
	return nil
}

func decodeArray(text []byte, into reflect.Value) error {
	count := 0
	for range js.Text(text).Items {
		count++
	}
	all := reflect.MakeSlice(into.Type(), count, count)
	i := 0
	for item := range js.Text(text).Items {
		if err := decode(item, all.Index(i)); err != nil {
			return err
		}
		i++
	}
	into.Set(all)
	return nil
}

func decodeMap(text []byte, into reflect.Value) error {
	t := into.Type()
	if into.IsNil() {
		into.Set(reflect.MakeMap(t))
	}
	for quoted, value := range js.Text(text).Members {
		element := reflect.New(t.Elem()).Elem()
		if err := decode(value, element); err != nil {
			return err
		}
		into.SetMapIndex(reflect.ValueOf(unquoted(quoted)).Convert(t.Key()), element)
	}
	return nil
}

func decodeInteger(text []byte, into reflect.Value) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	ok := err == nil
	if !ok {
		n, ok = wholeNumber(string(text))
	}
	if !ok || into.OverflowInt(n) {
		return fmt.Errorf("%.40s is %w", text, errNotWhole)
	}
	into.SetInt(n)
	return nil
}

// unquoted returns what a JSON string says. Most have nothing to replace.
func unquoted(text []byte) string {
	if inside := text[1 : len(text)-1]; bytes.IndexByte(inside, '\\') < 0 && utf8.Valid(inside) {
		return string(inside)
	}
	var s string
	_ = json.Unmarshal(text, &s) // it is known to be one
	return s
}
