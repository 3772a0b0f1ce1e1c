package plugin

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// This file is what becomes of a callback of the application's that panics on a
// request's path: what it was asked is answered as if it had said no, and the
// operator is told.

// caught is to be deferred around a callback; results must be as they should
// be after a panic until the callback has returned.
func (c *core) caught(callback string) {
	if why := recover(); why != nil {
		c.operator.Warn("panic-"+callback, callback+" panicked", "panic", panicText(why), "stack", string(debug.Stack()))
	}
}

// panicText is what a panic may be called in a log: its value may hold a token.
func panicText(why any) string {
	if fault, ok := why.(runtime.Error); ok {
		return fault.Error()
	}
	return fmt.Sprintf("%T", why)
}

// skips reports whether Next wants a request left alone. One that panics does not.
func (p *Plugin[C]) skips(c C) (skip bool) {
	if p.next == nil {
		return false
	}
	defer p.caught("Next")
	return p.next(c)
}

// proxyIsOn reports whether the proxy takes part in a request. It does not when
// EnabledFunc panics.
func (c *core) proxyIsOn(u *weburl.URL) (on bool) {
	if c.proxy == nil {
		return false
	}
	defer c.caught("FrontendAPIProxy.EnabledFunc")
	return c.proxy.Enabled(u)
}

var (
	errTransportPanicked = errors.New("clerkfiber: HTTPClient: its transport panicked")
	errNoAnswer          = errors.New("clerkfiber: HTTPClient: its transport gave neither an answer nor an error")
)

// steadyTransport makes an error of a transport's panic, of one of a body that
// it gave, and of an answer that is none.
type steadyTransport struct{ http.RoundTripper }

func (t steadyTransport) RoundTrip(r *http.Request) (response *http.Response, err error) {
	defer func() {
		if errors.Is(err, errTransportPanicked) && r.Body != nil {
			_ = r.Body.Close() // as a transport has to, whatever happens
		}
	}()
	defer errorOfPanic(&err)
	response, err = t.RoundTripper.RoundTrip(r)
	switch {
	case err != nil:
		return nil, err
	case response == nil || response.Body == nil:
		return nil, errNoAnswer
	}
	response.Body = steadyBody{response.Body}
	return response, nil
}

type steadyBody struct{ io.ReadCloser }

func (b steadyBody) Read(p []byte) (n int, err error) {
	defer errorOfPanic(&err)
	return b.ReadCloser.Read(p)
}

func (b steadyBody) Close() (err error) {
	defer errorOfPanic(&err)
	return b.ReadCloser.Close()
}

// errorOfPanic is to be deferred.
func errorOfPanic(err *error) {
	if why := recover(); why != nil {
		*err = fmt.Errorf("%w: %s", errTransportPanicked, panicText(why))
	}
}

// steady returns a client with a steady transport; nil for nil, which has the
// default's.
func steady(client *http.Client) *http.Client {
	if client == nil || client.Transport == nil {
		return client
	}
	own := *client
	own.Transport = steadyTransport{client.Transport}
	return &own
}
