package clerktest

import (
	"maps"
	"net/http"
)

func (s *Server) meRoutes(route frontendRouter) {
	route("GET /me", s.forMe(func(c *call, u *user) reply { return s.wrap(c, s.frontendUserView(u)) }))
	route("PATCH /me", s.forMe(s.updateMe))
	route("DELETE /me", s.forMe(s.deleteMe))
	s.meProfileRoutes(route)
	s.meFactorRoutes(route)
	s.meIdentificationRoutes(route)
	route("GET /me/sessions", s.forMe(s.mySessions))
	route("GET /me/sessions/active", s.forMe(s.mySessions))
	route("POST /me/sessions/{id}/revoke", s.forMe(s.revokeMySession))
	route("GET /me/organization_memberships", s.forMe(func(c *call, u *user) reply {
		return s.wrapPage(c, s.membershipsOf(u.id))
	}))
	route("DELETE /me/organization_memberships/{org}", s.forMe(s.leaveOrganization))
	route("GET /me/organization_invitations", s.forMe(s.myInvitations))
	route("POST /me/organization_invitations/{id}/accept", s.forMe(s.acceptMyInvitation))
	route("GET /me/organization_suggestions", s.forMe(s.noneYet))
}

// forMe finds the user of the session that the request names, or of the
// client's active one.
func (s *Server) forMe(h func(*call, *user) reply) handler {
	return func(c *call) reply {
		e := s.ownSession(c)
		if e == nil {
			return problem(http.StatusUnauthorized, "authentication_invalid", "Nobody is signed in.")
		}
		u := s.state.users.get(e.user)
		if u == nil {
			return problem(http.StatusUnauthorized, "authentication_invalid", "The user is gone.")
		}
		return h(c, u)
	}
}

func (s *Server) ownSession(c *call) *session {
	named := s.state.sessions.get(c.query.Get("_clerk_session_id"))
	if named != nil && c.who.client != nil && named.client == c.who.client.id && named.live() {
		return named
	}
	return s.activeSession(c.who.client)
}

func (s *Server) updateMe(c *call, u *user) reply {
	if name := c.text("username"); name != "" {
		if err := s.checkUsername(name, u); err != nil {
			return refused(err)
		}
	}
	primaries := map[string]*string{"primary_email_address_id": &u.primaryEmail, "primary_phone_number_id": &u.primaryPhone}
	for field := range primaries {
		id := c.text(field)
		switch {
		case !c.has(field) || u.mayBePrimary(id):
		case u.identifiedBy(id):
			return problemAbout(http.StatusUnprocessableEntity, "form_verification_needed",
				"This identification needs to be verified before you can perform this action.", field)
		default:
			return refused(refuseReference(field))
		}
	}
	texts := map[string]*string{"first_name": &u.firstName, "last_name": &u.lastName, "username": &u.username}
	maps.Copy(texts, primaries)
	for field, target := range texts {
		if c.has(field) {
			*target = c.text(field)
		}
	}
	if c.has("unsafe_metadata") {
		u.unsafe = orEmpty(c.fields("unsafe_metadata"))
	}
	u.updated = s.milliseconds()
	return s.wrap(c, s.frontendUserView(u))
}

func (s *Server) deleteMe(c *call, u *user) reply {
	if u.deleteSelfDisabled {
		return problem(http.StatusForbidden, "user_delete_self_not_enabled", "Self deletion is not enabled for this user.")
	}
	s.dropUser(u)
	return s.wrap(c, deletedView("user", u.id))
}

// mySessions is a bare array.
func (s *Server) mySessions(_ *call, u *user) reply {
	found := s.state.sessions.where(func(e *session) bool { return e.user == u.id && e.live() })
	return ok(views(found, func(e *session) object {
		view := sessionView(e)
		view["object"] = "session"
		view["latest_activity"] = object{
			"object": "session_activity", "id": "sess_activity_" + e.id, "device_type": "", "is_mobile": false,
			"browser_name": "", "browser_version": "", "ip_address": "127.0.0.1", "city": "", "country": "",
		}
		return view
	}))
}

func (s *Server) revokeMySession(c *call, u *user) reply {
	e := s.state.sessions.get(c.path("id"))
	if e == nil || e.user != u.id {
		return notFound("session", c.path("id"))
	}
	s.endSession(e, "revoked")
	return s.wrap(c, sessionView(e))
}

func (s *Server) leaveOrganization(c *call, u *user) reply {
	m := s.member(c.path("org"), u.id)
	if m == nil {
		return noSuchOrganization()
	}
	if err := s.keepsManager(m, ""); err != nil {
		return refused(err)
	}
	s.state.memberships.remove(m.id)
	return s.wrap(c, deletedView("organization_membership", m.id))
}

func (s *Server) noneYet(c *call, _ *user) reply {
	return s.wrap(c, object{"data": []any{}, "total_count": 0})
}

// wrapPage is a page of memberships in the Frontend API's wrapping.
func (s *Server) wrapPage(c *call, list []*membership) reply {
	return s.wrap(c, object{"data": views(page(c, list), s.frontendMembershipView), "total_count": len(list)})
}
