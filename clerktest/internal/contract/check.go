package contract

import (
	"fmt"
	"maps"
	"math"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Fault is what is wrong with a request, with Clerk's code for it, see
// https://clerk.com/docs/guides/development/errors/backend-api.
type Fault struct {
	Code, Short, Long string
	Param             string // "" when it is none in particular
	BadRequest        bool   // 400, and not 422
}

func unknown(param string) *Fault {
	return &Fault{
		Code: "form_param_unknown", Short: "is unknown", Param: param,
		Long: param + " is not a valid parameter for this request.",
	}
}

func missing(param string) *Fault {
	return &Fault{Code: "form_param_missing", Short: "is missing", Long: param + " must be included.", Param: param}
}

func wrongType(param, kind string) *Fault {
	return &Fault{
		Code: "form_param_type_invalid", Short: "is invalid", Param: param,
		Long: "`" + param + "` must be a `" + kind + "`.",
	}
}

func wrongValue(param string, value any, allowed []any) *Fault {
	f := &Fault{
		Code: "form_param_value_invalid", Short: "is invalid", Param: param,
		Long: fmt.Sprintf("%v does not match one of the allowed values for parameter %s", value, param),
	}
	if len(allowed) > 0 {
		f.Long = fmt.Sprintf("%v does not match the allowed values for parameter %s. Allowed values: %v", value, param, allowed)
	}
	return f
}

func wrongFormat(param, long string) *Fault {
	return &Fault{Code: "form_param_format_invalid", Short: "is invalid", Long: long, Param: param}
}

// CheckQuery finds the first fault of a query, by the name of the parameter.
func (o *Operation) CheckQuery(query url.Values) *Fault {
	given := map[string][]string{}
	for name, values := range query {
		name = strings.TrimSuffix(name, "[]")
		given[name] = append(given[name], values...)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		s := o.Query[name]
		if s == nil {
			return unknown(name)
		}
		if fault := s.checkTexts(name, given[name]); fault != nil {
			return fault
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Query)) {
		if o.Query[name].Required && len(given[name]) == 0 {
			return &Fault{
				Code: "missing_query_parameter", Short: "missing query parameter", Param: name, BadRequest: true,
				Long: fmt.Sprintf("The query parameter '%s' is missing from the request.", name),
			}
		}
	}
	return nil
}

func (s *Schema) checkTexts(name string, texts []string) *Fault {
	item := s
	if s.Type == "array" {
		item = s.Items
		var all []string
		for _, text := range texts {
			all = append(all, strings.Split(text, ",")...)
		}
		texts = all
	}
	for _, text := range texts {
		var value any = text
		switch item.Type {
		case "integer", "number":
			number, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return wrongType(name, item.Type)
			}
			value = number
		case "boolean":
			truth, err := strconv.ParseBool(text)
			if err != nil {
				return wrongType(name, item.Type)
			}
			value = truth
		}
		// Clerk takes its default for a limit or an offset out of bounds.
		if name == "limit" || name == "offset" {
			continue
		}
		if fault := item.check(name, value); fault != nil {
			return fault
		}
	}
	return nil
}

// CheckBody finds the first fault of a body, by the name of the field.
func (o *Operation) CheckBody(body any) *Fault {
	if o.Body == nil || o.Body.Type == "" {
		return nil
	}
	return o.Body.check("", body)
}

func (s *Schema) check(name string, value any) *Fault {
	if value == nil {
		if s.Nullable || s.Type == "" {
			return nil
		}
		return &Fault{Code: "form_param_nil", Short: "is missing", Long: name + " must not be null.", Param: name}
	}
	switch v := value.(type) {
	case string:
		return s.checkText(name, v)
	case float64:
		return s.checkNumber(name, v)
	case bool:
		if s.Type != "boolean" && s.Type != "" {
			return wrongType(name, s.Type)
		}
	case []any:
		return s.checkArray(name, v)
	case map[string]any:
		return s.checkObject(name, v)
	}
	return s.checkEnum(name, value)
}

