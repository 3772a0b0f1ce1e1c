package weburl_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

func TestForRequest(t *testing.T) {
	const host = "app.example"
	tests := []struct {
		name   string
		parts  weburl.RequestParts
		want   string // Href
		origin string // default: http://app.example
		err    error
	}{
		{name: "plain", parts: weburl.RequestParts{Target: "/a/b?c=d"}, want: "http://app.example/a/b?c=d"},
		{
			name: "over TLS", parts: weburl.RequestParts{Target: "/", TLS: true},
			want: "https://app.example/", origin: "https://app.example",
		},
		{name: "empty target", want: "http://app.example/"},
		{name: "asterisk", parts: weburl.RequestParts{Target: "*"}, want: "http://app.example/*"},
		{name: "fragment", parts: weburl.RequestParts{Target: "/a?b#c"}, want: "http://app.example/a?b"},
		{name: "empty query", parts: weburl.RequestParts{Target: "/a?"}, want: "http://app.example/a"},
		{name: "dot segments", parts: weburl.RequestParts{Target: "/a/../b/./c/%2E%2e/d"}, want: "http://app.example/b/d"},
		{name: "backslashes", parts: weburl.RequestParts{Target: `/a\b`}, want: "http://app.example/a/b"},
		{
			name: "space, quotes, markup", parts: weburl.RequestParts{Target: `/ "<>?'"<> `},
			want: "http://app.example/%20%22%3C%3E?%27%22%3C%3E",
		},
		{name: "beyond ASCII", parts: weburl.RequestParts{Target: "/é?ü"}, want: "http://app.example/%C3%A9?%C3%BC"},

		{name: "absolute form", parts: weburl.RequestParts{Target: "http://evil.example/a?b"}, want: "http://app.example/a?b"},
		{name: "absolute form, other scheme", parts: weburl.RequestParts{Target: "https://evil.example/a"}, want: "http://app.example/a"},
		{name: "absolute form, own host", parts: weburl.RequestParts{Target: "http://app.example/a"}, want: "http://app.example/a"},
		{name: "two slashes", parts: weburl.RequestParts{Target: "//evil.example/a"}, want: "http://app.example/a"},
		{name: "two backslashes", parts: weburl.RequestParts{Target: `\\evil.example/a`}, want: "http://app.example/a"},
		{name: "slash and backslash", parts: weburl.RequestParts{Target: `/\evil.example/a`}, want: "http://app.example/a"},
		{name: "tab between slashes", parts: weburl.RequestParts{Target: "/\t/evil.example/a"}, want: "http://app.example/a"},
		{name: "host in the path of a host", parts: weburl.RequestParts{Target: "//x//evil.example/p"}, want: "http://app.example//evil.example/p"},
		{name: "host behind dots", parts: weburl.RequestParts{Target: "/..//evil.example/p"}, want: "http://app.example//evil.example/p"},
		{name: "host behind encoded dots", parts: weburl.RequestParts{Target: "/%2e%2e//evil.example/p"}, want: "http://app.example//evil.example/p"},
		{name: "host in the path of an absolute form", parts: weburl.RequestParts{Target: "http://x//evil.example"}, want: "http://app.example//evil.example"},

		{name: "no host in the target", parts: weburl.RequestParts{Target: "//"}, err: weburl.ErrTarget},
		{name: "unreadable host in the target", parts: weburl.RequestParts{Target: "//a b/"}, err: weburl.ErrTarget},
		{name: "credentials", parts: weburl.RequestParts{Target: "http://u:p@app.example/"}, err: weburl.ErrCredentials},
		{name: "user name", parts: weburl.RequestParts{Target: "//u@app.example/"}, err: weburl.ErrCredentials},
		{name: "script as target", parts: weburl.RequestParts{Target: "javascript:alert(1)"}, err: weburl.ErrScheme},
		{name: "websocket as target", parts: weburl.RequestParts{Target: "ws://app.example/"}, err: weburl.ErrScheme},
		{name: "script as scheme", parts: weburl.RequestParts{Target: "/", ForwardedProto: "javascript"}, err: weburl.ErrScheme},
		{name: "host in the scheme", parts: weburl.RequestParts{Target: "/", ForwardedProto: "https://evil.example"}, err: weburl.ErrScheme},

		{
			name: "behind a proxy", parts: weburl.RequestParts{Target: "/", ForwardedHost: "www.example", ForwardedProto: "https"},
			want: "https://www.example/", origin: "https://www.example",
		},
		{
			name: "behind two proxies", parts: weburl.RequestParts{Target: "/", ForwardedHost: " www.example , b", ForwardedProto: "https , http"},
			want: "https://www.example/", origin: "https://www.example",
		},
		{
			name: "Traefik's wss", parts: weburl.RequestParts{Target: "/", ForwardedProto: "wss"},
			want: "https://app.example/", origin: "https://app.example",
		},
		{name: "Traefik's ws", parts: weburl.RequestParts{Target: "/", TLS: true, ForwardedProto: "WS"}, want: "http://app.example/"},
		{name: "empty first values", parts: weburl.RequestParts{Target: "/", ForwardedHost: ",x", ForwardedProto: ",https"}, want: "http://app.example/"},
		{name: "default port", parts: weburl.RequestParts{Target: "/", Host: "app.example:80"}, want: "http://app.example/"},
		{
			name: "other port", parts: weburl.RequestParts{Target: "/", Host: "app.example:443"},
			want: "http://app.example:443/", origin: "http://app.example:443",
		},
		{
			name: "beyond ASCII in the host", parts: weburl.RequestParts{Target: "/", Host: "Bücher.example:3000"},
			want: "http://xn--bcher-kva.example:3000/", origin: "http://xn--bcher-kva.example:3000",
		},
		{
			name: "Punycode", parts: weburl.RequestParts{Target: "/", Host: "xn--bcher-kva.example"},
			want: "http://xn--bcher-kva.example/", origin: "http://xn--bcher-kva.example",
		},
		{name: "capitals", parts: weburl.RequestParts{Target: "/", Host: "APP.Example"}, want: "http://app.example/"},
		{
			name: "IPv4 as one number", parts: weburl.RequestParts{Target: "/", Host: "2130706433:3000"},
			want: "http://127.0.0.1:3000/", origin: "http://127.0.0.1:3000",
		},
		{
			name: "IPv6", parts: weburl.RequestParts{Target: "/", Host: "[0:0::1]:3000"},
			want: "http://[::1]:3000/", origin: "http://[::1]:3000",
		},
		{
			name: "Punycode", parts: weburl.RequestParts{Target: "/", Host: "xn--bcher-kva.example"},
			want: "http://xn--bcher-kva.example/", origin: "http://xn--bcher-kva.example",
		},
		{name: "host with a path", parts: weburl.RequestParts{Target: "/a", Host: "app.example/x?y#z"}, want: "http://app.example/a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.parts.Host == "" {
				test.parts.Host = host
			}
			u, err := weburl.ForRequest(test.parts)
			if !errors.Is(err, test.err) {
				t.Fatalf("error %v, want %v", err, test.err)
			}
			if err != nil {
				return
			}
			if test.origin == "" {
				test.origin = "http://" + host
			}
			if u.Href() != test.want || u.Origin() != test.origin {
				t.Errorf("%q of %q, want %q of %q", u.Href(), u.Origin(), test.want, test.origin)
			}
		})
	}
}

