package clerktest

import (
	"net/http"
	"net/url"
)

func (s *Server) homePage(c *call) hostedReply {
	return hostedReply{status: http.StatusOK, page: s.newPage(c, "home", "Account")}
}

// signInPage sends those who are signed in straight back, but not in circles.
func (s *Server) signInPage(c *call) hostedReply {
	switch {
	case s.activeSession(c.who.client) == nil:
		return s.showSignIn(c, c.query.Get("method"), http.StatusOK, nil)
	case s.cameStraightBack(c):
		p := s.newPage(c, "refused", "The application sent you back")
		p.Problem = "You are signed in here, and the application did not accept it. Its log says why."
		return hostedReply{status: http.StatusOK, page: p}
	default:
		return s.leave(c)
	}
}

// cameStraightBack reports whether the application has just been told who the
// visitor is, as leave does it, and sent him here without making use of it.
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
	if method == "code" {
		p.Method = "code"
		p.Fields[1] = field{
			Name: "code", Label: "Code", Type: "text", Autocomplete: "one-time-code", InputMode: "numeric",
			Hint: "clerktest sends no e-mail. The code is " + emailCode + ".",
		}
	}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

func (s *Server) submitSignIn(c *call) hostedReply {
	method := c.text("method")
	u := s.userByIdentifier(c.text("identifier"))
	var refusal *reply
	switch {
	case u == nil:
		unknown := problemAbout(http.StatusUnprocessableEntity, "form_identifier_not_found", "Couldn't find your account.", "identifier")
		refusal = &unknown
	case s.mayNotSignIn(u) != nil:
		refusal = s.mayNotSignIn(u)
	case method == "code":
		refusal = checkCode(c.text("code"))
	default:
		refusal = checkPassword(u, c.text("password"))
	}
	if refusal != nil {
		return s.showSignIn(c, method, http.StatusUnprocessableEntity, refusal)
	}
	client := s.ensureClient(c)
	if !s.signedIn(client, u) {
		s.beginSession(client, u.id)
	}
	return s.leave(c)
}

func (s *Server) signUpPage(c *call) hostedReply {
	return s.showSignUp(c, http.StatusOK, nil)
}

func (s *Server) showSignUp(c *call, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "sign-up", "Sign up")
	p.Fields = []field{
		{Name: "first_name", Label: "First name", Type: "text", Autocomplete: "given-name", Optional: true, Value: c.text("first_name")},
		{Name: "last_name", Label: "Last name", Type: "text", Autocomplete: "family-name", Optional: true, Value: c.text("last_name")},
		{
			Name: "email_address", Label: "E-mail address", Type: "email", Autocomplete: "email", Value: c.text("email_address"),
			Hint: "It is not verified: clerktest sends no e-mail.",
		},
		{Name: "password", Label: "Password", Type: "password", Autocomplete: "new-password", Hint: "8 characters or more."},
	}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

func (s *Server) submitSignUp(c *call) hostedReply {
	email, password := c.text("email_address"), c.text("password")
	err := s.checkEmail(email, "email_address")
	if err == nil {
		err = s.checkPasswordRules(password, "password")
	}
	if err != nil {
		refusal := refused(err)
		return s.showSignUp(c, http.StatusUnprocessableEntity, &refusal)
	}
	u := s.addUser(User{Email: email, Password: password, FirstName: c.text("first_name"), LastName: c.text("last_name")})
	s.beginSession(s.ensureClient(c), u.id)
	return s.leave(c)
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
	p.Organizations = []choice{{Name: "Personal account", Active: e.organization == ""}}
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
			refusal = problem(http.StatusForbidden, "organization_creation_disabled", "This user may not create organizations.")
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
	return s.leave(c)
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
