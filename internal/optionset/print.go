package optionset

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/redact"
)

// Attrs lists the fields that are set as they may be shown.
func Attrs(options any) []slog.Attr {
	var attrs []slog.Attr
	for f := range Of(options) {
		if !f.Value.IsZero() {
			attrs = append(attrs, slog.Attr{Key: f.Name, Value: f.shown()})
		}
	}
	return attrs
}

func (f Field) shown() slog.Value {
	v := f.Value
	if v.Kind() == reflect.Pointer && isPlain(v.Elem().Kind()) {
		v = v.Elem()
	}
	if f.Secret {
		return slog.AnyValue(cut(v))
	}
	switch v.Kind() {
	case reflect.Func, reflect.Pointer, reflect.Interface, reflect.Chan:
		return slog.StringValue("set") // what it is made of is nobody's to print
	case reflect.String:
		return slog.StringValue(redact.URL(v.String()))
	}
	return slog.AnyValue(v.Interface())
}

func isPlain(k reflect.Kind) bool {
	return k == reflect.String || k >= reflect.Bool && k <= reflect.Float64
}

// cut is what may be shown of a secret: a text, an optional one, or several.
func cut(v reflect.Value) any {
	switch v.Kind() {
	case reflect.String:
		return redact.Prefix(v.String())
	case reflect.Slice:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = redact.Prefix(v.Index(i).String())
		}
		return texts
	case reflect.Map:
		texts := make(map[string]string, v.Len())
		for key, value := range v.Seq2() {
			texts[key.String()] = redact.Prefix(value.String())
		}
		return texts
	}
	if optional, ok := v.Interface().(interface{ Get() (string, bool) }); ok {
		text, _ := optional.Get()
		return redact.Prefix(text)
	}
	return "set"
}

// String is options in one line.
func String(options any) string {
	var parts []string
	for _, a := range Attrs(options) {
		parts = append(parts, a.Key+":"+a.Value.String())
	}
	return "{" + strings.Join(parts, " ") + "}"
}

// Print writes options in one line, whatever the verb.
func Print(f fmt.State, options any) { _, _ = f.Write([]byte(String(options))) }

// LogValue is options for log/slog.
func LogValue(options any) slog.Value { return slog.GroupValue(Attrs(options)...) }

// Marshal writes options as JSON, for somebody to look at.
func Marshal(options any) ([]byte, error) {
	m := map[string]any{}
	for _, a := range Attrs(options) {
		m[a.Key] = a.Value.Any()
	}
	return json.Marshal(m)
}
