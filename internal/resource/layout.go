package resource

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// layouts are what encoding/json would do with the structs seen so far, by
// their types; worked out once each, as encoding/json does it.
var layouts sync.Map

// layout is a struct's fields by their JSON names.
type layout map[string]field

// field is a struct's field that encoding/json knows.
type field struct {
	index     int
	kind      reflect.Type
	integers  bool // holdsIntegers(kind)
	omitsZero bool
}

func layoutOf(t reflect.Type) layout {
	if known, ok := layouts.Load(t); ok {
		return known.(layout)
	}
	fields := make(layout, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		fields[name] = field{
			index:     i,
			kind:      f.Type,
			integers:  holdsIntegers(f.Type),
			omitsZero: slices.Contains(strings.Split(options, ","), "omitzero"),
		}
	}
	known, _ := layouts.LoadOrStore(t, fields)
	return known.(layout)
}

// foldsTo reports whether encoding/json, which does not mind case, would take
// a name for one of the fields'.
func (l layout) foldsTo(name string) bool {
	for known := range l {
		if strings.EqualFold(known, name) {
			return true
		}
	}
	return false
}

// loses reports whether a struct encoded again would lack the value that was
// sent for this field.
func (f field) loses(of reflect.Value, sent json.RawMessage) bool {
	if f.omitsZero {
		return f.isZero(of)
	}
	return bytes.Equal(sent, []byte("null")) && !saysNull(f.kind)
}

// isZero is what the option omitzero asks.
func (f field) isZero(of reflect.Value) bool {
	value := of.Field(f.index)
	if value.IsZero() {
		return true
	}
	asked, ok := value.Interface().(interface{ IsZero() bool })
	return ok && asked.IsZero()
}

// saysNull reports whether the zero value of a type is encoded as null, or
// null is a state of the type.
func saysNull(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return true
	default:
		_, optional := reflect.Zero(t).Interface().(interface{ IsNull() bool })
		return optional
	}
}
