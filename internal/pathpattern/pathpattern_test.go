package pathpattern_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/pathpattern"
)

func compile(t testing.TB, patterns ...string) *pathpattern.Matcher {
	t.Helper()
	m, err := pathpattern.Compile(patterns)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMatch(t *testing.T) {
	type params = map[string]string
	tests := []struct {
		name     string
		patterns []string
		path     string
		want     params // nil: no match
	}{
		{"parameter", []string{"/orgs/:slug"}, "/orgs/acme", params{"slug": "acme"}},
		{"trailing slash", []string{"/orgs/:slug"}, "/orgs/acme/", params{"slug": "acme"}},
		{"case", []string{"/orgs/:slug"}, "/ORGS/Acme", params{"slug": "Acme"}},
		{"more segments", []string{"/orgs/:slug"}, "/orgs/acme/x", nil},
		{"fewer segments", []string{"/orgs/:slug"}, "/orgs/", nil},
		{"a prefix", []string{"/orgs/:slug"}, "/x/orgs/acme", nil},
		{"rest", []string{"/orgs/:id/(.*)"}, "/orgs/org_1/a/b", params{"id": "org_1", "0": "a/b"}},
		{"empty rest", []string{"/orgs/:id/(.*)"}, "/orgs/org_1/", params{"id": "org_1", "0": ""}},
		{"rest that is missing", []string{"/orgs/:id/(.*)"}, "/orgs/org_1", nil},
		{"second pattern", []string{"/orgs/:slug", "/orgs/:slug/(.*)"}, "/orgs/acme/x", params{"slug": "acme", "0": "x"}},
		{"first pattern that matches", []string{"/:slug", "/:id"}, "/acme", params{"slug": "acme"}},
		{"optional braces, there", []string{"/orgs/:id{/:tab}?"}, "/orgs/1/x", params{"id": "1", "tab": "x"}},
		{"optional braces, absent", []string{"/orgs/:id{/:tab}?"}, "/orgs/1", params{"id": "1"}},
		{"optional parameter", []string{"/orgs/:id?"}, "/orgs", params{}},
		{"repeated", []string{"/f/:p+"}, "/f/a/b", params{"p": "a,b"}},
		{"repeated, none", []string{"/f/:p*"}, "/f", params{}},
		{"custom group", []string{"/orgs/:id(\\d+)"}, "/orgs/12", params{"id": "12"}},
		{"custom group, other text", []string{"/orgs/:id(\\d+)"}, "/orgs/x", nil},
		{"one-character separator", []string{"/:a-:b"}, "/x-y-z", params{"a": "x-y", "b": "z"}},
		{"extension", []string{"/:file.:ext"}, "/a.b", params{"file": "a", "ext": "b"}},
		{"escaped colon", []string{"/\\:id"}, "/:id", params{}},
		{"not decoded", []string{"/:slug"}, "/a%20b", params{"slug": "a%20b"}},
		{"text is no expression", []string{"/a.b"}, "/axb", nil},
		{"line break at the end", []string{"/a"}, "/a\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := compile(t, test.patterns...).Match(test.path)
			if ok != (test.want != nil) || !maps.Equal(got, test.want) {
				t.Errorf("%q on %q: %q, %v; want %q", test.patterns, test.path, got, ok, test.want)
			}
		})
	}
}

// An empty list there matches everything, which would put every path into the
// personal account.
func TestNoPatternsMatchNothing(t *testing.T) {
	for _, patterns := range [][]string{nil, {}} {
		m, err := pathpattern.Compile(patterns)
		if m != nil || err != nil {
			t.Errorf("Compile(%#v) = %v, %v", patterns, m, err)
		}
		if params, ok := m.Match("/"); ok || params != nil {
			t.Errorf("a nil Matcher matches: %q", params)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, test := range []struct{ pattern, why string }{
		{"/:", "without a name"},
		{"/(a", "unbalanced"},
		{"/()", "empty group"},
		{"/(?:a)", "begins with"},
		{"/((a))", "capturing group"},
		{"/a+", `unexpected "+" at 2`},
		{"/{a", "unexpected the end"},
		{"/a}", `unexpected "}"`},
		{"/:a:b", "no text between"},
		{"/{:a}{:b}", "no text between"},
		{"/x(a)*", "repeated without a prefix"},
		{"/:a--:b", "needs look-ahead"},
		{"/:id((?!x).*)", "look-around"},
		{"/:id((?<!x).*)", "look-around"},
		{"/:id((?<n>x))", "only \"(?:\""},
		{"/:id((?i:x))", "only \"(?:\""},
		{"/:id(\\p{L}+)", "escape"},
		{"/:id(\\1)", "escape"},
		{"/:id([[:alpha:]])", "character class"},
		{"/:id([])", "empty character class"},
		{"/:id(x{2000})", "repeat"},
	} {
		_, err := pathpattern.Compile([]string{"/ok", test.pattern})
		if err == nil || !strings.Contains(err.Error(), test.why) || !strings.HasPrefix(err.Error(), "pathpattern: \"/") {
			t.Errorf("%q: error %v, want one that says %q", test.pattern, err, test.why)
		}
	}
}

func FuzzMatch(f *testing.F) {
	m := compile(f, "/orgs/:slug", "/orgs/:slug/(.*)", "/:a-:b/:rest*", "/x{/:id(\\d+)}?")
	for _, path := range []string{"/orgs/a", "/orgs/a/b", "/a-b/c/d/", "/x/1", "", "//", "/orgs/%2f", "/\xff"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		params, ok := m.Match(path)
		if !ok {
			return
		}
		if !strings.HasPrefix(path, "/") {
			t.Errorf("%q matches", path)
		}
		for name, value := range params {
			if name != "rest" && !strings.Contains(path, value) {
				t.Errorf("%q: %s = %q", path, name, value)
			}
			if name == "slug" && strings.ContainsAny(value, "/#?") {
				t.Errorf("%q: slug = %q", path, value)
			}
		}
	})
}

// Whatever the pattern, there is a Matcher or an error, and no panic.
func FuzzCompile(f *testing.F) {
	for _, pattern := range []string{"/:id", "/{a:b}*", "(\\", "/:a[:b", "/(a[", "/\\", "/:a\xff:b", "{:a-}+", "/:a]:b(x)?"} {
		f.Add(pattern, "/x")
	}
	f.Fuzz(func(t *testing.T, pattern, path string) {
		m, err := pathpattern.Compile([]string{pattern})
		if (m == nil) == (err == nil) {
			t.Fatalf("%q: %v, %v", pattern, m, err)
		}
		if err == nil {
			m.Match(path)
		}
	})
}
