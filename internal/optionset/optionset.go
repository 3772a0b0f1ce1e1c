// Package optionset walks the fields of an options struct: to read the empty ones
// from the environment, to trim them, to print them and to tell two apart. What
// is to be done with a field stands in its tags:
//
//	env:"CLERK_SECRET_KEY"  read from this variable when it is empty
//	print:"cut"             a secret: shown by its first seven characters
//	identity:"-"            does not count when two sets of options are compared
//	negative:"ok"           a number that may be negative
package optionset

import (
	"iter"
	"reflect"
	"strings"
)

// Field is one setting, also of a struct within the struct.
type Field struct {
	Name     string // with the structs that it is in: FrontendAPIProxy.Path
	Variable string // the environment variable, empty for none
	Secret   bool
	Tag      reflect.StructTag
	Value    reflect.Value // can be set when the walk began at a pointer
}

// Of yields the exported fields of an options struct, or of a pointer to one.
func Of(options any) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		walk(reflect.Indirect(reflect.ValueOf(options)), "", yield)
	}
}

func walk(v reflect.Value, within string, yield func(Field) bool) bool {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		f := Field{
			Name: within + field.Name, Variable: field.Tag.Get("env"), Secret: field.Tag.Get("print") == "cut",
			Tag: field.Tag, Value: v.Field(i),
		}
		if f.Value.Kind() == reflect.Struct && hasExported(f.Value.Type()) {
			if !walk(f.Value, f.Name+".", yield) {
				return false
			}
		} else if !yield(f) {
			return false
		}
	}
	return true
}

// hasExported tells a struct of settings from one that is a value, such as a time.
func hasExported(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			return true
		}
	}
	return false
}

// Variable returns the variable of a field, empty for none.
func Variable(options any, name string) string {
	for f := range Of(options) {
		if f.Name == name {
			return f.Variable
		}
	}
	return ""
}

// Negative returns the names of the fields that hold a number below zero and
// must not.
func Negative(options any) []string {
	var names []string
	for f := range Of(options) {
		if f.Value.CanInt() && f.Value.Int() < 0 && f.Tag.Get("negative") != "ok" {
			names = append(names, f.Name)
		}
	}
	return names
}

// WithoutSecrets empties the secret fields of the struct behind a pointer.
func WithoutSecrets(options any) {
	for f := range Of(options) {
		if f.Secret {
			f.Value.SetZero()
		}
	}
}

// Trim removes the white space around texts, which comes along when they are
// copied. Options that are not behind a pointer are left alone.
func Trim(options any) {
	for f := range Of(options) {
		if f.Value.Kind() == reflect.String && f.Value.CanSet() {
			f.Value.SetString(strings.TrimSpace(f.Value.String()))
		}
	}
}
