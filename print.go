package clerkfiber

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

// shown lists the fields of an options struct that are set, with the fields
// tagged print:"cut" shortened to seven characters.
func shown(options any) []slog.Attr {
	v := reflect.ValueOf(options)
	var attrs []slog.Attr
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		if !field.IsExported() || value.IsZero() {
			continue
		}
		switch {
		case field.Tag.Get("print") == "cut":
			attrs = append(attrs, slog.String(field.Name, authn.Cut(value.String())))
		case value.Kind() == reflect.Func, value.Kind() == reflect.Pointer, value.Kind() == reflect.Interface:
			attrs = append(attrs, slog.String(field.Name, "set"))
		case value.Kind() == reflect.Struct:
			attrs = append(attrs, slog.Attr{Key: field.Name, Value: slog.GroupValue(shown(value.Interface())...)})
		default:
			attrs = append(attrs, slog.Any(field.Name, value.Interface()))
		}
	}
	return attrs
}

func printTo(f fmt.State, options any) {
	parts := make([]string, 0, 8)
	for _, a := range shown(options) {
		parts = append(parts, a.Key+":"+a.Value.String())
	}
	_, _ = fmt.Fprintf(f, "{%s}", strings.Join(parts, " "))
}

func marshalShown(options any) ([]byte, error) {
	m := map[string]any{}
	for _, a := range shown(options) {
		if a.Value.Kind() == slog.KindGroup {
			m[a.Key] = a.Value.String()
			continue
		}
		m[a.Key] = a.Value.Any()
	}
	return json.Marshal(m)
}

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) { printTo(f, o) }

// LogValue logs the options with their keys cut to seven characters.
func (o Options) LogValue() slog.Value { return slog.GroupValue(shown(o)...) }

// MarshalJSON writes the options with their keys cut to seven characters: it
// is for looking at, not for storing.
func (o Options) MarshalJSON() ([]byte, error) { return marshalShown(o) }

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o VerifyTokenOptions) Format(f fmt.State, _ rune) { printTo(f, o) }

// LogValue logs the options with their keys cut to seven characters.
func (o VerifyTokenOptions) LogValue() slog.Value { return slog.GroupValue(shown(o)...) }

// MarshalJSON writes the options with their keys cut to seven characters.
func (o VerifyTokenOptions) MarshalJSON() ([]byte, error) { return marshalShown(o) }
