package redact

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
)

// Shown lists the fields of an options struct that are set, with the fields
// tagged print:"cut" shortened to seven characters.
func Shown(options any) []slog.Attr {
	v := reflect.ValueOf(options)
	var attrs []slog.Attr
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		if !field.IsExported() || value.IsZero() {
			continue
		}
		switch {
		case field.Tag.Get("print") == "cut":
			attrs = append(attrs, slog.String(field.Name, Prefix(value.String())))
		case value.Kind() == reflect.Func, value.Kind() == reflect.Pointer, value.Kind() == reflect.Interface:
			attrs = append(attrs, slog.String(field.Name, "set"))
		case value.Kind() == reflect.Struct:
			attrs = append(attrs, slog.Attr{Key: field.Name, Value: slog.GroupValue(Shown(value.Interface())...)})
		default:
			attrs = append(attrs, slog.Any(field.Name, value.Interface()))
		}
	}
	return attrs
}

// Print writes options in one line.
func Print(f fmt.State, options any) {
	parts := make([]string, 0, 8)
	for _, a := range Shown(options) {
		parts = append(parts, a.Key+":"+a.Value.String())
	}
	_, _ = fmt.Fprintf(f, "{%s}", strings.Join(parts, " "))
}

// Marshal writes options as JSON.
func Marshal(options any) ([]byte, error) {
	m := map[string]any{}
	for _, a := range Shown(options) {
		if a.Value.Kind() == slog.KindGroup {
			m[a.Key] = a.Value.String()
			continue
		}
		m[a.Key] = a.Value.Any()
	}
	return json.Marshal(m)
}
