package js

import "testing"

func TestUndefined(t *testing.T) {
	if n := Undefined.ToNumber(); n == n {
		t.Errorf("Number(undefined) is %v", n)
	}
	if Undefined.JSON() != "undefined" || Undefined.ToString() != "undefined" || Undefined.ToBoolean() {
		t.Errorf("%s, %s, %v", Undefined.JSON(), Undefined.ToString(), Undefined.ToBoolean())
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
