// Package js has JavaScript's rules for numbers, text and JSON, which are
// nowhere else: what is undefined, what is truthy, what a value prints as.
// Tokens and cookies are written in one JavaScript world and judged in
// another; a check that differs in such a corner is a hole.
//
// The rules are those of ECMA-262 (ToBoolean, ToNumber, ToString, parseInt,
// JSON.parse, JSON.stringify) for values that JSON can express, and the
// Encoding standard's for UTF-8. What Node answers is in testdata.
package js

import (
	"math"
	"strings"
)

// Value is the JSON text of one value. The empty Value is undefined, which is
// what a key that is absent reads as.
//
// Values that Fields and Items yield are valid JSON without surrounding white
// space. A Value of other origin never panics, but may answer nonsense.
type Value string

// Undefined is what an absent key reads as.
const Undefined Value = ""

// IsUndefined reports whether there is no value at all.
func (v Value) IsUndefined() bool { return v == Undefined }

// IsNull reports whether the value is JSON's null.
func (v Value) IsNull() bool { return v == "null" }

// IsNullish reports whether the value is undefined or null: what ?? and ?. look for.
func (v Value) IsNullish() bool { return v.IsUndefined() || v.IsNull() }

// IsArray reports whether the value is an array.
func (v Value) IsArray() bool { return starts(v, '[') }

// IsObject reports whether the value is an object and not an array.
func (v Value) IsObject() bool { return starts(v, '{') }

// IsString reports whether the value is a string.
func (v Value) IsString() bool { return starts(v, '"') }

// IsNumber reports whether the value is a number.
func (v Value) IsNumber() bool {
	return v != "" && (v[0] == '-' || isDigit(v[0]))
}

func starts[T ~string | ~[]byte](text T, c byte) bool { return len(text) > 0 && text[0] == c }

// Text returns the content of a JSON string, and false for anything else. An
// unpaired surrogate, which UTF-8 cannot express, reads as U+FFFD.
func (v Value) Text() (string, bool) {
	if !v.IsString() || len(v) < 2 {
		return "", false
	}
	return unquote(string(v)), true
}

// TextOr returns the content of a JSON string, and otherwise for anything else.
func (v Value) TextOr(otherwise string) string {
	if text, ok := v.Text(); ok {
		return text
	}
	return otherwise
}

// Number returns the number, and false for anything else. As in JavaScript it is
// a float64, and infinite when the text exceeds its range.
func (v Value) Number() (float64, bool) {
	if !v.IsNumber() {
		return 0, false
	}
	return parseFloat(string(v)), true
}

// ToBoolean is JavaScript's Boolean(v).
func (v Value) ToBoolean() bool {
	switch v {
	case Undefined, "null", "false", `""`:
		return false
	}
	if n, ok := v.Number(); ok {
		return n != 0
	}
	return true
}

// ToNumber is JavaScript's Number(v): NaN for undefined and for text that is no
// number, 0 for null, false and blank text.
func (v Value) ToNumber() float64 {
	switch {
	case v.IsUndefined(), v.IsObject():
		return math.NaN()
	case v.IsNull(), v == "false":
		return 0
	case v == "true":
		return 1
	case v.IsNumber():
		return parseFloat(string(v))
	}
	return Number(v.ToString())
}

// maxDepth is how deep arrays and objects are read into one another. Each
// level is read anew, so that without a bound a stranger's brackets would cost
// the square of their number.
const maxDepth = 64

// ToString is what `${v}` gives. Arrays are joined with commas, objects print
// as [object Object]. What is nested deeper than anything sensible prints as
// nothing.
func (v Value) ToString() string { return v.template(0) }

func (v Value) template(depth int) string {
	switch {
	case v.IsUndefined():
		return "undefined"
	case v.IsString():
		return v.TextOr("")
	case v.IsNumber():
		return String(parseFloat(string(v)))
	case v.IsObject():
		return "[object Object]"
	case v.IsArray():
		return v.join(depth + 1)
	}
	return string(v)
}

func (v Value) join(depth int) string {
	if depth > maxDepth {
		return ""
	}
	items := v.Items()
	texts := make([]string, len(items))
	for i, item := range items {
		if !item.IsNull() {
			texts[i] = item.template(depth)
		}
	}
	return strings.Join(texts, ",")
}

// Quote is JSON.stringify of a Go string.
func Quote(text string) Value {
	var b strings.Builder
	b.Grow(len(text) + 2)
	WriteQuoted(&b, text)
	return Value(b.String())
}
