package weburl_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Whatever a stranger sends, the origin is that of the same headers with the
// target "/", and the result reads back as it is.
func FuzzForRequest(f *testing.F) {
	for _, target := range []string{
		"/", "*", "//x//host/p", "/..//host/p", "/%2e%2e//host/p", `\\evil`, "http://u:p@x/", "/a?b#c",
		"javascript:x", "//[::1]/", "/\t/evil", "http:////evil", "/%5c/evil", "/.\\/evil", "?//evil", "/C|/../..",
	} {
		f.Add(target, "app.example", "", "", false)
		f.Add(target, "app.example:443", "www.example, b", "https, http", true)
		f.Add(target, "foo|bar", "", "wss", false)
		f.Add(target, "[::ffff:1.2.3.4]:80", "0x7f.1", "", true)
		f.Add(target, "b\u00fccher.example", "xn--bcher-kva.example:1", "", true)
	}
	f.Fuzz(func(t *testing.T, target, host, forwardedHost, forwardedProto string, tls bool) {
		parts := weburl.RequestParts{
			Target: target, Host: host, ForwardedHost: forwardedHost, ForwardedProto: forwardedProto, TLS: tls,
		}
		u, err := weburl.ForRequest(parts)
		if err != nil {
			return
		}
		parts.Target = "/"
		own, err := weburl.ForRequest(parts)
		if err != nil {
			t.Fatalf("refused with the target %q: %v", "/", err)
		}
		if u.Origin() != own.Origin() || u.Host() != own.Host() {
			t.Errorf("origin %q, want %q", u.Origin(), own.Origin())
		}
		if !strings.HasPrefix(u.Pathname(), "/") || u.Hash() != "" || u.Username()+u.Password() != "" {
			t.Errorf("%q: path, fragment or credentials", u.Href())
		}
		if u.Origin() == "" {
			return
		}
		if u.Protocol() != "http:" && u.Protocol() != "https:" {
			t.Errorf("protocol %q", u.Protocol())
		}
		again, err := weburl.Parse(u.Href())
		if err != nil || *again != *u {
			t.Errorf("%q reads back as %v, %v", u.Href(), again, err)
		}
	})
}

// A URL reads back as itself; its parts make it up; its query can be changed.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"https://example.com/a?b#c", "http://u:p@h:80/", "foo:bar?x", "foo:/..//x", "file:///C|/..", "blob:https://x/",
		"https://[1::8]:1/%zz?%zz=+", " \thttps:\\\\h\\..\\x", "mailto:a@b", "https://1.2.0x3/", "foo://h?q", "data: x #",
		"https://münchen.example/", "https://xn--mnchen-3ya/", "https://xn--a.é/", "https://日本。ＪＰ/", "https://aℵb/", "ftp://%C3%BC\u00ad.א/",
	} {
		f.Add(s, "../x?y#z", "a")
	}
	f.Fuzz(func(t *testing.T, s, ref, name string) {
		u, err := weburl.Parse(s)
		if err != nil {
			return
		}
		if again, err := weburl.Parse(u.Href()); err != nil || *again != *u {
			t.Errorf("%q reads back as %v, %v", u.Href(), again, err)
		}
		if u.Hostname() != "" && strings.ContainsAny(u.Hostname(), "/\\@?# ") {
			t.Errorf("%q: host %q", u.Href(), u.Hostname())
		}
		if resolved, err := u.Resolve(ref); err == nil {
			if again, err := weburl.Parse(resolved.Href()); err != nil || *again != *resolved {
				t.Errorf("%q reads back as %v, %v", resolved.Href(), again, err)
			}
		}
		if !utf8.ValidString(name) {
			return
		}
		changed := u.Delete(name).Append(name, ref).Append(name, s)
		if value, ok := changed.Get(name); !ok || value != strings.ToValidUTF8(ref, "\ufffd") && utf8.ValidString(ref) {
			t.Errorf("%q: Get(%q) = %q, %v", changed.Href(), name, value, ok)
		}
		if changed.Delete(name).Has(name) {
			t.Errorf("%q: Delete(%q) left one", changed.Href(), name)
		}
	})
}
