package clerktest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A user adds an address or a number, shows its code, and takes it away again.
func TestMyIdentifications(t *testing.T) {
	t.Parallel()
	for _, kind := range []struct{ path, field, value, other, wrong, primary string }{
		{"/me/email_addresses", "email_address", "Ada@Work.example", "bob@example.com", "nope", "primary_email_address_id"},
		{"/me/phone_numbers", "phone_number", "+1 (555) 555-0101", "+15555550199", "12", "primary_phone_number_id"},
	} {
		t.Run(kind.field, func(t *testing.T) {
			t.Parallel()
			s := start(t, with(clerktest.Accounts{Phone: clerktest.Optional}))
			s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			s.CreateUser(clerktest.User{Email: "bob@example.com", Phone: "+15555550199", Password: "correct horse"})
			p, q := openPage(t, s), openPage(t, s)
			p.want("nobody", p.send("POST", kind.path+"/", form(kind.field, kind.value)), 401, "authentication_invalid")
			p.signIn("ada@example.com", "correct horse")
			for value, code := range map[string]string{"": "form_param_missing", kind.wrong: "form_param_format_invalid", kind.other: "form_identifier_exists"} {
				if a := p.want(value, p.send("POST", kind.path+"/", form(kind.field, value)), 422, code); paramOf(a) != kind.field {
					t.Errorf("%q: about %q", value, paramOf(a))
				}
			}
			a := p.want("add", p.send("POST", kind.path+"/", form(kind.field, kind.value)), 200, "")
			id, one := a.Response["id"].(string), kind.path+"/"+a.Response["id"].(string)
			if dig(a.Response, "verification.status") != "unverified" || !strings.Contains(fmt.Sprint(at(a.Client, "sessions")), id) {
				t.Errorf("added: %v", a.Body)
			}
			p.want("again", p.send("POST", kind.path, form(kind.field, kind.value)), 422, "form_identifier_exists")
			p.want("reload", p.send("GET", one, nil), 200, "")
			p.want("an unverified one as the primary one", p.send("PATCH", "/me", form(kind.primary, id)), 422, "form_verification_needed")
			q.want("signing in by it", q.send("POST", "/client/sign_ins", form("identifier", kind.value)), 422, "form_identifier_not_found")
			strategy := map[string]string{"email_address": "email_code", "phone_number": "phone_code"}[kind.field]
			p.want("a code that was not sent", p.send("POST", one+"/attempt_verification", form("code", "424242")), 400, "verification_missing")
			p.want("a link", p.send("POST", one+"/prepare_verification", form("strategy", "email_link")), 422, "form_param_value_invalid")
			p.want("prepare", p.send("POST", one+"/prepare_verification", form("strategy", strategy)), 200, "")
			p.want("a wrong code", p.send("POST", one+"/attempt_verification", form("code", "000000")), 422, "form_code_incorrect")
			s.Advance(11 * time.Minute)
			p.want("a late code", p.send("POST", one+"/attempt_verification", form("code", "424242")), 400, "verification_expired")
			p.want("prepare anew", p.send("POST", one+"/prepare_verification", form("strategy", strategy)), 200, "")
			if a = p.want("code", p.send("POST", one+"/attempt_verification", form("code", "424242")), 200, ""); dig(a.Response, "verification.status") != "verified" {
				t.Errorf("verified: %v", a.Response)
			}
			p.want("the code again", p.send("POST", one+"/attempt_verification", form("code", "424242")), 400, "verification_already_verified")
			p.want("the primary one", p.send("PATCH", "/me", form(kind.primary, id)), 200, "")
			a = q.want("signing in by it", q.send("POST", "/client/sign_ins", form("identifier", kind.value, "password", "correct horse")), 200, "")
			if a.Response["status"] != "complete" {
				t.Errorf("signed in by it: %v", a.Response)
			}
			q.signOut()
			q.signIn("bob@example.com", "correct horse")
			q.want("somebody else's", q.send("DELETE", one, nil), 404, "resource_not_found")
			p.want("delete", p.send("DELETE", one, nil), 200, "")
			p.want("deleted", p.send("GET", one, nil), 404, "resource_not_found")
		})
	}
}

