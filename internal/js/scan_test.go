package js

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func fieldsOf(t *testing.T, text string) ([][2]string, error) {
	t.Helper()
	object, err := Parse([]byte(text))
	var all [][2]string
	object.Fields(func(key string, v Value) bool {
		all = append(all, [2]string{key, string(v)})
		return true
	})
	return all, err
}

func TestFields(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       [][2]string
	}{
		{"keys are exact", `{"sub":1,"SUB":2}`, [][2]string{{"sub", "1"}, {"SUB", "2"}}},
		{"equal keys are all given", `{"a":1,"a":2}`, [][2]string{{"a", "1"}, {"a", "2"}}},
		{"escaped keys are read", `{"\u0073ub":1}`, [][2]string{{"sub", "1"}}},
		{"values keep their text", " {\n\"a\" : { \"b\" : [1, \"}\"] } ,\t\"c\":\"\\\"\" } ", [][2]string{{"a", `{ "b" : [1, "}"] }`}, {"c", `"\""`}}},
		{"brackets inside strings", `{"a":"]}","b":["{"]}`, [][2]string{{"a", `"]}"`}, {"b", `["{"]`}}},
		{"an empty object", `{}`, nil},
		{"an array has none", `[{"a":1}]`, nil},
		{"null has none", `null`, nil},
		{"a string has none", `"{\"a\":1}"`, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := fieldsOf(t, tc.text)
			if err != nil || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %q, %v, want %q", got, err, tc.want)
			}
		})
	}
}

func TestFieldsOfWhatIsNoJSON(t *testing.T) {
	for _, text := range []string{"", " ", "{", `{"a":1,}`, `{'a':1}`, `{"a":01}`, "{\"a\":\"\x01\"}", `{"a":1}x`, "undefined", `{"a":NaN}`, "{\"a\":\u00a01}"} {
		got, err := fieldsOf(t, text)
		if !errors.Is(err, ErrSyntax) || got != nil {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestFieldsEndsWhenToldTo(t *testing.T) {
	calls := 0
	object, err := Parse([]byte(`{"a":1,"b":2}`))
	object.Fields(func(string, Value) bool { calls++; return false })
	if err != nil || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestItems(t *testing.T) {
	var got []Value
	each := func(text string) error {
		array, err := Parse([]byte(text))
		array.Each(func(v Value) bool { got = append(got, v); return len(got) < 4 })
		return err
	}
	if err := each(` [1 , "a,]" ,[ ], {"a":[1,2]}, 5] `); err != nil {
		t.Fatal(err)
	}
	if want := []Value{"1", `"a,]"`, "[ ]", `{"a":[1,2]}`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := each("[1,]"); !errors.Is(err, ErrSyntax) {
		t.Errorf("got %v", err)
	}
	got = nil
	if err := each(`{"a":1}`); err != nil || got != nil {
		t.Errorf("an object has the items %q, %v", got, err)
	}
}

func TestGetTakesTheLast(t *testing.T) {
	if got := Value(`{"a":1,"b":2,"a":3}`).Get("a"); got != "3" {
		t.Errorf("got %s", got)
	}
}

// A value that is no JSON may read as anything, but must not end the process.
func TestBrokenValuesDoNotPanic(t *testing.T) {
	whole := `{"a":[1,{"b":"\ud83d\ude00\\"}],"c":-1.5e-7}`
	for i := range whole {
		for _, v := range []Value{Value(whole[:i]), Value(whole[i:])} {
			v.JSON()
			v.ToString()
			v.ToNumber()
			v.Text()
			v.Get("a")
			v.Items()
		}
	}
}

func TestNestingIsReadOnlySoDeep(t *testing.T) {
	deep := Value(strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000))
	if got := deep.ToString(); got != "" {
		t.Errorf("prints as %.20q", got)
	}
	if got := deep.JSON(); got != string(deep) {
		t.Errorf("is written as %.20q", got)
	}
	if allocs := testing.AllocsPerRun(1, func() { _ = deep.ToString() }); allocs > 4*maxDepth {
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzFields(f *testing.F) {
	for _, seed := range []string{
		`{"sub":"user_1","o":{"id":"org_1","per":"read"},"fva":[1,-1]}`, `[1,2]`, `{"\ud800":"\ud83d\ude00"}`,
		`{"a":1e400,"2":-0,"1":1.0}`, `{"a":`, "\ufeff{}", `{"a":"\\"}`, strings.Repeat("[", 20_000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var object map[string]json.RawMessage
		isObject := json.Unmarshal([]byte(text), &object) == nil && object != nil
		last := make(map[string]Value)
		parsed, err := Parse([]byte(text))
		parsed.Fields(func(key string, v Value) bool {
			last[key] = v
			return true
		})
		if (err == nil) != json.Valid([]byte(text)) {
			t.Fatalf("error %v for text that is valid: %v", err, json.Valid([]byte(text)))
		}
		if len(last) > 0 && !isObject {
			t.Fatal("fields of something that is no object")
		}
		for key, v := range last {
			if !json.Valid([]byte(v)) || string(trimmed(string(v))) != string(v) {
				t.Fatalf("%q: the value %q is no JSON", key, v)
			}
			once := v.JSON()
			if !json.Valid([]byte(once)) || Value(once).JSON() != once {
				t.Fatalf("%q is written as %q", v, once)
			}
			v.ToString()
			v.ToNumber()
		}
	})
}
