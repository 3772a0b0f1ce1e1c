package hardening

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// FuzzRequest gives whole connections' bytes to applications of every kind. No
// byte of a stranger's is answered with a 5xx, lets them in, or panics, which
// would end the process: no recover is mounted.
func FuzzRequest(f *testing.F) {
	var servers []*fasthttp.Server
	for _, production := range []bool{false, true} {
		s, o := clerk(f, clerktest.Config{Production: production, KeyID: "ins_known"})
		for _, o := range kinds(s, o) {
			app := strongApp(s, o)
			app.Handler() // makes the routes ready
			servers = append(servers, app.Server())
		}
	}
	for _, h := range handPicked(f) {
		if len(h.raw) < 10_000 {
			f.Add(h.raw)
		}
	}
	for _, line := range lines(f, "values.txt") {
		if value := expand(f, line); len(value) < 2_000 {
			f.Add([]byte("GET /?__clerk_redirect_url=" + value + " HTTP/1.1\r\nHost: app.example\r\nSec-Fetch-Dest: document\r\nCookie: __session=" +
				value + "; __client_uat=1\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + value + "\r\n\r\n"))
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, server := range servers {
			conn := &wire{in: bytes.NewReader(raw)}
			_ = server.ServeConn(conn) // an error means that it was no HTTP
			judge(t, hostile{"fuzzed", raw}, bufio.NewReader(&conn.out), map[int]int{})
		}
	})
}

// wire is a connection whose other side has said all that it will say.
type wire struct {
	in  *bytes.Reader
	out bytes.Buffer
}

func (w *wire) Read(b []byte) (int, error) {
	if w.in.Len() == 0 {
		return 0, io.EOF
	}
	return w.in.Read(b)
}
func (w *wire) Write(b []byte) (int, error) { return w.out.Write(b) }
func (w *wire) Close() error                { return nil }
func (w *wire) LocalAddr() net.Addr         { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (w *wire) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1024} }
func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }
