package clerktest

// The Frontend API's views: those of the Backend API without what only the
// server side may see, and with what a browser needs beside it.

func (s *Server) frontendUserView(u *user) any {
	if u == nil {
		return nil
	}
	view := userView(u)
	delete(view, "private_metadata")
	view["organization_memberships"] = views(s.membershipsOf(u.id), s.frontendMembershipView)
	return view
}

func (s *Server) membershipsOf(userID string) []*membership {
	return s.state.memberships.where(func(m *membership) bool { return m.user == userID })
}

func (s *Server) frontendOrganizationView(o *organization) object {
	view := s.organizationView(o)
	delete(view, "private_metadata")
	return view
}

func (s *Server) frontendMembershipView(m *membership) object {
	view := s.membershipView(m)
	delete(view, "private_metadata")
	if o := s.state.organizations.get(m.organization); o != nil {
		view["organization"] = s.frontendOrganizationView(o)
	}
	return view
}

func (s *Server) frontendSessionView(e *session, origin string) object {
	view := sessionView(e)
	view["factor_verification_age"] = []int{int(s.now().Sub(e.signedIn).Minutes()), -1}
	view["tasks"] = nil
	if e.status == "pending" {
		view["tasks"] = []any{object{"key": "choose-organization"}}
	}
	view["user"] = s.frontendUserView(s.state.users.get(e.user))
	view["public_user_data"] = s.publicUserData(e.user)
	view["last_active_token"] = nil
	if e.live() {
		view["last_active_token"] = object{"object": "token", "jwt": s.tokenOf(e, origin)}
	}
	return view
}

func (s *Server) frontendClientView(c *browserClient, origin string) object {
	sessions := []object{}
	for _, e := range s.liveSessions(c) {
		sessions = append(sessions, s.frontendSessionView(e, origin))
	}
	view := object{
		"object":                       "client",
		"id":                           c.id,
		"sessions":                     sessions,
		"sign_in":                      nil,
		"sign_up":                      nil,
		"last_active_session_id":       nullable(c.lastActive),
		"last_authentication_strategy": nil,
		"captcha_bypass":               true,
		"cookie_expires_at":            nil,
		"created_at":                   c.created,
		"updated_at":                   c.updated,
	}
	if attempt := s.state.signIns.get(c.signIn); attempt != nil {
		view["sign_in"] = s.signInView(attempt)
	}
	if attempt := s.state.signUps.get(c.signUp); attempt != nil {
		view["sign_up"] = s.signUpView(attempt)
	}
	return view
}

func (s *Server) signInView(a *signInAttempt) object {
	u := s.state.users.get(a.user)
	var factors []object
	userData := object{"first_name": nil, "last_name": nil, "image_url": "", "has_image": false}
	if u != nil {
		userData["first_name"], userData["last_name"] = nullable(u.firstName), nullable(u.lastName)
		factors = firstFactors(u)
	}
	var verification any
	switch {
	case a.status == "complete":
		verification = object{"object": "verification", "status": "verified", "strategy": a.strategy, "attempts": 1, "expire_at": nil}
	case a.emailPrepared:
		verification = object{"object": "verification", "status": "unverified", "strategy": "email_code", "attempts": nil, "expire_at": a.created + 600_000}
	}
	return object{
		"object":                     "sign_in",
		"id":                         a.id,
		"status":                     a.status,
		"identifier":                 nullable(a.identifier),
		"supported_identifiers":      []string{"email_address", "username"},
		"supported_first_factors":    factors,
		"supported_second_factors":   nil,
		"first_factor_verification":  verification,
		"second_factor_verification": nil,
		"user_data":                  userData,
		"created_session_id":         nullable(a.session),
		"abandon_at":                 a.created + 86_400_000,
	}
}

// firstFactors are the ways in which a user can prove who he is.
func firstFactors(u *user) []object {
	var factors []object
	if u.hasPassword() {
		factors = append(factors, object{"strategy": "password"})
	}
	for _, e := range u.emails {
		factors = append(factors, object{
			"strategy": "email_code", "email_address_id": e.id, "safe_identifier": e.address, "primary": e.id == u.primaryEmail,
		})
	}
	return factors
}

func (s *Server) signUpView(a *signUpAttempt) object {
	missingFields, unverified := []string{}, []string{}
	if a.email == "" {
		missingFields = append(missingFields, "email_address")
	} else if !a.emailVerified {
		unverified = append(unverified, "email_address")
	}
	if a.password == "" {
		missingFields = append(missingFields, "password")
	}
	var emailVerification any
	if a.email != "" {
		status, next := "unverified", "needs_attempt"
		if a.emailVerified {
			status, next = "verified", ""
		}
		emailVerification = object{
			"object": "verification", "status": status, "strategy": "email_code", "attempts": nil, "expire_at": nil,
			"next_action": next, "supported_strategies": []string{"email_code"},
		}
	}
	return object{
		"object":             "sign_up",
		"id":                 a.id,
		"status":             a.status,
		"required_fields":    []string{"email_address", "password"},
		"optional_fields":    []string{"first_name", "last_name", "username"},
		"missing_fields":     missingFields,
		"unverified_fields":  unverified,
		"username":           nullable(a.username),
		"first_name":         nullable(a.firstName),
		"last_name":          nullable(a.lastName),
		"email_address":      nullable(a.email),
		"phone_number":       nil,
		"web3_wallet":        nil,
		"has_password":       a.password != "",
		"unsafe_metadata":    orEmpty(a.unsafe),
		"verifications":      object{"email_address": emailVerification, "phone_number": nil, "web3_wallet": nil, "external_account": nil},
		"created_session_id": nullable(a.session),
		"created_user_id":    nullable(a.user),
		"abandon_at":         a.created + 86_400_000,
		"legal_accepted_at":  nil,
		"locale":             nil,
	}
}

// environmentView says little: clerk-js has defaults for the rest, which are
// signing in by e-mail address and password. Nothing in it names another host.
func (s *Server) environmentView(*call) reply {
	return ok(object{
		"object":           "environment",
		"maintenance_mode": false,
		"auth_config":      object{"object": "auth_config", "single_session_mode": false},
		"display_config":   object{"object": "display_config", "application_name": "clerktest"},
		"organization_settings": object{
			"enabled": true, "max_allowed_memberships": 5, "force_organization_selection": false,
			"actions": object{"admin_delete": true},
			"domains": object{"enabled": false, "enrollment_modes": []string{}, "default_role": "org:member"},
		},
	})
}
