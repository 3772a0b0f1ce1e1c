package backendapi_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// resources are the types of all answers, and of what is in them.
func resources(t *testing.T) map[string]reflect.Type {
	t.Helper()
	seen, found := map[reflect.Type]bool{}, map[string]reflect.Type{}
	var visit func(reflect.Type)
	visit = func(r reflect.Type) {
		for r.Kind() == reflect.Pointer || r.Kind() == reflect.Slice {
			r = r.Elem()
		}
		if seen[r] || r.Kind() != reflect.Struct {
			return
		}
		seen[r] = true
		for i := range r.NumField() {
			visit(r.Field(i).Type)
		}
		if _, ok := r.FieldByName("Extra"); ok {
			found[r.Name()] = r
		}
	}
	for _, op := range operations(newClient(t, backendapi.Options{})) {
		if !op.isIterator() {
			visit(op.fn.Type().Out(0))
		}
	}
	if len(found) < 120 {
		t.Fatalf("only %d resources", len(found))
	}
	return found
}

// jsonFields are a resource's fields by their JSON names.
func jsonFields(r reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range r.NumField() {
		if name, _, _ := strings.Cut(r.Field(i).Tag.Get("json"), ","); name != "-" && name != "" {
			fields[name] = r.Field(i).Type
		}
	}
	return fields
}

// inner is the type that a field's value has, when it has one.
func inner(t reflect.Type) reflect.Type {
	for {
		switch {
		case t.Kind() == reflect.Pointer:
			t = t.Elem()
		case t.Kind() == reflect.Struct && strings.HasPrefix(t.Name(), "Optional["):
			t = t.Field(0).Type
		default:
			return t
		}
	}
}

// member decodes an object of one member into an r, and encodes that again.
func member(r reflect.Type, name, value string) (again json.RawMessage, err error) {
	v := reflect.New(r)
	if err := json.Unmarshal([]byte(`{"`+name+`":`+value+`}`), v.Interface()); err != nil {
		return nil, err
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	err = json.Unmarshal(text, &all)
	return all[name], err
}

func TestEveryIntegerTakesAnySpellingOfAWholeNumber(t *testing.T) {
	integers := 0
	for resource, r := range resources(t) {
		for name, field := range jsonFields(r) {
			if inner(field).Kind() != reflect.Int64 {
				continue
			}
			integers++
			for value, want := range map[string]string{"1.0": "1", "1e3": "1000", "1784283185447.0": "1784283185447", "-2.50e1": "-25"} {
				if got, err := member(r, name, value); err != nil || string(got) != want {
					t.Errorf("%s.%s: %s became %s, %v", resource, name, value, got, err)
				}
			}
			for _, value := range []string{"1.5", "1e30", `"1"`, "true"} {
				if got, err := member(r, name, value); err == nil || !strings.Contains(err.Error(), name) && value[0] == '1' {
					t.Errorf("%s.%s: %s became %s, %v", resource, name, value, got, err)
				}
			}
		}
	}
	if integers < 150 {
		t.Errorf("only %d integers", integers)
	}
}

// TestEveryFieldKeepsNullsAndZeros: what is encoded again tells null from
// empty, and empty from absent, whatever the field's type is.
func TestEveryFieldKeepsNullsAndZeros(t *testing.T) {
	zeros := map[reflect.Kind]string{reflect.String: `""`, reflect.Int64: "0", reflect.Float64: "0", reflect.Bool: "false", reflect.Slice: "[]", reflect.Map: "{}"}
	for resource, r := range resources(t) {
		for name, field := range jsonFields(r) {
			for _, value := range []string{"null", zeros[inner(field).Kind()]} {
				if inner(field) == reflect.TypeFor[json.RawMessage]() {
					value = "null"
				}
				if value == "" {
					continue
				}
				if got, err := member(r, name, value); err != nil || string(got) != value {
					t.Errorf("%s.%s: %s became %s, %v", resource, name, value, got, err)
				}
			}
		}
	}
}

func TestAFieldGoesBeforeItsExtra(t *testing.T) {
	var user backendapi.User
	if err := json.Unmarshal([]byte(`{"id":null,"from_the_future":1}`), &user); err != nil || string(user.Extra["id"]) != "null" {
		t.Fatalf("got %v, %v", user.Extra, err)
	}
	user.ID = "user_1"
	text, err := json.Marshal(user)
	if err != nil || strings.Count(string(text), `"id":`) != 1 || !strings.Contains(string(text), `"id":"user_1"`) || !strings.Contains(string(text), `"from_the_future":1`) {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestEveryResourceKeepsUnknownFields(t *testing.T) {
	for name, r := range resources(t) {
		v := reflect.New(r)
		if err := json.Unmarshal([]byte(`{"from_the_future":[null,{"a":1.0}],"id":"id_1"}`), v.Interface()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		text, err := json.Marshal(v.Interface())
		if err != nil || !strings.Contains(string(text), `"from_the_future":[null,{"a":1.0}]`) || strings.Count(string(text), `"id":"id_1"`) != 1 {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
}

// TestEveryResourceIsReadInPlaceToo: an answer is decoded without the
// UnmarshalJSON of what is in it, to the same.
func TestEveryResourceIsReadInPlaceToo(t *testing.T) {
	for name, r := range resources(t) {
		for field := range jsonFields(r) {
			text := []byte(`{"from_the_future":1,"` + field + `":null}`)
			own, inPlace := reflect.New(r), reflect.New(r)
			if err := errors.Join(json.Unmarshal(text, own.Interface()), resource.Decode(text, inPlace.Interface())); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if !reflect.DeepEqual(own.Interface(), inPlace.Interface()) {
				t.Errorf("%s: %s became %+v, and in place %+v", name, text, own, inPlace)
			}
		}
	}
}

// TestEveryStructIsReached: the tests above see each exported struct that has
// JSON names, but for the parameters, which are sent and never read.
func TestEveryStructIsReached(t *testing.T) {
	reached := resources(t)
	// Of no integers; or parts of parameters.
	elsewhere := map[string]bool{"EmailRecipient": true, "Mailbox": true, "EmailAttachment": true, "HandshakePayload": true}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range files {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_params.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() || elsewhere[spec.Name.Name] {
				return true
			}
			structure, ok := spec.Type.(*ast.StructType)
			if !ok || len(structure.Fields.List) == 0 || structure.Fields.List[0].Tag == nil || !strings.Contains(structure.Fields.List[0].Tag.Value, "json:") {
				return true
			}
			if reached[spec.Name.Name] == nil && !strings.HasSuffix(spec.Name.Name, "Params") {
				t.Errorf("%s is reached by no test", spec.Name.Name)
			}
			return true
		})
	}
}
