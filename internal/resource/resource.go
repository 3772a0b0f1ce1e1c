// Package resource decodes what Clerk sends into structs, and encodes it again,
// without losing anything: unknown fields, nulls and zeros that a struct's field
// has no place for, and whole numbers in any spelling.
package resource

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Unmarshal decodes an object into the struct that fields points to. Into
// extra goes what the struct cannot say: fields that it does not have, a null
// for a field that has none, and a zero that would be left out when the
// struct is encoded. It is all that the UnmarshalJSON of a type with a field
// Extra does.
func Unmarshal[Extra ~map[string]json.RawMessage](data []byte, fields any, extra *Extra) error {
	if !json.Valid(data) {
		return json.Unmarshal(data, fields) // says what is wrong
	}
	var lost map[string]json.RawMessage
	err := decodeObject(bytes.TrimSpace(data), reflect.ValueOf(fields).Elem(), &lost)
	*extra = lost
	return err
}

// Marshal encodes the struct and, after it, extra. A field of the struct that
// is not zero goes before an extra of its name.
func Marshal[Extra ~map[string]json.RawMessage](fields any, extra Extra) ([]byte, error) {
	body, err := json.Marshal(fields)
	if err != nil || len(extra) == 0 {
		return body, err
	}
	value := reflect.ValueOf(fields)
	known := layoutOf(value.Type()).fields
	for name, raw := range extra {
		// A field that is always encoded has to be taken out first.
		if field, ok := known[name]; ok && !field.omitsZero && field.isZero(value) {
			if body, err = replaced(body, name, raw); err != nil {
				return nil, err
			}
		}
	}
	var out bytes.Buffer
	out.Write(bytes.TrimSuffix(body, []byte("}")))
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		if field, ok := known[name]; ok && (!field.omitsZero || !field.isZero(value)) {
			continue
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(extra[name])
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// replaced returns an object with another value for one of its members.
func replaced(object []byte, name string, value json.RawMessage) ([]byte, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(object, &all); err != nil {
		return nil, fmt.Errorf("resource: %w", err)
	}
	all[name] = value
	return json.Marshal(all)
}
