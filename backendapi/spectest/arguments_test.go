package spectest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// arguments makes the call's arguments, and says in x what has to arrive.
func (x *exchange) arguments(name, path string, method reflect.Type, s *sampler) ([]reflect.Value, error) {
	args := []reflect.Value{reflect.ValueOf(context.Background())}
	for i := 1; i < method.NumIn(); i++ {
		v := reflect.New(method.In(i)).Elem()
		switch {
		case method.IsVariadic() && i == method.NumIn()-1:
			continue
		case name == "Sessions.GetToken" && i == 2 && !strings.Contains(path, "{template_name}"):
			// No template: the default session token.
		case v.Kind() == reflect.String:
			v.SetString(x.id(path, i-1, s))
		case v.Kind() == reflect.Int64:
			v.SetInt(3600)
		case v.Type() == reflect.TypeFor[[]string]():
			v.Set(reflect.ValueOf([]string{"user_1"}))
		case v.Type() == reflect.TypeFor[backendapi.File]():
			v.Set(reflect.ValueOf(file()))
		case v.Kind() == reflect.Struct, v.Kind() == reflect.Slice:
			if err := x.parameters(name, path, v, s); err != nil {
				return nil, err
			}
		}
		args = append(args, v)
	}
	return args, nil
}

func file() backendapi.File {
	return backendapi.File{Name: "a.png", ContentType: "image/png", Content: strings.NewReader("image")}
}

// id samples the parameter of the given place in the path, or a text when the
// argument is for another place.
func (x *exchange) id(path string, place int, s *sampler) string {
	names := placeholder.FindAllStringSubmatch(path, -1)
	if place >= len(names) {
		return "text"
	}
	at := slices.IndexFunc(x.parametersIn("path"), func(p *openapi3.Parameter) bool { return p.Name == names[place][1] })
	if at < 0 {
		return "id_1"
	}
	text, _ := s.value(x.parametersIn("path")[at].Schema.Value).(string)
	return text
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func (x *exchange) parametersIn(where string) []*openapi3.Parameter {
	var found []*openapi3.Parameter
	for _, p := range slices.Concat(x.item.Parameters, x.op.Parameters) {
		if p.Value.In == where {
			found = append(found, p.Value)
		}
	}
	return found
}

func (x *exchange) parameters(name, path string, v reflect.Value, s *sampler) error {
	if x.op.RequestBody != nil {
		if media := x.op.RequestBody.Value.Content.Get("application/json"); media != nil {
			x.body = s.value(media.Schema.Value)
			text, err := json.Marshal(x.body)
			if err != nil {
				return err
			}
			strict := json.NewDecoder(bytes.NewReader(text))
			strict.DisallowUnknownFields()
			if err := strict.Decode(v.Addr().Interface()); err != nil {
				return fmt.Errorf("a parameter is missing: %w", err)
			}
			if body, ok := x.body.(map[string]any); ok && name == "Organizations.CreateOrganizationDomain" && body["verified"] == nil {
				body["verified"] = true
			}
		}
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	ids := 0
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case field.Type == reflect.TypeFor[backendapi.File]():
			v.Field(i).Set(reflect.ValueOf(file()))
		case field.Tag.Get("json") == "-" && field.Tag.Get("query") == "" && field.Name != "MachineSecretKey":
			v.Field(i).SetString(x.id(path, ids, s))
			ids++
		}
	}
	return x.queryParameters(v, s)
}

func (x *exchange) queryParameters(v reflect.Value, s *sampler) error {
	for _, parameter := range x.parametersIn("query") {
		if parameter.Name == "paginated" || !parameter.Required && !s.chance(s.optional) {
			continue
		}
		at := slices.IndexFunc(reflect.VisibleFields(v.Type()), func(f reflect.StructField) bool {
			name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
			return name == parameter.Name
		})
		if at < 0 {
			return fmt.Errorf("there is no field for the parameter %s", parameter.Name)
		}
		value := (&sampler{rng: s.rng, optional: 1}).value(parameter.Schema.Value)
		if value == 0.0 {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if value == "true" || value == "false" {
			text = []byte(value.(string))
		}
		if err := json.Unmarshal(text, v.Field(at).Addr().Interface()); err != nil {
			return fmt.Errorf("parameter %s: %w", parameter.Name, err)
		}
		x.expect(parameter, value)
	}
	return nil
}

func (x *exchange) expect(parameter *openapi3.Parameter, value any) {
	values, isList := value.([]any)
	if !isList {
		values = []any{value}
	}
	var texts []string
	for _, value := range values {
		text, isText := value.(string)
		if !isText {
			b, _ := json.Marshal(value)
			text = string(b)
		}
		texts = append(texts, text)
	}
	if parameter.Explode != nil && !*parameter.Explode {
		texts = []string{strings.Join(texts, ",")}
	}
	x.query[parameter.Name] = texts
}
