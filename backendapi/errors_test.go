package backendapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

const twoErrors = `{"errors":[
	{"code":"form_param_missing","message":"is missing","long_message":"first_name must be included.","meta":{"param_name":"first_name"}},
	{"code":"form_identifier_exists","message":"taken","long_message":"That email address is taken."}],
	"clerk_trace_id":"trace_1"}`

// TestAnswersThatAreErrors: whatever comes back, the error says what happened.
func TestAnswersThatAreErrors(t *testing.T) {
	const oneError = `{"errors":[{"code":"c","message":"short","long_message":"long"}]}`
	tests := []struct {
		name   string
		status int
		header [2]string
		body   string
		is     error
		says   string
		codes  int
		trace  string
		after  time.Duration
	}{
		{name: "unauthorized", status: 401, body: oneError, is: backendapi.ErrUnauthorized, says: "401 Unauthorized: long (c)", codes: 1},
		{name: "forbidden", status: 403, body: oneError, is: backendapi.ErrForbidden, says: "403", codes: 1},
		{name: "not found", status: 404, body: oneError, is: backendapi.ErrNotFound, says: "GET /users/{}: 404", codes: 1},
		{name: "several reasons", status: 422, body: twoErrors, is: backendapi.ErrUnprocessable, says: "first_name must be included. (form_param_missing); That email", codes: 2, trace: "trace_1"},
		{name: "rate limited, in seconds", status: 429, header: [2]string{"Retry-After", "30"}, body: oneError, is: backendapi.ErrRateLimited, says: "retry after 30s", codes: 1, after: 30 * time.Second},
		{name: "rate limited, nonsense", status: 429, header: [2]string{"Retry-After", "-soon"}, body: oneError, is: backendapi.ErrRateLimited, says: "429", codes: 1},
		{name: "rate limited, for ages", status: 429, header: [2]string{"Retry-After", "999999999999"}, body: oneError, is: backendapi.ErrRateLimited, says: "429", codes: 1, after: 24 * time.Hour},
		{name: "the trace in a header", status: 500, header: [2]string{"Cf-Ray", "ray_1"}, body: oneError, says: "500 Internal Server Error", codes: 1, trace: "ray_1"},
		{name: "a page of HTML", status: 502, header: [2]string{"Content-Type", "text/html"}, body: "<html>Bad gateway</html>", says: "502 Bad Gateway: the body (24 bytes of text/html) is not one of Clerk's errors"},
		{name: "an error without a body", status: 503, says: "503 Service Unavailable: the body (0 bytes"},
		{name: "errors that are no list", status: 400, body: `{"errors":"no"}`, says: "400 Bad Request"},
		{name: "a redirect", status: 307, header: [2]string{"Location", "https://elsewhere.example/v1"}, says: "307 Temporary Redirect: a redirect, which is not followed"},
		{name: "an empty success", status: 200, says: "200 OK: the body is empty"},
		{name: "no content where a user should be", status: 204, says: "204 No Content: the body is empty"},
		{name: "a null success", status: 200, body: " null ", says: "200 OK: the body is null"},
		{name: "HTML as a success", status: 200, body: "<html>", says: "200 OK: the body cannot be read"},
		{name: "another type", status: 200, body: `{"id":{}}`, says: "200 OK: the body cannot be read"},
		{name: "a list where a user should be", status: 200, body: `[]`, says: "200 OK: the body cannot be read"},
		{name: "half a body", status: 200, body: `{"id":"user_1"`, says: "200 OK: the body cannot be read"},
		{name: "two bodies", status: 200, body: `{"id":"user_1"}{}`, says: "200 OK: the body cannot be read"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				if test.header[0] != "" {
					w.Header().Set(test.header[0], test.header[1])
				}
				w.WriteHeader(test.status)
				if test.body != "" {
					fmt.Fprint(w, test.body)
				}
			})
			user, err := client.Users.GetUser(context.Background(), "user_secret_id")
			var answer *backendapi.Error
			if user != nil || !errors.As(err, &answer) {
				t.Fatalf("got %v, %v", user, err)
			}
			if answer.Status != test.status || len(answer.Errors) != test.codes || answer.TraceID != test.trace || answer.RetryAfter != test.after {
				t.Errorf("got %+v", answer)
			}
			if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "user_secret_id") {
				t.Errorf("says %q, want %q in it and no id", err, test.says)
			}
			for _, sentinel := range []error{backendapi.ErrUnauthorized, backendapi.ErrForbidden, backendapi.ErrNotFound, backendapi.ErrUnprocessable, backendapi.ErrRateLimited} {
				if errors.Is(err, sentinel) != (sentinel == test.is) {
					t.Errorf("errors.Is(err, %v) is %v", sentinel, sentinel != test.is)
				}
			}
		})
	}
}

