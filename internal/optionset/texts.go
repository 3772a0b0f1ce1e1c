package optionset

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Texts is where options of one type have texts: in fields, lists and maps. To
// look at them by it takes a fraction of what reflection does.
type Texts[T any] struct{ fields, lists, maps []uintptr }

// TextsOf works out the places for a struct of options.
func TextsOf[T any]() Texts[T] {
	var texts Texts[T]
	texts.find(reflect.TypeFor[T](), 0)
	return texts
}

func (x *Texts[T]) find(t reflect.Type, base uintptr) {
	for i := range t.NumField() {
		switch field := t.Field(i); {
		case field.Type.Kind() == reflect.String:
			x.fields = append(x.fields, base+field.Offset)
		case field.Type == reflect.TypeFor[[]string]():
			x.lists = append(x.lists, base+field.Offset)
		case field.Type == reflect.TypeFor[map[string]string]():
			x.maps = append(x.maps, base+field.Offset)
		case field.Type.Kind() == reflect.Struct:
			x.find(field.Type, base+field.Offset)
		}
	}
}

func at[F, T any](options *T, place uintptr) *F {
	return (*F)(unsafe.Add(unsafe.Pointer(options), place))
}

// Same reports whether two options say the same.
func (x *Texts[T]) Same(a, b *T) bool {
	for _, place := range x.fields {
		if *at[string](a, place) != *at[string](b, place) {
			return false
		}
	}
	for _, place := range x.lists {
		if !slices.Equal(*at[[]string](a, place), *at[[]string](b, place)) {
			return false
		}
	}
	for _, place := range x.maps {
		if !maps.Equal(*at[map[string]string](a, place), *at[map[string]string](b, place)) {
			return false
		}
	}
	return true
}

// Own makes the texts of options their own: whoever handed them out
// may write over theirs.
func (x *Texts[T]) Own(options *T) {
	for _, place := range x.fields {
		text := at[string](options, place)
		*text = strings.Clone(*text)
	}
	for _, place := range x.lists {
		list := at[[]string](options, place)
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i] = strings.Clone((*list)[i])
		}
	}
	for _, place := range x.maps {
		entries := at[map[string]string](options, place)
		*entries = maps.Clone(*entries)
	}
}
