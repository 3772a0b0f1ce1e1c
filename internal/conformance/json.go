package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// The key set per kind of token is a promise to frontends.
func (f Suite) TestTheJSONOfAuth(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	org := clerktest.Organization{ID: "org_1", Slug: "acme", Role: "org:admin", Permissions: []string{"org:things:read"}}
	session := "actor factorVerificationAge isAuthenticated orgId orgPermissions orgRole orgSlug sessionClaims sessionId sessionStatus tokenType userId"
	for _, test := range []struct {
		name, token string
		accepts     []clerkauth.TokenType
		keys        string
	}{
		{"signed out", "", nil, session},
		{"signed in", s.SessionToken(user), nil, "factorVerificationAge isAuthenticated sessionClaims sessionId sessionStatus tokenType userId"},
		{"in an organization", s.SessionToken(user, clerktest.InOrganization(org), clerktest.Impersonated("user_admin")), nil, session},
		{"an API key where sessions count", s.APIKey(user), nil, session},
		{"an API key", s.APIKey(user), []clerkauth.TokenType{clerkauth.APIKey}, "claims id isAuthenticated name orgId scopes subject tokenType userId"},
		{"no API key", "", []clerkauth.TokenType{clerkauth.APIKey}, "claims id isAuthenticated name orgId scopes subject tokenType userId"},
		{"an M2M token", s.M2MToken("mch_1"), []clerkauth.TokenType{clerkauth.M2MToken}, "claims id isAuthenticated machineId scopes subject tokenType"},
		{"an M2M JWT", s.M2MToken("mch_1", clerktest.AsJWT()), []clerkauth.TokenType{clerkauth.M2MToken}, "claims id isAuthenticated machineId scopes subject tokenType"},
		{"an OAuth token", s.OAuthToken(user), []clerkauth.TokenType{clerkauth.AnyToken}, "clientId id isAuthenticated scopes subject tokenType userId"},
		{"not on the list", s.OAuthToken(user), []clerkauth.TokenType{clerkauth.SessionToken, clerkauth.APIKey}, "isAuthenticated tokenType"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var options []clerkauth.AuthOption
			if test.accepts != nil {
				options = append(options, clerkauth.AcceptsToken(test.accepts...))
			}
			r := request("GET", "/")
			if test.token != "" {
				r = bearer(test.token)
			}
			var keys []string
			for key := range send(t, f.application(o, options...), r).object(t) {
				keys = append(keys, key)
			}
			slices.Sort(keys)
			if got := strings.Join(keys, " "); got != test.keys {
				t.Errorf("got  %s\nwant %s", got, test.keys)
			}
		})
	}
}

func (f Suite) TestCustomClaims(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	type custom struct {
		Metadata struct{ Role string } `json:"metadata"`
	}
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		claims, err := clerkauth.Claims[custom](auth)
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

func (f Suite) TestGetToken(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	user := s.CreateUser(clerktest.User{}).ID
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
		if err != nil {
			return err
		}
		own, err := auth.GetToken(c.Context())
		if err != nil {
			return err
		}
		made, err := auth.GetToken(c.Context(), clerkauth.GetTokenOptions{ExpiresInSeconds: 30})
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

func (f Suite) TestVerifyToken(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	user := s.CreateUser(clerktest.User{}).ID
	options := clerkauth.VerifyTokenOptions{SecretKey: o.SecretKey, APIURL: o.APIURL, HTTPClient: o.HTTPClient}
	claims, err := f.VerifyToken(context.Background(), s.SessionToken(user), options)
	if err != nil || claims.Subject != user {
		t.Fatalf("got %+v, %v", claims, err)
	}
	offline := clerkauth.VerifyTokenOptions{JWTKey: s.JWTKey(), HTTPClient: refusing(t)}
	if claims, err := f.VerifyToken(context.Background(), s.SessionToken(user), offline); err != nil || claims.Subject != user {
		t.Errorf("offline: %+v, %v", claims, err)
	}
	_, err = f.VerifyToken(context.Background(), s.SessionToken(user, clerktest.Expired()), options)
	refused, ok := err.(*clerkauth.VerificationError)
	if !ok || refused.Reason != "token-expired" {
		t.Errorf("expired: %v", err)
	}
	a, err := f.NewAuthenticator(o)
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
func (f Suite) TestObserve(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	type key struct{}
	var began int
	var seen []clerkauth.Observation
	o.Observe = func(ctx context.Context) (context.Context, func(clerkauth.Observation)) {
		began++
		return context.WithValue(ctx, key{}, "observed"), func(what clerkauth.Observation) { seen = append(seen, what) }
	}
	app := f.application(o)
	user := s.CreateUser(clerktest.User{}).ID
	known := s.SessionToken(user)
	template := s.SessionToken(user, clerktest.Template("api"))
	of := func(status, reason, rule string, cached bool) clerkauth.Observation {
		return clerkauth.Observation{
			Status: status, Reason: reason, Rule: rule, Cached: cached,
			TokenType: clerkauth.SessionToken, Instance: s.FrontendAPI(),
		}
	}
	machine, ofMachine := s.M2MToken("mch_1", clerktest.AsJWT()), of("signed-in", "", "verify-machine-token", false)
	ofMachine.TokenType = clerkauth.M2MToken
	ofMachineAgain := ofMachine
	ofMachineAgain.Cached = true
	var want []clerkauth.Observation
	for _, step := range []struct {
		request *http.Request
		want    clerkauth.Observation
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
