package clerkfiber_test

import (
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber"
)

// registered is what RequireAuth says of options; empty when it takes them.
func registered(options ...clerkfiber.AuthOption) (fault string) {
	defer func() {
		if why := recover(); why != nil {
			fault = why.(error).Error()
		}
	}()
	clerkfiber.RequireAuth(options...)
	return ""
}

// A guard that nobody can pass is found when it is registered, not by the first
// who should have passed.
func TestWrongGuardsAreRefusedAtRegistration(t *testing.T) {
	t.Parallel()
	accepts := clerkfiber.AcceptsToken
	requires := func(p clerkfiber.AuthorizationParams) clerkfiber.AuthOption { return clerkfiber.Requires(p) }
	type params = clerkfiber.AuthorizationParams
	for _, test := range []struct {
		name    string
		options []clerkfiber.AuthOption
		want    []string // parts of the message; none: it is fine
	}{
		{"nothing", nil, nil},
		{"nil", []clerkfiber.AuthOption{nil}, nil},
		{"each kind", []clerkfiber.AuthOption{accepts(clerkfiber.SessionToken, clerkfiber.APIKey, clerkfiber.M2MToken, clerkfiber.OAuthToken)}, nil},
		{"any kind", []clerkfiber.AuthOption{accepts(clerkfiber.AnyToken)}, nil},
		{"any kind and a role", []clerkfiber.AuthOption{accepts(clerkfiber.AnyToken), requires(params{Role: "org:admin"})}, nil},
		{"sessions or keys, and a role", []clerkfiber.AuthOption{accepts(clerkfiber.SessionToken, clerkfiber.APIKey), requires(params{Role: "admin"})}, nil},
		{"everything there is to ask", []clerkfiber.AuthOption{requires(params{
			Role: "org:admin", Permission: "org:invoices:create", Feature: "user:export", Plan: "org:team", Reverification: clerkfiber.StrictMFA,
		}), requires(params{Role: "admin", Permission: "invoices:read", Feature: "reports", Plan: "o:pro", Reverification: clerkfiber.Lax})}, nil},

		{"a kind that does not exist", []clerkfiber.AuthOption{accepts("apikey")}, []string{"AcceptsToken", `"apikey"`, "api_key"}},
		{"one among others", []clerkfiber.AuthOption{accepts(clerkfiber.SessionToken, "m2m")}, []string{`"m2m"`}},
		{"an empty kind", []clerkfiber.AuthOption{accepts("")}, []string{`""`}},
		{"no kind", []clerkfiber.AuthOption{accepts()}, []string{"AcceptsToken", "no kind", "AnyToken"}},
		{"a role of machines", []clerkfiber.AuthOption{accepts(clerkfiber.APIKey), requires(params{Role: "org:admin"})}, []string{"Requires", "session"}},
		{"a sign-in page for machines", []clerkfiber.AuthOption{accepts(clerkfiber.M2MToken), clerkfiber.RedirectToSignIn()}, []string{"RedirectToSignIn"}},
		{"a question that asks nothing", []clerkfiber.AuthOption{requires(params{})}, []string{"Requires", "asks nothing"}},
		{"a permission of one word", []clerkfiber.AuthOption{requires(params{Permission: "read"})}, []string{"Permission", `"read"`, "org:<feature>:<permission>"}},
		{"a permission without a name", []clerkfiber.AuthOption{requires(params{Permission: "org:invoices:"})}, []string{"Permission"}},
		{"a permission that is its prefix", []clerkfiber.AuthOption{requires(params{Permission: "org:invoices"})}, []string{"Permission"}},
		{"a permission with a blank", []clerkfiber.AuthOption{requires(params{Permission: "org:invoices: read"})}, []string{"Permission", "blank"}},
		{"a role with a blank", []clerkfiber.AuthOption{requires(params{Role: "org:admin "})}, []string{"Role", "blank"}},
		{"a role of two words", []clerkfiber.AuthOption{requires(params{Role: "billing manager"})}, []string{"Role", "blank"}},
		{"a role that is its prefix", []clerkfiber.AuthOption{requires(params{Role: "org:"})}, []string{"Role"}},
		{"a feature with a line break", []clerkfiber.AuthOption{requires(params{Feature: "reports\n"})}, []string{"Feature", "blank"}},
		{"a plan of a scope that is none", []clerkfiber.AuthOption{requires(params{Plan: "team:pro"})}, []string{"Plan", "scope"}},
		{"two roles at once", []clerkfiber.AuthOption{requires(params{Role: "org:admin"}), requires(params{Role: "member"})}, []string{`"admin"`, `"member"`}},
		{"a level that is a preset's name", []clerkfiber.AuthOption{requires(params{Reverification: &clerkfiber.Reverification{Level: "strict", AfterMinutes: 10}})}, []string{"Reverification.Level", `"strict"`, "second_factor"}},
		{"a level alone", []clerkfiber.AuthOption{requires(params{Reverification: &clerkfiber.Reverification{Level: "first_factor"}})}, []string{"AfterMinutes"}},
		{"an empty reverification", []clerkfiber.AuthOption{requires(params{Reverification: &clerkfiber.Reverification{}})}, []string{"2 faults", "Level", "AfterMinutes"}},
		{
			"all of it at once",
			[]clerkfiber.AuthOption{accepts("apikey"), requires(params{}), requires(params{Permission: "a b"})},
			[]string{"4 faults", `"apikey"`, "no session tokens", "asks nothing", "blank"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := registered(test.options...)
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
func TestAKindThatDoesNotExistIsNobodys(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	for _, kinds := range [][]clerkfiber.TokenType{{"apikey"}, {}, {"", "x"}} {
		app := application(o, clerkfiber.AcceptsToken(kinds...))
		for _, token := range []string{s.SessionToken("user_1"), s.APIKey("user_1")} {
			if got := send(t, app, bearer(token)); got.object(t)["isAuthenticated"] != false {
				t.Errorf("%v: %s", kinds, got.body)
			}
		}
	}
}
