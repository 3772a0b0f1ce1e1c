package resource_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

func TestDecodeTakesWholeNumbersInAnySpelling(t *testing.T) {
	type holder struct {
		N    int64            `json:"n"`
		P    *int             `json:"p"`
		List []int64          `json:"list"`
		Map  map[string]int64 `json:"map"`
		F    float64          `json:"f"`
		Raw  json.RawMessage  `json:"raw"`
		In   struct {
			N int64 `json:"n"`
		} `json:"in"`
	}
	var h holder
	err := resource.Decode([]byte(`{"n":1.0,"p":2e0,"list":[3.0,40e-1],"map":{"a":5.0},"f":1.5,"raw":[1.0],"in":{"n":6.00}}`), &h)
	if err != nil || h.N != 1 || *h.P != 2 || h.List[0] != 3 || h.List[1] != 4 || h.Map["a"] != 5 || h.F != 1.5 || string(h.Raw) != "[1.0]" || h.In.N != 6 {
		t.Errorf("got %+v, %v", h, err)
	}
	for _, text := range []string{`{"n":1.5}`, `{"p":1e19}`, `{"list":[1e-1]}`, `{"map":{"a":0.1}}`, `{"in":{"n":1e400}}`, `{"n":1e99999999999999999999}`, `{"n":"1"}`, `{"n":-}`, `[]`, ``} {
		if err := resource.Decode([]byte(text), &holder{}); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
	var n int64
	if err := resource.Decode([]byte(" 1784283185447.0 "), &n); err != nil || n != 1784283185447 {
		t.Errorf("got %d, %v", n, err)
	}
}

// FuzzWholeNumbers compares with exact arithmetic.
func FuzzWholeNumbers(f *testing.F) {
	for _, seed := range []string{"1", "1.0", "-0.0e5", "9223372036854775807.0", "-9223372036854775808e0", "92233720368547758080e-1", "1.5", "15e-1", "150e-1", "1e400", "0e999", "1e-400"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, literal string) {
		if i := strings.IndexAny(literal, "eE"); len(literal) > 60 || i >= 0 && len(literal)-i > 5 {
			return // big.Rat would write all of it out
		}
		var number float64
		if !json.Valid([]byte(literal)) || json.Unmarshal([]byte(literal), &number) != nil && !strings.ContainsAny(literal, "eE") {
			return
		}
		exact, ok := new(big.Rat).SetString(strings.TrimSpace(literal))
		if !ok {
			return
		}
		var got int64
		err := resource.Decode([]byte(literal), &got)
		want := exact.IsInt() && exact.Num().IsInt64()
		if (err == nil) != want || want && got != exact.Num().Int64() {
			t.Fatalf("%s: got %d, %v", literal, got, err)
		}
	})
}

func TestExtremes(t *testing.T) {
	for text, want := range map[string]int64{"9223372036854775807.0": math.MaxInt64, "-922337203685477580.8e1": math.MinInt64} {
		var n int64
		if err := resource.Decode([]byte(text), &n); err != nil || n != want {
			t.Errorf("%s: got %d, %v", text, n, err)
		}
	}
}

type thing struct {
	Name  string  `json:"name"`
	Note  string  `json:"note,omitzero"`
	Count int64   `json:"count,omitzero"`
	Size  *int64  `json:"size,omitzero"`
	Tags  []int64 `json:"tags"`
}

type extra map[string]json.RawMessage

// Encoded again, all that was sent is there and nothing more.
func TestNothingIsLost(t *testing.T) {
	for sent, want := range map[string]string{
		`{"name":"a","tags":[1.0]}`:                         `{"name":"a","tags":[1]}`,
		`{"name":null,"tags":null}`:                         `{"name":null,"tags":null}`,
		`{"name":"","note":"","count":0,"tags":[]}`:         `{"count":0,"name":"","note":"","tags":[]}`,
		`{"name":"","note":null,"size":null,"tags":[]}`:     `{"name":"","note":null,"size":null,"tags":[]}`,
		`{"name":"x","NAME":"y","new":{"a":1.0},"tags":[]}`: `{"NAME":"y","name":"x","new":{"a":1.0},"tags":[]}`,
	} {
		var v thing
		var e extra
		if err := resource.Unmarshal([]byte(sent), &v, &e); err != nil {
			t.Errorf("%s: %v", sent, err)
			continue
		}
		text, err := resource.Marshal(v, e)
		if err != nil {
			t.Errorf("%s: %v", sent, err)
			continue
		}
		var sorted map[string]json.RawMessage
		_ = json.Unmarshal(text, &sorted)
		if again, _ := json.Marshal(sorted); string(again) != want || strings.Count(string(text), `"name"`) != 1 {
			t.Errorf("%s became %s", sent, text)
		}
	}
}
