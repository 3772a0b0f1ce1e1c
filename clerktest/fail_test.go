package clerktest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// fetch calls an address of the server with its secret key.
func fetch(ctx context.Context, s *clerktest.Server, method, address string) (int, string, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(`{}`))
	if err != nil {
		return 0, "", nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.SecretKey())
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), res.Header, err
}

func TestFail(t *testing.T) {
	t.Parallel()
	type calls []struct {
		method, path string
		frontend     bool
		status       int
	}
	for _, test := range []struct {
		name  string
		match string
		how   clerktest.Failure
		times int
		calls calls
	}{
		{"twice, then no more", "GET /v1/users", 503, 2, calls{
			{"GET", "/v1/users", false, 503}, {"GET", "/v1/users?limit=2", false, 503}, {"GET", "/v1/users", false, 200},
		}},
		{"another method and path do not count", "GET /v1/users", 500, 1, calls{
			{"POST", "/v1/users", false, 422}, {"GET", "/v1/users/count", false, 200}, {"GET", "/v1/users", false, 500},
		}},
		{"a wildcard", "/v1/users/{id}", 404, -1, calls{
			{"GET", "/v1/users/user_1", false, 404}, {"PATCH", "/v1/users/user_2", false, 404}, {"GET", "/v1/users", false, 200},
		}},
		{"either API", "/", 502, 2, calls{
			{"GET", "/v1/jwks", false, 502}, {"GET", "/v1/environment", true, 502}, {"GET", "/v1/environment", true, 200},
		}},
		{"one API", "frontend/", 500, 1, calls{
			{"GET", "/v1/jwks", false, 200}, {"GET", "/v1/environment", true, 500}, {"GET", "/v1/environment", true, 200},
		}},
		{"the method that a browser's script means", "PATCH frontend/v1/environment", 500, 1, calls{
			{"POST", "/v1/environment?_method=PATCH", true, 500}, {"POST", "/v1/environment?_method=PATCH", true, 200},
		}},
		{"rate limited", "GET /v1/users", clerktest.RateLimited, 1, calls{{"GET", "/v1/users", false, 429}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.Fail(test.match, test.how, test.times)
			for i, call := range test.calls {
				base := s.BackendURL()
				if call.frontend {
					base = s.FrontendURL()
				}
				status, body, header, err := fetch(t.Context(), s, call.method, base+call.path)
				if err != nil || status != call.status {
					t.Fatalf("%d: %s %s: %d %v, want %d", i, call.method, call.path, status, err, call.status)
				}
				if status >= 500 && !strings.Contains(body, `"errors":[{"code":`) {
					t.Errorf("%d: the body is not Clerk's: %s", i, body)
				}
				if retry := header.Get("Retry-After"); (status == 429) != (retry == "1") {
					t.Errorf("%d: %d with Retry-After %q", i, status, retry)
				}
			}
			for i, request := range s.Requests() {
				if request.Status != test.calls[i].status {
					t.Errorf("Requests()[%d] has status %d, want %d", i, request.Status, test.calls[i].status)
				}
			}
		})
	}
}

// arrival is closed when a call reaches the server.
func arrival(s *clerktest.Server) <-chan struct{} {
	arrived := make(chan struct{})
	s.Intercept(func(http.ResponseWriter, *http.Request) bool {
		close(arrived)
		return false
	})
	return arrived
}

// A call that hangs does so until its caller leaves, with a body too.
func TestFailHangs(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Fail("POST /v1/users", clerktest.Hang, 1)
	arrived := arrival(s)
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, _, _, err := fetch(ctx, s, "POST", s.BackendURL()+"/v1/users")
		done <- err
	}()
	select {
	case <-arrived:
	case err := <-done:
		t.Fatalf("it did not hang: %v", err)
	}
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller left with %v", err)
	}
	if requests := s.Requests(); requests[0].Status != 0 {
		t.Errorf("a call that hung was answered with %d", requests[0].Status)
	}
}

// Close ends calls that hang.
func TestFailHangsUntilClose(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Fail("/", clerktest.Hang, 1)
	arrived := arrival(s)
	done := make(chan error)
	go func() {
		_, _, _, err := fetch(t.Context(), s, "GET", s.BackendURL()+"/v1/users")
		done <- err
	}()
	select {
	case <-arrived:
	case err := <-done:
		t.Fatalf("it did not hang: %v", err)
	}
	s.Close()
	if err := <-done; err == nil {
		t.Error("a call to a closed server succeeded")
	}
}

// A call that is cut off was carried out, and its answer does not arrive.
func TestFailCutOff(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := clientOf(t, s)
	s.Fail("POST /v1/users", clerktest.CutOff, 1)
	_, err := client.Users.CreateUser(t.Context(), backendapi.CreateUserParams{EmailAddress: []string{"ada@example.com"}})
	if err == nil {
		t.Error("an answer that was cut off came through")
	}
	if count := must[*backendapi.TotalCount](t)(client.Users.GetCount(t.Context(), backendapi.GetUserCountParams{})); count.TotalCount != 1 {
		t.Errorf("%d users, want the one whose answer was cut off", count.TotalCount)
	}
}

func TestFailTakenBack(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Fail("GET /v1/users", 500, -1)
	s.Fail("GET /v1/users", 500, 0)
	if status, body, _, err := fetch(t.Context(), s, "GET", s.BackendURL()+"/v1/users"); status != 200 || err != nil {
		t.Errorf("%d %v %s", status, err, body)
	}
}

func TestFailRefusesNonsense(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, fail := range []func(){
		func() { s.Fail("/", 200, 1) },
		func() { s.Fail("/", 0, 1) },
		func() { s.Fail("GET users", 500, 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("nonsense was taken")
				}
			}()
			fail()
		}()
	}
}
