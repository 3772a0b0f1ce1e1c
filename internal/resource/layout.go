package resource

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// layouts are those of the structs seen so far, by their types; worked out once
// each, as encoding/json does it.
var layouts sync.Map

// layout is a struct's fields by their JSON names, which their tags say.
type layout struct {
	fields map[string]field
	extra  int // the index of the field Extra, -1 without one
}

type field struct {
	name      string
	index     int
	omitsZero bool
	saysNull  bool // saysNull(its type)
}

func layoutOf(t reflect.Type) *layout {
	if known, ok := layouts.Load(t); ok {
		return known.(*layout)
	}
	l := &layout{fields: make(map[string]field, t.NumField()), extra: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Name == "Extra" && f.Type.ConvertibleTo(extraType) {
			l.extra = i
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		l.fields[name] = field{
			name:      name,
			index:     i,
			omitsZero: slices.Contains(strings.Split(options, ","), "omitzero"),
			saysNull:  saysNull(f.Type),
		}
	}
	known, _ := layouts.LoadOrStore(t, l)
	return known.(*layout)
}

var extraType = reflect.TypeFor[map[string]json.RawMessage]()

// extraOf returns the field Extra of a struct that has one, else nil.
func extraOf(value reflect.Value) *map[string]json.RawMessage {
	if value.Kind() != reflect.Struct {
		return nil
	}
	l := layoutOf(value.Type())
	if l.extra < 0 {
		return nil
	}
	return value.Field(l.extra).Addr().Convert(reflect.PointerTo(extraType)).Interface().(*map[string]json.RawMessage)
}

// named returns the field with a name, which is in its quotes. One that the
// struct does not have has nothing but the name.
func (l *layout) named(quoted []byte) (field, bool) {
	if f, ok := l.fields[string(quoted[1:len(quoted)-1])]; ok {
		return f, true
	}
	name := unquoted(quoted)
	if f, ok := l.fields[name]; ok { // it was escaped
		return f, true
	}
	return field{name: name}, false
}

// loses reports whether a struct encoded again would lack the value that was
// sent for this field.
func (f field) loses(of reflect.Value, sent []byte) bool {
	if f.omitsZero {
		return f.isZero(of)
	}
	return !f.saysNull && isNull(sent)
}

// isZero is what the option omitzero asks.
func (f field) isZero(of reflect.Value) bool {
	value := of.Field(f.index)
	if value.IsZero() {
		return true
	}
	if value.CanAddr() {
		value = value.Addr() // not to copy it
	}
	asked, ok := value.Interface().(interface{ IsZero() bool })
	return ok && asked.IsZero()
}

// saysNull reports whether the zero value of a type is encoded as null, or
// null is a state of the type.
func saysNull(t reflect.Type) bool {
	_, optional := reflect.Zero(t).Interface().(interface{ IsNull() bool })
	return optional || hasNil(t.Kind())
}

func hasNil(k reflect.Kind) bool {
	return k == reflect.Pointer || k == reflect.Slice || k == reflect.Map || k == reflect.Interface
}
