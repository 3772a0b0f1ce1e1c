package clerktest

import "time"

// sessionFor finds a live session of the user with that status, or begins one
// in a browser of its own. The caller holds the lock.
func (s *Server) sessionFor(userID, status string) *session {
	found := s.state.sessions.first(func(e *session) bool {
		return e.user == userID && e.status == status && e.live()
	})
	if found != nil {
		return found
	}
	e := s.beginSession(s.newClient(), userID)
	e.status = status
	return e
}

func (s *Server) newClient() *browserClient {
	now := s.milliseconds()
	c := &browserClient{id: newID("client"), token: randomHex(24), created: now, updated: now}
	s.state.clients.put(c.id, c)
	return c
}

// beginSession signs a user in on a client.
func (s *Server) beginSession(c *browserClient, userID string) *session {
	now := s.milliseconds()
	e := &session{
		id: newID("sess"), user: userID, client: c.id, status: "active",
		created: now, updated: now, lastActive: now, signedIn: s.now(),
	}
	s.settle(e)
	s.state.sessions.put(e.id, e)
	c.lastActive, c.updated = e.id, now
	if u := s.state.users.get(userID); u != nil {
		u.lastSignIn, u.lastActive = now, now
	}
	return e
}

// endSession ends a session for the reason that status names and moves the
// client's clock, so that browsers notice.
func (s *Server) endSession(e *session, status string) {
	if !e.live() {
		return
	}
	now := s.milliseconds()
	e.status, e.updated = status, now
	c := s.state.clients.get(e.client)
	if c == nil {
		return
	}
	c.updated = now
	if c.lastActive == e.id {
		c.lastActive = ""
		if others := s.liveSessions(c); len(others) > 0 {
			c.lastActive = others[len(others)-1].id
		}
	}
}

// liveSessions are a client's sessions, oldest first.
func (s *Server) liveSessions(c *browserClient) []*session {
	if c == nil {
		return nil
	}
	return s.state.sessions.where(func(e *session) bool { return e.client == c.id && e.live() })
}

// activeSession is the session that a client's tokens are made for, or nil.
func (s *Server) activeSession(c *browserClient) *session {
	if c == nil {
		return nil
	}
	e := s.state.sessions.get(c.lastActive)
	if e == nil || !e.live() {
		return nil
	}
	return e
}

// tokenOf makes a token for a session as it stands: its status, organization,
// actor and the time since its user proved who they are.
func (s *Server) tokenOf(e *session, azp string, change ...TokenOption) string {
	plan := s.planToken(e.user)
	plan.issued = time.Now() // the clock of whoever verifies it, see clock.go
	plan.session, plan.status, plan.actor, plan.azp = e.id, e.status, e.actor, azp
	plan.fva = s.factorAges(e)
	if e.organization != "" && s.member(e.organization, e.user) != nil {
		plan.organization = &Organization{ID: e.organization}
		s.fillOrganization(plan)
	}
	for _, option := range change {
		option(plan)
	}
	return s.mint(plan)
}

// factorAges are the minutes since the user showed each factor, -1 for never.
func (s *Server) factorAges(e *session) [2]int {
	ages := [2]int{int(s.now().Sub(e.signedIn).Minutes()), -1}
	if !e.secondFactor.IsZero() {
		ages[1] = int(s.now().Sub(e.secondFactor).Minutes())
	}
	return ages
}

func (s *session) expireAt() int64 {
	if s.expires != 0 {
		return s.expires
	}
	return s.created + sessionLifetime
}

// expireSessions ends those of a client's sessions whose time is up.
func (s *Server) expireSessions(c *browserClient) {
	for _, e := range s.liveSessions(c) {
		if e.expireAt() <= s.milliseconds() {
			s.endSession(e, "expired")
		}
	}
}

// settle makes a session active whose tasks are done, and pending when there
// are some left: to choose an organization, where one is required.
func (s *Server) settle(e *session) {
	switch {
	case !e.live() || !s.config.Accounts.MembershipRequired:
	case e.organization == "":
		e.status = "pending"
	default:
		e.status = "active"
	}
}

// member is the user's membership in an organization, or nil.
func (s *Server) member(organizationID, userID string) *membership {
	return s.state.memberships.first(func(m *membership) bool {
		return m.organization == organizationID && m.user == userID
	})
}
