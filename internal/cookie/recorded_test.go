package cookie_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/cookie"
)

// A row of cookies.json was recorded with Node 20 and @clerk/backend 3.25.0: the
// cookies of a request with that header, the header without the cookies in Drop,
// and the name and value if the header were a Set-Cookie line.
type recordedHeader struct {
	Header  string
	Cookies map[string]string
	Drop    []string
	Rest    string
	Name    string
	Value   string
}

func TestHeadersAsTheOriginalReadsThem(t *testing.T) {
	data, err := os.ReadFile("testdata/cookies.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []recordedHeader
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("nothing recorded")
	}
	// A name that is somewhere in the recording and not in a header is absent.
	names := map[string]bool{"": true}
	for _, row := range rows {
		for name := range row.Cookies {
			names[name] = true
		}
	}
	for _, want := range rows {
		for name := range names {
			wantValue, wantOK := want.Cookies[name]
			if got, ok := first(want.Header, name); got != wantValue || ok != wantOK {
				t.Errorf("%q: %q is %q, %v; want %q, %v", want.Header, name, got, ok, wantValue, wantOK)
			}
		}
		if got := cookie.Without(want.Header, want.Drop...); got != want.Rest {
			t.Errorf("%q without %q = %q, want %q", want.Header, want.Drop, got, want.Rest)
		}
		if got := cookie.Name(want.Header); got != want.Name {
			t.Errorf("%q: Name = %q, want %q", want.Header, got, want.Name)
		}
		if got := cookie.Value(want.Header); got != want.Value {
			t.Errorf("%q: Value = %q, want %q", want.Header, got, want.Value)
		}
	}
}
