package clerksdkgo

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/jwt"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// instances are a development one and a production one, with a member of an
// organization in each.
func instances(t *testing.T, test func(t *testing.T, s *clerktest.Server, user string, org clerktest.Organization)) {
	t.Helper()
	for name, config := range map[string]clerktest.Config{"development": {}, "production": {Production: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := clerktest.NewServer(config)
			t.Cleanup(s.Close)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
			org := s.CreateOrganization("Acme", s.CreateUser(clerktest.User{Email: "bob@example.com"}).ID)
			s.AddMember(org.ID, user, "org:clerk", "org:invoices:read", "org:invoices:pay", "org:reports:read")
			test(t, s, user, clerktest.Organization{ID: org.ID})
		})
	}
}

// TestVerify has the client verify tokens with the keys of clerktest.
func TestVerify(t *testing.T) {
	t.Parallel()
	instances(t, func(t *testing.T, s *clerktest.Server, user string, org clerktest.Organization) {
		for _, test := range []struct {
			name, token string
			valid       bool
		}{
			{"in an organization", s.SessionToken(user, clerktest.InOrganization(org)), true},
			{"of version 1", s.SessionToken(user, clerktest.InOrganization(org), clerktest.Version1()), true},
			{"expired", s.SessionToken(user, clerktest.Expired()), false},
			{"not yet valid", s.SessionToken(user, clerktest.NotYetValid()), false},
			{"of another key", s.SessionToken(user, clerktest.OtherKey()), false},
			{"no token", "nonsense", false},
		} {
			claims, err := jwt.Verify(t.Context(), &jwt.VerifyParams{Token: test.token, JWKSClient: jwks.NewClient(configOf(s))})
			if (err == nil) != test.valid {
				t.Errorf("%s: %v, valid: %t", test.name, err, test.valid)
			}
			if err != nil {
				continue
			}
			slices.Sort(claims.ActiveOrganizationPermissions)
			if claims.Subject != user || claims.ActiveOrganizationID != org.ID || claims.ActiveOrganizationRole != "org:clerk" ||
				!slices.Equal(claims.ActiveOrganizationPermissions, []string{"org:invoices:pay", "org:invoices:read", "org:reports:read"}) {
				t.Errorf("%s: %+v", test.name, claims)
			}
		}
	})
}

// TestMiddleware puts the client's middleware before a handler.
func TestMiddleware(t *testing.T) {
	t.Parallel()
	instances(t, func(t *testing.T, s *clerktest.Server, user string, org clerktest.Organization) {
		hello := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			claims, _ := clerk.SessionClaimsFromContext(r.Context())
			if !claims.HasPermission("org:invoices:read") {
				w.WriteHeader(http.StatusTeapot)
			}
		})
		fresh := clerkhttp.NeedsSessionReverification(clerk.SessionReverificationStrict)(hello)
		keys := clerkhttp.JWKSClient(jwks.NewClient(configOf(s)))
		mux := http.NewServeMux()
		mux.Handle("/keys", clerkhttp.RequireHeaderAuthorization(keys)(hello))
		mux.Handle("/pem", clerkhttp.RequireHeaderAuthorization(clerkhttp.JSONWebKey(s.JWTKey()))(hello))
		mux.Handle("/fresh", clerkhttp.RequireHeaderAuthorization(keys)(fresh))
		app := httptest.NewServer(mux)
		t.Cleanup(app.Close)
		member := clerktest.InOrganization(org)
		for _, test := range []struct {
			path, name, token string
			status            int
		}{
			{"/keys", "nobody", "", http.StatusForbidden},
			{"/keys", "no token", "nonsense", http.StatusForbidden},
			{"/keys", "a member", s.SessionToken(user, member), http.StatusOK},
			{"/keys", "a user alone", s.SessionToken(user), http.StatusTeapot},
			{"/keys", "expired", s.SessionToken(user, clerktest.Expired()), http.StatusUnauthorized},
			{"/keys", "of another key", s.SessionToken(user, clerktest.OtherKey()), http.StatusUnauthorized},
			{"/pem", "a member", s.SessionToken(user, member), http.StatusOK},
			{"/pem", "of another key", s.SessionToken(user, clerktest.OtherKey()), http.StatusUnauthorized},
			{"/fresh", "just signed in", s.SessionToken(user, member, clerktest.FactorVerificationAge(0, -1)), http.StatusOK},
			{"/fresh", "signed in long ago", s.SessionToken(user, member, clerktest.FactorVerificationAge(99, -1)), http.StatusForbidden},
		} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, app.URL+test.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.token != "" {
				req.Header.Set("Authorization", "Bearer "+test.token)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close() // nobody reads it
			if res.StatusCode != test.status {
				t.Errorf("%s, %s: %d, want %d", test.path, test.name, res.StatusCode, test.status)
			}
		}
	})
}
