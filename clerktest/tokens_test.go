package clerktest_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// seen is what an application sees of a request.
type seen struct {
	Reason                               string
	TokenType                            string
	User, Session, Status, Org, Slug     string
	Role, Actor, ID, Subject, Name       string
	Client, Machine                      string
	Permissions, Scopes                  []string
	Factors                              any
	Claims                               map[string]any
	HasFeature, HasPlan, HasOtherFeature bool
}

// observer is an application that answers with what it sees.
func observer(t *testing.T, options clerkfiber.Options) *fiber.App {
	t.Helper()
	options.Logger = slog.New(slog.DiscardHandler)
	authenticator, err := clerkfiber.NewAuthenticator(options)
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10})
	app.Use(authenticator.Handler())
	app.Get("/*", func(c *fiber.Ctx) error {
		state, err := authenticator.AuthenticateRequest(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
		if err != nil {
			return err
		}
		auth := state.ToAuth(clerkfiber.TreatPendingAsSignedOut(false))
		s := seen{
			Reason: state.Reason, TokenType: string(state.TokenType),
			User: auth.UserID, Session: auth.SessionID, Status: auth.SessionStatus,
			Org: auth.OrgID, Slug: auth.OrgSlug, Role: auth.OrgRole, Permissions: auth.OrgPermissions,
			ID: auth.ID, Subject: auth.Subject, Name: auth.Name, Scopes: auth.Scopes,
			Client: auth.ClientID, Machine: auth.MachineID, Factors: auth.FactorVerificationAge,
			HasFeature:      auth.Has(clerkfiber.AuthorizationParams{Feature: "o:reports"}),
			HasOtherFeature: auth.Has(clerkfiber.AuthorizationParams{Feature: "u:reports"}),
			HasPlan:         auth.Has(clerkfiber.AuthorizationParams{Plan: "u:pro"}),
		}
		if claims, err := clerkfiber.Claims[map[string]any](auth); err == nil {
			s.Claims = claims
		}
		return c.JSON(s)
	})
	return app
}

func look(t *testing.T, app *fiber.App, token string) seen {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	req.Header.Set("Authorization", "Bearer "+token)
	return lookWith(t, app, req)
}

func lookWith(t *testing.T, app *fiber.App, req *http.Request) seen {
	t.Helper()
	res, err := app.Test(req, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var s seen
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatalf("%d %s: %v", res.StatusCode, raw, err)
	}
	return s
}

func TestRefusedSessionTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
	options := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	options.AuthorizedParties = []string{clerktest.DefaultOrigin}
	options.Audience = []string{"api"}
	app := observer(t, options)
	for _, test := range []struct {
		name   string
		token  string
		reason string
	}{
		{"accepted", s.SessionToken(user), ""},
		{"its audience", s.SessionToken(user, clerktest.Audience("api")), ""},
		{"one of its audiences", s.SessionToken(user, clerktest.Audience("web", "api")), ""},
		{"a user who does not exist", s.SessionToken("user_nobody"), ""},
		{"expired", s.SessionToken(user, clerktest.Expired()), "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		{"expired within the skew", s.SessionToken(user, clerktest.Age(62*time.Second)), ""},
		{"short-lived and old", s.SessionToken(user, clerktest.TTL(2*time.Second), clerktest.Age(8*time.Second)), "session-token-expired-refresh-non-eligible-no-refresh-cookie"},
		{"not yet valid", s.SessionToken(user, clerktest.NotYetValid()), "session-token-nbf"},
		{"issued in the future", s.SessionToken(user, clerktest.IssuedInFuture()), "session-token-iat-in-the-future"},
		{"another instance", s.SessionToken(user, clerktest.OtherInstance()), "jwk-kid-mismatch"},
		{"another key", s.SessionToken(user, clerktest.OtherKey()), "token-invalid-signature"},
		{"no azp", s.SessionToken(user, clerktest.NoAZP()), "token-invalid-authorized-parties"},
		{"another azp", s.SessionToken(user, clerktest.AZP("https://evil.example")), "token-invalid-authorized-parties"},
		{"another audience", s.SessionToken(user, clerktest.Audience("web")), "token-verification-failed"},
		{"a JWT template", s.SessionToken(user, clerktest.Template("hasura")), "token-type-mismatch"},
		{"another type", s.SessionToken(user, clerktest.Header(map[string]any{"typ": "JOSE"})), "token-invalid"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := look(t, app, test.token)
			if got.Reason != test.reason || (got.User != "") != (test.reason == "") {
				t.Errorf("reason %q, user %q; want reason %q", got.Reason, got.User, test.reason)
			}
		})
	}
}

