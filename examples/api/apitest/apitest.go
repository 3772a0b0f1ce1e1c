// Package apitest is the test of the example of an API, on either Fiber.
package apitest

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

// Suite is what the tests know of the example on one Fiber.
type Suite struct {
	// Open makes the application, with the variables of a Clerk and a log.
	Open       func(environment map[string]string, log *slog.Logger) Ask
	PageOrigin string // of the page that calls it
	NotThere   string // what that Fiber says of a path that is not there
}

// Ask returns an application's answer to a request, and its body.
type Ask func(t *testing.T, req *http.Request) (res *http.Response, body string)

func (s Suite) ask(t *testing.T, app Ask, method, path, token string) (res *http.Response, body string) {
	t.Helper()
	req := httptest.NewRequest(method, path, nil)
	req.Header.Set("Origin", s.PageOrigin)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if method == http.MethodOptions {
		req.Header.Set("Access-Control-Request-Method", http.MethodGet)
		req.Header.Set("Access-Control-Request-Headers", "authorization")
	}
	return app(t, req)
}

// Answers shows what each visitor reads, and what the log has of it.
func (s Suite) Answers(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	page := clerktest.AZP(s.PageOrigin)
	token := func(options ...clerktest.TokenOption) string {
		return clerk.Server.SessionToken(clerk.AdaID, append([]clerktest.TokenOption{page}, options...)...)
	}
	var log bytes.Buffer
	app := s.Open(clerk.Env, slog.New(slog.NewJSONHandler(&log, nil)))

	for _, tc := range []struct {
		name, method, path, token string
		status                    int
		body, record              string
	}{
		{"a preflight", "OPTIONS", "/api/me", "", 204, "", `"status":204`},
		{"somebody", "GET", "/api/me", token(), 200, `"firstName":"Ada"`, `"principal":"` + clerk.AdaID},
		{"a service", "GET", "/api/orders", token(), 200, `"buyer":"` + clerk.AdaID, `"status":200`},
		{"nobody", "GET", "/api/me", "", 401, `{"title":"Unauthorized","status":401,"request":"`, `"reason":"dev-browser-missing"`},
		{"somebody whose token is old", "GET", "/api/me", token(clerktest.Expired()), 401, `"status":401`, `"reason":"session-token-expired`},
		{"somebody on another page", "GET", "/api/me", token(clerktest.AZP("https://elsewhere.example")), 401, `"status":401`, `"reason":"token-invalid-authorized-parties"`},
		{"a user whom Clerk does not know", "GET", "/api/me", clerk.Server.SessionToken("user_gone", page), 500, `{"title":"Internal Server Error","status":500,"request":"`, "resource_not_found"},
		{"no such path", "GET", "/api/nowhere", token(), 404, s.NotThere, `"status":404`},
		{"verified just now", "DELETE", "/api/orders", token(clerktest.FactorVerificationAge(1, 1)), 204, "", `"status":204`},
		{"verified an hour ago", "DELETE", "/api/orders", token(clerktest.FactorVerificationAge(60, 60)), 403, `"reason":"reverification-error"`, `"status":403`},
	} {
		log.Reset()
		res, body := s.ask(t, app, tc.method, tc.path, tc.token)
		if res.StatusCode != tc.status || !strings.Contains(body, tc.body) {
			t.Errorf("%s: %d %s, want %d %s", tc.name, res.StatusCode, body, tc.status, tc.body)
		}
		if res.Header.Get("Access-Control-Allow-Origin") != s.PageOrigin {
			t.Errorf("%s: the page's script must not read it: %v", tc.name, res.Header)
		}
		if !strings.Contains(log.String(), tc.record) || !strings.Contains(log.String(), res.Header.Get("X-Request-Id")) {
			t.Errorf("%s: the log has no %s: %s", tc.name, tc.record, &log)
		}
		if strings.Contains(body, "resource_not_found") || strings.Contains(body, "session-token") {
			t.Errorf("%s: the visitor reads Clerk's words: %s", tc.name, body)
		}
		if tc.token != "" && strings.Contains(log.String(), tc.token) {
			t.Errorf("%s: the log has the token", tc.name)
		}
		if strings.Contains(res.Header.Get("Content-Type"), "problem+json") {
			var p struct { // RFC 9457
				Status  int
				Request string
			}
			if err := json.Unmarshal([]byte(body), &p); err != nil || p.Request != res.Header.Get("X-Request-Id") || p.Status != tc.status {
				t.Errorf("%s: %+v, %v", tc.name, p, err)
			}
		} else if tc.status >= 400 && tc.name != "verified an hour ago" {
			t.Errorf("%s: %s", tc.name, res.Header.Get("Content-Type"))
		}
	}
}

// Limit shows that the limit is each caller's own.
func (s Suite) Limit(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	app := s.Open(clerk.Env, slog.New(slog.DiscardHandler))
	ada := clerk.Server.SessionToken(clerk.AdaID, clerktest.AZP(s.PageOrigin))
	grace := clerk.Server.SessionToken(clerk.GraceID, clerktest.AZP(s.PageOrigin))
	for i := range 61 {
		res, body := s.ask(t, app, "GET", "/api/orders", ada)
		if limited := res.StatusCode == 429; limited != (i == 60) {
			t.Fatalf("request %d: %d %s", i+1, res.StatusCode, body)
		}
		if res.StatusCode == 429 && (res.Header.Get("Retry-After") == "" || !strings.Contains(body, `"Too Many Requests"`)) {
			t.Errorf("%v %s", res.Header, body)
		}
	}
	if res, body := s.ask(t, app, "GET", "/api/orders", grace); res.StatusCode != 200 {
		t.Errorf("somebody else: %d %s", res.StatusCode, body)
	}
}
