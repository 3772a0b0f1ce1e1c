package js

import (
	"bytes"
	"encoding/json"
	"errors"
)

// ErrSyntax says that a text is not JSON.
var ErrSyntax = errors.New("js: not valid JSON")

// Parse returns the value that a JSON text holds, of which it makes one copy.
func Parse(text []byte) (Value, error) {
	if !beginsAsJSON(text) || !json.Valid(text) {
		return Undefined, ErrSyntax
	}
	return trimmed(string(text)), nil
}

// beginsAsJSON tells most texts that strangers make up from JSON, without the
// error that encoding/json writes about each.
func beginsAsJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case 't':
		return string(text[:min(len(text), 4)]) == "true"
	case 'f':
		return string(text[:min(len(text), 5)]) == "false"
	case 'n':
		return string(text[:min(len(text), 4)]) == "null"
	}
	return bytes.IndexByte([]byte(`{["-0123456789`), text[0]) >= 0
}

func trimmed(text string) Value {
	start := skipSpace(text, 0)
	end := len(text)
	for end > start && isSpace(text[end-1]) {
		end--
	}
	return Value(text[start:end])
}

// Fields returns the keys and values of an object in the order of the text, until
// yield returns false. Keys are exact, unlike those of encoding/json, for which
// SUB is sub; of two equal keys both are given, and JavaScript takes the last.
// Anything but an object has no fields.
func (v Value) Fields(yield func(key string, v Value) bool) {
	v.quotedFields(func(key, value Value) bool {
		return yield(unquote(string(key)), value)
	})
}

// quotedFields returns each key as it is written.
func (v Value) quotedFields(yield func(key, value Value) bool) {
	for key, value := nextMember(v, 0); key.end > 0; key, value = nextMember(v, value.end) {
		if !yield(v[key.at:key.end], v[value.at:value.end]) {
			return
		}
	}
}

// Get returns the value of a key, undefined when v is no object or has no such
// key.
func (v Value) Get(key string) Value {
	var found Value
	v.Fields(func(k string, value Value) bool {
		if k == key {
			found = value
		}
		return true
	})
	return found
}

// Items returns the items of an array that is known to be JSON.
func (v Value) Items() []Value {
	count := 0
	v.Each(func(Value) bool {
		count++
		return true
	})
	if count == 0 {
		return nil
	}
	all := make([]Value, 0, count)
	v.Each(func(item Value) bool {
		all = append(all, item)
		return true
	})
	return all
}

// Each returns the items of an array in order, until yield returns false.
// Anything but an array has no items.
func (v Value) Each(yield func(Value) bool) {
	for item := nextItem(v, 0); item.end > 0; item = nextItem(v, item.end) {
		if !yield(v[item.at:item.end]) {
			return
		}
	}
}

// Text is a Value whose bytes are read where they are.
type Text []byte

// Members returns the names, in their quotes, and the values of an object in
// the order of the text, until yield returns false. Anything but an object has
// none.
func (t Text) Members(yield func(name, value Text) bool) {
	for name, value := nextMember(t, 0); name.end > 0; name, value = nextMember(t, value.end) {
		if !yield(t[name.at:name.end], t[value.at:value.end]) {
			return
		}
	}
}

// Items returns the items of an array in order, until yield returns false.
// Anything but an array has none.
func (t Text) Items(yield func(item Text) bool) {
	for item := nextItem(t, 0); item.end > 0; item = nextItem(t, item.end) {
		if !yield(t[item.at:item.end]) {
			return
		}
	}
}

// span is a part of a text; the zero span is none.
type span struct{ at, end int }

// nextMember returns where a member of an object is: the first from 0 on, and
// from the end of each the next.
func nextMember[T ~string | ~[]byte](object T, from int) (name, value span) {
	at := afterMark(object, from)
	if from == 0 && !starts(object, '{') || at >= len(object) || object[at] != '"' {
		return span{}, span{}
	}
	name = span{at, skipString(object, at)}
	if name.end-name.at < 2 {
		return span{}, span{}
	}
	at = afterMark(object, name.end)
	return name, span{at, skipValue(object, at)}
}

// nextItem is nextMember for an array.
func nextItem[T ~string | ~[]byte](array T, from int) span {
	at := afterMark(array, from)
	if from == 0 && !starts(array, '[') || at >= len(array) || array[at] == ']' {
		return span{}
	}
	if end := skipValue(array, at); end > at {
		return span{at, end}
	}
	return span{}
}

// afterMark returns where the value is that comes after a bracket, a comma or a
// colon.
func afterMark[T ~string | ~[]byte](text T, at int) int {
	return skipSpace(text, min(skipSpace(text, at)+1, len(text)))
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func skipSpace[T ~string | ~[]byte](text T, at int) int {
	for at < len(text) && isSpace(text[at]) {
		at++
	}
	return at
}

// skipString returns the end of the string that opens at at.
func skipString[T ~string | ~[]byte](text T, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(text)
}

// skipValue returns the end of the value that begins at at. Depth is counted,
// not recursed into: a stranger chooses how deep a value nests.
func skipValue[T ~string | ~[]byte](text T, at int) int {
	for depth := 0; at < len(text); {
		switch c := text[at]; c {
		case '"':
			at = skipString(text, at)
			if depth == 0 {
				return at
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return at
			}
			depth--
			if depth == 0 {
				return at + 1
			}
		case ',', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return at
			}
		}
		at++
	}
	return len(text)
}
