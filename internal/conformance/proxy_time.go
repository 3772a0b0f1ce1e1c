package conformance

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Five minutes are all that a request and its answer may take, however alive
// whoever drips is: then both connections end. The clock is synctest's, and
// the connections are pipes, which it understands.
func (f Suite) TestProxyEndsWhatDrips(t *testing.T) {
	const every, limit = 12 * time.Second, 5 * time.Minute
	drip := func(w io.Writer) {
		for {
			time.Sleep(every)
			if _, err := w.Write([]byte("1\r\nx\r\n")); err != nil {
				return
			}
		}
	}
	readAhead := strings.Repeat("x", 8<<10)
	// fasthttp has a goroutine for the date, which must not begin in a bubble.
	raw(t, f.proxied(t, proxyOptions("https://api.example"), 0), "GET", "GET / HTTP/1.1\r\nHost: app.example\r\n\r\n")

	for _, test := range []struct {
		name, request string
		visitor       func(io.Writer) // after the request's beginning
		api           func(io.Writer) // after it has the request's header
		want          string
	}{
		{
			name: "an upload in chunks", request: "Transfer-Encoding: chunked\r\n\r\n", visitor: drip, want: "HTTP/1.1 502 ",
		}, {
			name: "an upload of known length", request: "Content-Length: 1000000\r\n\r\n" + readAhead, visitor: drip, want: "HTTP/1.1 502 ",
		}, {
			name: "an answer", request: "Content-Length: 0\r\n\r\n", want: "HTTP/1.1 200 ",
			api: func(w io.Writer) {
				_, _ = io.WriteString(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
				drip(w)
			},
		}, {
			name: "both", request: "Transfer-Encoding: chunked\r\n\r\n", visitor: drip, want: "HTTP/1.1 502 ",
			api: func(w io.Writer) { drip(noChunks{w}) },
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var drips sync.WaitGroup
				apiEnded := make(chan time.Duration, 1)
				transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
					ours, theirs := net.Pipe()
					go func() {
						request := bufio.NewReader(theirs)
						for line := ""; line != "\r\n"; { // else the answer is one to nothing
							var err error
							if line, err = request.ReadString('\n'); err != nil {
								break
							}
						}
						if test.api != nil {
							drips.Go(func() { test.api(theirs) })
						}
						_, _ = io.Copy(io.Discard, request) // until the proxy hangs up
						apiEnded <- time.Since(began)
						_ = theirs.Close()
					}()
					return ours, nil
				}}
				defer transport.CloseIdleConnections()
				connection := f.servedInProcess(t, transport)
				answer := make(chan string, 1)
				go func() {
					text, _ := io.ReadAll(connection)
					answer <- string(text)
				}()
				drips.Go(func() {
					_, _ = io.WriteString(connection, "POST /__clerk/v1 HTTP/1.1\r\nHost: app.example\r\n"+test.request)
					if test.visitor != nil {
						test.visitor(connection)
					}
				})
				if took := <-apiEnded; took != limit {
					t.Errorf("the connection to the Frontend API ended after %v, want %v", took, limit)
				}
				if text := <-answer; !strings.HasPrefix(text, test.want) || strings.HasSuffix(text, "\r\n0\r\n\r\n") {
					t.Errorf("answer %q, want %s", text, test.want)
				}
				if took := time.Since(began); took > limit+every {
					t.Errorf("the visitor's connection ended after %v, want %v", took, limit)
				}
				_ = connection.Close()
				drips.Wait()
			})
		})
	}
}

// noChunks drips white space that no HTTP answer begins with.
type noChunks struct{ io.Writer }

func (w noChunks) Write([]byte) (int, error) { return w.Writer.Write([]byte("H")) }

// servedInProcess is a visitor's connection to an application with the proxy.
func (f Suite) servedInProcess(t *testing.T, transport http.RoundTripper) net.Conn {
	t.Helper()
	options := proxyOptions("http://api.example")
	options.HTTPClient = &http.Client{Transport: transport}
	app := f.NewApp(Config{StreamRequestBody: true})
	app.Use("/", f.New(options))
	visitor, server := net.Pipe()
	go func() {
		if err := app.Server().ServeConn(pipe{server}); err != nil && !errors.Is(err, io.ErrClosedPipe) {
			t.Logf("the connection ended: %v", err)
		}
		_ = server.Close()
	}()
	return visitor
}

// pipe has an address, as connections have.
type pipe struct{ net.Conn }

func (pipe) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1024} }
