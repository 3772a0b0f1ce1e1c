package optionset

import (
	"bytes"
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

func memoryOf[T any](options *T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(options)), unsafe.Sizeof(*options))
}

// Kept is options as they were when they were kept, with texts of their own:
// whoever handed them out may write over theirs.
type Kept[T any] struct {
	where   *Texts[T]
	memory  []byte // of the options that were handed out; bytes, so that it keeps none of their texts alive
	Options T
}

// Keep returns options to be recognised by Same. Texts that like has as well, of
// others that were kept, are shared with it; it may be nil.
func (x *Texts[T]) Keep(options *T, like *Kept[T]) Kept[T] {
	k := Kept[T]{where: x, memory: bytes.Clone(memoryOf(options)), Options: *options}
	for _, place := range x.fields {
		own := at[string](&k.Options, place)
		if like != nil && *at[string](&like.Options, place) == *own {
			*own = *at[string](&like.Options, place)
		} else {
			*own = strings.Clone(*own)
		}
	}
	for _, place := range x.lists {
		list := at[[]string](&k.Options, place)
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i] = strings.Clone((*list)[i])
		}
	}
	for _, place := range x.maps {
		if entries := at[map[string]string](&k.Options, place); *entries != nil { // it may be filled later
			own := make(map[string]string, len(*entries))
			for key, value := range *entries {
				own[strings.Clone(key)] = strings.Clone(value)
			}
			*entries = own
		}
	}
	return k
}

// SameMemory reports whether options are those that were kept, whatever they say
// by now, or a copy of them.
func (k *Kept[T]) SameMemory(options *T) bool {
	return bytes.Equal(k.memory, memoryOf(options))
}

// Same reports whether options have the memory of those that were kept, and what
// it leads to still says the same.
func (k *Kept[T]) Same(options *T) bool {
	if !k.SameMemory(options) {
		return false
	}
	// What is empty is so in both, whose memory is the same: it needs no look at
	// that of the kept ones, which is cold.
	for _, place := range k.where.fields {
		if text := *at[string](options, place); text != "" && text != *at[string](&k.Options, place) {
			return false
		}
	}
	for _, place := range k.where.lists {
		if list := *at[[]string](options, place); len(list) > 0 && !slices.Equal(list, *at[[]string](&k.Options, place)) {
			return false
		}
	}
	for _, place := range k.where.maps {
		if entries := *at[map[string]string](options, place); entries != nil && !maps.Equal(entries, *at[map[string]string](&k.Options, place)) {
			return false
		}
	}
	return true
}
