package clerktest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A user has the membership that it has, whoever made the organization.
func TestMembershipInTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	ada, bob, eve := s.CreateUser(clerktest.User{}).ID, s.CreateUser(clerktest.User{}).ID, s.CreateUser(clerktest.User{}).ID
	acme := s.CreateOrganization("Acme", ada)
	s.AddMember(acme.ID, bob, "org:member", "org:invoices:read", "org:sys_memberships:read")
	for _, test := range []struct {
		name, user string
		org        clerktest.Organization
		role       string
		perms      []string
	}{
		{"the creator", ada, acme, "org:admin", []string{}},
		{"a member", bob, acme, "org:member", []string{"org:invoices:read"}},
		{"a member, by id alone", bob, clerktest.Organization{ID: acme.ID}, "org:member", []string{"org:invoices:read"}},
		{"a member, in the test's own words", bob, clerktest.Organization{ID: acme.ID, Role: "org:owner", Permissions: []string{"org:sys_profile:manage", "org:a:b"}}, "org:owner", []string{"org:a:b"}},
		{"an organization of another world", eve, clerktest.Organization{ID: "org_unknown", Role: "org:guest"}, "org:guest", []string{}},
	} {
		got := look(t, app, s.SessionToken(test.user, clerktest.InOrganization(test.org)))
		if got.Role != test.role || fmt.Sprint(got.Permissions) != fmt.Sprint(test.perms) {
			t.Errorf("%s: %s %v, want %s %v", test.name, got.Role, got.Permissions, test.role, test.perms)
		}
		if fea, found := got.Claims["fea"]; found && fea != "o:invoices" && fea != "o:a" {
			t.Errorf("%s: features %v", test.name, fea)
		}
	}
	defer func() {
		if fault := fmt.Sprint(recover()); fault == "<nil>" {
			t.Error("a stranger has a token of the organization")
		}
	}()
	s.SessionToken(eve, clerktest.InOrganization(acme))
}

// What the API changes about roles, the next token says.
func TestRolesThatAreEdited(t *testing.T) {
	t.Parallel()
	s := start(t)
	client, ctx := clientOf(t, s), t.Context()
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	user := s.CreateUser(clerktest.User{}).ID
	org := s.CreateOrganization("Acme", user).ID
	permission := must[*backendapi.Permission](t)(client.OrganizationPermissions.CreateOrganizationPermission(ctx, backendapi.CreateOrganizationPermissionParams{Name: "Read", Key: "org:invoices:read"}))
	role := must[*backendapi.Role](t)(client.OrganizationRoles.CreateOrganizationRole(ctx, backendapi.CreateOrganizationRoleParams{
		Name: "Clerk", Key: "org:clerk", Permissions: backendapi.Set([]string{permission.Key}), IncludeInInitialRoleSet: backendapi.Set(true),
	}))
	must[*backendapi.OrganizationMembership](t)(client.Organizations.UpdateOrganizationMembership(ctx, backendapi.UpdateOrganizationMembershipParams{
		OrganizationID: org, UserID: user, Role: "org:clerk",
	}))
	see := func(want ...string) {
		t.Helper()
		got := look(t, app, s.SessionToken(user, clerktest.InOrganization(clerktest.Organization{ID: org})))
		if got.Role != "org:clerk" || !slices.Equal(got.Permissions, want) {
			t.Errorf("%s %v, want org:clerk %v", got.Role, got.Permissions, want)
		}
	}
	see("org:invoices:read")
	must[*backendapi.Role](t)(client.OrganizationRoles.RemovePermissionFromOrganizationRole(ctx, backendapi.RemovePermissionFromOrganizationRoleParams{
		OrganizationRoleID: role.ID, PermissionID: permission.ID,
	}))
	see()
	if _, err := client.OrganizationRoles.DeleteOrganizationRole(ctx, role.ID); err == nil {
		t.Error("a role that a member has was deleted")
	}
}

// Plans and features are billing's; a permission counts when its feature is in
// the organization's plan.
func TestBillingInTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	user := s.CreateUser(clerktest.User{}).ID
	org := s.CreateOrganization("Acme", user).ID
	s.AddMember(org, user, "org:owner", "org:reports:read", "org:secrets:read")
	in := clerktest.InOrganization(clerktest.Organization{ID: org})
	claims := func(options ...clerktest.TokenOption) string {
		c := look(t, app, s.SessionToken(user, options...)).Claims
		return fmt.Sprint(c["pla"], " ", c["fea"])
	}
	want := func(name, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	want("without billing", claims(), "<nil> <nil>")
	s.AddPlan(clerktest.Plan{Slug: "free", Default: true})
	s.AddPlan(clerktest.Plan{Slug: "pro", Amount: 1000, Features: []string{"beta", "reports"}})
	s.AddPlan(clerktest.Plan{Slug: "team", ForOrganizations: true, Features: []string{"reports"}})
	want("the default plan", claims(), "u:free <nil>")
	item := s.Subscribe(user, "pro")
	want("a plan", claims(), "u:pro u:beta,u:reports")
	s.Subscribe(org, "team")
	want("both", claims(in), "u:pro,o:team u:beta,uo:reports")
	if got := look(t, app, s.SessionToken(user, in)); !slices.Equal(got.Permissions, []string{"org:reports:read"}) {
		t.Errorf("permissions %v, want that of the plan's feature", got.Permissions)
	}
	must[*backendapi.BillingSubscriptionItem](t)(clientOf(t, s).Billing.CancelSubscriptionItem(t.Context(), item, backendapi.CancelBillingSubscriptionItemParams{EndNow: backendapi.Set(true)}))
	want("canceled", claims(), "u:free <nil>")
	want("in the test's own words", claims(clerktest.Plans("u:gold"), clerktest.Features("u:x")), "u:gold u:x")
}
