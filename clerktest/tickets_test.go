package clerktest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (p *page) ticket(path, body string) string {
	p.t.Helper()
	status, made := ask(p.t, p.s, "POST", "/v1"+path, body)
	if status != http.StatusOK {
		p.t.Fatalf("%s: %d %v", path, status, made)
	}
	address, _ := made["url"].(string)
	_, secret, _ := strings.Cut(address, "?ticket=")
	secret, _, _ = strings.Cut(secret, "&")
	return secret
}

func TestTickets(t *testing.T) {
	t.Parallel()
	now := time.Now().Add(-time.Minute) // the token of the actor is verified by the real clock
	s := start(t, clerktest.Config{Now: func() time.Time { return now }})
	ada := s.CreateUser(clerktest.User{ID: "user_ada", Email: "ada@example.com", TOTPSecret: "JBSWY3DPEHPK3PXP"}).ID
	s.CreateUser(clerktest.User{ID: "user_support", Email: "support@example.com"})
	org := s.CreateOrganization("Engines", "user_support")
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	p := openPage(t, s)
	signIn := func(ticket string) answer {
		return p.send("POST", "/client/sign_ins", form("strategy", "ticket", "ticket", ticket))
	}
	out := func() { p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "") }

	p.want("no such ticket", signIn("ticket_fake"), 400, "ticket_invalid_code")
	token := p.ticket("/sign_in_tokens", `{"user_id":"user_ada"}`)
	p.want("not at sign-up", p.send("POST", "/client/sign_ups", form("strategy", "ticket", "ticket", token)), 400, "sign_in_token_not_in_sign_in_code")
	a := p.want("sign-in token", signIn(token), 200, "")
	if a.Response["status"] != "complete" || at(a.Response, "first_factor_verification", "strategy") != "ticket" {
		t.Errorf("sign-in token: %v", a.Response)
	}
	out()
	p.want("used", signIn(token), 400, "sign_in_token_already_used_code")

	token = p.ticket("/sign_in_tokens", `{"user_id":"user_ada","expires_in_seconds":10}`)
	now = now.Add(time.Minute)
	p.want("expired", signIn(token), 400, "ticket_expired_code")

	_, made := ask(t, s, "POST", "/v1/sign_in_tokens", `{"user_id":"user_ada"}`)
	ask(t, s, "POST", "/v1/sign_in_tokens/"+made["id"].(string)+"/revoke", "")
	p.want("revoked", signIn(made["token"].(string)), 400, "sign_in_token_revoked_code")

	token = p.ticket("/actor_tokens", `{"user_id":"user_ada","actor":{"sub":"user_support","desk":"3"},"session_max_duration_in_seconds":60}`)
	a = p.want("actor token", signIn(token), 200, "")
	session := a.Response["created_session_id"].(string)
	a = p.want("its token", p.send("POST", "/client/sessions/"+session+"/tokens", nil), 200, "")
	if got := look(t, app, a.Body["jwt"].(string)); got.User != ada || at(got.Claims, "act", "sub") != "user_support" || at(got.Claims, "act", "desk") != "3" {
		t.Errorf("impersonated: %+v", got)
	}
	now = now.Add(61 * time.Second)
	p.want("its session has ended", p.send("POST", "/client/sessions/"+session+"/tokens", nil), 401, "authentication_invalid")

	token = p.ticket("/organizations/"+org.ID+"/invitations", `{"email_address":"ada@example.com","role":"org:member","inviter_user_id":"user_support"}`)
	a = p.want("organization invitation", signIn(token), 200, "")
	e := at(a.Client, "sessions").([]any)[0]
	if at(e, "last_active_organization_id") != org.ID {
		t.Errorf("organization invitation: %v", e)
	}
	out()
	p.want("used", signIn(token), 400, "organization_invitation_already_accepted")

	token = p.ticket("/invitations", `{"email_address":"mary@example.com","public_metadata":{"team":"blue"}}`)
	p.want("nobody yet", signIn(token), 400, "invitation_account_not_exists")
	a = p.want("invitation", p.send("POST", "/client/sign_ups", form("strategy", "ticket", "ticket", token, "password", "correct horse")), 200, "")
	if a.Response["status"] != "complete" || a.Response["email_address"] != "mary@example.com" {
		t.Fatalf("invitation: %v", a.Response)
	}
	me := p.want("me", p.send("GET", "/me", nil), 200, "").Response
	if at(me, "public_metadata", "team") != "blue" {
		t.Errorf("invitation: %v", me["public_metadata"])
	}
	p.want("used", p.send("POST", "/client/sign_ups", form("strategy", "ticket", "ticket", token)), 400, "invitation_already_accepted")
}

// A user sees the invitations to organizations, and accepts one without a ticket.
func TestMyInvitations(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	org := s.CreateOrganization("Engines", s.CreateUser(clerktest.User{Email: "charles@example.com"}).ID)
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct horse")
	p.ticket("/organizations/"+org.ID+"/invitations", `{"email_address":"ada@example.com","role":"org:member"}`)
	a := p.want("mine", p.send("GET", "/me/organization_invitations?status=pending", nil), 200, "")
	id := at(a.Response["data"].([]any)[0], "id").(string)
	p.want("accept", p.send("POST", "/me/organization_invitations/"+id+"/accept", nil), 200, "")
	p.want("again", p.send("POST", "/me/organization_invitations/"+id+"/accept", nil), 400, "organization_invitation_already_accepted")
	p.want("another's", p.send("POST", "/me/organization_invitations/orginv_fake/accept", nil), 404, "organization_invitation_not_found")
	a = p.want("memberships", p.send("GET", "/me/organization_memberships", nil), 200, "")
	if a.Response["total_count"] != 1.0 {
		t.Errorf("memberships: %v", a.Response)
	}
}
