package clerktest

import "net/http"

func (s *Server) frontendClientRoutes(route frontendRouter) {
	route("GET /client", func(c *call) reply {
		return ok(object{"response": s.frontendClientOrNull(c), "client": nil})
	})
	route("PUT /client", s.putClient)
	route("POST /client", s.putClient)
	route("DELETE /client", s.signOutAll)
	route("DELETE /client/sessions", s.signOutAll)
	route("GET /client/sessions/{id}", s.forOwnSession(func(c *call, e *session) reply {
		return s.wrap(c, s.frontendSessionView(e, c.who.origin))
	}))
	route("POST /client/sessions/{id}/touch", s.forOwnSession(s.touchSession))
	route("POST /client/sessions/{id}/tokens", s.forOwnSession(s.sessionTokenFor))
	route("POST /client/sessions/{id}/tokens/{template}", s.forOwnSession(s.sessionTokenFor))
	route("POST /client/sessions/{id}/remove", s.forOwnSession(s.signOutOne("removed")))
	route("POST /client/sessions/{id}/end", s.forOwnSession(s.signOutOne("ended")))
}

func (s *Server) putClient(c *call) reply {
	s.ensureClient(c)
	return s.wrap(c, s.frontendClientOrNull(c))
}

// forOwnSession finds a live session of the visitor's. A 401 makes clerk-js
// load its client anew, and sign out when the session is gone.
func (s *Server) forOwnSession(h func(*call, *session) reply) handler {
	return func(c *call) reply {
		e := s.state.sessions.get(c.path("id"))
		if e == nil || c.who.client == nil || e.client != c.who.client.id || !e.live() {
			return problem(http.StatusUnauthorized, "authentication_invalid", "There is no such session, or it has ended.")
		}
		return h(c, e)
	}
}

// touchSession makes a session the active one and chooses its organization. It
// leaves the client's updated_at alone: that is for sign-in and sign-out.
func (s *Server) touchSession(c *call, e *session) reply {
	if c.has("active_organization_id") {
		if refusal := s.activate(e, c.text("active_organization_id")); refusal != nil {
			return *refusal
		}
		s.settle(e)
	}
	e.lastActive = s.milliseconds()
	c.who.client.lastActive = e.id
	return s.wrap(c, s.frontendSessionView(e, c.who.origin))
}

// activate chooses a session's organization by id or slug, or the personal
// account when it is empty.
func (s *Server) activate(e *session, idOrSlug string) *reply {
	if idOrSlug == "" {
		e.organization = ""
		return nil
	}
	o := s.findOrganization(idOrSlug)
	if o == nil || s.member(o.id, e.user) == nil {
		refusal := noSuchOrganization()
		return &refusal
	}
	e.organization = o.id
	return nil
}

// sessionTokenFor makes a token, for another organization when one is named.
func (s *Server) sessionTokenFor(c *call, e *session) reply {
	var change []TokenOption
	if c.has("organization_id") {
		asked := *e
		if refusal := s.activate(&asked, c.text("organization_id")); refusal != nil {
			return *refusal
		}
		e.lastActive = s.milliseconds()
		e = &asked
	}
	if template := c.path("template"); template != "" {
		change = append(change, Template(template))
	}
	return ok(object{"object": "token", "jwt": s.tokenOf(e, c.who.origin, change...)})
}

func (s *Server) signOutAll(c *call) reply {
	for _, e := range s.liveSessions(c.who.client) {
		s.endSession(e, "removed")
	}
	return s.wrap(c, s.frontendClientOrNull(c))
}

func (s *Server) signOutOne(status string) func(*call, *session) reply {
	return func(c *call, e *session) reply {
		s.endSession(e, status)
		return s.wrap(c, s.frontendSessionView(e, c.who.origin))
	}
}
