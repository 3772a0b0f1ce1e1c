package clerktest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
)

func (s *Server) homePage(c *call) hostedReply {
	return hostedReply{status: http.StatusOK, page: s.newPage(c, "home", "Account")}
}

// signInPage sends those who are signed in straight back, but not in circles,
// and signs in whom a ticket is for.
func (s *Server) signInPage(c *call) hostedReply {
	switch {
	case c.query.Get("__clerk_ticket") != "":
		return s.enterWithTicket(c, c.query.Get("__clerk_ticket"))
	case s.activeSession(c.who.client) == nil:
		return s.showSignIn(c, c.query.Get("method"), http.StatusOK, nil)
	case s.cameStraightBack(c):
		p := s.newPage(c, "refused", "The application sent you back")
		p.Problem = "You are signed in here, and the application did not accept it. Its log says why."
		return hostedReply{status: http.StatusOK, page: p}
	default:
		return s.leaveOrChoose(c)
	}
}

// cameStraightBack reports whether the application has just been told who the
// visitor is, as leave does it, and sent them here without making use of it.
func (s *Server) cameStraightBack(c *call) bool {
	target, err := url.Parse(s.returnAddress(c))
	return err == nil && c.who.devBrowser != "" && target.Query().Get("__clerk_db_jwt") == c.who.devBrowser
}