func TestSessionTokenClaims(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
	mine := s.CreateOrganization("Engines", user)
	s.AddMember(mine.ID, user, "org:engineer", "org:engines:build", "org:engines:run", "org:cards:punch")
	made := clerktest.Organization{ID: "org_1", Slug: "one", Role: "admin", Permissions: []string{"org:cards:punch"}}
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})

	for _, version := range []struct {
		name    string
		options []clerktest.TokenOption
	}{{"version 2", nil}, {"version 1", []clerktest.TokenOption{clerktest.Version1()}}} {
		t.Run(version.name, func(t *testing.T) {
			token := func(options ...clerktest.TokenOption) string {
				return s.SessionToken(user, append(slices.Clone(version.options), options...)...)
			}
			got := look(t, app, token())
			if got.User != user || got.Status != "active" || !strings.HasPrefix(got.Session, "sess_") || got.Org != "" {
				t.Errorf("plain: %+v", got)
			}
			got = look(t, app, token(clerktest.InOrganization(clerktest.Organization{ID: mine.ID})))
			slices.Sort(got.Permissions)
			want := []string{"org:cards:punch", "org:engines:build", "org:engines:run"}
			if got.Org != mine.ID || got.Slug != "engines" || got.Role != "org:engineer" || !slices.Equal(got.Permissions, want) {
				t.Errorf("an organization of the server's: %+v", got)
			}
			got = look(t, app, token(clerktest.InOrganization(made)))
			if got.Org != "org_1" || got.Slug != "one" || got.Role != "org:admin" || !slices.Equal(got.Permissions, made.Permissions) {
				t.Errorf("an organization of the test's: %+v", got)
			}
			if got = look(t, app, token(clerktest.Pending())); got.Status != "pending" {
				t.Errorf("pending: %+v", got)
			}
			got = look(t, app, token(clerktest.Impersonated("user_support")))
			if act, _ := got.Claims["act"].(map[string]any); act["sub"] != "user_support" {
				t.Errorf("impersonated: %v", got.Claims)
			}
			got = look(t, app, token(clerktest.Claims(map[string]any{"plan_level": 3, "sts": nil})))
			if got.Claims["plan_level"] != 3.0 || got.Claims["sts"] != nil {
				t.Errorf("custom claims: %v", got.Claims)
			}
		})
	}
}

func TestFeaturesPlansAndFactors(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	got := look(t, app, s.SessionToken("user_1",
		clerktest.InOrganization(clerktest.Organization{ID: "org_1", Permissions: []string{"org:cards:punch", "org:reports:read"}}),
		clerktest.Features("o:reports", "u:beta"), clerktest.Plans("u:pro"), clerktest.FactorVerificationAge(5, 7)))
	slices.Sort(got.Permissions)
	if !got.HasFeature || got.HasOtherFeature || !got.HasPlan {
		t.Errorf("features and plans: %+v", got)
	}
	if !slices.Equal(got.Permissions, []string{"org:cards:punch", "org:reports:read"}) {
		t.Errorf("permissions beside features: %v", got.Permissions)
	}
	if age, _ := json.Marshal(got.Factors); string(age) != "[5,7]" {
		t.Errorf("factor verification age %s", age)
	}
}

