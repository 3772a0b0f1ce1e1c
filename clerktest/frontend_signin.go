package clerktest

import (
	"cmp"
	"net/http"
	"strings"
)

// emailCode is the code in every e-mail and message that this Clerk would have sent.
const emailCode = "424242"

func (s *Server) signInRoutes(route frontendRouter) {
	route("POST /client/sign_ins", s.createSignIn)
	route("GET /client/sign_ins/{id}", s.forSignIn(func(*call, *signInAttempt, *user) *reply { return nil }))
	route("POST /client/sign_ins/{id}/prepare_first_factor", s.inStatus("needs_first_factor", s.prepareFirstFactor))
	route("POST /client/sign_ins/{id}/attempt_first_factor", s.inStatus("needs_first_factor", s.attemptFirstFactor))
	route("POST /client/sign_ins/{id}/prepare_second_factor", s.inStatus("needs_second_factor", s.prepareSecondFactor))
	route("POST /client/sign_ins/{id}/attempt_second_factor", s.inStatus("needs_second_factor", s.attemptSecondFactor))
	route("POST /client/sign_ins/{id}/reset_password", s.inStatus("needs_new_password", s.resetPassword))
}

// forSignIn finds the visitor's sign-in and answers with it as it is afterwards.
func (s *Server) forSignIn(h func(*call, *signInAttempt, *user) *reply) handler {
	return func(c *call) reply {
		a := s.state.signIns.get(c.path("id"))
		if a == nil || c.who.client == nil || c.who.client.signIn != a.id {
			return notFound("sign_in", c.path("id"))
		}
		if refusal := h(c, a, s.state.users.get(a.user)); refusal != nil {
			return *refusal
		}
		return s.wrap(c, s.signInView(a))
	}
}

// inStatus refuses a step whose turn it is not.
func (s *Server) inStatus(status string, h func(*call, *signInAttempt, *user) *reply) handler {
	return s.forSignIn(func(c *call, a *signInAttempt, u *user) *reply {
		if u == nil || a.status != status {
			refusal := problem(http.StatusBadRequest, "client_state_invalid", "The sign-in does not wait for this.")
			if a.status == "complete" {
				refusal = refused(alreadyVerified())
			}
			return &refusal
		}
		if refusal := s.mayNotSignIn(u); refusal != nil {
			return refusal
		}
		return h(c, a, u)
	})
}

func (s *Server) createSignIn(c *call) reply {
	strategy := c.text("strategy")
	switch {
	case strategy == byTicket || c.has("ticket"):
		return s.signInByTicket(c)
	case strings.HasPrefix(strategy, "oauth_"):
		return s.signInBySocial(c, strategy)
	case c.flag("transfer"):
		return s.transferToSignIn(c)
	}
	u, refusal := s.identify(c, c.text("identifier"))
	if refusal != nil {
		return *refusal
	}
	a := s.newSignIn(c.text("identifier"), u)
	password := c.text("password")
	switch {
	case password != "" || strategy == byPassword:
		if refusal := checkPassword(u, password); refusal != nil {
			return *refusal
		}
	case strategy != "":
		if refusal := a.prepare(strategy, s.firstFactors(u)); refusal != nil {
			return *refusal
		}
	}
	s.keepSignIn(s.ensureClient(c), a)
	if password != "" {
		s.passedFirst(c.who.client, a, u, byPassword)
	}
	return s.wrap(c, s.signInView(a))
}

// identify finds who wants to sign in, and who may.
func (s *Server) identify(c *call, identifier string) (*user, *reply) {
	refuse := func(r reply) (*user, *reply) { return nil, &r }
	if identifier == "" {
		return refuse(missing("identifier"))
	}
	u := s.userByIdentifier(identifier)
	if u == nil {
		return refuse(problemAbout(http.StatusUnprocessableEntity, "form_identifier_not_found", "Couldn't find your account.", "identifier"))
	}
	if refusal := s.mayNotSignIn(u); refusal != nil {
		return nil, refusal
	}
	if refusal := s.alreadyIn(c.who.client, u); refusal != nil {
		return nil, refusal
	}
	return u, nil
}

// alreadyIn refuses a second session of the user's, and any second one where
// an instance has one session at a time.
func (s *Server) alreadyIn(client *browserClient, u *user) *reply {
	single := s.config.Accounts.SingleSession && len(s.liveSessions(client)) > 0
	if !single && (u == nil || !s.signedIn(client, u)) {
		return nil
	}
	refusal := problem(http.StatusBadRequest, "session_exists", "You're already signed in.")
	return &refusal
}

