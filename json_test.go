package clerkfiber_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// The key set per kind of token is a promise to frontends.
func TestTheJSONOfAuth(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	org := clerktest.Organization{ID: "org_1", Slug: "acme", Role: "org:admin", Permissions: []string{"org:things:read"}}
	session := "actor factorVerificationAge isAuthenticated orgId orgPermissions orgRole orgSlug sessionClaims sessionId sessionStatus tokenType userId"
	for _, test := range []struct {
		name, token string
		accepts     []clerkfiber.TokenType
		keys        string
	}{
		{"signed out", "", nil, session},
		{"signed in", s.SessionToken(user), nil, "factorVerificationAge isAuthenticated sessionClaims sessionId sessionStatus tokenType userId"},
		{"in an organization", s.SessionToken(user, clerktest.InOrganization(org), clerktest.Impersonated("user_admin")), nil, session},
		{"an API key where sessions count", s.APIKey(user), nil, session},
		{"an API key", s.APIKey(user), []clerkfiber.TokenType{clerkfiber.APIKey}, "claims id isAuthenticated name orgId scopes subject tokenType userId"},
		{"no API key", "", []clerkfiber.TokenType{clerkfiber.APIKey}, "claims id isAuthenticated name orgId scopes subject tokenType userId"},
		{"an M2M token", s.M2MToken("mch_1"), []clerkfiber.TokenType{clerkfiber.M2MToken}, "claims id isAuthenticated machineId scopes subject tokenType"},
		{"an M2M JWT", s.M2MToken("mch_1", clerktest.AsJWT()), []clerkfiber.TokenType{clerkfiber.M2MToken}, "claims id isAuthenticated machineId scopes subject tokenType"},
		{"an OAuth token", s.OAuthToken(user), []clerkfiber.TokenType{clerkfiber.AnyToken}, "clientId id isAuthenticated scopes subject tokenType userId"},
		{"not on the list", s.OAuthToken(user), []clerkfiber.TokenType{clerkfiber.SessionToken, clerkfiber.APIKey}, "isAuthenticated tokenType"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var options []clerkfiber.AuthOption
			if test.accepts != nil {
				options = append(options, clerkfiber.AcceptsToken(test.accepts...))
			}
			r := request("GET", "/")
			if test.token != "" {
				r = bearer(test.token)
			}
			var keys []string
			for key := range send(t, application(o, options...), r).object(t) {
				keys = append(keys, key)
			}
			slices.Sort(keys)
			if got := strings.Join(keys, " "); got != test.keys {
				t.Errorf("got  %s\nwant %s", got, test.keys)
			}
		})
	}
}

func TestCustomClaims(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	type custom struct {
		Metadata struct{ Role string } `json:"metadata"`
	}
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		claims, err := clerkfiber.Claims[custom](auth)
		if err != nil {
			return c.SendString("no claims")
		}
		return c.SendString(claims.Metadata.Role)
	})
	user := s.CreateUser(clerktest.User{}).ID
	token := s.SessionToken(user, clerktest.Claims(map[string]any{"metadata": map[string]any{"role": "editor"}}))
	if got := send(t, app, bearer(token)); got.body != "editor" {
		t.Errorf("got %q", got.body)
	}
	if got := send(t, app, bearer("garbage")); got.body != "no claims" {
		t.Errorf("signed out: %q", got.body)
	}
}

func TestGetToken(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	user := s.CreateUser(clerktest.User{}).ID
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
		if err != nil {
			return err
		}
		own, err := auth.GetToken(c.UserContext())
		if err != nil {
			return err
		}
		made, err := auth.GetToken(c.UserContext(), clerkfiber.GetTokenOptions{ExpiresInSeconds: 30})
		return c.SendString(fmt.Sprint(own, " ", made, " ", err))
	})
	token := s.SessionToken(user)
	own, rest, _ := strings.Cut(send(t, app, bearer(token)).body, " ")
	made, failure, _ := strings.Cut(rest, " ")
	if own != token || made == token || strings.Count(made, ".") != 2 || failure != "<nil>" {
		t.Errorf("got %q, %q, %q", own, made, failure)
	}
	key := s.APIKey(user)
	if got := send(t, app, bearer(key)).body; got != key+" "+key+" <nil>" {
		t.Errorf("an API key: %q", got)
	}
	if got := send(t, app, bearer("garbage")).body; got != "  <nil>" {
		t.Errorf("signed out: %q", got)
	}
}

