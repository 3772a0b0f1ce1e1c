package clerktest

import (
	"net/http"
	"strings"
)

func (s *Server) signUpRoutes(route frontendRouter) {
	route("POST /client/sign_ups", s.createSignUp)
	route("GET /client/sign_ups/{id}", s.forSignUp(func(c *call, a *signUpAttempt) reply { return s.wrap(c, s.signUpView(a)) }))
	route("PATCH /client/sign_ups/{id}", s.forSignUp(s.updateSignUp))
	route("POST /client/sign_ups/{id}/prepare_verification", s.forSignUp(s.prepareVerification))
	route("POST /client/sign_ups/{id}/attempt_verification", s.forSignUp(s.attemptVerification))
}

// forSignUp finds the visitor's sign-up.
func (s *Server) forSignUp(h func(*call, *signUpAttempt) reply) handler {
	return func(c *call) reply {
		a := s.state.signUps.get(c.path("id"))
		if a == nil || c.who.client == nil || c.who.client.signUp != a.id {
			return notFound("sign_up", c.path("id"))
		}
		return h(c, a)
	}
}

func (s *Server) createSignUp(c *call) reply {
	a := &signUpAttempt{id: newID("sua"), status: "missing_requirements", created: s.milliseconds()}
	if refusal := s.fillSignUp(c, a); refusal != nil {
		return *refusal
	}
	client := s.ensureClient(c)
	s.state.signUps.put(a.id, a)
	client.signUp, client.signIn = a.id, ""
	return s.wrap(c, s.signUpView(a))
}

func (s *Server) updateSignUp(c *call, a *signUpAttempt) reply {
	if refusal := s.fillSignUp(c, a); refusal != nil {
		return *refusal
	}
	s.completeSignUp(c.who.client, a)
	return s.wrap(c, s.signUpView(a))
}

// fillSignUp takes over what the visitor sent, or says what is wrong with it.
func (s *Server) fillSignUp(c *call, a *signUpAttempt) *reply {
	if email := c.text("email_address"); email != "" {
		if err := s.checkEmail(email, "email_address"); err != nil {
			refusal := refused(err)
			return &refusal
		}
		if !strings.EqualFold(email, a.email) {
			a.email, a.emailVerified = strings.ToLower(email), false
		}
	}
	if c.has("password") {
		if err := checkPasswordRules(c.text("password"), "password"); err != nil {
			refusal := refused(err)
			return &refusal
		}
		a.password = c.text("password")
	}
	for field, target := range map[string]*string{
		"first_name": &a.firstName, "last_name": &a.lastName, "username": &a.username,
	} {
		if c.has(field) {
			*target = c.text(field)
		}
	}
	if c.has("unsafe_metadata") {
		a.unsafe = c.fields("unsafe_metadata")
	}
	return nil
}

func (s *Server) prepareVerification(c *call, a *signUpAttempt) reply {
	if c.text("strategy") != "email_code" || a.email == "" {
		return problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid",
			"Only the e-mail address can be verified, by email_code.", "strategy")
	}
	return s.wrap(c, s.signUpView(a))
}

func (s *Server) attemptVerification(c *call, a *signUpAttempt) reply {
	if refusal := checkCode(c.text("code")); refusal != nil {
		return *refusal
	}
	a.emailVerified = a.email != ""
	s.completeSignUp(c.who.client, a)
	return s.wrap(c, s.signUpView(a))
}

// completeSignUp makes the user and signs him in once nothing is missing.
func (s *Server) completeSignUp(client *browserClient, a *signUpAttempt) {
	if a.status == "complete" || !a.emailVerified || a.password == "" || s.userByEmail(a.email) != nil {
		return
	}
	u := s.addUser(User{
		Email: a.email, Password: a.password, Username: a.username,
		FirstName: a.firstName, LastName: a.lastName, UnsafeMetadata: a.unsafe,
	})
	a.status, a.user = "complete", u.id
	a.session = s.beginSession(client, u.id).id
}
