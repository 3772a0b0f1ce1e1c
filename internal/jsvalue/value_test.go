package jsvalue

import (
	"math"
	"testing"
)

// What Node 20 gives for each text, JSON.parse'd to v: JSON.stringify(v),
// `${v}`, Number(v) and !!v.
func TestValue(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tc := range []struct {
		text      Value
		stringify string
		template  string
		coerce    float64
		truthy    bool
	}{
		{"", "undefined", "undefined", nan, false},
		{"null", "null", "null", 0, false},
		{"true", "true", "true", 1, true},
		{"false", "false", "false", 0, false},

		{"0", "0", "0", 0, false},
		{"-0", "0", "0", 0, false},
		{"0.0", "0", "0", 0, false},
		{"1.50", "1.5", "1.5", 1.5, true},
		{"1e3", "1000", "1000", 1000, true},
		{"1700000000", "1700000000", "1700000000", 1700000000, true},
		{"9007199254740993", "9007199254740992", "9007199254740992", 9007199254740992, true},
		{"0.000001", "0.000001", "0.000001", 1e-6, true},
		{"0.0000001", "1e-7", "1e-7", 1e-7, true},
		{"123456789012345678901", "123456789012345680000", "123456789012345680000", 123456789012345680000, true},
		{"1e21", "1e+21", "1e+21", 1e21, true},
		{"1e400", "null", "Infinity", inf, true},
		{"-1e400", "null", "-Infinity", -inf, true},

		{`""`, `""`, "", 0, false},
		{`"a"`, `"a"`, "a", nan, true},
		{`"0"`, `"0"`, "0", 0, true},
		{`" 12\n"`, `" 12\n"`, " 12\n", 12, true},
		{`"0x1F"`, `"0x1F"`, "0x1F", 31, true},
		{`"0b12"`, `"0b12"`, "0b12", nan, true},
		{`"1_0"`, `"1_0"`, "1_0", nan, true},
		{`"-Infinity"`, `"-Infinity"`, "-Infinity", -inf, true},
		{`"5."`, `"5."`, "5.", 5, true},
		{`"\u0041\/\u0001"`, `"A/\u0001"`, "A/\x01", nan, true},
		{`"\ud83d\ude00"`, `"😀"`, "😀", nan, true},
		{`"\ud83d"`, `"\ud83d"`, "\ufffd", nan, true},
		{`"\ufeff7"`, "\"\ufeff7\"", "\ufeff7", 7, true},

		{"[]", "[]", "", 0, true},
		{"[ 1.0 , null , [2,3] , {} ]", "[1,null,[2,3],{}]", "1,,2,3,[object Object]", nan, true},
		{`["7"]`, `["7"]`, "7", 7, true},
		{`{ }`, `{}`, "[object Object]", nan, true},
		{`{"b":1,"a":2,"10":3,"2":4,"01":5,"b":6}`, `{"2":4,"10":3,"b":6,"a":2,"01":5}`, "[object Object]", nan, true},
		{`{"4294967295":1,"4294967294":2}`, `{"4294967294":2,"4294967295":1}`, "[object Object]", nan, true},
		{`{"\ud800":1,"\u0061":2,"a":3}`, `{"\ud800":1,"a":3}`, "[object Object]", nan, true},
	} {
		t.Run(string(tc.text), func(t *testing.T) {
			if got := tc.text.Stringify(); got != tc.stringify {
				t.Errorf("Stringify: %s, want %s", got, tc.stringify)
			}
			if got := tc.text.Template(); got != tc.template {
				t.Errorf("Template: %q, want %q", got, tc.template)
			}
			if got := tc.text.Coerce(); got != tc.coerce && !(math.IsNaN(got) && math.IsNaN(tc.coerce)) {
				t.Errorf("Coerce: %v, want %v", got, tc.coerce)
			}
			if got := tc.text.Truthy(); got != tc.truthy {
				t.Errorf("Truthy: %v, want %v", got, tc.truthy)
			}
		})
	}
}

func TestTextIsOfStringsAlone(t *testing.T) {
	for _, v := range []Value{"", "null", "1", "true", "[]", "{}", `["a"]`} {
		if text, ok := v.Text(); ok {
			t.Errorf("%s has the text %q", v, text)
		}
		if got := v.TextOr("other"); got != "other" {
			t.Errorf("%s: TextOr gave %q", v, got)
		}
	}
	if text, ok := Value(`"a\"b\\"`).Text(); !ok || text != `a"b\` {
		t.Errorf("got %q, %v", text, ok)
	}
}

func TestNumberIsOfNumbersAlone(t *testing.T) {
	for _, v := range []Value{"", "null", `"1"`, "true", "[1]", "{}"} {
		if n, ok := v.Number(); ok {
			t.Errorf("%s has the number %v", v, n)
		}
	}
	if n, ok := Value("-1.5e1").Number(); !ok || n != -15 {
		t.Errorf("got %v, %v", n, ok)
	}
}

func TestUndefinedIsNotNull(t *testing.T) {
	object := Value(`{"null":null}`)
	if v := object.Get("null"); !v.IsNull() || v.IsUndefined() || !v.IsNullish() {
		t.Errorf("null reads as %q", v)
	}
	if v := object.Get("absent"); v.IsNull() || !v.IsUndefined() || !v.IsNullish() {
		t.Errorf("absent reads as %q", v)
	}
}
