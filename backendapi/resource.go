package backendapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Extra are the fields of a resource that this package has no name for. They
// are kept, so that encoding a resource again loses nothing.
type Extra map[string]json.RawMessage

// unmarshalResource decodes an object into the struct that fields points to,
// and what the struct has no field for into extra.
func unmarshalResource(data []byte, fields any, extra *Extra) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	known := knownNames(reflect.TypeOf(fields).Elem())
	*extra = nil
	mistakable := false
	for name, value := range all {
		if known[name] {
			continue
		}
		if *extra == nil {
			*extra = Extra{}
		}
		(*extra)[name] = value
		mistakable = mistakable || foldsToKnown(name, known)
	}
	if mistakable {
		maps.DeleteFunc(all, func(name string, _ json.RawMessage) bool { return !known[name] })
		exact, err := json.Marshal(all)
		if err != nil {
			return err
		}
		data = exact
	}
	return unmarshalNumbers(data, fields)
}

// foldsToKnown tells whether encoding/json, which does not mind case, would
// take a name for one that is known.
func foldsToKnown(name string, known map[string]bool) bool {
	for k := range known {
		if strings.EqualFold(k, name) {
			return true
		}
	}
	return false
}

// marshalResource encodes the struct and, after it, the extra fields.
func marshalResource(fields any, extra Extra) ([]byte, error) {
	body, err := json.Marshal(fields)
	if err != nil || len(extra) == 0 {
		return body, err
	}
	known := knownNames(reflect.TypeOf(fields))
	names := make([]string, 0, len(extra))
	for name := range extra {
		if !known[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out bytes.Buffer
	out.Write(bytes.TrimSuffix(body, []byte("}")))
	for _, name := range names {
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

// knownNames are the JSON names of a struct's fields.
func knownNames(t reflect.Type) map[string]bool {
	names := make(map[string]bool, t.NumField())
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names[name] = true
		}
	}
	return names
}

// unmarshalNumbers is json.Unmarshal that takes 1.7e12 and 5.0 for an int64.
// The specification has plain "number" for some times in milliseconds, and
// JSON has many ways to write one.
func unmarshalNumbers(data []byte, into any) error {
	for range 64 {
		err := json.Unmarshal(data, into)
		var wrongType *json.UnmarshalTypeError
		if err == nil || !errors.As(err, &wrongType) || !isInteger(wrongType.Type) {
			return err
		}
		literal, isNumber := strings.CutPrefix(wrongType.Value, "number ")
		if !isNumber {
			return err
		}
		value, parseErr := strconv.ParseFloat(literal, 64)
		end := int(wrongType.Offset)
		start := end - len(literal)
		if parseErr != nil || math.Abs(value) >= 1<<63 || start < 0 || end > len(data) || string(data[start:end]) != literal {
			return err
		}
		data = slices.Concat(data[:start], strconv.AppendInt(nil, int64(math.Round(value)), 10), data[end:])
	}
	return json.Unmarshal(data, into)
}

func isInteger(t reflect.Type) bool {
	return t != nil && (t.Kind() == reflect.Int64 || t.Kind() == reflect.Int)
}