func TestForRequestWithoutAUsableHost(t *testing.T) {
	for _, host := range []string{
		"", " ", "foo|bar", "a b", "<script>", "a:b:c", "a:99999", ":80", "user@app.example",
		"[::1", "256.0.0.1", "xn--a.example", "a\u200db.example", "\x00", "#", "%",
	} {
		u, err := weburl.ForRequest(weburl.RequestParts{Target: "/a/../b?c=d", Host: host})
		if err != nil {
			t.Errorf("host %q: %v", host, err)
			continue
		}
		if u.Origin() != "" || u.Host() != "" || u.Pathname() != "/b" || u.Search() != "?c=d" {
			t.Errorf("host %q: %q of %q", host, u.Href(), u.Origin())
		}
		if value, _ := u.Get("c"); value != "d" {
			t.Errorf("host %q: Get gives %q", host, value)
		}
		if _, err := u.Resolve("https://other.example/"); err != nil {
			t.Errorf("host %q: an absolute URL needs no base: %v", host, err)
		}
		if relative, err := u.Resolve("/x"); err == nil {
			t.Errorf("host %q: a relative URL has a base: %q", host, relative.Href())
		}
		if deleted := u.Delete("c"); deleted.Href() != "/b" || deleted.Origin() != "" {
			t.Errorf("host %q: Delete gives %q of %q", host, deleted.Href(), deleted.Origin())
		}
	}
}

