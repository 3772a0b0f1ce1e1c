package clerktest_test

import (
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What is not served must not look like something that is not there.
func TestRoutesThatAreNotServed(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		for _, path := range []string{"/v1/nowhere", "/v1/users/user_1/shoes", "/v1/organizations/org_1/billing/shoes", "/v2/users", "/users"} {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
				if status, answer := ask(t, s, method, path, ""); status != http.StatusNotImplemented || code(answer) != "clerktest_not_served" {
					t.Errorf("Backend API, %s %s: %d %v", method, path, status, answer)
				}
			}
		}
		if status, answer := ask(t, s, http.MethodPut, "/v1/jwks", ""); status != http.StatusNotImplemented || code(answer) != "clerktest_not_served" {
			t.Errorf("Backend API, another method: %d %v", status, answer)
		}
		p := openPage(t, s)
		for _, path := range []string{"/nowhere", "/me/passkeys", "/me/oauth/device", "/organizations/org_1/enterprise_connections", "/client/shoes"} {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
				p.want(method+" "+path, p.send(method, path, nil), http.StatusNotImplemented, "clerktest_not_served")
			}
		}
		p.want("another method", p.send(http.MethodDelete, "/waitlist", nil), http.StatusNotImplemented, "clerktest_not_served")
	})
}