func (s *Server) newSignIn(identifier string, u *user) *signInAttempt {
	a := &signInAttempt{id: newID("sia"), identifier: identifier, proof: proof{status: "needs_first_factor"}, created: s.milliseconds()}
	if u != nil {
		a.user = u.id
	}
	return a
}

func (s *Server) keepSignIn(client *browserClient, a *signInAttempt) {
	s.state.signIns.put(a.id, a)
	client.signIn, client.signUp = a.id, ""
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
			"The account has no password. Use a code.")
	case u.passwordCompromised:
		refusal = problemAbout(http.StatusUnprocessableEntity, "form_password_compromised",
			"Your password may be compromised. Reset it, or use another method.", "password")
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

func (s *Server) prepareFirstFactor(c *call, a *signInAttempt, u *user) *reply {
	return a.prepare(c.text("strategy"), s.firstFactors(u))
}

func (s *Server) attemptFirstFactor(c *call, a *signInAttempt, u *user) *reply {
	strategy := cmp.Or(c.text("strategy"), byPassword)
	if refusal := s.proveFirst(c, u, &a.proof, strategy); refusal != nil {
		return refusal
	}
	s.passedFirst(c.who.client, a, u, strategy)
	return nil
}

// passedFirst goes on to what a sign-in still needs.
func (s *Server) passedFirst(client *browserClient, a *signInAttempt, u *user, strategy string) {
	a.first = strategy
	switch {
	case strategy == resetByEmail || strategy == resetByPhone:
		a.status = "needs_new_password"
	case u.twoFactor():
		a.status = "needs_second_factor"
	default:
		s.completeSignIn(client, a)
	}
}

func (s *Server) prepareSecondFactor(c *call, a *signInAttempt, u *user) *reply {
	return a.prepare(c.text("strategy"), secondFactors(u))
}

func (s *Server) attemptSecondFactor(c *call, a *signInAttempt, u *user) *reply {
	strategy := c.text("strategy")
	if refusal := s.proveSecond(c, u, &a.proof, strategy); refusal != nil {
		return refusal
	}
	a.second = strategy
	s.completeSignIn(c.who.client, a)
	return nil
}

// resetPassword takes a new password from who has proved to own the account's
// address. The second factor is asked for all the same.
func (s *Server) resetPassword(c *call, a *signInAttempt, u *user) *reply {
	password := c.text("password")
	if err := s.checkPasswordRules(password, "password"); err != nil {
		refusal := refused(err)
		return &refusal
	}
	s.setPassword(u, password)
	u.updated = s.milliseconds()
	if c.flag("sign_out_of_other_sessions") {
		s.endSessionsOf(u, "revoked")
	}
	s.passedFirst(c.who.client, a, u, byPassword)
	return nil
}

func (s *Server) completeSignIn(client *browserClient, a *signInAttempt) *session {
	e := s.beginSession(client, a.user)
	if a.second != "" {
		e.secondFactor = e.signedIn
	}
	a.status, a.session = "complete", e.id
	return e
}

func (s *Server) signInView(a *signInAttempt) object {
	u := s.state.users.get(a.user)
	view := object{
		"object":                     "sign_in",
		"id":                         a.id,
		"status":                     a.status,
		"identifier":                 nullable(a.identifier),
		"supported_identifiers":      s.config.Accounts.identifiers(),
		"supported_first_factors":    []object{},
		"supported_second_factors":   nil,
		"first_factor_verification":  a.firstVerification(a.created + codeLifetime),
		"second_factor_verification": a.secondVerification(a.created + codeLifetime),
		"user_data":                  object{"first_name": nil, "last_name": nil, "image_url": "", "has_image": false},
		"created_session_id":         nullable(a.session),
		"abandon_at":                 a.created + day,
	}
	if a.social != nil && a.first == "" {
		view["first_factor_verification"] = s.socialView(a.social)
		view["status"] = "needs_identifier"
	}
	if u != nil {
		view["supported_first_factors"] = s.firstFactors(u)
		view["user_data"] = object{
			"first_name": nullable(u.firstName), "last_name": nullable(u.lastName), "image_url": u.image, "has_image": u.image != "",
		}
		if a.status == "needs_second_factor" {
			view["supported_second_factors"] = secondFactors(u)
		}
	}
	return view
}

// identifiers are what people may type to say who they are.
func (a Accounts) identifiers() []string {
	found := []string{}
	for _, entry := range []struct {
		name string
		use  Attribute
	}{{"email_address", a.Email}, {"phone_number", a.Phone}, {"username", a.Username}} {
		if entry.use != Off {
			found = append(found, entry.name)
		}
	}
	return found
}
