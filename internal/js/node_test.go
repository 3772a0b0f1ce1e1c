package js

import (
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

// recorded is what Node answered; see testdata/record.js.
type recorded struct {
	Numbers []struct{ Text, Number, ParseInt string }
	Values  []struct {
		Text, JSON, String, Number string
		Boolean                    bool
	}
	Decoded []struct{ Hex, Text string }
	Spaces  []rune
}

func readRecorded(t *testing.T) (r recorded) {
	t.Helper()
	text, err := os.ReadFile("testdata/node.json")
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil || len(r.Numbers) < 50 || len(r.Values) < 40 || len(r.Decoded) < 20 || len(r.Spaces) < 20 {
		t.Fatalf("%v: %d numbers, %d values, %d decoded, %d spaces", err, len(r.Numbers), len(r.Values), len(r.Decoded), len(r.Spaces))
	}
	return r
}

// written tells -0 from 0, which String does not.
func written(n float64) string {
	if n == 0 && math.Signbit(n) {
		return "-0"
	}
	return String(n)
}

func TestNumbersOfTextsAsNodeReadsThem(t *testing.T) {
	t.Parallel()
	for _, r := range readRecorded(t).Numbers {
		if got := written(Number(r.Text)); got != r.Number {
			t.Errorf("Number(%q) is %s, want %s", r.Text, got, r.Number)
		}
		if got := written(ParseInt(r.Text)); got != r.ParseInt {
			t.Errorf("parseInt(%q) is %s, want %s", r.Text, got, r.ParseInt)
		}
	}
}

func TestValuesAsNodeReadsThem(t *testing.T) {
	t.Parallel()
	for _, r := range readRecorded(t).Values {
		v, err := Parse([]byte(r.Text))
		if err != nil {
			t.Errorf("%s: %v", r.Text, err)
			continue
		}
		if got := v.JSON(); got != r.JSON {
			t.Errorf("JSON.stringify(%s) is %s, want %s", r.Text, got, r.JSON)
		}
		if got := v.ToString(); got != r.String {
			t.Errorf("String(%s) is %q, want %q", r.Text, got, r.String)
		}
		if got := written(v.ToNumber()); got != r.Number {
			t.Errorf("Number(%s) is %s, want %s", r.Text, got, r.Number)
		}
		if got := v.ToBoolean(); got != r.Boolean {
			t.Errorf("Boolean(%s) is %v", r.Text, got)
		}
	}
}

func TestTextAsNodeDecodesIt(t *testing.T) {
	t.Parallel()
	for _, r := range readRecorded(t).Decoded {
		raw, err := hex.DecodeString(r.Hex)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(DecodeUTF8(raw)); got != r.Text {
			t.Errorf("%s reads as %q, want %q", r.Hex, got, r.Text)
		}
	}
}

func TestSpaceIsWhatNodeTrims(t *testing.T) {
	t.Parallel()
	spaces := readRecorded(t).Spaces
	for r := rune(0); r <= 0xFFFF; r++ {
		if got := IsSpace(r); got != slices.Contains(spaces, r) {
			t.Errorf("%U: %v", r, got)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{"", "3", "0x10", "1e21", "-0", " 7\ufeff", "0b1_0", "Infinity", "\xff", "9e999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range []float64{Number(text), ParseInt(text)} {
			// What a number prints as is that number.
			if again := Number(String(n)); again != n && !math.IsNaN(n) {
				t.Fatalf("%q is %v, which prints as %s", text, n, String(n))
			}
		}
		if n := ParseInt(text); n != math.Trunc(n) && !math.IsNaN(n) {
			t.Fatalf("parseInt(%q) is %v", text, n)
		}
		// A plain whole number is read alike by everybody.
		if n, err := strconv.ParseUint(text, 10, 53); err == nil && (Number(text) != float64(n) || ParseInt(text) != float64(n)) {
			t.Fatalf("%q is %v and %v", text, Number(text), ParseInt(text))
		}
	})
}
