package optionset

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Texts is where options of one type have texts: in fields, and in lists. To
// look at them by it takes a fraction of what reflection does.
type Texts struct{ fields, lists []uintptr }

// TextsOf works out the places for a struct of options.
func TextsOf[T any]() Texts {
	var texts Texts
	texts.find(reflect.TypeFor[T](), 0)
	return texts
}

func (x *Texts) find(t reflect.Type, base uintptr) {
	for i := range t.NumField() {
		switch field := t.Field(i); {
		case field.Type.Kind() == reflect.String:
			x.fields = append(x.fields, base+field.Offset)
		case field.Type == reflect.TypeFor[[]string]():
			x.lists = append(x.lists, base+field.Offset)
		case field.Type.Kind() == reflect.Struct:
			x.find(field.Type, base+field.Offset)
		}
	}
}

// In yields the texts of options of that type, always in the same order.
func (x *Texts) In(options unsafe.Pointer) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, at := range x.fields {
			if !yield(*(*string)(unsafe.Add(options, at))) {
				return
			}
		}
		for _, at := range x.lists {
			for _, text := range *(*[]string)(unsafe.Add(options, at)) {
				if !yield(text) {
					return
				}
			}
		}
	}
}

// Own makes the texts of the options behind a pointer their own: whoever handed
// them out may write over theirs.
func Own(options any) {
	for f := range Of(options) {
		if f.Value.Kind() == reflect.String {
			f.Value.SetString(strings.Clone(f.Value.String()))
			continue
		}
		switch v := f.Value.Interface().(type) {
		case []string:
			v = slices.Clone(v)
			for i := range v {
				v[i] = strings.Clone(v[i])
			}
			f.Value.Set(reflect.ValueOf(v))
		case map[string]string:
			f.Value.Set(reflect.ValueOf(maps.Clone(v)))
		}
	}
}
