package resource

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// layouts are those of the structs seen so far, by their types; worked out once
// each, as encoding/json does it.
var layouts sync.Map

// layout is a struct's fields by their JSON names, which their tags say.
type layout map[string]field

type field struct {
	name      string
	index     int
	omitsZero bool
	saysNull  bool // saysNull(its type)
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
			name:      name,
			index:     i,
			omitsZero: slices.Contains(strings.Split(options, ","), "omitzero"),
			saysNull:  saysNull(f.Type),
		}
	}
	known, _ := layouts.LoadOrStore(t, fields)
	return known.(layout)
}

// named returns the field with a name, which is in its quotes. One that the
// struct does not have has nothing but the name.
func (l layout) named(quoted []byte) (field, bool) {
	if f, ok := l[string(quoted[1:len(quoted)-1])]; ok {
		return f, true
	}
	name := unquoted(quoted)
	if f, ok := l[name]; ok { // it was escaped
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
