package clerktest

// Members, and those to be, on the pages of an organization.
const (
	readMembers   = "org:sys_memberships:read"
	manageMembers = "org:sys_memberships:manage"
)

func (s *Server) frontendMembershipRoutes(route frontendRouter, one string) {
	route("GET "+one+"/memberships", s.asMember(readMembers, func(c *call, o *organization, _ *membership) (any, error) {
		list := s.state.memberships.where(func(m *membership) bool {
			return m.organization == o.id && c.anyOf("role", is(m.role))
		})
		return object{"data": views(page(c, list), s.frontendMembershipView), "total_count": len(list)}, nil
	}))
	route("POST "+one+"/memberships", s.asMember(manageMembers, func(c *call, o *organization, _ *membership) (any, error) {
		if _, err := s.createMembership(c, o); err != nil {
			return nil, err
		}
		return s.frontendMembershipView(s.member(o.id, c.text("user_id"))), nil
	}))
	route("PATCH "+one+"/memberships/{user_id}", s.asMember(manageMembers, s.onMember(func(c *call, m *membership) error {
		if err := s.keepsManager(m, c.text("role")); err != nil {
			return err
		}
		return s.updateMembership(c, m)
	})))
	route("DELETE "+one+"/memberships/{user_id}", s.asMember(manageMembers, s.onMember(func(_ *call, m *membership) error {
		if err := s.keepsManager(m, ""); err != nil {
			return err
		}
		s.state.memberships.remove(m.id)
		return nil
	})))
	route("GET "+one+"/invitations", s.asMember(manageMembers, s.pendingInvitations))
	route("POST "+one+"/invitations", s.asMember(manageMembers, func(c *call, o *organization, m *membership) (any, error) {
		return s.inviteMember(c.text("email_address"), c, o, m)
	}))
	route("POST "+one+"/invitations/bulk", s.asMember(manageMembers, func(c *call, o *organization, m *membership) (any, error) {
		invited := []any{}
		for _, email := range c.values["email_address"] {
			i, err := s.inviteMember(email, c, o, m)
			if err != nil {
				return nil, err
			}
			invited = append(invited, i)
		}
		return invited, nil
	}))
	route("POST "+one+"/invitations/{id}/revoke", s.asMember(manageMembers, func(c *call, o *organization, _ *membership) (any, error) {
		i := s.state.invitations.get(c.path("id"))
		if i == nil || i.organization != o.id {
			return nil, refuseNotFound("organization_invitation", c.path("id"))
		}
		err := s.revokeInvitation(c, i)
		return s.frontendInvitationView(i), err
	}))
}

// onMember finds the member that a page is about.
func (s *Server) onMember(do func(*call, *membership) error) func(*call, *organization, *membership) (any, error) {
	return func(c *call, o *organization, _ *membership) (any, error) {
		m := s.member(o.id, c.path("user_id"))
		if m == nil {
			return nil, refuseNotFound("organization_membership", c.path("user_id"))
		}
		if err := do(c, m); err != nil {
			return nil, err
		}
		return s.frontendMembershipView(m), nil
	}
}

func (s *Server) pendingInvitations(c *call, o *organization, _ *membership) (any, error) {
	found := newestFirst(s.state.invitations.where(func(i *invitation) bool {
		return i.organization == o.id && c.anyOf("status", is(s.statusOf(i)))
	}))
	return object{"data": views(page(c, found), s.frontendInvitationView), "total_count": len(found)}, nil
}

func (s *Server) frontendInvitationView(i *invitation) object {
	view := s.invitationToUser(i)
	delete(view, "private_metadata")
	return view
}

func (s *Server) inviteMember(email string, c *call, o *organization, m *membership) (any, error) {
	i, err := s.inviteTo(o, object{"email_address": email, "role": c.text("role"), "inviter_user_id": m.user})
	if err != nil {
		return nil, err
	}
	return s.frontendInvitationView(i), nil
}
