package clerktest

import "net/http"

// meProfileRoutes are a user's picture, unsafe metadata and password.
func (s *Server) meProfileRoutes(route frontendRouter) {
	route("PATCH /me/metadata", s.forMe(func(c *call, u *user) reply {
		if err := s.changeMetadata(c, map[string]*object{"unsafe_metadata": &u.unsafe}, &u.updated, merged); err != nil {
			return refused(err)
		}
		return s.wrap(c, s.frontendUserView(u))
	}))
	route("POST /me/profile_image", s.forMe(func(c *call, u *user) reply {
		if err := s.setProfileImage(c, u); err != nil {
			return refused(err)
		}
		return s.wrap(c, object{"object": "image", "id": newID("img"), "name": c.file.name, "public_url": u.image})
	}))
	route("DELETE /me/profile_image", s.forMe(func(c *call, u *user) reply {
		u.image, u.updated = "", s.milliseconds()
		return s.wrap(c, deletedView("image", "img_"+u.id))
	}))
	route("POST /me/change_password", s.forMe(s.changePassword))
	route("POST /me/remove_password", s.forMe(s.removeMyPassword))
}

func (s *Server) changePassword(c *call, u *user) reply {
	if u.hasPassword() {
		if refusal := currentPassword(c, u); refusal != nil {
			return *refusal
		}
	}
	if err := s.checkPasswordRules(c.text("new_password"), "new_password"); err != nil {
		return refused(err)
	}
	if u.passwordIs(c.text("new_password")) {
		return problemAbout(http.StatusUnprocessableEntity, "form_new_password_matches_current",
			"New password cannot be the same as the current password.", "new_password")
	}
	s.setPassword(u, c.text("new_password"))
	u.updated = s.milliseconds()
	if c.flag("sign_out_of_other_sessions") {
		s.endOtherSessions(c, u)
	}
	return s.wrap(c, s.frontendUserView(u))
}

func currentPassword(c *call, u *user) *reply {
	if u.passwordIs(c.text("current_password")) {
		return nil
	}
	refusal := problemAbout(http.StatusUnprocessableEntity, "form_password_incorrect",
		"Password is incorrect. Try again, or use another method.", "current_password")
	return &refusal
}

// endOtherSessions leaves the one that asks.
func (s *Server) endOtherSessions(c *call, u *user) {
	own := s.ownSession(c)
	for _, e := range s.state.sessions.where(func(e *session) bool { return e.user == u.id && e != own }) {
		s.endSession(e, "revoked")
	}
}

func (s *Server) removeMyPassword(c *call, u *user) reply {
	switch {
	case !u.hasPassword():
		return problem(http.StatusBadRequest, "no_password_set", "This user does not have a password set for their account.")
	case s.config.Accounts.Password == Required:
		return problem(http.StatusBadRequest, "password_required", "Settings for this instance require a password to be set. Cannot remove the user's password.")
	}
	if refusal := currentPassword(c, u); refusal != nil {
		return *refusal
	}
	s.setPassword(u, "")
	u.updated = s.milliseconds()
	return s.wrap(c, s.frontendUserView(u))
}