func TestMyLastIdentification(t *testing.T) {
	t.Parallel()
	s := start(t)
	u := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct horse")
	p.want("the last one", p.send("DELETE", "/me/email_addresses/"+u.EmailAddresses[0].ID, nil), 400, "last_identification_deletion_failed")
	p.want("a number where there are none", p.send("POST", "/me/phone_numbers", form("phone_number", "+15555550101")), 422, "form_param_unknown")
}

// What two claim belongs to who shows the code first.
func TestClaimedTwice(t *testing.T) {
	t.Parallel()
	s := start(t)
	pages, paths := map[string]*page{}, map[string]string{}
	for _, name := range []string{"ada", "bob"} {
		s.CreateUser(clerktest.User{Email: name + "@example.com", Password: "correct horse"})
		p := openPage(t, s)
		p.signIn(name+"@example.com", "correct horse")
		a := p.want(name, p.send("POST", "/me/email_addresses/", form("email_address", "shared@example.com")), 200, "")
		pages[name], paths[name] = p, "/me/email_addresses/"+a.Response["id"].(string)
		p.want(name, p.send("POST", paths[name]+"/prepare_verification", form("strategy", "email_code")), 200, "")
	}
	attempt := func(name string) answer {
		return pages[name].send("POST", paths[name]+"/attempt_verification", form("code", "424242"))
	}
	eve := openPage(t, s)
	a := eve.want("a third signs up", eve.send("POST", "/client/sign_ups", form("email_address", "shared@example.com", "password", "correct horse")), 200, "")
	signUp := "/client/sign_ups/" + a.Response["id"].(string)
	eve.want("the third's code is sent", eve.send("POST", signUp+"/prepare_verification", form("strategy", "email_code")), 200, "")
	pages["ada"].want("first", attempt("ada"), 200, "")
	pages["bob"].want("second", attempt("bob"), 422, "form_identifier_exists")
	eve.want("third", eve.send("POST", signUp+"/attempt_verification", form("strategy", "email_code", "code", "424242")), 400, "identification_claimed")
	_, id, _ := strings.Cut(paths["bob"], "addresses/")
	if status, answer := ask(t, s, "PATCH", "/v1/email_addresses/"+id, `{"verified":true}`); status != 422 || code(answer) != "form_identifier_exists" {
		t.Errorf("second, by the Backend API: %d %v", status, answer)
	}
}

// A number that was verified can be the second factor.
func TestMySecondFactorByPhone(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{Phone: clerktest.Optional}))
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct-horse"})
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct-horse")
	a := p.want("add", p.send("POST", "/me/phone_numbers/", form("phone_number", "+15555550101")), 200, "")
	one := "/me/phone_numbers/" + a.Response["id"].(string)
	p.want("too early", p.send("PATCH", one, form("reserved_for_second_factor", "true")), 400, "identification_update_second_factor_unverified")
	p.want("prepare", p.send("POST", one+"/prepare_verification", form("strategy", "phone_code")), 200, "")
	p.want("code", p.send("POST", one+"/attempt_verification", form("code", "424242")), 200, "")
	p.want("second factor", p.send("PATCH", one, form("reserved_for_second_factor", "true")), 200, "")
	p.signOut()
	p.steps("ada@example.com", []factorStep{
		{"prepare_first_factor", "strategy=phone_code", "strategy_for_user_invalid"},
		{"attempt_first_factor", "strategy=password password=correct-horse", "needs_second_factor"},
		{"prepare_second_factor", "strategy=phone_code", "needs_second_factor"},
		{"attempt_second_factor", "strategy=phone_code code=424242", "complete"},
	})
}

func (p *page) signOut() {
	p.t.Helper()
	p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")
}
