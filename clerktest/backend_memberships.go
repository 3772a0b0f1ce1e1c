package clerktest

import (
	"net/http"
	"slices"
	"strings"
)

func (s *Server) membershipRoutes(route router) {
	route("GET /organization_memberships", s.listAllMemberships)
	route("GET /organizations/{org}/memberships", s.forOrganization(s.listMemberships))
	route("POST /organizations/{org}/memberships", s.forOrganization(s.createMembership))
	route("PATCH /organizations/{org}/memberships/{user}", s.forMembership(s.updateMembership))
	route("DELETE /organizations/{org}/memberships/{user}", s.forMembership(s.deleteMembership))
	route("PATCH /organizations/{org}/memberships/{user}/metadata", s.forMembership(s.mergeMembershipMetadata))
}

func (s *Server) forMembership(h func(*call, *membership) reply) handler {
	return s.forOrganization(func(c *call, o *organization) reply {
		m := s.member(o.id, c.path("user"))
		if m == nil {
			return notFound("organization_membership", c.path("user"))
		}
		return h(c, m)
	})
}

func (s *Server) listAllMemberships(c *call) reply {
	return paged(c, s.state.memberships.where(func(*membership) bool { return true }), s.membershipView)
}

func (s *Server) listMemberships(c *call, o *organization) reply {
	roles, users, emails := c.queryList("role"), c.queryList("user_id"), c.queryList("email_address")
	found := s.state.memberships.where(func(m *membership) bool {
		email := ""
		if u := s.state.users.get(m.user); u != nil {
			email = u.email()
		}
		return m.organization == o.id &&
			(len(roles) == 0 || slices.Contains(roles, m.role)) &&
			(len(users) == 0 || slices.Contains(users, m.user)) &&
			(len(emails) == 0 || slices.Contains(emails, email))
	})
	return paged(c, found, s.membershipView)
}

func (s *Server) listMembershipsOfUser(c *call, u *user) reply {
	return paged(c, s.state.memberships.where(func(m *membership) bool { return m.user == u.id }), s.membershipView)
}

func (s *Server) createMembership(c *call, o *organization) reply {
	u := s.state.users.get(c.text("user_id"))
	switch {
	case u == nil:
		return notFound("user", c.text("user_id"))
	case c.text("role") == "":
		return missing("role")
	case s.member(o.id, u.id) != nil:
		return problem(http.StatusBadRequest, "already_a_member_in_organization",
			"The user is already a member of the organization.")
	}
	m := s.addMember(o.id, u.id, c.text("role"))
	m.public, m.private = orEmpty(c.fields("public_metadata")), orEmpty(c.fields("private_metadata"))
	return ok(s.membershipView(m))
}

func (s *Server) updateMembership(c *call, m *membership) reply {
	if c.text("role") == "" {
		return missing("role")
	}
	m.setRole(c.text("role"))
	m.updated = s.milliseconds()
	return ok(s.membershipView(m))
}

func (s *Server) deleteMembership(_ *call, m *membership) reply {
	view := s.membershipView(m)
	s.state.memberships.remove(m.id)
	return ok(view)
}

func (s *Server) mergeMembershipMetadata(c *call, m *membership) reply {
	m.public = merged(m.public, c.fields("public_metadata"))
	m.private = merged(m.private, c.fields("private_metadata"))
	m.updated = s.milliseconds()
	return ok(s.membershipView(m))
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
