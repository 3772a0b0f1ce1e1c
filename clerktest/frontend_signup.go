package clerktest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

func (s *Server) signUpRoutes(route frontendRouter) {
	route("POST /client/sign_ups", s.createSignUp)
	route("GET /client/sign_ups/{id}", s.forSignUp(func(*call, *signUpAttempt) *reply { return nil }))
	route("PATCH /client/sign_ups/{id}", s.forSignUp(s.updateSignUp))
	route("POST /client/sign_ups/{id}/prepare_verification", s.forSignUp(s.prepareVerification))
	route("POST /client/sign_ups/{id}/attempt_verification", s.forSignUp(s.attemptVerification))
}

// forSignUp finds the visitor's sign-up and answers with it as it is afterwards.
func (s *Server) forSignUp(h func(*call, *signUpAttempt) *reply) handler {
	return func(c *call) reply {
		a := s.state.signUps.get(c.path("id"))
		if a == nil || c.who.client == nil || c.who.client.signUp != a.id {
			return notFound("sign_up", c.path("id"))
		}
		if refusal := h(c, a); refusal != nil {
			return *refusal
		}
		return s.wrap(c, s.signUpView(a))
	}
}

func (s *Server) createSignUp(c *call) reply {
	a := &signUpAttempt{id: newID("sua"), status: "missing_requirements", created: s.milliseconds()}
	if refusal := s.beginSignUp(c, a); refusal != nil {
		return *refusal
	}
	client := s.ensureClient(c)
	s.state.signUps.put(a.id, a)
	client.signUp, client.signIn = a.id, ""
	s.completeSignUp(client, a)
	return s.wrap(c, s.signUpView(a))
}

// beginSignUp looks at how the visitor came: by a ticket, from a provider, or so.
func (s *Server) beginSignUp(c *call, a *signUpAttempt) *reply {
	if refusal := s.alreadyIn(c.who.client, nil); refusal != nil {
		return refusal
	}
	strategy := c.text("strategy")
	var refusal *reply
	switch {
	case strategy == byTicket || c.has("ticket"):
		refusal = s.signUpByTicket(c.text("ticket"), a)
	case s.config.Accounts.SignUpMode == "restricted":
		refused := problem(http.StatusForbidden, "sign_up_mode_restricted", "Sign ups are by invitation alone.")
		return &refused
	case s.config.Accounts.SignUpMode == "waitlist":
		refused := problem(http.StatusForbidden, "sign_up_restricted_waitlist", "Sign ups are by the waitlist alone.")
		return &refused
	case strings.HasPrefix(strategy, "oauth_"):
		a.social, refusal = s.newSocial(c, strategy)
	case c.flag("transfer"):
		refusal = s.transferToSignUp(c, a)
	}
	if refusal != nil {
		return refusal
	}
	return s.fillSignUp(c, a)
}

func (s *Server) updateSignUp(c *call, a *signUpAttempt) *reply {
	if a.status == "complete" {
		refusal := problem(http.StatusForbidden, "sign_up_cannot_be_updated", "This sign-up has reached its end and cannot be updated.")
		return &refusal
	}
	if refusal := s.fillSignUp(c, a); refusal != nil {
		return refusal
	}
	s.completeSignUp(c.who.client, a)
	return nil
}