func TestVerifyToken(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	user := s.CreateUser(clerktest.User{}).ID
	options := clerkfiber.VerifyTokenOptions{SecretKey: o.SecretKey, APIURL: o.APIURL, HTTPClient: o.HTTPClient}
	claims, err := clerkfiber.VerifyToken(context.Background(), s.SessionToken(user), options)
	if err != nil || claims.Subject != user {
		t.Fatalf("got %+v, %v", claims, err)
	}
	offline := clerkfiber.VerifyTokenOptions{JWTKey: s.JWTKey(), HTTPClient: refusing(t)}
	if claims, err := clerkfiber.VerifyToken(context.Background(), s.SessionToken(user), offline); err != nil || claims.Subject != user {
		t.Errorf("offline: %+v, %v", claims, err)
	}
	_, err = clerkfiber.VerifyToken(context.Background(), s.SessionToken(user, clerktest.Expired()), options)
	refused, ok := err.(*clerkfiber.VerificationError)
	if !ok || refused.Reason != "token-expired" {
		t.Errorf("expired: %v", err)
	}
	a, err := clerkfiber.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := a.VerifyToken(context.Background(), s.SessionToken(user)); err != nil {
			t.Error(err)
		}
	}
	if data, err := json.Marshal(claims); err != nil || !strings.Contains(string(data), `"sub":"`+user+`"`) {
		t.Errorf("JSON: %s, %v", data, err)
	}
}

// Each decision is observed once, however it was come by.
func TestObserve(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	type key struct{}
	var began int
	var seen []clerkfiber.Observation
	o.Observe = func(ctx context.Context) (context.Context, func(clerkfiber.Observation)) {
		began++
		return context.WithValue(ctx, key{}, "observed"), func(what clerkfiber.Observation) { seen = append(seen, what) }
	}
	app := application(o)
	user := s.CreateUser(clerktest.User{}).ID
	known := s.SessionToken(user)
	template := s.SessionToken(user, clerktest.Template("api"))
	of := func(status, reason, rule string, cached bool) clerkfiber.Observation {
		return clerkfiber.Observation{
			Status: status, Reason: reason, Rule: rule, Cached: cached,
			TokenType: clerkfiber.SessionToken, Instance: s.FrontendAPI(),
		}
	}
	machine, ofMachine := s.M2MToken("mch_1", clerktest.AsJWT()), of("signed-in", "", "verify-machine-token", false)
	ofMachine.TokenType = clerkfiber.M2MToken
	ofMachineAgain := ofMachine
	ofMachineAgain.Cached = true
	var want []clerkfiber.Observation
	for _, step := range []struct {
		request *http.Request
		want    clerkfiber.Observation
	}{
		{bearer(known), of("signed-in", "", "signed-in", false)},
		{bearer(known), of("signed-in", "", "signed-in", true)},
		{bearer(template), of("signed-out", "token-type-mismatch", "not-a-session-token", false)},
		{bearer(machine), ofMachine},
		{bearer(machine), ofMachineAgain},
		{bearer("garbage"), of("signed-out", "token-invalid", "unreadable-session", false)},
		{request(http.MethodGet, "/"), of("signed-out", "dev-browser-missing", "dev-browser-missing", false)},
		{request(http.MethodGet, "/", "Sec-Fetch-Dest", "document"), of("handshake", "dev-browser-missing", "dev-browser-missing", false)},
	} {
		send(t, app, step.request)
		want = append(want, step.want)
		if began != len(want) || !slices.Equal(seen, want) {
			t.Fatalf("%d begun, got  %+v\nwant %+v", began, seen, want)
		}
	}
}
