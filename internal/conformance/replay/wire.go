package replay

import (
	"bytes"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/conformance"
)

// wire is a connection in memory: the request on one side, the answer on the other.
type wire struct {
	in  *bytes.Reader
	out bytes.Buffer
}

func (w *wire) Read(p []byte) (int, error)  { return w.in.Read(p) }
func (w *wire) Write(p []byte) (int, error) { return w.out.Write(p) }
func (w *wire) Close() error                { return nil }
func (w *wire) LocalAddr() net.Addr         { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (w *wire) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4000} }
func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }

// exchange sends a request to the app, byte for byte as it was sent to the original.
func exchange(app conformance.App, r *recordedRequest) (status int, headers [][2]string, body string, err error) {
	w := &wire{in: bytes.NewReader(r.bytes())}
	if err := app.Server().ServeConn(w); err != nil && w.out.Len() == 0 {
		return 0, nil, "", err
	}
	return parseResponse(w.out.String())
}

func (r *recordedRequest) bytes() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", r.Method, r.Target)
	for _, pair := range r.Headers {
		fmt.Fprintf(&b, "%s: %s\r\n", pair[0], pair[1])
	}
	b.WriteString("Connection: close\r\n")
	if r.Body != "" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(r.Body))
	}
	b.WriteString("\r\n")
	return append(latin1(b.String()), r.Body...)
}

// latin1 is what a header's characters, none beyond U+00FF, are on the wire.
func latin1(s string) []byte {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return b
}

func fromLatin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func parseResponse(text string) (status int, headers [][2]string, body string, err error) {
	head, body, ok := strings.Cut(text, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	fields := strings.SplitN(lines[0], " ", 3)
	if !ok || len(fields) < 2 {
		return 0, nil, "", fmt.Errorf("no HTTP answer: %q", text)
	}
	if status, err = strconv.Atoi(fields[1]); err != nil {
		return 0, nil, "", err
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		headers = append(headers, [2]string{strings.ToLower(name), fromLatin1(strings.TrimSpace(value))})
	}
	return status, headers, body, nil
}
