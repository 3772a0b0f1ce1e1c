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
	view["factor_verification_age"] = s.factorAges(e)
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