func (s *Server) showSignIn(c *call, method string, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "sign-in", "Sign in")
	p.Method = "password"
	p.Fields = []field{
		{Name: "identifier", Label: "E-mail address or user name", Type: "text", Autocomplete: "username", Value: c.text("identifier")},
		{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password"},
	}
	if s.config.Accounts.Phone != Off {
		p.Fields[0].Label = "E-mail address, phone number or user name"
	}
	if method == "code" {
		p.Method = "code"
		p.Fields[1] = codeField("clerktest sends no e-mail and no message. The code is " + emailCode + ".")
	}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

func codeField(hint string) field {
	return field{Name: "code", Label: "Code", Type: "text", Autocomplete: "one-time-code", InputMode: "numeric", Hint: hint}
}

func (s *Server) submitSignIn(c *call) hostedReply {
	method := c.text("method")
	u, refusal := s.identify(c, c.text("identifier"))
	switch {
	case u == nil && refusal.has("session_exists") && !s.config.Accounts.SingleSession:
		return s.leaveOrChoose(c)
	case refusal != nil:
	case method == "code":
		refusal = checkCode(c.text("code"))
	default:
		refusal = checkPassword(u, c.text("password"))
	}
	if refusal != nil {
		return s.showSignIn(c, method, http.StatusUnprocessableEntity, refusal)
	}
	strategy := byPassword
	if method == "code" {
		strategy = byEmailCode
	}
	a := s.newSignIn(c.text("identifier"), u)
	s.keepSignIn(s.ensureClient(c), a)
	s.passedFirst(c.who.client, a, u, strategy)
	return s.afterFirst(c, a)
}

func (s *Server) signUpPage(c *call) hostedReply {
	ticket := c.query.Get("__clerk_ticket")
	if i, _ := s.invitationBy(ticket); i != nil && s.userByEmail(i.email) != nil {
		return s.enterWithTicket(c, ticket)
	}
	return s.showSignUp(c, http.StatusOK, nil)
}

func (s *Server) showSignUp(c *call, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "sign-up", "Sign up")
	p.Ticket = cmp.Or(c.text("__clerk_ticket"), c.query.Get("__clerk_ticket"))
	uses := s.config.Accounts.attributes()
	for _, f := range []field{
		{Name: "first_name", Label: "First name", Type: "text", Autocomplete: "given-name"},
		{Name: "last_name", Label: "Last name", Type: "text", Autocomplete: "family-name"},
		{Name: "email_address", Label: "E-mail address", Type: "email", Autocomplete: "email", Hint: "It is not verified: clerktest sends no e-mail."},
		{Name: "phone_number", Label: "Phone number", Type: "tel", Autocomplete: "tel", Hint: "As in +15555550100. It is not verified: clerktest sends no message."},
		{Name: "username", Label: "User name", Type: "text", Autocomplete: "username"},
		{
			Name: "password", Label: "Password", Type: "password", Autocomplete: "new-password",
			Hint: fmt.Sprintf("%d characters or more.", s.config.Accounts.PasswordRules.MinLength),
		},
	} {
		if uses[f.Name] == Off || f.Name == "email_address" && p.Ticket != "" {
			continue
		}
		f.Optional = uses[f.Name] == Optional
		if f.Type != "password" {
			f.Value = c.text(f.Name)
		}
		p.Fields = append(p.Fields, f)
	}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

// submitSignUp is a sign-up whose verifications are skipped.
func (s *Server) submitSignUp(c *call) hostedReply {
	a := &signUpAttempt{id: newID("sua"), status: "missing_requirements", created: s.milliseconds()}
	if ticket := c.text("__clerk_ticket"); ticket != "" {
		c.body["ticket"] = ticket
	}
	refusal := s.beginSignUp(c, a)
	a.emailVerified, a.phoneVerified = true, true
	if _, _, lacking, _ := s.signUpFields(a); refusal == nil && len(lacking) > 0 {
		lack := missing(lacking[0])
		refusal = &lack
	}
	if refusal != nil {
		return s.showSignUp(c, http.StatusUnprocessableEntity, refusal)
	}
	client := s.ensureClient(c)
	s.state.signUps.put(a.id, a)
	s.completeSignUp(client, a)
	return s.leaveOrChoose(c)
}

func (s *Server) signOutPage(c *call) hostedReply {
	return hostedReply{status: http.StatusOK, page: s.newPage(c, "sign-out", "Sign out")}
}

func (s *Server) submitSignOut(c *call) hostedReply {
	for _, e := range s.liveSessions(c.who.client) {
		s.endSession(e, "removed")
	}
	return s.leave(c)
}

func (s *Server) organizationPage(c *call) hostedReply {
	return s.showOrganizations(c, http.StatusOK, nil)
}

func (s *Server) showOrganizations(c *call, status int, wrong *reply) hostedReply {
	e := s.activeSession(c.who.client)
	if e == nil {
		return s.showSignIn(c, "", http.StatusOK, nil)
	}
	p := s.newPage(c, "organization", "Choose an organization")
	if !s.config.Accounts.MembershipRequired {
		p.Organizations = []choice{{Name: "Personal account", Active: e.organization == ""}}
	}
	for _, m := range s.membershipsOf(e.user) {
		if o := s.state.organizations.get(m.organization); o != nil {
			p.Organizations = append(p.Organizations, choice{
				ID: o.id, Name: o.name, Role: roleName(m.role), Active: e.organization == o.id,
			})
		}
	}
	p.Fields = []field{{Name: "name", Label: "Name", Type: "text", Autocomplete: "organization"}}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

// submitOrganization takes both forms of the page: to choose, and to create.
func (s *Server) submitOrganization(c *call) hostedReply {
	e := s.activeSession(c.who.client)
	if e == nil {
		return s.showSignIn(c, "", http.StatusOK, nil)
	}
	chosen := c.text("organization_id")
	if c.has("name") {
		u := s.state.users.get(e.user)
		var refusal reply
		switch {
		case c.text("name") == "":
			refusal = problemAbout(http.StatusUnprocessableEntity, "form_param_missing", "Enter a name.", "name")
		case u == nil || u.createOrganizationDisabled:
			refusal = problem(http.StatusForbidden, "user_create_organization_not_enabled", "This user may not create organizations.")
		default:
			chosen = s.addOrganization(c.text("name"), "", e.user).id
		}
		if refusal.status != 0 {
			return s.showOrganizations(c, http.StatusUnprocessableEntity, &refusal)
		}
	}
	if refusal := s.activate(e, chosen); refusal != nil {
		return s.showOrganizations(c, http.StatusUnprocessableEntity, refusal)
	}
	s.settle(e)
	return s.leaveOrChoose(c)
}

// explain puts a refusal's text under its field, or above the form when it is
// about none, and the focus where the visitor has to act.
func (p *pageData) explain(refusal *reply) {
	if refusal == nil {
		if len(p.Fields) > 0 && p.Kind != "organization" {
			p.Fields[0].Focus = true
		}
		return
	}
	message, param := refusal.explanation()
	for i := range p.Fields {
		if p.Fields[i].Name == param {
			p.Fields[i].Error, p.Fields[i].Focus = message, true
			return
		}
	}
	p.Problem = message
}

// has reports whether it is a refusal with that code.
func (r *reply) has(code string) bool {
	if r == nil {
		return false
	}
	body, _ := r.body.(object)
	list, _ := body["errors"].([]any)
	return len(list) > 0 && list[0].(object)["code"] == code
}

// explanation takes a refusal apart again: its text and its parameter.
func (r reply) explanation() (message, param string) {
	body, _ := r.body.(object)
	list, _ := body["errors"].([]any)
	if len(list) == 0 {
		return "", ""
	}
	entry, _ := list[0].(object)
	message, _ = entry["long_message"].(string)
	if meta, given := entry["meta"].(object); given {
		param, _ = meta["param_name"].(string)
	}
	return message, param
}