// The Backend API knows the sessions of the tokens, and makes more of them.
func TestTokensAndSessionsBelongTogether(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	first, second := look(t, app, s.SessionToken(user)), look(t, app, s.SessionToken(user))
	if first.Session != second.Session {
		t.Errorf("two tokens of one user belong to %s and %s", first.Session, second.Session)
	}
	client, err := clerkfiberClient(s)
	if err != nil {
		t.Fatal(err)
	}
	session, err := client.Sessions.GetSession(t.Context(), first.Session)
	if err != nil || session.UserID != user || session.Status != "active" {
		t.Fatalf("session %+v, %v", session, err)
	}
	if status, answer := ask(t, s, "POST", "/v1/jwt_templates", `{"name":"hasura","claims":{}}`); status != http.StatusOK {
		t.Fatalf("a JWT template: %d %v", status, answer)
	}
	for template, reason := range map[string]string{"": "", "hasura": "token-type-mismatch"} {
		token, err := client.Sessions.GetToken(t.Context(), session.ID, template, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := look(t, app, token.JWT); got.Reason != reason {
			t.Errorf("template %q: reason %q, want %q", template, got.Reason, reason)
		}
	}
	if _, err := client.Sessions.RevokeSession(t.Context(), session.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Sessions.GetToken(t.Context(), session.ID, "", 0); err == nil {
		t.Error("a revoked session still gives tokens")
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	for _, production := range []bool{false, true} {
		s := start(t, clerktest.Config{Production: production})
		user := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID
		app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
		request := func(options ...clerktest.TokenOption) *http.Request {
			req := httptest.NewRequest(http.MethodGet, "http://app.example/page", nil)
			req.RequestURI = "/page" // app.Test would send no Host with a whole address
			s.SignIn(req, user, options...)
			return req
		}
		got := lookWith(t, app, request())
		if got.User != user || got.Claims["azp"] != "http://app.example" {
			t.Errorf("production %t: %+v", production, got)
		}
		// No document is asked for, so that there is no handshake but a reason.
		if got := lookWith(t, app, request(clerktest.Expired())); got.User != "" || !strings.HasPrefix(got.Reason, "session-token-expired") {
			t.Errorf("production %t, expired: reason %q", production, got.Reason)
		}
		if got := lookWith(t, app, request(clerktest.OtherKey())); got.User != "" {
			t.Errorf("production %t, forged: %+v", production, got)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	s, same, own := start(t), start(t), start(t, clerktest.Config{OwnKey: true, KeyID: "ins_chosen"})
	if s.JWTKey() != same.JWTKey() || s.JWTKey() == own.JWTKey() {
		t.Error("the servers of a process share a key, unless they ask for one of their own")
	}
	header, _, _ := strings.Cut(own.SessionToken("user_1"), ".")
	if raw, err := base64.RawURLEncoding.DecodeString(header); err != nil || !strings.Contains(string(raw), `"kid":"ins_chosen"`) {
		t.Errorf("header %s, %v", raw, err)
	}
	networkless := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	networkless.JWTKey = s.JWTKey()
	if got := look(t, observer(t, networkless), s.SessionToken("user_1")); got.User != "user_1" {
		t.Errorf("verification by JWTKey: %+v", got)
	}
	if n := s.CountRequests("", "/v1/jwks"); n != 0 {
		t.Errorf("verification by JWTKey asked for the JWKS %d times", n)
	}

	old := s.SessionToken("user_1")
	s.RotateKey()
	fresh := s.SessionToken("user_1")
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	if got := look(t, app, old); got.User != "user_1" {
		t.Errorf("a token of the former key: %+v", got)
	}
	if got := look(t, app, fresh); got.User != "user_1" {
		t.Errorf("a token of the new key: %+v", got)
	}
	s.WithdrawKeys()
	if got := look(t, observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}), old); got.Reason != "jwk-kid-mismatch" {
		t.Errorf("a token of a withdrawn key: %+v", got)
	}
}
