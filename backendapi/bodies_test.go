package backendapi_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// counted counts the bodies that are open.
type counted struct{ open atomic.Int64 }

func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		c.open.Add(1)
		res.Body = &body{res.Body, c}
	}
	return res, err
}

type body struct {
	io.ReadCloser
	of *counted
}

func (b *body) Close() error {
	b.of.open.Add(-1)
	return b.ReadCloser.Close()
}

// TestNothingIsLeftOpen: after any kind of answer no body is open, and no
// goroutine of a call is left.
func TestNothingIsLeftOpen(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v1/users/cut":
			w.Header().Set("Content-Length", "9")
		case "/v1/users/long":
			_, _ = io.Copy(w, io.LimitReader(zeros{}, 33<<20))
		case "/v1/users/count":
			w.WriteHeader(http.StatusInternalServerError)
		case "/v1/users/away":
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		default:
			_, _ = io.WriteString(w, `{"id":"user_1"}`+strings.Repeat(" ", 1<<16))
		}
	}))
	defer server.Close()
	transport := &counted{}
	client := newClient(t, backendapi.Options{APIURL: server.URL, HTTPClient: &http.Client{Transport: transport}})
	ctx := context.Background()
	calls := func() {
		for _, id := range []string{"fine", "cut", "long", "away"} {
			_, err := client.Users.GetUser(ctx, id)
			if (err == nil) != (id == "fine") {
				t.Errorf("%s: %v", id, err)
			}
		}
		if _, err := client.Users.GetUserList(ctx, backendapi.GetUserListParams{}); err == nil {
			t.Error("a failed count is no error")
		}
	}
	calls()
	before := runtime.NumGoroutine()
	for range 5 {
		calls()
	}
	if open := transport.open.Load(); open != 0 {
		t.Errorf("%d bodies are open", open)
	}
	// Idle connections have two goroutines each; calls that leak would add ten
	// and more.
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	if after := runtime.NumGoroutine(); after > before+5 {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}
