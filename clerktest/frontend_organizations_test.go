package clerktest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What a member may do on an organization's pages goes by Clerk's permissions,
// whatever the role is called.
func TestPermissionsOnPages(t *testing.T) {
	t.Parallel()
	s := start(t)
	acme := s.CreateOrganization("Acme", s.CreateUser(clerktest.User{Email: "boss@example.com"}).ID).ID
	ask(t, s, "PATCH", "/v1/organizations/"+acme, `{"max_allowed_memberships":0}`)
	guest := s.CreateUser(clerktest.User{Email: "guest@example.com"}).ID
	const manage, profile = "org:sys_memberships:manage", "org:sys_profile:manage"
	for name, permissions := range map[string][]string{
		"nothing": {"org:invoices:read"}, "reads": {"org:sys_memberships:read"}, "manages": {"org:sys_memberships:read", manage}, "edits": {profile},
	} {
		user := s.CreateUser(clerktest.User{Email: name + "@example.com", Password: "correct horse"}).ID
		s.AddMember(acme, user, "org:"+name, permissions...)
	}
	s.CreateUser(clerktest.User{Email: "stranger@example.com", Password: "correct horse"})
	org := "/organizations/" + acme
	for _, test := range []struct {
		method, path string
		form         []string
		permission   string
		may          []string
	}{
		{"GET", org, nil, "", []string{"nothing", "reads", "manages", "edits"}},
		{"GET", org + "/memberships", nil, "org:sys_memberships:read", []string{"reads", "manages"}},
		{"GET", org + "/invitations", nil, manage, []string{"manages"}},
		{"POST", org + "/invitations", []string{"email_address", "new@example.com", "role", "org:member"}, manage, []string{"manages"}},
		{"POST", org + "/memberships", []string{"user_id", guest, "role", "org:member"}, manage, []string{"manages"}},
		{"PATCH", org + "/memberships/" + guest, []string{"role", "org:admin"}, manage, []string{"manages"}},
		{"DELETE", org + "/memberships/" + guest, nil, manage, []string{"manages"}},
		{"PATCH", org, []string{"name", "Motors"}, profile, []string{"edits"}},
		{"DELETE", org, nil, "org:sys_profile:delete", nil},
	} {
		for _, name := range []string{"nothing", "reads", "edits", "manages"} {
			p := openPage(t, s)
			p.signIn(name+"@example.com", "correct horse")
			a := p.send(test.method, test.path, form(test.form...))
			switch may := slices.Contains(test.may, name); {
			case may && a.Status != 200:
				t.Errorf("%s %s by %s: %v", test.method, test.path, name, a.Body)
			case !may && (a.Status != 403 || codeOf(a) != "missing_organization_permission" || dig(a.Body, "errors.0.meta.permissions.0") != test.permission):
				t.Errorf("%s %s by %s: %v, want 403 for want of %s", test.method, test.path, name, a.Body, test.permission)
			}
		}
		p := openPage(t, s)
		p.signIn("stranger@example.com", "correct horse")
		p.want("a stranger", p.send(test.method, test.path, form(test.form...)), 404, "organization_not_found_or_unauthorized")
	}
}

// A role that an admin gives on the page is in the member's next token.
func TestRoleGivenOnThePage(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	boss := s.CreateUser(clerktest.User{Email: "boss@example.com", Password: "correct horse"}).ID
	ada := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"}).ID
	acme := s.CreateOrganization("Acme", boss).ID
	s.AddMember(acme, ada, "org:member")
	admin, member := openPage(t, s), openPage(t, s)
	admin.signIn("boss@example.com", "correct horse")
	session := member.signIn("ada@example.com", "correct horse")
	see := func(role string) {
		t.Helper()
		a := member.send("POST", "/client/sessions/"+session+"/tokens", form("organization_id", acme))
		if got := look(t, app, fmt.Sprint(a.Body["jwt"])); got.Role != role {
			t.Errorf("the token says %q, want %q: %v", got.Role, role, a.Body)
		}
	}
	see("org:member")
	admin.want("make an admin", admin.send("PATCH", "/organizations/"+acme+"/memberships/"+ada, form("role", "org:admin")), 200, "")
	see("org:admin")
	admin.want("no such role", admin.send("PATCH", "/organizations/"+acme+"/memberships/"+ada, form("role", "org:nonsense")), 404, "resource_not_found")
	member.want("remove the other one", member.send("DELETE", "/organizations/"+acme+"/memberships/"+boss, nil), 200, "")
	member.want("step down alone", member.send("PATCH", "/organizations/"+acme+"/memberships/"+ada, form("role", "org:member")), 400, "organization_minimum_permissions_needed")
	see("org:admin")
}

// Many are invited at once, within what the organization may have.
func TestInvitationsOnThePage(t *testing.T) {
	t.Parallel()
	s := start(t)
	boss := s.CreateUser(clerktest.User{Email: "boss@example.com", Password: "correct horse"}).ID
	acme := s.CreateOrganization("Acme", boss).ID
	ask(t, s, "PATCH", "/v1/organizations/"+acme, `{"max_allowed_memberships":3,"admin_delete_enabled":false}`)
	p := openPage(t, s)
	p.signIn("boss@example.com", "correct horse")
	many := form("role", "org:member")
	many["email_address"] = []string{"one@example.com", "two@example.com"}
	a := p.want("two", p.send("POST", "/organizations/"+acme+"/invitations/bulk", many), 200, "")
	p.want("a fourth", p.send("POST", "/organizations/"+acme+"/invitations", form("email_address", "three@example.com", "role", "org:member")), 403, "organization_membership_quota_exceeded")
	id := dig(a.Body, "response.0.id").(string)
	if a = p.want("revoke", p.send("POST", "/organizations/"+acme+"/invitations/"+id+"/revoke", nil), 200, ""); a.Response["status"] != "revoked" {
		t.Errorf("revoked: %v", a.Response)
	}
	p.want("room again", p.send("POST", "/organizations/"+acme+"/invitations", form("email_address", "three@example.com", "role", "org:member")), 200, "")
	p.want("no deleting", p.send("DELETE", "/organizations/"+acme, nil), 403, "organization_admin_delete_not_enabled")
}
