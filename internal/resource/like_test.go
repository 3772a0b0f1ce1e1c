package resource_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// everything has a field of each kind that answers have. The names have no
// letters: encoding/json takes A for a.
type everything struct {
	Text     string            `json:"0"`
	Named    kind              `json:"1"`
	Flag     bool              `json:"2"`
	Whole    int64             `json:"3"`
	Fraction float64           `json:"4"`
	Raw      json.RawMessage   `json:"5"`
	Any      any               `json:"6"`
	Texts    []string          `json:"7"`
	Words    map[string]string `json:"8"`
	Wholes   map[kind]*int64   `json:"9"`
	Next     *everything       `json:"10"`
	All      []everything      `json:"11"`
	In       struct {
		Text *string `json:"0"`
		List []*bool `json:"1"`
	} `json:"12"`
	Bytes []byte `json:"13"`
	Own   own    `json:"14"`
}

type kind string

// own decodes itself.
type own struct{ text string }

func (o *own) UnmarshalJSON(text []byte) error {
	if strings.HasPrefix(string(text), "{") {
		return errors.New("no object")
	}
	o.text = string(text)
	return nil
}

// FuzzDecode: what encoding/json decodes Decode decodes to the same, and what
// it refuses Decode refuses, but for whole numbers in another spelling.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"0":"a\u00e9\ud800\"","1":"b","2":true,"3":-5,"4":1e3,"5":{"a":[1.50]},"6":[null,{}],"7":["a",null,""],"8":{"a":"b","c":null}}`,
		` {"9":{"a":1,"b":null},"10":{"0":"c","10":null},"11":[{"3":1},{}],"12":{"0":null,"1":[true,null]},"13":"YQ==","14":[1]} `,
		`{"0":null,"1":null,"2":null,"3":null,"4":null,"5":null,"6":null,"7":null,"8":null,"9":null,"10":null,"11":null,"12":null,"13":null,"14":null}`,
		`{"\u0030":"escaped","0":1}`, "{\"0\":\"\xff\",\"\xff\":1}", `{"2":0}`, `{"3":"1"}`, `{"3":1.0}`, `{"3":9223372036854775808}`, `{"13":[97,256]}`, `{"14":{}}`,
		`{"7":[]} x`, `{"7":[}`, `{"0":"`, `[]`, `null`, `{}`, ` `, `{"12":[]}`, `{"11":{}}`, `{"8":1}`, `{"10":[]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		text = withoutDoubles(text)
		var got, want everything
		errWant := json.Unmarshal(text, &want)
		err := resource.Decode(text, &got)
		var spelling *json.UnmarshalTypeError
		if errors.As(errWant, &spelling) && strings.HasPrefix(spelling.Value, "number ") {
			return
		}
		if (err == nil) != (errWant == nil) || err == nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\ngot  %+v, %v\nwant %+v, %v", text, got, err, want, errWant)
		}
	})
}

// withoutDoubles returns the text with the last of equal names alone: where
// both are objects, encoding/json makes one of them.
func withoutDoubles(text []byte) []byte {
	var all any
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if decoder.Decode(&all) != nil || !json.Valid(text) {
		return text
	}
	single, err := json.Marshal(all)
	if err != nil {
		return text
	}
	return single
}

// TestNames: letter by letter, and of equal names the last counts.
func TestNames(t *testing.T) {
	var v thing
	var e extra
	err := resource.Unmarshal([]byte(`{"NAME":1,"name":null,"n\u0061me":"a","tags":null,"tags":[1],"tags":[2,3.0],"new":1,"new":2,"Size":5}`), &v, &e)
	if err != nil || v.Name != "a" || v.Size != nil || len(v.Tags) != 2 || v.Tags[1] != 3 || len(e) != 3 || string(e["new"]) != "2" || string(e["NAME"]) != "1" || string(e["Size"]) != "5" {
		t.Errorf("got %+v, %s, %v", v, e, err)
	}
}

// TestNoJSON: what is not JSON is refused before anything is stored.
func TestNoJSON(t *testing.T) {
	for _, text := range []string{``, ` `, `{`, `{"name"`, `{"name":`, `{"name":}`, `{"name":"a"`, `{"name":"a",}`, `{"name":"a"}}`, `{"new":[}`, `{"new":01}`, `x`} {
		v, e := thing{Name: "before"}, extra{"before": nil}
		if err := resource.Unmarshal([]byte(text), &v, &e); err == nil || v.Name != "before" || len(e) != 1 {
			t.Errorf("%s: got %+v, %s, %v", text, v, e, err)
		}
	}
}

// TestNothingRefersToTheText, which is the caller's to use again.
func TestNothingRefersToTheText(t *testing.T) {
	var v everything
	var e extra
	text := []byte(`{"0":"text","5":[1],"7":["a"],"8":{"b":"c"},"14":"d","new":{"x":1}}`)
	if err := resource.Unmarshal(text, &v, &e); err != nil {
		t.Fatal(err)
	}
	for i := range text {
		text[i] = '#'
	}
	if v.Text != "text" || string(v.Raw) != "[1]" || v.Texts[0] != "a" || v.Words["b"] != "c" || string(e["new"]) != `{"x":1}` {
		t.Errorf("got %+v, %s", v, e)
	}
}