func TestEachReasonIsKept(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, twoErrors)
	})
	_, err := client.Users.CreateUser(context.Background(), backendapi.CreateUserParams{})
	var answer *backendapi.Error
	if !errors.As(err, &answer) {
		t.Fatal(err)
	}
	first := answer.Errors[0]
	if first.Code != "form_param_missing" || first.Message != "is missing" || first.LongMessage != "first_name must be included." || string(first.Meta) != `{"param_name":"first_name"}` {
		t.Errorf("got %+v", first)
	}
	if !answer.HasCode("form_identifier_exists") || answer.HasCode("other") {
		t.Error("HasCode is wrong")
	}
}

func TestRetryAfterAsADate(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", time.Now().Add(time.Minute).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err := client.Users.GetUser(context.Background(), "user_1")
	var answer *backendapi.Error
	if !errors.As(err, &answer) || answer.RetryAfter < 50*time.Second || answer.RetryAfter > time.Minute {
		t.Errorf("got %v", err)
	}
}

func TestARedirectTakesNoKeyAlong(t *testing.T) {
	asked := &recorder{}
	other := httptest.NewServer(asked)
	defer other.Close()
	client := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) })
	if _, err := client.Users.GetUser(context.Background(), "user_1"); err == nil {
		t.Error("no error")
	}
	if requests := asked.take(); len(requests) != 0 {
		t.Errorf("the redirect was followed: %v", requests)
	}
}

func TestACutOffBody(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, `{"id":`)
	})
	_, err := client.Users.GetUser(context.Background(), "user_1")
	var answer *backendapi.Error
	if !errors.As(err, &answer) || answer.Status != 200 || !strings.Contains(err.Error(), "unexpected EOF") {
		t.Errorf("got %v", err)
	}
}

func TestABodyWithoutEnd(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusInternalServerError} {
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			chunk := []byte(strings.Repeat("x", 1<<20))
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		})
		_, err := client.Users.GetUser(context.Background(), "user_1")
		if !errors.Is(err, backendapi.ErrResponseTooLarge) {
			t.Errorf("got %v", err)
		}
	}
}

// TestNoAnswer: the cause is wrapped, and nobody waits longer than asked.
func TestNoAnswer(t *testing.T) {
	silent := func(t *testing.T) string {
		stop := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-stop:
			case <-r.Context().Done():
			}
		}))
		t.Cleanup(func() { close(stop); server.Close() })
		return server.URL
	}
	t.Run("the context's deadline", func(t *testing.T) {
		client := newClient(t, backendapi.Options{APIURL: silent(t)})
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		_, err := client.Users.GetUser(ctx, "user_secret_id")
		if !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "user_secret_id") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the client's timeout", func(t *testing.T) {
		client := newClient(t, backendapi.Options{APIURL: silent(t), HTTPClient: &http.Client{Timeout: 50 * time.Millisecond}})
		_, err := client.Users.GetUserList(context.Background(), backendapi.GetUserListParams{})
		var timeout interface{ Timeout() bool }
		if !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		client := newClient(t, backendapi.Options{APIURL: silent(t)})
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := client.Users.GetUser(ctx, "user_1"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("nobody listens", func(t *testing.T) {
		server := httptest.NewServer(nil)
		server.Close()
		client := newClient(t, backendapi.Options{APIURL: server.URL})
		_, err := client.Clients.GetHandshakePayload(context.Background(), "nonce_secret")
		var answer *backendapi.Error
		if err == nil || errors.As(err, &answer) || strings.Contains(err.Error(), "nonce_secret") || !strings.Contains(err.Error(), "no answer") {
			t.Errorf("got %v", err)
		}
	})
}
