package conformance

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// scriptedAPI is a Frontend API that answers each connection with these bytes
// and hangs up.
func scriptedAPI(t *testing.T, answer string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				if request, err := http.ReadRequest(bufio.NewReader(connection)); err == nil {
					_, _ = io.Copy(io.Discard, request.Body)
					_, _ = io.WriteString(connection, answer)
				}
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}

// Whatever comes from the Frontend API's side, a visitor gets an answer that
// HTTP knows: the Frontend API's, or 502.
func (f Suite) TestProxyAnswersThatAreNone(t *testing.T) {
	const ok, end = "HTTP/1.1 200 OK\r\n", "Content-Length: 2\r\n\r\nok"
	tests := []struct {
		name, answer string
		want         int // 0: the beginning of one, and the connection ends
		body         string
	}{
		{"a usual one", ok + end, 200, "ok"},
		{"the last status that HTTP knows", "HTTP/1.1 599 X\r\n" + end, 599, "ok"},
		{"101 for nobody who asked", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nGET / HTTP/1.1\r\n\r\n", 502, ""},
		{"000", "HTTP/1.1 000 X\r\n" + end, 502, ""},
		{"099", "HTTP/1.1 099 X\r\n" + end, 502, ""},
		{"a sign in the status", "HTTP/1.1 +20 X\r\n" + end, 502, ""},
		{"600", "HTTP/1.1 600 X\r\n" + end, 502, ""},
		{"999", "HTTP/1.1 999 X\r\n" + end, 502, ""},
		{"1000", "HTTP/1.1 1000 X\r\n" + end, 502, ""},
		{"no number", "HTTP/1.1 OK\r\n" + end, 502, ""},
		{"no HTTP", "220 mail.example ESMTP\r\n", 502, ""},
		{"nothing", "", 502, ""},

		{"an interim answer", "HTTP/1.1 100 Continue\r\n\r\n" + ok + end, 200, "ok"},
		{"early hints", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nX-Evil: 1\r\n\r\n" + ok + end, 200, "ok"},
		{"an interim answer that is none", "HTTP/1.1 199 X\r\nX-Evil: 1\r\n\r\n" + ok + end, 200, "ok"},
		{"no end of interim answers", strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 50_000) + ok + end, 502, ""},
		{"an interim answer alone", "HTTP/1.1 100 Continue\r\n\r\n", 502, ""},

		{"a length and chunks", ok + "Content-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 200, "ok"},
		{"two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!", 502, ""},
		{"two equal lengths", ok + "Content-Length: 2\r\n" + end, 200, "ok"},
		{"a negative length", ok + "Content-Length: -2\r\n\r\nok", 502, ""},
		{"another coding", ok + "Transfer-Encoding: xchunked\r\n\r\nok", 502, ""},
		{"less than its length", ok + "Content-Length: 9\r\n\r\nok", 0, ""},
		{"more than its length", ok + end + "HTTP/1.1 200 OK\r\nX-Evil: 1\r\n\r\n", 200, "ok"},
		{"a broken chunk", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n", 0, ""},
		{"no length", "HTTP/1.0 200 OK\r\n\r\nok", 200, "ok"},
		{"a body that there must not be", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok", 204, ""},

		{"a carriage return in a value", ok + "X-A: b\rX-Evil: 1\r\n" + end, 502, ""},
		{"NUL in a value", ok + "X-A: b\x00\r\n" + end, 502, ""},
		{"a control character in a cookie", ok + "Set-Cookie: a=\x01\r\n" + end, 502, ""},
		{"a carriage return in Location", "HTTP/1.1 302 Found\r\nLocation: /\rX-Evil: 1\r\n" + end, 502, ""},
		{"a folded value", ok + "X-A: b\r\n X-Evil: 1\r\n" + end, 200, "ok"},
		{"a blank in a name", ok + "X Evil: 1\r\n" + end, 502, ""},
		{"a blank before the colon", ok + "X-Evil : 1\r\n" + end, 502, ""},
		{"no name", ok + ": 1\r\n" + end, 502, ""},
		{"headers without an end", ok + strings.Repeat("X-A: "+strings.Repeat("b", 1000)+"\r\n", 3000) + end, 502, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			connection := dial(t, f.proxied(t, proxyOptions(scriptedAPI(t, test.answer)), 0, Config{}))
			_, _ = io.WriteString(connection, "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\nGET /next HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\n\r\n")
			in := bufio.NewReader(connection)
			response, err := http.ReadResponse(in, nil)
			if err != nil {
				if test.want != 0 {
					t.Error(err)
				}
				return
			}
			body, err := io.ReadAll(response.Body)
			if response.Header.Get("X-Evil") != "" {
				t.Errorf("headers %v", response.Header)
			}
			if test.want == 0 {
				if rest, _ := io.ReadAll(in); err == nil || len(rest) > 0 {
					t.Errorf("answer %d %q, %v, then %q", response.StatusCode, body, err, rest)
				}
				return
			}
			if response.StatusCode != test.want || test.want != 502 && string(body) != test.body {
				t.Errorf("answer %d %q, want %d %q", response.StatusCode, body, test.want, test.body)
			}
			if next, err := http.ReadResponse(in, nil); err != nil || next.StatusCode != http.StatusTeapot {
				t.Errorf("the next request's answer: %v, %v", next, err)
			}
		})
	}
}

// A transport of somebody's own may return what net/http's would not.
func (f Suite) TestProxyTransportThatAnswersNonsense(t *testing.T) {
	for name, response := range map[string]http.Response{
		"a status of four digits": {StatusCode: 1000},
		"no status":               {},
		"a name":                  {StatusCode: 200, Header: http.Header{"X-A\r\nX-Evil": {"1"}}},
		"a value":                 {StatusCode: 200, Header: http.Header{"X-A": {"b\r\nX-Evil: 1"}}},
	} {
		t.Run(name, func(t *testing.T) {
			options := proxyOptions("https://api.example")
			options.HTTPClient = &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
				answer := response
				answer.Body = http.NoBody
				return &answer, nil
			})}
			got, _ := raw(t, f.proxied(t, options, 0), "GET", "GET /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n\r\n")
			if got.StatusCode != 502 || got.Header.Get("X-Evil") != "" {
				t.Errorf("answer %d %v", got.StatusCode, got.Header)
			}
		})
	}
}
