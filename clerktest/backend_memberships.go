package clerktest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
)

func (s *Server) membershipOperations(route router) {
	organizations := s.organizationsResource()
	memberships := resource[membership]{
		path: "/organizations/{organization_id}/memberships", key: "user_id", kind: "organization_membership",
		find: func(c *call, userID string) *membership {
			o := s.findOrganization(c.path("organization_id"))
			if o == nil {
				return nil
			}
			return s.member(o.id, userID)
		},
		view: s.membershipView, update: s.updateMembership,
	}
	memberships.serve(route)
	route("GET "+memberships.path, organizations.with(func(c *call, o *organization) (any, error) {
		return s.listMemberships(c, func(m *membership) bool { return m.organization == o.id })
	}))
	route("GET /organization_memberships", func(c *call) (any, error) {
		return s.listMemberships(c, func(*membership) bool { return true })
	})
	route("POST "+memberships.path, organizations.with(s.createMembership))
	route("DELETE "+memberships.path+"/{user_id}", memberships.with(func(_ *call, m *membership) (any, error) {
		view := s.membershipView(m)
		s.state.memberships.remove(m.id)
		return view, nil
	}))
	route("PATCH "+memberships.path+"/{user_id}/metadata", memberships.one(func(c *call, m *membership) error {
		all := map[string]*object{"public_metadata": &m.public, "private_metadata": &m.private}
		return s.changeMetadata(c, all, &m.updated, merged)
	}))
}

func (s *Server) listMemberships(c *call, keep func(*membership) bool) (any, error) {
	nobody := &user{}
	of := func(m *membership) *user {
		if u := s.state.users.get(m.user); u != nil {
			return u
		}
		return nobody
	}
	users, roles := c.selection("user_id"), c.selection("role")
	by := func(field func(*user) string) func(a, b *membership) int {
		return func(a, b *membership) int { return cmp.Compare(field(of(a)), field(of(b))) }
	}
	found, err := sorted(c, s.state.memberships.where(func(m *membership) bool {
		return keep(m) && users.allows(is(m.user)) && roles.allows(is(m.role)) && c.knows(of(m)) &&
			c.during("last_active_at", of(m).lastActive) && c.during("created_at", m.created)
	}), "created_at", ordering[membership]{
		"created_at":    func(a, b *membership) int { return cmp.Compare(a.created, b.created) },
		"email_address": by((*user).email),
		"phone_number":  by((*user).phone),
		"first_name":    by(func(u *user) string { return u.firstName }),
		"last_name":     by(func(u *user) string { return u.lastName }),
		"username":      by(func(u *user) string { return u.username }),
	})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.membershipView), nil
}

func (s *Server) listMembershipsOfUser(c *call, u *user) (any, error) {
	return listed(c, s.membershipsOf(u.id), s.membershipView), nil
}

func (s *Server) createMembership(c *call, o *organization) (any, error) {
	u := s.state.users.get(c.text("user_id"))
	switch {
	case u == nil:
		return nil, refuseNotFound("user", c.text("user_id"))
	case s.member(o.id, u.id) != nil:
		return nil, refuseBecause("already_a_member_in_organization", "The user is already a member of the organization.")
	}
	if err := s.checkRole(o, c.text("role")); err != nil {
		return nil, err
	}
	if err := s.checkRoom(o, 1); err != nil {
		return nil, err
	}
	m := s.addMember(o.id, u.id, c.text("role"))
	m.public, m.private = orEmpty(c.fields("public_metadata")), orEmpty(c.fields("private_metadata"))
	return s.membershipView(m), nil
}

// checkRole refuses a role that the organization's set of roles does not have.
func (s *Server) checkRole(o *organization, key string) error {
	set := s.roleSetByKey(o.roleSet)
	if s.roleByKey(key) != nil && set != nil && slices.Contains(set.roles, key) {
		return nil
	}
	return refuse(http.StatusNotFound, "resource_not_found", "not found", "Organization role not found", "role")
}

// checkRoom refuses more members than the organization may have; pending
// invitations take their places already. A limit of 0 is none.
func (s *Server) checkRoom(o *organization, more int) error {
	if o.maxMemberships == 0 || s.membersOf(o)+len(s.pendingInvitationsOf(o))+more <= o.maxMemberships {
		return nil
	}
	return refuse(http.StatusForbidden, "organization_membership_quota_exceeded", "organization membership quota exceeded",
		fmt.Sprintf("You have reached your limit of %d organization memberships, including outstanding invitations.", o.maxMemberships))
}

func (s *Server) updateMembership(c *call, m *membership) error {
	if err := s.checkRole(s.state.organizations.get(m.organization), c.text("role")); err != nil {
		return err
	}
	m.role, m.own, m.updated = c.text("role"), nil, s.milliseconds()
	return nil
}
