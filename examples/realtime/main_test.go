package main

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fasthttp/websocket"
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

// running is the program on a port of its own; stop ends it as SIGTERM does.
func running(t *testing.T) (clerk *box.Box, address string, stop func() error) {
	t.Helper()
	clerk = box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = listener.Addr().String()
	listener.Close()
	ctx, cancel := context.WithCancel(t.Context())
	s := &service{ending: ctx.Done()}
	app := s.newApp(clerkfiber.Options{Environment: clerk.Env}, "http://"+address)
	ready, ended := make(chan struct{}), make(chan error, 1)
	app.Hooks().OnListen(func(fiber.ListenData) error { close(ready); return nil })
	go func() { ended <- s.serve(ctx, app, address) }()
	<-ready
	stop = func() error { cancel(); return <-ended }
	t.Cleanup(cancel)
	return clerk, address, stop
}

// cookies are those of a browser in which somebody is signed in.
func cookies(clerk *box.Box, address, user string, options ...clerktest.TokenOption) http.Header {
	req := httptest.NewRequest(http.MethodGet, "http://"+address+"/", nil)
	clerk.Server.SignIn(req, user, options...)
	return req.Header
}

func open(t *testing.T, address string, header http.Header) (events *bufio.Scanner) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(res.Status, res.Header)
	}
	events = bufio.NewScanner(res.Body)
	next(t, events, "retry: 100") // it listens
	return events
}

func next(t *testing.T, events *bufio.Scanner, want string) {
	t.Helper()
	for events.Scan() {
		if line := events.Text(); line != "" {
			if line != want {
				t.Errorf("event %q, want %q", line, want)
			}
			return
		}
	}
	t.Errorf("the stream ended, %v; want %q", events.Err(), want)
}

func TestEachUserHearsTheirOwn(t *testing.T) {
	t.Parallel()
	clerk, address, stop := running(t)
	ada, grace := cookies(clerk, address, clerk.AdaID), cookies(clerk, address, clerk.GraceID)
	adasWindow, gracesWindow := open(t, address, ada), open(t, address, grace)

	speak := func(header http.Header, text string) {
		header = header.Clone()
		header.Set("Origin", "http://"+address)
		conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/socket", header)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	speak(ada, "of Ada's\n\ndata: forged")
	next(t, adasWindow, `data: "of Ada's\n\ndata: forged"`)
	speak(grace, "of Grace's")
	next(t, gracesWindow, `data: "of Grace's"`)

	// Work that goes on when its request is answered.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+address+"/exports", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = grace.Clone()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusAccepted {
		t.Fatal(res.Status)
	}
	next(t, gracesWindow, `data: "your export is ready"`)

	if err := stop(); err != nil {
		t.Error(err)
	}
	if adasWindow.Scan() && strings.Contains(adasWindow.Text(), "data") {
		t.Errorf("Ada hears %q", adasWindow.Text())
	}
}

// A stream and a socket end when the token that opened them is taken no more,
// and not before: whoever were sent away with a token that is taken still would
// come back with it, at once and again.
func TestNothingOutlivesItsToken(t *testing.T) {
	t.Parallel()
	clerk, address, _ := running(t)
	header := cookies(clerk, address, clerk.AdaID, clerktest.Age(time.Minute), clerktest.TTL(57*time.Second)) // over, by less than ClockSkew
	header.Set("Origin", "http://"+address)
	window, opened := open(t, address, header), time.Now()
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/socket", header)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for window.Scan() { // to the stream's end
	}
	if lasted := time.Since(opened); lasted < 500*time.Millisecond {
		t.Errorf("sent away after %v", lasted)
	}
	if _, _, err := conn.ReadMessage(); err == nil {
		t.Error("the socket goes on")
	}
	if conn, res, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/socket", header); err == nil || res == nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("the token opens another: %v, %v, %v", conn, res, err)
	}
}

func TestWhoIsRefusedASocket(t *testing.T) {
	t.Parallel()
	clerk, address, _ := running(t)
	for _, tc := range []struct {
		name   string
		header http.Header
		origin string
		status int
	}{
		{"nobody", http.Header{}, "http://" + address, 401},
		{"an expired token", cookies(clerk, address, clerk.AdaID, clerktest.Expired()), "http://" + address, 401},
		{"a page of another site", cookies(clerk, address, clerk.AdaID), "https://evil.example", 426},
	} {
		tc.header.Set("Origin", tc.origin)
		conn, res, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/socket", tc.header)
		if err == nil {
			conn.Close()
			t.Errorf("%s: let in", tc.name)
			continue
		}
		if res == nil || res.StatusCode != tc.status {
			t.Errorf("%s: %v, %v; want %d", tc.name, res, err, tc.status)
		}
	}
}
