package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func (f Suite) TestProxyAnswers(t *testing.T) {
	type answer struct {
		status int
		header http.Header
		body   string
	}
	var scripted answer
	api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
		for name, lines := range scripted.header {
			if lines == nil {
				w.Header()[name] = nil // net/http would guess one
			}
			for _, line := range lines {
				w.Header().Add(name, strings.ReplaceAll(line, "API", "http://"+r.Host))
			}
		}
		w.WriteHeader(scripted.status)
		_, _ = io.WriteString(w, scripted.body)
	})
	address := f.proxied(t, proxyOptions(api.url), 0)
	const forwarded = "X-Forwarded-Host: public.example\r\nX-Forwarded-Proto: https\r\n"
	location := func(from string) answer { return answer{302, http.Header{"Location": {from}}, ""} }
	tests := []struct {
		name     string
		method   string
		sent     string
		scripted answer
		want     http.Header // a nil value: absent
		body     string
	}{
		{name: "a text", scripted: answer{200, http.Header{"Content-Type": {"text/plain"}}, "text"}, want: http.Header{"Content-Type": {"text/plain"}, "Content-Length": {"4"}}, body: "text"},
		{
			name: "an error", scripted: answer{422, http.Header{"Content-Type": {"application/json"}, "Retry-After": {"7"}}, `{"errors":[]}`},
			want: http.Header{"Content-Type": {"application/json"}, "Retry-After": {"7"}}, body: `{"errors":[]}`,
		},
		{name: "an error of theirs", scripted: answer{500, nil, "<p>oops"}, body: "<p>oops"},
		{name: "no content type", scripted: answer{200, http.Header{"Content-Type": nil}, "text"}, want: http.Header{"Content-Type": nil}, body: "text"},
		{
			name: "cookies of one name", scripted: answer{200, http.Header{"Set-Cookie": {"__client=a; Path=/; HttpOnly; Partitioned", "__client=b; Path=/x", "x=1"}}, "ok"},
			want: http.Header{"Set-Cookie": {"__client=a; Path=/; HttpOnly; Partitioned", "__client=b; Path=/x", "x=1"}}, body: "ok",
		},
		{
			name: "caching", scripted: answer{200, http.Header{"Cache-Control": {"public, max-age=3"}, "Etag": {`"abc"`}, "Vary": {"Origin"}}, "ok"},
			want: http.Header{"Cache-Control": {"public, max-age=3"}, "Etag": {`"abc"`}, "Vary": {"Origin"}}, body: "ok",
		},
		{name: "repeated", scripted: answer{200, http.Header{"X-Twice": {"a", "b"}}, "ok"}, want: http.Header{"X-Twice": {"a, b"}}, body: "ok"},
		{
			name: "of one connection", scripted: answer{200, http.Header{"Connection": {"x-private, keep-alive"}, "X-Private": {"1"}, "Keep-Alive": {"timeout=5"}, "Upgrade": {"h2c"}, "X-Public": {"2"}}, "ok"},
			want: http.Header{"Connection": nil, "X-Private": nil, "Keep-Alive": nil, "Upgrade": nil, "X-Public": {"2"}}, body: "ok",
		},
		{name: "compressed against our wish", scripted: answer{200, http.Header{"Content-Encoding": {"gzip"}}, "\x1f\x8b…"}, want: http.Header{"Content-Encoding": {"gzip"}}, body: "\x1f\x8b…"},
		{name: "trailers", scripted: answer{200, http.Header{"Trailer": {"X-End"}, http.TrailerPrefix + "X-End": {"1"}}, "ok"}, want: http.Header{"Trailer": nil, "X-End": nil}, body: "ok"},

		{name: "no content", scripted: answer{204, http.Header{"X-Public": {"2"}}, ""}, want: http.Header{"X-Public": {"2"}, "Content-Length": nil, "Transfer-Encoding": nil}},
		{name: "not modified", scripted: answer{304, http.Header{"Etag": {`"abc"`}}, ""}, want: http.Header{"Etag": {`"abc"`}}},
		{name: "HEAD", method: "HEAD", scripted: answer{200, http.Header{"Content-Length": {"4"}}, ""}, want: http.Header{"Content-Length": {"4"}}},

		{name: "a redirect within", scripted: location("API/v1/other?x=1#top"), want: http.Header{"Location": {"http://app.example/__clerk/v1/other?x=1#top"}}},
		{name: "a redirect within, behind a reverse proxy", sent: forwarded, scripted: location("API/v1/other"), want: http.Header{"Location": {"https://public.example/__clerk/v1/other"}}},
		{name: "a redirect to a path", scripted: location("/v1/other"), want: http.Header{"Location": {"http://app.example/__clerk/v1/other"}}},
		{name: "a redirect to a name", scripted: location("other"), want: http.Header{"Location": {"http://app.example/__clerk/other"}}},
		{name: "a redirect elsewhere", scripted: location("https://accounts.example/sign-in"), want: http.Header{"Location": {"https://accounts.example/sign-in"}}},
		{name: "a redirect to another host's path", scripted: location("//accounts.example/x"), want: http.Header{"Location": {"//accounts.example/x"}}},
		{name: "a redirect to nowhere", scripted: location("http://[bad"), want: http.Header{"Location": {"http://[bad"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			scripted = test.scripted
			method := test.method
			if method == "" {
				method = "GET"
			}
			response, body := raw(t, address, method, method+" /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n"+test.sent+"\r\n")
			if response.StatusCode != test.scripted.status || body != test.body {
				t.Errorf("answer %d %q, want %d %q", response.StatusCode, body, test.scripted.status, test.body)
			}
			for name, want := range test.want {
				if got := response.Header[name]; !slices.Equal(got, want) {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}

func (f Suite) TestProxyFailures(t *testing.T) {
	slammed := newFrontendAPI(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })

	tests := []struct {
		name, target, code, message string
		status                      int
	}{
		{"nobody listens", "http://127.0.0.1:1", "proxy_request_failed", "Failed to proxy request to Clerk FAPI: fetch failed", 502},
		{"it hangs up", slammed.url, "proxy_request_failed", "Failed to proxy request to Clerk FAPI: fetch failed", 502},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			options := proxyOptions(test.target)
			options.Logger = slog.New(slog.NewTextHandler(&log, nil))
			response, body := raw(t, f.proxied(t, options, 0), "GET", "GET /__clerk/v1?token=fakequery HTTP/1.1\r\nHost: app.example\r\n\r\n")
			want := fmt.Sprintf(`{"errors":[{"code":%q,"message":%q}]}`, test.code, test.message)
			if response.StatusCode != test.status || body != want {
				t.Errorf("answer %d %s, want %d %s", response.StatusCode, body, test.status, want)
			}
			if h := response.Header; h.Get("Cache-Control") != "no-store" || h.Get("Content-Type") != "application/json" {
				t.Errorf("headers %v", h)
			}
			if (test.status == 502) != strings.Contains(log.String(), "level=WARN") {
				t.Errorf("log %q", log.String())
			}
			if text := log.String() + body; strings.Contains(text, fakeProxySecret) || strings.Contains(text, "fakequery") {
				t.Errorf("a secret is told: %s", text)
			}
		})
	}
}

func (f Suite) TestProxyErrorsAreJSON(t *testing.T) {
	_, body := raw(t, f.proxied(t, proxyOptions("http://127.0.0.1:1"), 0), "GET", "GET /__clerk HTTP/1.1\r\nHost: app.example\r\n\r\n")
	var decoded struct {
		Errors []struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(body), &decoded); err != nil || len(decoded.Errors) != 1 {
		t.Errorf("body %q: %v", body, err)
	}
}
