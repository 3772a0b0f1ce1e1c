package js

import (
	"encoding/json"
	"errors"
)

// ErrSyntax says that a text is not JSON.
var ErrSyntax = errors.New("js: not valid JSON")

// Parse returns the value that a JSON text holds, of which it makes one copy.
func Parse(text []byte) (Value, error) {
	if !json.Valid(text) {
		return Undefined, ErrSyntax
	}
	return trimmed(string(text)), nil
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
	if !v.IsObject() {
		return
	}
	text := string(v)
	for at := skipSpace(text, 1); at < len(text) && text[at] == '"'; {
		keyEnd := skipString(text, at)
		if keyEnd-at < 2 {
			return
		}
		colon := skipSpace(text, keyEnd)
		start := skipSpace(text, min(colon+1, len(text)))
		end := skipValue(text, start)
		if !yield(Value(text[at:keyEnd]), Value(text[start:end])) {
			return
		}
		at = skipSpace(text, min(skipSpace(text, end)+1, len(text)))
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
	var all []Value
	v.Each(func(item Value) bool {
		all = append(all, item)
		return true
	})
	return all
}

// Each returns the items of an array in order, until yield returns false.
// Anything but an array has no items.
func (v Value) Each(yield func(Value) bool) {
	if !v.IsArray() {
		return
	}
	text := string(v)
	for at := skipSpace(text, 1); at < len(text) && text[at] != ']'; {
		end := skipValue(text, at)
		if end == at || !yield(Value(text[at:end])) {
			return
		}
		at = skipSpace(text, min(skipSpace(text, end)+1, len(text)))
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func skipSpace(text string, at int) int {
	for at < len(text) && isSpace(text[at]) {
		at++
	}
	return at
}

// skipString returns the end of the string that opens at at.
func skipString(text string, at int) int {
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
func skipValue(text string, at int) int {
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
