package conformance

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (f Suite) TestGuardsThatAskForMore(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	var log strings.Builder
	o.Logger = slog.New(slog.NewTextHandler(&log, nil))
	user := s.CreateUser(clerktest.User{}).ID
	in := func(role string) string {
		return s.SessionToken(user, clerktest.InOrganization(clerktest.Organization{ID: "org_1", Role: role}), clerktest.FactorVerificationAge(30, 30))
	}
	type params = clerkauth.AuthorizationParams
	anybody := clerkauth.AcceptsToken(clerkauth.AnyToken)
	either := clerkauth.RequiresAny(params{Role: "org:admin"}, params{Role: "org:owner"})
	stepUp := clerkauth.RequiresAny(params{Role: "org:owner"}, params{Role: "org:admin", Reverification: clerkauth.Strict})
	scope := clerkauth.RequiresScope("read", "write")
	once := clerkauth.RequiresScope("read")
	reads := clerkauth.RequiresFunc(func(a *clerkauth.Auth) bool {
		return a.SessionClaims != nil && a.UserID == user || a.TokenType == clerkauth.APIKey
	})
	key := s.APIKey(user, clerktest.Scopes("read", "write", "more"))
	lesser := s.APIKey(user, clerktest.Scopes("read"))

	for _, test := range []struct {
		name, token string
		options     []clerkauth.AuthOption
		status      int
		body        string
	}{
		{"any: the first", in("org:admin"), []clerkauth.AuthOption{either}, 200, "in"},
		{"any: the second", in("org:owner"), []clerkauth.AuthOption{either}, 200, "in"},
		{"any: none", in("org:member"), []clerkauth.AuthOption{either}, 403, ""},
		{"any: nobody", "garbage", []clerkauth.AuthOption{either}, 401, ""},
		{"any: a machine", key, []clerkauth.AuthOption{anybody, either}, 403, ""},
		{"any, twice: each counts", in("org:admin"), []clerkauth.AuthOption{either, clerkauth.RequiresAny(params{Role: "org:owner"})}, 403, ""},
		{"any: one by verifying a factor", in("org:admin"), []clerkauth.AuthOption{stepUp}, 403, "reverification-error"},
		{"any: enough without it", in("org:owner"), []clerkauth.AuthOption{stepUp}, 200, "in"},
		{"any: not by verifying either", in("org:member"), []clerkauth.AuthOption{stepUp}, 403, "Forbidden"},
		{"scopes: all", key, []clerkauth.AuthOption{anybody, scope}, 200, "in"},
		{"scopes: one is missing", lesser, []clerkauth.AuthOption{anybody, scope}, 403, ""},
		{"scopes: one is enough", lesser, []clerkauth.AuthOption{anybody, once}, 200, "in"},
		{"scopes: part of a word", s.APIKey(user, clerktest.Scopes("reads")), []clerkauth.AuthOption{anybody, once}, 403, ""},
		{"scopes: in two options", lesser, []clerkauth.AuthOption{anybody, once, clerkauth.RequiresScope("write")}, 403, ""},
		{"scopes: none at all", s.M2MToken("mch_1"), []clerkauth.AuthOption{anybody, once}, 403, ""},
		{"scopes: a machine's JWT", s.OAuthToken(user, clerktest.Scopes("read"), clerktest.AsJWT()), []clerkauth.AuthOption{anybody, once}, 200, "in"},
		{"scopes: a session", in("org:admin"), []clerkauth.AuthOption{anybody, once}, 403, ""},
		{"a function: yes, and it has the claims", in("org:admin"), []clerkauth.AuthOption{reads}, 200, "in"},
		{"a function: no", s.SessionToken("user_2"), []clerkauth.AuthOption{reads}, 403, ""},
		{"a function: has the guard's kinds", key, []clerkauth.AuthOption{anybody, reads}, 200, "in"},
		{"a function: not asked about nobody", "garbage", []clerkauth.AuthOption{clerkauth.RequiresFunc(func(*clerkauth.Auth) bool { t.Error("asked"); return true })}, 401, ""},
		{"a function that panics", in("org:admin"), []clerkauth.AuthOption{clerkauth.RequiresFunc(func(*clerkauth.Auth) bool { panic(secretPanic) })}, 403, ""},
		{"functions: each counts", in("org:admin"), []clerkauth.AuthOption{reads, clerkauth.RequiresFunc(func(*clerkauth.Auth) bool { return false })}, 403, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			app := f.NewApp(Config{})
			app.Use("/", f.New(o), f.RequireAuth(test.options...))
			app.All("/", func(c Ctx) error { return c.SendString("in") })
			for range 2 { // at first sight, and known
				got := send(t, app, bearer(test.token))
				if got.status != test.status || !strings.Contains(got.body, test.body) {
					t.Errorf("%d %q", got.status, got.body)
				}
			}
		})
	}
	if told := log.String(); !strings.Contains(told, "RequiresFunc panicked") || strings.Contains(told, secretPanic) {
		t.Errorf("log: %s", told)
	}
}

