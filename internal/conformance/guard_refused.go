package conformance

import (
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
)

// registered is what RequireAuth says of options; empty when it takes them.
func (f Suite) registered(options ...clerkauth.AuthOption) (fault string) {
	defer func() {
		if why := recover(); why != nil {
			fault = why.(error).Error()
		}
	}()
	f.RequireAuth(options...)
	return ""
}

// A guard that nobody can pass is found when it is registered, not by the first
// who should have passed.
func (f Suite) TestWrongGuardsAreRefusedAtRegistration(t *testing.T) {
	t.Parallel()
	accepts := clerkauth.AcceptsToken
	requires := func(p clerkauth.AuthorizationParams) clerkauth.AuthOption { return clerkauth.Requires(p) }
	type params = clerkauth.AuthorizationParams
	for _, test := range []struct {
		name    string
		options []clerkauth.AuthOption
		want    []string // parts of the message; none: it is fine
	}{
		{"nothing", nil, nil},
		{"nil", []clerkauth.AuthOption{nil}, nil},
		{"each kind", []clerkauth.AuthOption{accepts(clerkauth.SessionToken, clerkauth.APIKey, clerkauth.M2MToken, clerkauth.OAuthToken)}, nil},
		{"any kind", []clerkauth.AuthOption{accepts(clerkauth.AnyToken)}, nil},
		{"any kind and a role", []clerkauth.AuthOption{accepts(clerkauth.AnyToken), requires(params{Role: "org:admin"})}, nil},
		{"sessions or keys, and a role", []clerkauth.AuthOption{accepts(clerkauth.SessionToken, clerkauth.APIKey), requires(params{Role: "admin"})}, nil},
		{"everything there is to ask", []clerkauth.AuthOption{requires(params{
			Role: "org:admin", Permission: "org:invoices:create", Feature: "user:export", Plan: "org:team", Reverification: clerkauth.StrictMFA,
		}), requires(params{Role: "admin", Permission: "invoices:read", Feature: "reports", Plan: "o:pro", Reverification: clerkauth.Lax})}, nil},

		{"one of several", []clerkauth.AuthOption{clerkauth.RequiresAny(params{Role: "org:admin"}, params{Role: "org:owner"})}, nil},
		{"scopes of any kind", []clerkauth.AuthOption{accepts(clerkauth.AnyToken), clerkauth.RequiresScope("read", "write")}, nil},
		{"a function", []clerkauth.AuthOption{clerkauth.RequiresFunc(func(*clerkauth.Auth) bool { return false })}, nil},
		{"one of nothing", []clerkauth.AuthOption{clerkauth.RequiresAny()}, []string{"RequiresAny", "names nothing"}},
		{"one of them wrong", []clerkauth.AuthOption{clerkauth.RequiresAny(params{Role: "admin"}, params{Permission: "read"})}, []string{"RequiresAny: Permission"}},
		{"one of them empty", []clerkauth.AuthOption{clerkauth.RequiresAny(params{Role: "admin"}, params{})}, []string{"RequiresAny", "asks nothing"}},
		{"one of several, of machines", []clerkauth.AuthOption{accepts(clerkauth.APIKey), clerkauth.RequiresAny(params{Role: "admin"})}, []string{"RequiresAny", "no session tokens"}},
		{"a scope of sessions", []clerkauth.AuthOption{clerkauth.RequiresScope("read")}, []string{"RequiresScope", "AcceptsToken takes none"}},
		{"no scope", []clerkauth.AuthOption{accepts(clerkauth.APIKey), clerkauth.RequiresScope()}, []string{"RequiresScope", "no scope"}},
		{"an empty scope", []clerkauth.AuthOption{accepts(clerkauth.APIKey), clerkauth.RequiresScope("")}, []string{"RequiresScope", `""`}},
		{"two scopes in one", []clerkauth.AuthOption{accepts(clerkauth.APIKey), clerkauth.RequiresScope("read write")}, []string{"RequiresScope", "blank"}},
		{"a scope and a role", []clerkauth.AuthOption{accepts(clerkauth.AnyToken), clerkauth.RequiresScope("read"), requires(params{Role: "admin"})}, []string{"RequiresScope", "nobody would pass"}},
		{"a scope and a sign-in page", []clerkauth.AuthOption{accepts(clerkauth.AnyToken), clerkauth.RequiresScope("read"), clerkauth.RedirectToSignIn()}, []string{"RedirectToSignIn", "scopes"}},
		{"no function", []clerkauth.AuthOption{clerkauth.RequiresFunc(nil)}, []string{"RequiresFunc", "nil"}},
		{"a kind that does not exist", []clerkauth.AuthOption{accepts("apikey")}, []string{"AcceptsToken", `"apikey"`, "api_key"}},
		{"one among others", []clerkauth.AuthOption{accepts(clerkauth.SessionToken, "m2m")}, []string{`"m2m"`}},
		{"an empty kind", []clerkauth.AuthOption{accepts("")}, []string{`""`}},
		{"no kind", []clerkauth.AuthOption{accepts()}, []string{"AcceptsToken", "no kind", "AnyToken"}},
		{"a role of machines", []clerkauth.AuthOption{accepts(clerkauth.APIKey), requires(params{Role: "org:admin"})}, []string{"Requires", "session"}},
		{"a sign-in page for machines", []clerkauth.AuthOption{accepts(clerkauth.M2MToken), clerkauth.RedirectToSignIn()}, []string{"RedirectToSignIn"}},
		{"a question that asks nothing", []clerkauth.AuthOption{requires(params{})}, []string{"Requires", "asks nothing"}},
		{"a permission of one word", []clerkauth.AuthOption{requires(params{Permission: "read"})}, []string{"Permission", `"read"`, "org:<feature>:<permission>"}},
		{"a permission without a name", []clerkauth.AuthOption{requires(params{Permission: "org:invoices:"})}, []string{"Permission"}},
		{"a permission that is its prefix", []clerkauth.AuthOption{requires(params{Permission: "org:invoices"})}, []string{"Permission"}},
		{"a permission with a blank", []clerkauth.AuthOption{requires(params{Permission: "org:invoices: read"})}, []string{"Permission", "blank"}},
		{"a role with a blank", []clerkauth.AuthOption{requires(params{Role: "org:admin "})}, []string{"Role", "blank"}},
		{"a role of two words", []clerkauth.AuthOption{requires(params{Role: "billing manager"})}, []string{"Role", "blank"}},
		{"a role that is its prefix", []clerkauth.AuthOption{requires(params{Role: "org:"})}, []string{"Role"}},
		{"a feature with a line break", []clerkauth.AuthOption{requires(params{Feature: "reports\n"})}, []string{"Feature", "blank"}},
		{"a plan of a scope that is none", []clerkauth.AuthOption{requires(params{Plan: "team:pro"})}, []string{"Plan", "scope"}},
		{"two roles at once", []clerkauth.AuthOption{requires(params{Role: "org:admin"}), requires(params{Role: "member"})}, []string{`"admin"`, `"member"`}},
		{"a level that is a preset's name", []clerkauth.AuthOption{requires(params{Reverification: &clerkauth.Reverification{Level: "strict", AfterMinutes: 10}})}, []string{"Reverification.Level", `"strict"`, "second_factor"}},
		{"a level alone", []clerkauth.AuthOption{requires(params{Reverification: &clerkauth.Reverification{Level: "first_factor"}})}, []string{"AfterMinutes"}},
		{"an empty reverification", []clerkauth.AuthOption{requires(params{Reverification: &clerkauth.Reverification{}})}, []string{"2 faults", "Level", "AfterMinutes"}},
		{
			"all of it at once",
			[]clerkauth.AuthOption{accepts("apikey"), requires(params{}), requires(params{Permission: "a b"})},
			[]string{"4 faults", `"apikey"`, "no session tokens", "asks nothing", "blank"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := f.registered(test.options...)
			if (got == "") != (len(test.want) == 0) {
				t.Fatalf("got %q", got)
			}
			for _, part := range test.want {
				if !strings.Contains(got, part) || !strings.HasPrefix(got, "clerkfiber: RequireAuth: ") {
					t.Errorf("got %q, want %q in it", got, part)
				}
			}
		})
	}
}

// Where there is nobody to tell at the start, a kind that does not exist is
// simply nobody's.
func (f Suite) TestAKindThatDoesNotExistIsNobodys(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	for _, kinds := range [][]clerkauth.TokenType{{"apikey"}, {}, {"", "x"}} {
		app := f.application(o, clerkauth.AcceptsToken(kinds...))
		for _, token := range []string{s.SessionToken("user_1"), s.APIKey("user_1")} {
			if got := send(t, app, bearer(token)); got.object(t)["isAuthenticated"] != false {
				t.Errorf("%v: %s", kinds, got.body)
			}
		}
	}
}