func (s *Schema) checkEnum(name string, value any) *Fault {
	if len(s.Enum) == 0 || slices.Contains(s.Enum, value) {
		return nil
	}
	return wrongValue(name, value, s.Enum)
}

func (s *Schema) checkText(name, text string) *Fault {
	length := utf8.RuneCountInString(text)
	switch {
	case s.Type != "string" && s.Type != "":
		return wrongType(name, s.Type)
	case length < s.MinLength:
		return &Fault{
			Code: "form_param_min_length_exceeded", Short: "does not reach minimum length", Param: name,
			Long: fmt.Sprintf("%s must be at least %d characters long.", name, s.MinLength),
		}
	case s.MaxLength != nil && length > *s.MaxLength:
		return &Fault{
			Code: "form_param_max_length_exceeded", Short: "exceeds maximum length", Param: name,
			Long: fmt.Sprintf("%s should not exceed %d characters.", name, *s.MaxLength),
		}
	}
	switch s.Format {
	case "email":
		if !IsEmail(text) {
			return wrongFormat(name, name+" must be a valid email address.")
		}
	case "uri":
		if u, err := url.Parse(text); err != nil || u.Scheme == "" || u.Host == "" {
			return wrongFormat(name, name+" must be a valid url.")
		}
	case "date-time":
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			return &Fault{
				Code: "form_param_invalid_time", Short: "invalid format", Param: name,
				Long: name + " must contain a datetime specified in RFC3339 format.",
			}
		}
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(text) {
		return wrongFormat(name, name+" is invalid.")
	}
	return s.checkEnum(name, text)
}

// IsEmail reports whether text is a mere e-mail address.
func IsEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && strings.Contains(text[strings.LastIndex(text, "@"):], ".")
}

func (s *Schema) checkNumber(name string, number float64) *Fault {
	switch {
	case s.Type != "number" && s.Type != "integer" && s.Type != "", s.Type == "integer" && number != math.Trunc(number):
		return wrongType(name, s.Type)
	case s.Max != nil && number > *s.Max:
		return &Fault{
			Code: "form_param_value_too_large", Short: "Value too large", Param: name,
			Long: fmt.Sprintf("The value of %s can't be greater than %.0f", name, *s.Max),
		}
	case s.Min != nil && number < *s.Min:
		return wrongValue(name, number, nil)
	}
	return s.checkEnum(name, number)
}

func (s *Schema) checkArray(name string, items []any) *Fault {
	switch {
	case s.Type != "array" && s.Type != "":
		return wrongType(name, s.Type)
	case s.MaxItems != nil && len(items) > *s.MaxItems && name == "":
		return &Fault{
			Code: "bulk_size_exceeded", Short: "bulk size exceeded", BadRequest: true,
			Long: fmt.Sprintf("Parameters exceed the maximum allowed bulk processing size of %d.", *s.MaxItems),
		}
	case s.MaxItems != nil && len(items) > *s.MaxItems:
		return &Fault{
			Code: "form_param_array_size_exceeded", Short: "exceeds maximum size", Param: name,
			Long: fmt.Sprintf("%s should not exceed %d items.", name, *s.MaxItems),
		}
	case len(items) < s.MinItems:
		return missing(name)
	case s.Items == nil:
		return nil
	}
	for _, item := range items {
		if fault := s.Items.check(name, item); fault != nil {
			return fault
		}
	}
	return nil
}

func (s *Schema) checkObject(name string, object map[string]any) *Fault {
	if s.Type != "object" && s.Type != "" {
		return wrongType(name, s.Type)
	}
	if s.Properties == nil {
		return nil
	}
	for _, field := range slices.Sorted(maps.Keys(object)) {
		property := s.Properties[field]
		if property == nil {
			// Clerk takes no parameter that it does not know; an object within
			// one may have fields of its own.
			if s.Open && name != "" {
				continue
			}
			return unknown(field)
		}
		if fault := property.check(field, object[field]); fault != nil {
			return fault
		}
	}
	for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
		if _, given := object[field]; s.Properties[field].Required && !given {
			return missing(field)
		}
	}
	return nil
}