// A row of requests.json is what @clerk/fastify and @clerk/backend make of a
// request: nothing if they throw. Raw is the target's path and query where theirs
// differ from it.
type recordedRequest struct {
	Target, Host, FHost, FProto string
	TLS                         bool
	Raw, Href, Origin           string
	Path, Search                string
}

func (r recordedRequest) parts() weburl.RequestParts {
	return weburl.RequestParts{
		Target: r.Target, Host: r.Host, ForwardedHost: r.FHost, ForwardedProto: r.FProto, TLS: r.TLS,
	}
}

// differences lists, in their order, why an answer is not the recorded one.
var differences = []struct {
	why     string
	applies func(r recordedRequest, got *weburl.URL, err error) bool
}{
	{"X-Forwarded-Proto has another scheme than http and https", func(r recordedRequest, _ *weburl.URL, err error) bool {
		return errors.Is(err, weburl.ErrScheme) && (r.FProto == "javascript" || r.FProto == "ftp" || r.FProto == "foo")
	}},
	{"the target has another scheme than http and https", func(r recordedRequest, _ *weburl.URL, err error) bool {
		return errors.Is(err, weburl.ErrScheme) && strings.Contains(r.Target, ":")
	}},
	{"ws and wss count as http and https", func(r recordedRequest, _ *weburl.URL, _ error) bool {
		return strings.HasPrefix(r.FProto, "ws")
	}},
	{"a host with a user name is not usable", func(r recordedRequest, got *weburl.URL, _ error) bool {
		return got != nil && got.Origin() == "" && strings.Contains(r.Host, "@")
	}},
	{"no other host stands for a missing one", func(r recordedRequest, got *weburl.URL, _ error) bool {
		return got != nil && got.Origin() == "" ||
			strings.Contains(r.Origin, "//clerk-dummy") || strings.HasPrefix(r.FHost, ",") || strings.HasPrefix(r.FProto, ",")
	}},
	{"a path that begins with two slashes is no host", func(_ recordedRequest, got *weburl.URL, _ error) bool {
		return got != nil && strings.HasPrefix(got.Pathname(), "//")
	}},
	{"a fragment is dropped", func(r recordedRequest, got *weburl.URL, _ error) bool {
		withoutHash, _, _ := strings.Cut(r.Href, "#")
		return got != nil && withoutHash == got.Href()
	}},
	{"the target has no say in scheme and host", func(r recordedRequest, _ *weburl.URL, err error) bool {
		target := strings.ToLower(r.Target)
		return err == nil && (strings.HasPrefix(target, "http:") || strings.HasPrefix(target, "https:"))
	}},
}

func TestRequestsAsTheOriginalReadsThem(t *testing.T) {
	used := map[string]int{}
	for _, want := range recorded[recordedRequest](t, "requests.json") {
		got, err := weburl.ForRequest(want.parts())
		if err == nil && got.Href() == want.Href && got.Origin() == want.Origin &&
			got.Pathname() == want.Path && got.Search() == want.Search || err != nil && want.Href == "" {
			continue
		}
		why := ""
		for _, d := range differences {
			if d.applies(want, got, err) {
				why = d.why
				break
			}
		}
		if why == "" {
			t.Errorf("%+v: %v, error %v", want, got, err)
			continue
		}
		used[why]++
		if want.Href == "" {
			t.Errorf("%+v: taken here: %v", want, got)
		}
		if err != nil {
			continue
		}
		// Whatever differs, it is not what the target asks for.
		raw := want.Raw
		if raw == "" {
			raw = want.Path + want.Search
		}
		if got.Href() != got.Origin()+raw || got.Pathname()+got.Search() != raw {
			t.Errorf("%+v: %q, want the origin and %q", want, got, raw)
		}
	}
	for _, d := range differences {
		if used[d.why] == 0 {
			t.Errorf("no recorded request shows that %s", d.why)
		}
	}
}
