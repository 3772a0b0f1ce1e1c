package clerktest

import (
	"cmp"
	"net/http"
)

// emailCode is the code in every e-mail that this Clerk would have sent.
const emailCode = "424242"

func (s *Server) signInRoutes(route frontendRouter) {
	route("POST /client/sign_ins", s.createSignIn)
	route("GET /client/sign_ins/{id}", s.forSignIn(func(c *call, a *signInAttempt) reply { return s.wrap(c, s.signInView(a)) }))
	route("POST /client/sign_ins/{id}/prepare_first_factor", s.forSignIn(s.prepareFirstFactor))
	route("POST /client/sign_ins/{id}/attempt_first_factor", s.forSignIn(s.attemptFirstFactor))
}

// forSignIn finds the visitor's sign-in.
func (s *Server) forSignIn(h func(*call, *signInAttempt) reply) handler {
	return func(c *call) reply {
		a := s.state.signIns.get(c.path("id"))
		if a == nil || c.who.client == nil || c.who.client.signIn != a.id {
			return notFound("sign_in", c.path("id"))
		}
		return h(c, a)
	}
}

func (s *Server) createSignIn(c *call) reply {
	identifier, strategy := c.text("identifier"), c.text("strategy")
	if identifier == "" {
		return missing("identifier")
	}
	u := s.userByIdentifier(identifier)
	if u == nil {
		return problemAbout(http.StatusUnprocessableEntity, "form_identifier_not_found", "Couldn't find your account.", "identifier")
	}
	if refusal := s.mayNotSignIn(u); refusal != nil {
		return *refusal
	}
	if s.signedIn(c.who.client, u) {
		return problem(http.StatusBadRequest, "session_exists", "You're already signed in.")
	}
	password := c.text("password")
	if password != "" || strategy == "password" {
		if refusal := checkPassword(u, password); refusal != nil {
			return *refusal
		}
	}
	client := s.ensureClient(c)
	a := &signInAttempt{
		id: newID("sia"), identifier: identifier, user: u.id, status: "needs_first_factor", created: s.milliseconds(),
		emailPrepared: strategy == "email_code",
	}
	s.state.signIns.put(a.id, a)
	client.signIn, client.signUp = a.id, ""
	if password != "" {
		s.completeSignIn(client, a, "password")
	}
	return s.wrap(c, s.signInView(a))
}

// mayNotSignIn refuses the banned and the locked.
func (s *Server) mayNotSignIn(u *user) *reply {
	var refusal reply
	switch {
	case u.banned:
		refusal = problem(http.StatusForbidden, "user_banned", "Your account has been banned.")
	case u.locked:
		refusal = problem(http.StatusForbidden, "user_locked", "Your account is locked.")
	default:
		return nil
	}
	return &refusal
}

func checkPassword(u *user, password string) *reply {
	var refusal reply
	switch {
	case !u.hasPassword():
		refusal = problem(http.StatusBadRequest, "strategy_for_user_invalid",
			"The account has no password. Use an e-mail code.")
	case !u.passwordIs(password):
		refusal = problemAbout(http.StatusUnprocessableEntity, "form_password_incorrect",
			"Password is incorrect. Try again, or use another method.", "password")
	default:
		return nil
	}
	return &refusal
}

func checkCode(code string) *reply {
	if code == emailCode {
		return nil
	}
	refusal := problemAbout(http.StatusUnprocessableEntity, "form_code_incorrect", "Incorrect code. It is "+emailCode+" here.", "code")
	return &refusal
}

func (s *Server) signedIn(c *browserClient, u *user) bool {
	for _, e := range s.liveSessions(c) {
		if e.user == u.id {
			return true
		}
	}
	return false
}

func (s *Server) prepareFirstFactor(c *call, a *signInAttempt) reply {
	if c.text("strategy") != "email_code" {
		return problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid", "Only email_code can be prepared.", "strategy")
	}
	a.emailPrepared = true
	return s.wrap(c, s.signInView(a))
}

func (s *Server) attemptFirstFactor(c *call, a *signInAttempt) reply {
	u := s.state.users.get(a.user)
	if u == nil || a.status == "complete" {
		return problem(http.StatusBadRequest, "sign_in_not_in_progress", "The sign-in is not in progress.")
	}
	if refusal := s.mayNotSignIn(u); refusal != nil {
		return *refusal
	}
	strategy := cmp.Or(c.text("strategy"), "password")
	var refusal *reply
	switch {
	case strategy == "password":
		refusal = checkPassword(u, c.text("password"))
	case strategy == "email_code" && a.emailPrepared:
		refusal = checkCode(c.text("code"))
	default:
		return problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid",
			"The strategy is unknown or was not prepared.", "strategy")
	}
	if refusal != nil {
		return *refusal
	}
	s.completeSignIn(c.who.client, a, strategy)
	return s.wrap(c, s.signInView(a))
}

func (s *Server) completeSignIn(client *browserClient, a *signInAttempt, strategy string) {
	a.status, a.strategy = "complete", strategy
	a.session = s.beginSession(client, a.user).id
}
