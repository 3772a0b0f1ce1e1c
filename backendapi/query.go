package backendapi

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// addQuery reads the fields of params tagged `query:"name"`. A zero value is
// left out: it is what Clerk assumes for itself. Where false means something
// else than nothing, the field is an Optional. Arrays repeat the name, which
// is how Clerk reads them.
func addQuery(r *request, params any) {
	v := reflect.ValueOf(params)
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			addQuery(r, v.Field(i).Interface())
			continue
		}
		name, joined, _ := strings.Cut(field.Tag.Get("query"), ",")
		if name == "" || v.Field(i).IsZero() {
			continue
		}
		texts := queryTexts(v.Field(i))
		if joined == "comma" {
			texts = []string{strings.Join(texts, ",")}
		}
		if len(texts) == 0 {
			continue
		}
		if r.query == nil {
			r.query = make(map[string][]string)
		}
		r.query[name] = append(r.query[name], texts...)
	}
}

func queryTexts(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Int, reflect.Int64:
		return []string{strconv.FormatInt(v.Int(), 10)}
	case reflect.Slice:
		var texts []string
		for i := range v.Len() {
			texts = append(texts, queryTexts(v.Index(i))...)
		}
		return texts
	}
	if o, ok := v.Interface().(json.Marshaler); ok { // Optional
		text, err := o.MarshalJSON()
		if err == nil && string(text) != "null" {
			return []string{unquoted(text)}
		}
		return nil
	}
	return []string{fmt.Sprint(v.Interface())}
}

func unquoted(text []byte) string {
	var s string
	if json.Unmarshal(text, &s) == nil {
		return s
	}
	return string(text)
}
