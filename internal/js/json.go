package js

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// JSON is JSON.stringify(v): no white space, numbers and strings written
// as JavaScript writes them, the keys of an object in JavaScript's order (array
// indices ascending, then the rest as they came), the last of equal keys. It
// is "undefined" for undefined. What is nested deeper than anything sensible is
// written as it came.
func (v Value) JSON() string {
	if v.IsUndefined() {
		return "undefined"
	}
	if v.isWritten() {
		return string(v)
	}
	var b strings.Builder
	b.Grow(len(v))
	v.appendTo(&b, 1)
	return b.String()
}

// isWritten recognises the common values that are already written as JavaScript
// writes them, so that they need no copy.
func (v Value) isWritten() bool {
	switch {
	case v.IsString():
		return strings.IndexByte(string(v), '\\') < 0
	case v.IsNumber():
		_, small := smallInteger(string(v))
		return small
	}
	return !v.IsArray() && !v.IsObject()
}

func (v Value) appendTo(b *strings.Builder, depth int) {
	switch {
	case depth > maxDepth:
		b.WriteString(string(v))
	case v.IsString():
		v.appendText(b)
	case v.IsNumber():
		n := parseFloat(string(v))
		if math.IsInf(n, 0) || math.IsNaN(n) {
			b.WriteString("null")
			return
		}
		b.WriteString(String(n))
	case v.IsArray():
		b.WriteByte('[')
		for i, item := range v.Items() {
			if i > 0 {
				b.WriteByte(',')
			}
			item.appendTo(b, depth+1)
		}
		b.WriteByte(']')
	case v.IsObject():
		v.appendFields(b, depth+1)
	default:
		b.WriteString(string(v))
	}
}

func (v Value) appendText(b *strings.Builder) {
	if len(v) < 2 {
		return
	}
	b.WriteByte('"')
	eachRune(string(v[1:len(v)-1]), func(r rune, literal string) {
		switch {
		case literal != "":
			b.WriteString(literal)
		case r < 0x80:
			appendEscaped(b, string(r))
		case utf16.IsSurrogate(r): // JSON.stringify keeps unpaired ones as escapes
			b.WriteString(`\u`)
			b.WriteString(strconv.FormatInt(int64(r), 16))
		default:
			b.WriteRune(r)
		}
	})
	b.WriteByte('"')
}

func (v Value) appendFields(b *strings.Builder, depth int) {
	b.WriteByte('{')
	for i, f := range v.ordered() {
		if i > 0 {
			b.WriteByte(',')
		}
		f.key.appendText(b)
		b.WriteByte(':')
		f.value.appendTo(b, depth)
	}
	b.WriteByte('}')
}

type field struct {
	key   Value // with its quotes, since a key may hold an unpaired surrogate
	value Value
	index int64 // -1 when the key is no array index
}

// ordered returns the own properties in the order in which JavaScript lists them.
func (v Value) ordered() []field {
	var all []field
	seen := make(map[string]int)
	v.quotedFields(func(key, value Value) bool {
		canonical := canonicalKey(key)
		if at, ok := seen[canonical]; ok {
			all[at].value = value
			return true
		}
		seen[canonical] = len(all)
		all = append(all, field{key, value, arrayIndex(key.TextOr(""))})
		return true
	})
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i].index, all[j].index
		if a < 0 || b < 0 {
			return a >= 0
		}
		return a < b
	})
	return all
}

func canonicalKey(key Value) string {
	var b strings.Builder
	key.appendText(&b)
	return b.String()
}

// arrayIndex returns the number that a key is, for the keys that JavaScript
// lists first: canonical integers up to 2^32-2.
func arrayIndex(key string) int64 {
	if key == "" || len(key) > 10 || (key[0] == '0' && key != "0") {
		return -1
	}
	n, ok := smallInteger(key)
	if !ok || n >= math.MaxUint32 {
		return -1
	}
	return int64(n)
}
