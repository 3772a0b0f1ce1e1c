package cookie_test

import (
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/cookie"
)

// first is what a header says under a name. A header that is a lone equals sign
// has no cookie there; here nobody asks for the empty name.
func first(header, name string) (value string, ok bool) {
	if header == "=" {
		return "", false
	}
	for header != "" {
		var n, v string
		var isCookie bool
		if n, v, header, isCookie = cookie.Next(header); isCookie && n == name {
			return cookie.Decode(v), true
		}
	}
	return "", false
}

func TestNext(t *testing.T) {
	tests := []struct {
		name, header, cookie, want string
		absent                     bool
	}{
		{name: "no header", header: "", cookie: "a", absent: true},
		{name: "one", header: "a=b", cookie: "a", want: "b"},
		{name: "several", header: "a=b; c=d", cookie: "c", want: "d"},
		{name: "without a blank", header: "a=b;c=d", cookie: "c", want: "d"},
		{name: "blanks around", header: " \ta \t=\t b \t; c=d", cookie: "a", want: "b"},
		{name: "blank inside the name", header: "a b=c", cookie: "a b", want: "c"},
		{name: "first of two", header: "a=1; a=2", cookie: "a", want: "1"},
		{name: "first of two, empty", header: "a=; a=2", cookie: "a", want: ""},
		{name: "case", header: "A=1", cookie: "a", absent: true},
		{name: "equals sign in the value", header: "a=b=c", cookie: "a", want: "b=c"},
		{name: "quotes stay", header: `a="b"`, cookie: "a", want: `"b"`},
		{name: "semicolon in quotes", header: `a="b;c"`, cookie: "a", want: `"b`},
		{name: "comma", header: "a=b,c=d", cookie: "a", want: "b,c=d"},
		{name: "part without equals sign", header: "x; a=1", cookie: "a", want: "1"},
		{name: "part without equals sign is no cookie", header: "a; b=1", cookie: "a", absent: true},
		{name: "empty name", header: "=b", cookie: "", want: "b"},
		{name: "lone equals sign", header: "=", cookie: "", absent: true},
		{name: "escaped", header: "a=%41%20%3B%3d", cookie: "a", want: "A ;="},
		{name: "escaped UTF-8", header: "a=%E2%82%AC", cookie: "a", want: "€"},
		{name: "escaped U+FFFD", header: "a=%EF%BF%BD", cookie: "a", want: "\ufffd"},
		{name: "plus sign stays", header: "a=b+c", cookie: "a", want: "b+c"},
		{name: "half an escape leaves all as it is", header: "a=%41%4", cookie: "a", want: "%41%4"},
		{name: "no digits", header: "a=%41%zz", cookie: "a", want: "%41%zz"},
		{name: "no UTF-8", header: "a=%41%E9", cookie: "a", want: "%41%E9"},
		{name: "surrogate", header: "a=%ED%A0%80", cookie: "a", want: "%ED%A0%80"},
		{name: "overlong", header: "a=%C0%80", cookie: "a", want: "%C0%80"},
		{name: "half escaped character", header: "a=%C3\u00a9", cookie: "a", want: "%C3\u00a9"},
		{name: "escaped name stays", header: "%61=1", cookie: "a", absent: true},
		{name: "prototype", header: "a=1", cookie: "__proto__", absent: true},
		{name: "prototype as name", header: "__proto__=1", cookie: "__proto__", want: "1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := first(test.header, test.cookie)
			if got != test.want || ok == test.absent {
				t.Errorf("%q is %q, %v; want %q, %v", test.cookie, got, ok, test.want, !test.absent)
			}
		})
	}
}

func TestDirective(t *testing.T) {
	for _, test := range []struct{ directive, name, value string }{
		{"__session=ey.J.x; Path=/; HttpOnly", "__session", "ey.J.x"},
		{"__session=; Max-Age=0", "__session", ""},
		{"a=b=c; Path=/", "a", "b"},
		{"a; Path=/", "a", ""},
		{" a = b ", " a ", " b "},
		{"", "", ""},
		{"; a=b", "", ""},
	} {
		if name, value := cookie.Name(test.directive), cookie.Value(test.directive); name != test.name || value != test.value {
			t.Errorf("%q: %q, %q; want %q, %q", test.directive, name, value, test.name, test.value)
		}
	}
}

func TestWithout(t *testing.T) {
	names := []string{"__clerk_handshake", "__clerk_handshake_nonce"}
	for _, test := range []struct{ header, want string }{
		{"", ""},
		{"a=b", "a=b"},
		{"__clerk_handshake=x", ""},
		{"a=1; __clerk_handshake=x; b=2; __clerk_handshake_nonce=y", "a=1; b=2"},
		{"__clerk_handshake; a=1", "a=1"},
		{"__clerk_handshake =x; a=1", "__clerk_handshake =x; a=1"},
		{"__clerk_handshake_x=1;a=1", "__clerk_handshake_x=1; a=1"},
		{"a=1;;b=2;", "a=1; ; b=2; "},
	} {
		if got := cookie.Without(test.header, names...); got != test.want {
			t.Errorf("%q: %q, want %q", test.header, got, test.want)
		}
	}
}

const usual = "_ga=GA1.1.1; theme=dark; locale=de; __client_uat=1700000000; __client_uat_aBcDeFgH=1700000000; " +
	"__session=eyJ.fake.fake; __session_aBcDeFgH=eyJ.fake.fake; __clerk_db_jwt=dvb_fake; csrf=0; x=y"

func TestAllocations(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { first(usual, "x"); first(usual, "none") }); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func FuzzNext(f *testing.F) {
	for _, header := range []string{usual, "", "=", "a=%", "a=%E2%82", "a=%41;a=%42", ";;=;", "a==;\t", "a=%f0%9f%98%80"} {
		f.Add(header, "a")
	}
	f.Fuzz(func(t *testing.T, header, name string) {
		value, ok := first(header, name)
		if ok && !strings.Contains(header, "=") {
			t.Errorf("a cookie %q in %q", name, header)
		}
		if len(value) > len(header) {
			t.Errorf("%q grew to %q", header, value)
		}
		// A cookie put before all others decides, whatever the rest is.
		if got, ok := first("k=v%3B; "+header, "k"); !ok || got != "v;" {
			t.Errorf("%q hides the first cookie: %q, %v", header, got, ok)
		}
		rest := cookie.Without(header, "k")
		if _, ok := first(header, "k"); !ok {
			if _, ok := first(rest, "k"); ok {
				t.Errorf("%q without k has it: %q", header, rest)
			}
		}
		if again := cookie.Without(rest, "k"); again != rest {
			t.Errorf("%q twice without k: %q, then %q", header, rest, again)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		first(usual, "__session")
	}
}
