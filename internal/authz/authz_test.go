package authz

import (
	"fmt"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

func TestAllowed(t *testing.T) {
	admin := Subject{
		UserID: "user_1", OrgID: "org_1", OrgRole: "org:admin",
		OrgPermissions: []string{"org:invoices:read", "org:invoices:create"},
		Features:       "o:reports,u:export,ou:chat", Plans: "o:team,u:free",
		FactorVerificationAge: "[5,15]",
	}
	personal := admin
	personal.OrgID = ""
	nobody := admin
	nobody.UserID = ""
	broken := admin
	broken.Features, broken.Plans = "reports", "o:team,free"
	short := admin
	short.OrgRole = "admin"

	for _, tc := range []struct {
		name   string
		s      Subject
		p      Params
		wanted bool
	}{
		{"nothing asked", admin, Params{}, false},
		{"nobody", nobody, Params{Role: "admin"}, false},

		{"role", admin, Params{Role: "admin"}, true},
		{"role with org:", admin, Params{Role: "org:admin"}, true},
		{"role with org: twice", admin, Params{Role: "org:org:admin"}, true},
		{"role of a token that leaves org: out", short, Params{Role: "org:admin"}, true},
		{"another role", admin, Params{Role: "member"}, false},
		{"role in another case", admin, Params{Role: "Admin"}, false},
		{"role without an organization", personal, Params{Role: "admin"}, false},

		{"permission", admin, Params{Permission: "org:invoices:read"}, true},
		{"permission without org:", admin, Params{Permission: "invoices:read"}, true},
		{"another permission", admin, Params{Permission: "org:invoices:delete"}, false},
		{"permission without an organization", personal, Params{Permission: "org:invoices:read"}, false},
		{"role and permission", admin, Params{Role: "admin", Permission: "invoices:read"}, true},
		{"role, but not the permission", admin, Params{Role: "admin", Permission: "invoices:delete"}, false},
		{"permission, but not the role", admin, Params{Role: "member", Permission: "invoices:read"}, false},

		{"feature of the organization", admin, Params{Feature: "reports"}, true},
		{"feature of the user", admin, Params{Feature: "export"}, true},
		{"feature with its scope", admin, Params{Feature: "org:reports"}, true},
		{"feature with its scope, short", admin, Params{Feature: "o:reports"}, true},
		{"feature with its scope, long", admin, Params{Feature: "organization:reports"}, true},
		{"feature with the other scope", admin, Params{Feature: "user:reports"}, false},
		{"feature of both", admin, Params{Feature: "u:chat"}, true},
		{"feature with a scope that is none", admin, Params{Feature: "team:reports"}, false},
		{"another feature", admin, Params{Feature: "api"}, false},
		{"feature of a claim without scopes", broken, Params{Feature: "reports"}, false},
		{"feature needs no organization", personal, Params{Feature: "export"}, true},

		{"plan", admin, Params{Plan: "team"}, true},
		{"plan with its scope", admin, Params{Plan: "user:free"}, true},
		{"plan with the other scope", admin, Params{Plan: "user:team"}, false},
		{"plan of a claim that is broken elsewhere", broken, Params{Plan: "team"}, false},
		{"feature and plan", admin, Params{Feature: "reports", Plan: "team"}, true},
		{"feature, but not the plan", admin, Params{Feature: "reports", Plan: "pro"}, false},

		{"role and feature", admin, Params{Role: "admin", Feature: "reports"}, true},
		{"role, but not the feature", admin, Params{Role: "admin", Feature: "api"}, false},
		{"role and reverification", admin, Params{Role: "admin", Reverification: &Reverification{"first_factor", 10}}, true},
		{"role, but verified too long ago", admin, Params{Role: "admin", Reverification: &Reverification{"second_factor", 10}}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Allowed(tc.s, tc.p); got != tc.wanted {
				t.Errorf("got %v", got)
			}
		})
	}
}

// The ages are minutes since the first and the second factor were verified.
func TestReverification(t *testing.T) {
	for _, tc := range []struct {
		ages                 js.Value
		minutes              int
		first, second, multi bool
	}{
		{"[0,0]", 10, true, true, true},
		{"[9,9]", 10, true, true, true},
		{"[9.99,9.99]", 10, true, true, true},
		{"[10,10]", 10, false, false, false},
		{"[5,15]", 10, true, false, false},
		{"[15,5]", 10, false, true, false},
		{"[5,-1]", 10, true, true, true}, // no second factor: the first must do
		{"[15,-1]", 10, false, false, false},
		{"[-1,5]", 10, false, true, false}, // no first factor
		{"[-1,15]", 10, false, false, false},
		{"[-1,-1]", 10, false, false, false},
		{"[0,0]", 0, false, false, false}, // a limit that is none
		{"[0,0]", -1, false, false, false},
		{"", 10, false, false, false}, // ages that are none
		{"null", 10, false, false, false},
		{"[]", 10, false, false, false},
		{"[1]", 10, false, false, false},
		{"[1,2,3]", 10, false, false, false},
		{`["1",2]`, 10, false, false, false},
		{"[null,2]", 10, false, false, false},
		{"[-2,2]", 10, false, false, false},
		{"[1e400,2]", 10, false, false, false},
		{`{"0":1,"1":2}`, 10, false, false, false},
		{`"1,2"`, 10, false, false, false},
	} {
		t.Run(fmt.Sprintf("%s within %d", tc.ages, tc.minutes), func(t *testing.T) {
			s := Subject{UserID: "user_1", FactorVerificationAge: tc.ages}
			for level, wanted := range map[string]bool{
				"first_factor": tc.first, "second_factor": tc.second, "multi_factor": tc.multi, "third_factor": false, "": false,
			} {
				if got := Allowed(s, Params{Reverification: &Reverification{level, tc.minutes}}); got != wanted {
					t.Errorf("%q: got %v", level, got)
				}
			}
		})
	}
}
