package clerktest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

func start(t *testing.T, config ...clerktest.Config) *clerktest.Server {
	t.Helper()
	s := clerktest.NewServer(config...)
	t.Cleanup(s.Close)
	return s
}

// ask calls the Backend API with the instance's key and decodes the answer.
func ask(t *testing.T, s *clerktest.Server, method, path, body string) (int, map[string]any) {
	t.Helper()
	return askWithKey(t, s, s.SecretKey(), method, path, body)
}

func askWithKey(t *testing.T, s *clerktest.Server, key, method, path, body string) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.BackendURL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if kind := res.Header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("%s %s: Content-Type %q, want application/json and nothing more", method, path, kind)
	}
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer any
	if err := json.Unmarshal(raw, &answer); err != nil {
		t.Fatalf("%s %s: %v in %q", method, path, err, raw)
	}
	if object, isObject := answer.(map[string]any); isObject {
		return res.StatusCode, object
	}
	return res.StatusCode, map[string]any{"data": answer}
}

func code(answer map[string]any) string {
	list, _ := answer["errors"].([]any)
	if len(list) == 0 {
		return ""
	}
	entry, _ := list[0].(map[string]any)
	text, _ := entry["code"].(string)
	return text
}

func TestServersAreInstancesOfTheirOwn(t *testing.T) {
	t.Parallel()
	a, b := start(t), start(t)
	for name, pair := range map[string][2]string{
		"publishable key": {a.PublishableKey(), b.PublishableKey()},
		"secret key":      {a.SecretKey(), b.SecretKey()},
		"frontend API":    {a.FrontendAPI(), b.FrontendAPI()},
		"cookie suffix":   {a.CookieSuffix(), b.CookieSuffix()},
		"backend URL":     {a.BackendURL(), b.BackendURL()},
		"webhook secret":  {a.WebhookSecret(), b.WebhookSecret()},
	} {
		if pair[0] == pair[1] {
			t.Errorf("%s: both servers have %q", name, pair[0])
		}
	}
	if status, answer := askWithKey(t, a, b.SecretKey(), "GET", "/v1/jwks", ""); status != 401 || code(answer) != "clerk_key_invalid" {
		t.Errorf("another instance's key: %d %v", status, answer)
	}
}

func TestBackendChecksTheKey(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, test := range []struct{ name, key, code string }{
		{"none", "", "authorization_header_format_invalid"},
		{"wrong", "sk_test_fakewrong", "clerk_key_invalid"},
		{"publishable", s.PublishableKey(), "clerk_key_invalid"},
	} {
		for _, path := range []string{"/v1/jwks", "/v1/users", "/v1/nowhere", "/api_keys/verify"} {
			status, answer := askWithKey(t, s, test.key, "GET", path, "")
			if path == "/api_keys/verify" {
				status, answer = askWithKey(t, s, test.key, "POST", path, "{}")
			}
			if status != http.StatusUnauthorized || code(answer) != test.code {
				t.Errorf("%s key, %s: %d %s, want 401 %s", test.name, path, status, code(answer), test.code)
			}
		}
	}
}

// What is not served must not look like something that is not there.
func TestUnknownRoutesAreNamed(t *testing.T) {
	t.Parallel()
	s := start(t)
	status, answer := ask(t, s, "DELETE", "/v1/nowhere/at%2Fall", "")
	text, _ := json.Marshal(answer)
	if status != http.StatusNotImplemented || !strings.Contains(string(text), "clerktest_not_served") || !strings.Contains(string(text), "DELETE /v1/nowhere/at%2Fall") {
		t.Errorf("%d %s: the answer does not name the route", status, text)
	}
}

func TestLiveKeysInTheEnvironment(t *testing.T) {
	t.Setenv("CLERK_SECRET_KEY", "sk_live_fake")
	t.Setenv("SOME_OTHER_NAME", "pk_live_fake")
	_, err := clerktest.Start(clerktest.Config{})
	if err == nil {
		t.Fatal("the server started beside a live key")
	}
	for _, want := range []string{"CLERK_SECRET_KEY", "SOME_OTHER_NAME"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %s", err, want)
		}
	}
	if strings.Contains(err.Error(), "fake") {
		t.Errorf("%q shows a key", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("NewServer did not panic")
		}
	}()
	clerktest.NewServer()
}

func TestOnlyLoopback(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:0"} {
		if s, err := clerktest.Start(clerktest.Config{Addr: addr}); err == nil {
			s.Close()
			t.Errorf("a server started on %s", addr)
		}
	}
}

func TestIntercept(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/v1/jwks" {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(`{}`))
		return true
	})
	if status, _ := ask(t, s, "GET", "/v1/jwks", ""); status != http.StatusServiceUnavailable {
		t.Errorf("intercepted: %d", status)
	}
	if status, _ := ask(t, s, "GET", "/v1/users/count", ""); status != http.StatusOK {
		t.Errorf("let through: %d", status)
	}
	s.Intercept(nil)
	if status, _ := ask(t, s, "GET", "/v1/jwks", ""); status != http.StatusOK {
		t.Errorf("removed: %d", status)
	}
	if n := s.CountRequests("GET", "/v1/jwks"); n != 2 {
		t.Errorf("%d requests counted, want 2", n)
	}
	if list := s.Requests(); len(list) != 3 || list[0].Status != 503 || list[0].API != "backend" {
		t.Errorf("journal: %+v", list)
	}
	s.ForgetRequests()
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests after forgetting", n)
	}
}

// A request that hangs does not keep Close waiting.
func TestCloseEndsHangingRequests(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	entered := make(chan struct{})
	s.Intercept(func(_ http.ResponseWriter, r *http.Request) bool {
		close(entered)
		<-r.Context().Done()
		return true
	})
	failed := make(chan error, 1)
	go func() {
		res, err := http.Get(s.BackendURL() + "/v1/jwks")
		if err == nil {
			_ = res.Body.Close()
		}
		failed <- err
	}()
	<-entered
	s.Close()
	if err := <-failed; err == nil {
		t.Error("the hanging request was answered")
	}
}