// fillSignUp takes over what the visitor sent, or says what is wrong with it.
func (s *Server) fillSignUp(c *call, a *signUpAttempt) *reply {
	if err := s.checkSignUp(c); err != nil {
		refusal := refused(err)
		return &refusal
	}
	if email := strings.ToLower(c.text("email_address")); email != "" && email != a.email && a.invitation == "" {
		a.email, a.emailVerified, a.emailPrepared = email, false, false
	}
	if phone := plainNumber(c.text("phone_number")); phone != "" && phone != a.phone {
		a.phone, a.phoneVerified, a.phonePrepared = phone, false, false
	}
	for field, target := range map[string]*string{
		"first_name": &a.firstName, "last_name": &a.lastName, "username": &a.username, "password": &a.password,
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

// checkSignUp looks at what the form holds, and at nothing that it leaves out.
func (s *Server) checkSignUp(c *call) error {
	uses := s.config.Accounts.attributes()
	for _, field := range slices.Sorted(maps.Keys(uses)) {
		if uses[field] == Off && c.text(field) != "" {
			return refuseUnknown(field)
		}
	}
	for _, check := range []struct {
		field string
		check func(value, param string) error
	}{
		{"email_address", s.checkEmail},
		{"phone_number", s.checkPhone},
		{"username", func(name, _ string) error { return s.checkUsername(name, nil) }},
	} {
		if value := c.text(check.field); value != "" {
			if err := check.check(value, check.field); err != nil {
				return err
			}
		}
	}
	if c.text("password") != "" || c.has("password") && s.config.Accounts.Password == Required {
		return s.checkPasswordRules(c.text("password"), "password")
	}
	return nil
}

func (s *Server) prepareVerification(c *call, a *signUpAttempt) *reply {
	switch strategy := c.text("strategy"); {
	case strategy == byEmailCode && a.email != "":
		a.emailPrepared = true
	case strategy == byPhoneCode && a.phone != "":
		a.phonePrepared = true
	default:
		refusal := problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid",
			"What was given can be verified, by email_code and by phone_code.", "strategy")
		return &refusal
	}
	return nil
}

func (s *Server) attemptVerification(c *call, a *signUpAttempt) *reply {
	if refusal := checkCode(c.text("code")); refusal != nil {
		return refusal
	}
	switch strategy := c.text("strategy"); {
	case strategy == byEmailCode && s.userByEmail(a.email) != nil, strategy == byPhoneCode && s.userByIdentifier(a.phone) != nil:
		claimed := problem(http.StatusBadRequest, "identification_claimed",
			"One or more identifiers on this sign up have since been connected to a different User. Please sign up again.")
		return &claimed
	case strategy == byEmailCode && a.emailPrepared:
		a.emailVerified = true
	case strategy == byPhoneCode && a.phonePrepared:
		a.phoneVerified = true
	default:
		return unprepared()
	}
	s.completeSignUp(c.who.client, a)
	return nil
}

// given is what a sign-up holds, by the names of forms.
func (a *signUpAttempt) given() map[string]string {
	return map[string]string{
		"email_address": a.email, "phone_number": a.phone, "username": a.username, "password": a.password,
		"first_name": a.firstName, "last_name": a.lastName,
	}
}

// signUpFields sorts the fields: required, optional, missing, unverified.
func (s *Server) signUpFields(a *signUpAttempt) (required, optional, missing, unverified []string) {
	required, optional, missing, unverified = []string{}, []string{}, []string{}, []string{}
	given := a.given()
	for field, use := range s.config.Accounts.attributes() {
		provided := field == "password" && a.social != nil && a.social.status == "verified"
		switch use {
		case Required:
			required = append(required, field)
			if given[field] == "" && !provided {
				missing = append(missing, field)
			}
		case Optional:
			optional = append(optional, field)
		}
	}
	if a.email != "" && !a.emailVerified {
		unverified = append(unverified, "email_address")
	}
	if a.phone != "" && !a.phoneVerified {
		unverified = append(unverified, "phone_number")
	}
	for _, list := range [][]string{required, optional, missing} {
		slices.Sort(list)
	}
	return required, optional, missing, unverified
}

// completeSignUp makes the user and signs them in once nothing is missing.
func (s *Server) completeSignUp(client *browserClient, a *signUpAttempt) {
	_, _, missing, unverified := s.signUpFields(a)
	if a.status == "complete" || len(missing)+len(unverified) > 0 || a.social != nil && a.social.status != "verified" {
		return
	}
	for _, identifier := range []string{a.email, a.phone, a.username} {
		if identifier != "" && s.userByIdentifier(identifier) != nil {
			return // somebody else was faster
		}
	}
	u := s.addUser(User{
		Email: a.email, Phone: a.phone, Password: a.password, Username: a.username,
		FirstName: a.firstName, LastName: a.lastName, UnsafeMetadata: a.unsafe,
	})
	u.externalID = a.externalID
	if a.social != nil {
		s.addExternalAccount(u, ExternalAccount{Provider: a.social.strategy, Email: a.social.email})
	}
	organization := s.acceptInvitation(s.state.invitations.get(a.invitation), u)
	e := s.beginSession(client, u.id)
	s.workIn(e, organization)
	a.status, a.user, a.session = "complete", u.id, e.id
}

func (s *Server) signUpView(a *signUpAttempt) object {
	required, optional, missing, unverified := s.signUpFields(a)
	verifications := object{
		"email_address": toVerifyView(a.email != "", a.emailVerified, byEmailCode),
		"phone_number":  toVerifyView(a.phone != "", a.phoneVerified, byPhoneCode),
		"web3_wallet":   nil, "external_account": nil,
	}
	if a.social != nil {
		verifications["external_account"] = s.socialView(a.social)
	}
	return object{
		"object":             "sign_up",
		"id":                 a.id,
		"status":             a.status,
		"required_fields":    required,
		"optional_fields":    optional,
		"missing_fields":     missing,
		"unverified_fields":  unverified,
		"username":           nullable(a.username),
		"first_name":         nullable(a.firstName),
		"last_name":          nullable(a.lastName),
		"email_address":      nullable(a.email),
		"phone_number":       nullable(a.phone),
		"web3_wallet":        nil,
		"has_password":       a.password != "",
		"unsafe_metadata":    orEmpty(a.unsafe),
		"verifications":      verifications,
		"created_session_id": nullable(a.session),
		"created_user_id":    nullable(a.user),
		"abandon_at":         a.created + day,
		"legal_accepted_at":  nil,
		"locale":             nil,
	}
}

func toVerifyView(given, verified bool, strategy string) any {
	if !given {
		return nil
	}
	status, next := "unverified", "needs_attempt"
	if verified {
		status, next = "verified", ""
	}
	return object{
		"object": "verification", "status": status, "strategy": strategy, "attempts": nil, "expire_at": nil,
		"next_action": next, "supported_strategies": []string{strategy},
	}
}
