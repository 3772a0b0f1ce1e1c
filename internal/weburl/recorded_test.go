package weburl_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// The files under testdata were recorded with Node 20 and @clerk/backend 3.25.0.

func recorded[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("nothing recorded")
	}
	return rows
}

// A row of urls.json is new URL(In, Base); without Href it throws.
type recordedURL struct {
	In     string
	Base   *string
	Href   string
	Origin string
	User   string
	Pass   string
	Host   string
	Name   string // where it differs from Host
	Port   string
	Path   string
	Search string
	Hash   string
}

func (r recordedURL) parse() (*weburl.URL, error) {
	if r.Base == nil {
		return weburl.Parse(r.In)
	}
	base, err := weburl.Parse(*r.Base)
	if err != nil {
		return nil, err
	}
	return base.Resolve(r.In)
}

func TestURLsAsNodeReadsThem(t *testing.T) {
	for _, want := range recorded[recordedURL](t, "urls.json") {
		u, err := want.parse()
		if want.Href == "" {
			if err == nil {
				t.Errorf("%q, base %v: got %q, Node refuses it", want.In, deref(want.Base), u.Href())
			}
			continue
		}
		if nodeDeparts(want) {
			continue
		}
		if err != nil {
			t.Errorf("%q, base %v: %v, Node gives %q", want.In, deref(want.Base), err, want.Href)
			continue
		}
		if want.Name == "" && want.Host != ":"+want.Port {
			want.Name = want.Host
		}
		got := recordedURL{
			In: want.In, Base: want.Base, Href: u.Href(), Origin: u.Origin(),
			User: u.Username(), Pass: u.Password(), Host: u.Host(), Name: u.Hostname(), Port: u.Port(),
			Path: u.Pathname(), Search: u.Search(), Hash: u.Hash(),
		}
		if got != want {
			t.Errorf("%q, base %v:\n got %+v\nwant %+v", want.In, deref(want.Base), got, want)
		}
	}
}

// nodeDeparts says where Node 20 departs from the standard, which this package
// follows: URLs of unknown schemes lose the slash of a path that dot segments
// empty, and an opaque base takes a relative path if that has a fragment.
func nodeDeparts(r recordedURL) bool {
	scheme, _, _ := strings.Cut(r.Href, ":")
	switch scheme {
	case "http", "https", "ws", "wss", "ftp", "file":
		return false
	}
	opaqueBase := r.Base != nil && (*r.Base == "foo:opaque?q" || *r.Base == "mailto:a@b")
	return opaqueBase && strings.Contains(r.In, "#") && strings.Contains(r.Path, "/") ||
		r.Path == "" && strings.Contains(r.In, "/")
}

func deref(s *string) string {
	if s == nil {
		return "none"
	}
	return *s
}

// A row of params.json is what searchParams of one URL give for one name, and the
// URL after one of its methods.
type recordedParam struct {
	URL, Name, Value    string
	Get                 *string
	Has                 bool
	Append, Set, Delete string
}

func TestQueriesAsNodeReadsThem(t *testing.T) {
	for _, want := range recorded[recordedParam](t, "params.json") {
		u, err := weburl.Parse(want.URL)
		if err != nil {
			t.Fatalf("%q: %v", want.URL, err)
		}
		value, ok := u.Get(want.Name)
		if ok != (want.Get != nil) || ok && value != *want.Get {
			t.Errorf("%q: Get(%q) = %q, %v; want %q", want.URL, want.Name, value, ok, deref(want.Get))
		}
		if got := u.Has(want.Name); got != want.Has {
			t.Errorf("%q: Has(%q) = %v", want.URL, want.Name, got)
		}
		for _, change := range []struct {
			method    string
			got       *weburl.URL
			wantAfter string
		}{
			{"Append", u.Append(want.Name, want.Value), want.Append},
			{"Set", u.Set(want.Name, want.Value), want.Set},
			{"Delete", u.Delete(want.Name), want.Delete},
		} {
			if got := change.got.Href(); got != change.wantAfter {
				t.Errorf("%q: %s(%q, %q) = %q, want %q", want.URL, change.method, want.Name, want.Value, got, change.wantAfter)
			}
		}
		if u.Href() != want.URL {
			t.Errorf("%q changed to %q", want.URL, u.Href())
		}
	}
}

// nodeTakes lists labels that the standard forbids and Node 20 takes.
var nodeTakes = map[string]string{
	"xn--a-":        "Punycode that stands for ASCII (UTS 46, validity criteria)",
	"aא":            "a left-to-right label with a right-to-left letter (RFC 5893, rule 5)",
	"1א":            "a label that begins with a digit and has a right-to-left letter (RFC 5893, rule 1)",
	"x--بي\u200cبي": "a left-to-right label with right-to-left letters (RFC 5893, rule 5)",
}

// A row of domains.json is new URL(In, "https://base.example/"); without Href it throws.
func TestDomainsAsNodeReadsThem(t *testing.T) {
	base, err := weburl.Parse("https://base.example/")
	if err != nil {
		t.Fatal(err)
	}
	stricter := map[string]bool{}
	for _, want := range recorded[struct{ In, Href string }](t, "domains.json") {
		got := ""
		if u, err := base.Resolve(want.In); err == nil {
			got = u.Href()
		}
		if got == want.Href {
			continue
		}
		forbidden := ""
		for label := range nodeTakes {
			if strings.Contains(want.In, label) {
				forbidden = label
			}
		}
		if forbidden == "" || got != "" {
			t.Errorf("%q: got %q, Node gives %q", want.In, got, want.Href)
		}
		stricter[forbidden] = true
	}
	for label, why := range nodeTakes {
		if !stricter[label] {
			t.Errorf("Node refuses %q as well: %s", label, why)
		}
	}
}

// What no standard bounds costs nothing: beyond any domain's length there is no
// conversion, whose cost grows with the square of a label's length.
func TestALongDomainIsNotConverted(t *testing.T) {
	for _, test := range []struct {
		name, host string
		ok         bool
	}{
		{"the longest label of the DNS", strings.Repeat("a", 57) + "é.example", true},
		{"the longest domain", strings.Repeat("é.", 126) + "é", true},
		{"a thousand bytes", strings.Repeat("é", 500), true},
		{"more", strings.Repeat("é", 510), false},
		{"Punycode", "xn--" + strings.Repeat("a", 1010), false},
		{"ASCII", strings.Repeat("a", 1<<16), true},
	} {
		u, err := weburl.Parse("https://" + test.host + "/")
		if (err == nil) != test.ok {
			t.Errorf("%s: %v, %v", test.name, u, err)
		}
	}
}
