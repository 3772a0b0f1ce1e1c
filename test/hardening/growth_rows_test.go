//go:build unix

package hardening

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// growth is something of a stranger's that may be long.
type growth struct {
	name string
	text func(n int) string // some multiple of n bytes
	n    int
}

const (
	longText  = 2_000
	manyLines = 120 // and four times that: a request may have a thousand
)

func times(piece string) func(int) string {
	return func(n int) string { return strings.Repeat(piece, n) }
}

func around(before, piece, after string) func(int) string {
	return func(n int) string { return before + strings.Repeat(piece, n) + after }
}

// linesOf are header lines of one request.
func linesOf() []growth {
	var all []growth
	for _, name := range []string{
		"Authorization", "Cookie", "Host-Like", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For", "Forwarded", "X-Real-Ip",
		"Cf-Connecting-Ip", "Origin", "Referer", "Accept", "Sec-Fetch-Dest", "Connection", "Svix-Signature",
	} {
		all = append(all,
			growth{"many lines of " + name, times(name + ": a value of its own\r\n"), manyLines},
			growth{"many empty lines of " + name, times(name + ":\r\n"), manyLines},
			growth{"many words in " + name, around(name+": ", "a, ", "b\r\n"), longText},
			growth{"one long word in " + name, around(name+": ", "a/%", "\r\n"), longText},
			growth{"bytes beyond ASCII in " + name, around(name+": https://a.example/", "\xe9", "\r\n"), longText})
	}
	all = append(all, growth{"many names", func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "X-%d: a\r\n", i)
		}
		return b.String()
	}, manyLines}, growth{"many names that Connection lists", func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "X-%d: a\r\nConnection: x-%d\r\n", i, i)
		}
		return b.String()
	}, manyLines})
	for _, c := range []struct {
		name string
		text func(int) string
	}{
		{"cookies", times("a=b; ")},
		{"cookies of one name", times("__session=a.b.c; ")},
		{"handshakes", times("__clerk_handshake=a; ")},
		{"semicolons", times(";")},
		{"equals signs", times("=")},
		{"escapes in a session", around("__client_uat=1; __session=", "%41", "")},
		{"broken escapes in a session", around("__client_uat=1; __session=", "%4%", "")},
		{"dots in a session", around("__client_uat=1; __session=", "a.", "")},
		{"digits in client_uat", around("__session=a.b.c; __client_uat=", "9", "")},
		{"a dev browser", around("__clerk_db_jwt=", "é", "")},
	} {
		all = append(all, growth{"cookies: " + c.name, func(n int) string { return "Cookie: " + c.text(n) + "\r\n" }, longText})
	}
	return append(all, tokensOf()...)
}

// tokensOf are JWTs that nobody signed, as a bearer token and as cookies.
func tokensOf() []growth {
	header := `{"alg":"RS256","kid":"ins_1","typ":"JWT"}`
	long := func(before, piece, after string) func(int) (string, string) {
		return func(n int) (string, string) { return header, before + strings.Repeat(piece, n) + after }
	}
	var all []growth
	for _, p := range []struct {
		name  string
		parts func(n int) (header, payload string)
	}{
		{"keys", long(`{"a":1`, `,"sub":"b"`, `}`)},
		{"arrays in arrays", func(n int) (string, string) {
			return header, `{"aud":` + strings.Repeat("[", min(n, 9_000)) + strings.Repeat("]", min(n, 9_000)) + `,"x":"` + strings.Repeat("a", n) + `"}`
		}},
		{"items", long(`{"aud":["a"`, `,"b"`, `],"iat":1}`)},
		{"escapes", long(`{"sub":"`, "\\u0041\\ud83d", `"}`)},
		{"digits", long(`{"iat":1`, "1", `}`)},
		{"digits in a text", long(`{"iat":"1`, "1", `"}`)},
		{"hexadecimal digits in a text", long(`{"iat":"0x`, "f", `"}`)},
		{"blanks", long(`{"iat":"`, " ", `"}`)},
		{"an issuer", long(`{"iss":"https://`, "a.", `b"}`)},
		{"bytes that are no UTF-8", long(`{"sub":"`, "\xf0\x9f", `"}`)},
		{"a long header", func(n int) (string, string) { return `{"alg":"` + strings.Repeat("é", n) + `"}`, `{}` }},
		{"a long kid", func(n int) (string, string) {
			return `{"alg":"RS256","kid":"` + strings.Repeat("a", n) + `"}`, `{"sub":"a"}`
		}},
		{"a header in arrays", func(n int) (string, string) {
			return `{"alg":` + strings.Repeat("[", min(n, 9_000)) + strings.Repeat("]", min(n, 9_000)) + `,"x":"` + strings.Repeat("a", n) + `"}`, `{}`
		}},
	} {
		jwt := func(n int) string {
			encode := base64.RawURLEncoding.EncodeToString
			head, payload := p.parts(n)
			return encode([]byte(head)) + "." + encode([]byte(payload)) + "." + encode(make([]byte, 256))
		}
		all = append(all,
			growth{"a token of " + p.name, func(n int) string { return "Authorization: Bearer " + jwt(n) + "\r\n" }, longText},
			growth{"a session of " + p.name, func(n int) string { return "Cookie: __client_uat=1; __session=" + jwt(n) + "\r\n" }, longText})
	}
	for _, signature := range []string{"=", "a", "\\", "."} {
		all = append(all, growth{"a token with many " + signature, around("Authorization: Bearer e30.e30.", signature, "\r\n"), longText})
	}
	return all
}

// targets has no steps up: fasthttp's own reading of a path takes the square of
// their number. They are among the parsers below.
func targets() []growth {
	var all []growth
	for _, path := range []struct{ name, before, piece, after string }{
		{"slashes", "/", "/", ""},
		{"backslashes", "/", `\`, ""},
		{"segments", "/", "a/", ""},
		{"escaped dots", "/", "%2e%2e/", ""},
		{"escapes", "/", "%41", ""},
		{"broken escapes", "/", "%", ""},
		{"segments of an organization", "/orgs/", "a/", ""},
		{"almost an organization", "/", "orgs/", ""},
		{"parameters", "/?", "a=b&", ""},
		{"ampersands", "/?", "&", ""},
		{"parameters of one name", "/?", "__clerk_db_jwt=a&", ""},
		{"handshakes", "/?", "__clerk_handshake=a&", ""},
		{"escaped parameters", "/?", "%41=%42&", ""},
		{"plus signs", "/?", "+", ""},
		{"a return address", "/?__clerk_synced=false&__clerk_redirect_url=https://a.example/", "%2541", ""},
		{"host parts", "http://", "a.", "example/"},
		{"at signs", "http://", "a@", "example/"},
		{"segments of the proxy", "/__clerk/", "a/", "x"},
		{"escapes of the proxy", "/__clerk/", "%zz", ""},
	} {
		all = append(all, growth{path.name, around(path.before, path.piece, path.after), longText})
	}
	return all
}
