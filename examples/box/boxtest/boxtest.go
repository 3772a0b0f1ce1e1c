// Package boxtest serves and asks an application in the tests of the examples.
package boxtest

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// App is a Fiber application that serves a listener.
type App interface {
	Listener(listener net.Listener) error
	ShutdownWithTimeout(timeout time.Duration) error
}

// Serve serves an application until the test ends, and returns its address.
func Serve(t *testing.T, app App) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(listener) }()
	t.Cleanup(func() {
		_ = app.ShutdownWithTimeout(time.Second)
		<-ended
	})
	return listener.Addr().String()
}

// Ask returns the answer to a request, and its body. The test is the Test of a
// Fiber application, and the config what that Fiber's takes.
func Ask[C any](t *testing.T, test func(*http.Request, ...C) (*http.Response, error), req *http.Request, config ...C) (res *http.Response, body string) {
	t.Helper()
	res, err := test(req, config...)
	if err != nil {
		t.Fatal(err)
	}
	return res, Read(t, res)
}

// Read returns the body of an answer.
func Read(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
