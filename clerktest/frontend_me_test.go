package clerktest_test

import (
	"fmt"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

func TestMe(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse", PrivateMetadata: map[string]any{"salary": 1}})
		p, q := openPage(t, s), openPage(t, s)
		first, second := p.signIn("ada@example.com", "correct horse"), q.signIn("ada@example.com", "correct horse")

		a := p.want("update", p.send("PATCH", "/me", form("first_name", "Ada", "unsafe_metadata", `{"theme":"dark"}`)), 200, "")
		if a.Response["first_name"] != "Ada" || dig(a.Response, "unsafe_metadata.theme") != "dark" {
			t.Errorf("updated: %v", a.Response)
		}
		if _, shown := a.Response["private_metadata"]; shown {
			t.Error("a browser sees private metadata")
		}
		a = p.want("wrong password", p.send("POST", "/me/change_password", form("current_password", "wrong", "new_password", "correct donkey")), 422, "form_password_incorrect")
		if paramOf(a) != "current_password" {
			t.Errorf("wrong password: about %q", paramOf(a))
		}
		p.want("short password", p.send("POST", "/me/change_password", form("current_password", "correct horse", "new_password", "short")), 422, "form_password_length_too_short")
		p.want("change password", p.send("POST", "/me/change_password", form("current_password", "correct horse", "new_password", "correct donkey")), 200, "")

		p.want("sessions", p.send("GET", "/me/sessions/active", nil), 200, "")
		p.want("revoke the other browser", p.send("POST", "/me/sessions/"+second+"/revoke", nil), 200, "")
		q.want("the other browser", q.send("GET", "/me", nil), 401, "authentication_invalid")
		p.want("no such session", p.send("POST", "/me/sessions/sess_none/revoke", nil), 404, "resource_not_found")

		a = p.want("an organization", p.send("POST", "/organizations", form("name", "Engines")), 200, "")
		org := a.Response["id"].(string)
		a = p.want("rename", p.send("PATCH", "/organizations/"+org, form("name", "Motors", "slug", "motors")), 200, "")
		if a.Response["slug"] != "motors" {
			t.Errorf("renamed: %v", a.Response)
		}
		p.want("invitations", p.send("GET", "/organizations/"+org+"/invitations", nil), 200, "")
		p.want("suggestions", p.send("GET", "/me/organization_suggestions", nil), 200, "")
		p.want("members", p.send("GET", "/organizations/"+org+"/memberships", nil), 200, "")
		p.want("leaving it to nobody", p.send("DELETE", "/me/organization_memberships/"+org, nil), 400, "organization_minimum_permissions_needed")
		s.AddMember(org, s.CreateUser(clerktest.User{Email: "bob@example.com"}).ID, "org:admin")
		p.want("leave", p.send("DELETE", "/me/organization_memberships/"+org, nil), 200, "")
		p.want("left", p.send("GET", "/organizations/"+org, nil), 404, "organization_not_found_or_unauthorized")

		p.want("the session", p.send("GET", "/client/sessions/"+first, nil), 200, "")
		p.want("environment", p.send("GET", "/environment", nil), 200, "")
		if a := p.want("proxy health", p.send("GET", "/proxy-health", nil), 200, ""); a.Body["status"] != "healthy" {
			t.Errorf("proxy health: %v", a.Body)
		}
		p.want("unknown", p.send("GET", "/nowhere", nil), 501, "clerktest_not_served")
		p.want("delete", p.send("DELETE", "/me", nil), 200, "")
		p.want("gone", p.send("POST", "/client/sign_ins", form("identifier", "ada@example.com")), 422, "form_identifier_not_found")
	})
}

func TestMyProfile(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{Password: clerktest.Optional}))
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	p, q := openPage(t, s), openPage(t, s)
	p.signIn("ada@example.com", "correct horse")
	q.signIn("ada@example.com", "correct horse")

	p.want("metadata", p.send("PATCH", "/me/metadata", form("unsafe_metadata", `{"theme":"dark","size":2}`)), 200, "")
	a := p.want("more metadata", p.send("PATCH", "/me/metadata", form("unsafe_metadata", `{"size":null,"wide":true}`)), 200, "")
	if got := a.Response["unsafe_metadata"]; fmt.Sprint(got) != "map[theme:dark wide:true]" {
		t.Errorf("metadata: %v", got)
	}
	p.want("no picture", p.send("POST", "/me/profile_image", nil), 400, "form_param_missing")
	p.want("take the picture away", p.send("DELETE", "/me/profile_image", nil), 200, "")

	p.want("the same password", p.send("POST", "/me/change_password", form("current_password", "correct horse", "new_password", "correct horse")), 422, "form_new_password_matches_current")
	p.want("another, here alone", p.send("POST", "/me/change_password", form("current_password", "correct horse", "new_password", "correct donkey", "sign_out_of_other_sessions", "true")), 200, "")
	p.want("here", p.send("GET", "/me", nil), 200, "")
	q.want("elsewhere", q.send("GET", "/me", nil), 401, "authentication_invalid")
	p.want("a wrong password", p.send("POST", "/me/remove_password", form("current_password", "wrong")), 422, "form_password_incorrect")
	if a = p.want("no password any more", p.send("POST", "/me/remove_password", form("current_password", "correct donkey")), 200, ""); a.Response["password_enabled"] != false {
		t.Errorf("without a password: %v", a.Response)
	}
	p.want("and again", p.send("POST", "/me/remove_password", nil), 400, "no_password_set")
	p.want("backup codes alone", p.send("POST", "/me/backup_codes/", nil), 400, "backup_codes_not_available")
}

func TestDeletingOneselfMayBeOff(t *testing.T) {
	t.Parallel()
	s := start(t)
	u := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	ask(t, s, "PATCH", "/v1/users/"+u.ID, `{"delete_self_enabled":false}`)
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct horse")
	p.want("delete", p.send("DELETE", "/me", nil), 403, "user_delete_self_not_enabled")
	p.want("the password is required", p.send("POST", "/me/remove_password", form("current_password", "correct horse")), 400, "password_required")
}
