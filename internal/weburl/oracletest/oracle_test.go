package oracletest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/nlnwa/whatwg-url/url"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Two readers of one standard, written apart, come to the same address. Only web
// addresses are compared: no other is ever redirected to.
func FuzzOracle(f *testing.F) {
	for _, name := range []string{"urls.json", "domains.json"} {
		var rows []struct{ In, Base string }
		text, err := os.ReadFile(filepath.Join("..", "testdata", name))
		if err == nil {
			err = json.Unmarshal(text, &rows)
		}
		if err != nil {
			f.Fatal(err)
		}
		for _, row := range rows {
			f.Add(row.In, row.Base)
		}
	}
	f.Fuzz(func(t *testing.T, ref, base string) {
		if !utf8.ValidString(ref+base) || len(ref+base) > 1000 { // longer domains are not converted here
			return
		}
		if base == "" {
			base = "https://base.example/a/b?q#f"
		}
		ours, theirs := here(ref, base), there(ref, base)
		if ours == theirs || !isWeb(ours) && !isWeb(theirs) || excused(ref, ours, theirs) {
			return
		}
		t.Errorf("%q, base %q: %q, the oracle %q", ref, base, ours, theirs)
	})
}

func here(ref, base string) string {
	b, err := weburl.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Resolve(ref)
	if err != nil {
		return ""
	}
	return u.Href()
}

func there(ref, base string) string {
	u, err := url.ParseRef(base, ref)
	if err != nil {
		return ""
	}
	return u.Href(false)
}

func isWeb(href string) bool {
	return strings.HasPrefix(href, "http:") || strings.HasPrefix(href, "https:")
}

// faults lists where the oracle, v0.6.2, leaves the standard.
var faults = []struct {
	what    string
	applies func(ref, ours, theirs string) bool
}{
	{"a domain beyond ASCII may not hold an underscore or a dollar sign", func(_, ours, theirs string) bool {
		odd := strings.Trim(host(ours), plain)
		return theirs == "" && odd != "" && !strings.ContainsAny(odd, "\x00\t\n\r #%/<>?@[\\]^|\x7f")
	}},
	{"a number of an IPv4 address may have a sign", func(ref, _, theirs string) bool {
		return strings.ContainsAny(ref, "+-＋﹢⁺") && strings.Trim(host(theirs), "0123456789.:") == ""
	}},
	{"a label that begins like a number that is too large is one", func(_, ours, theirs string) bool {
		name := strings.TrimSuffix(host(ours), ".")
		label := name[strings.LastIndexByte(name, '.')+1:]
		return theirs == "" && len(label) > 16 && label[0] >= '0' && label[0] <= '9'
	}},
	{"a label of Punycode may stand for nothing", func(_, ours, theirs string) bool {
		return ours == "" && hasEmptyLabel(host(theirs))
	}},
}

func excused(ref, ours, theirs string) bool {
	for _, fault := range faults {
		if fault.applies(ref, ours, theirs) {
			return true
		}
	}
	return false
}

const plain = "abcdefghijklmnopqrstuvwxyz0123456789-.:"

func host(href string) string {
	_, rest, _ := strings.Cut(href, "://")
	authority, _, _ := strings.Cut(rest, "/")
	return authority[strings.LastIndexByte(authority, '@')+1:]
}

func hasEmptyLabel(host string) bool {
	return strings.HasPrefix(host, ".") || strings.Contains(host, "..") || strings.Contains(host, ".:") || strings.HasSuffix(host, ".")
}