// What a guard's function writes to its Auth is nobody else's.
func (f Suite) TestAGuardsFunctionHasAnAuthOfItsOwn(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.NewApp(Config{})
	app.Use("/", f.New(o), f.RequireAuth(clerkauth.RequiresFunc(func(a *clerkauth.Auth) bool {
		a.UserID = "user_other"
		return true
	})))
	app.All("/", answerAuth)
	if got := send(t, app, bearer(s.SessionToken("user_1"))); got.status != http.StatusOK || got.object(t)["userId"] != "user_1" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func (f Suite) TestShorthandsForTemplates(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	signedIn := s.SessionToken("user_1", clerktest.Features("o:reports"), clerktest.Plans("o:pro"), clerktest.InOrganization(clerktest.Organization{
		ID: "org_1", Role: "org:admin", Permissions: []string{"org:invoices:create"},
	}))
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		a, err := c.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
		if err != nil {
			return err
		}
		return c.JSON(map[string]any{
			"yes":  []bool{a.HasRole("org:admin"), a.HasRole("admin"), a.HasPermission("org:invoices:create"), a.HasFeature("reports"), a.HasPlan("pro")},
			"no":   []bool{a.HasRole("org:member"), a.HasRole(""), a.HasPermission("org:invoices:read"), a.HasPermission(""), a.HasFeature("x"), a.HasFeature(""), a.HasPlan("x"), a.HasPlan("")},
			"name": a.Principal(),
		})
	})
	for _, test := range []struct {
		name, token, principal string
		yes                    bool
	}{
		{"a session", signedIn, "user_1", true},
		{"a user's key", s.APIKey("user_1"), "user_1", false},
		{"an organization's key", s.APIKey("org_1"), "org_1", false},
		{"a machine", s.M2MToken("mch_1"), "mch_1", false},
		{"an OAuth token", s.OAuthToken("user_1"), "user_1", false},
		{"nobody", "garbage", "", false},
		{"pending", s.SessionToken("user_1", clerktest.Pending()), "", false},
	} {
		got := send(t, app, bearer(test.token)).object(t)
		for _, yes := range got["yes"].([]any) {
			if yes != test.yes {
				t.Errorf("%s: has: %v", test.name, got["yes"])
			}
		}
		for _, no := range got["no"].([]any) {
			if no != false {
				t.Errorf("%s: has not: %v", test.name, got["no"])
			}
		}
		if got["name"] != test.principal {
			t.Errorf("%s: principal %q", test.name, got["name"])
		}
	}
	var nobody *clerkauth.Auth
	if nobody.HasRole("org:admin") || nobody.HasPermission("org:a:b") || nobody.HasFeature("x") || nobody.HasPlan("x") || nobody.Principal() != "" {
		t.Error("a nil Auth has something")
	}
}
