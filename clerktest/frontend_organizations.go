package clerktest

import (
	"cmp"
	"net/http"
)

func (s *Server) frontendOrganizationRoutes(route frontendRouter) {
	route("POST /organizations", s.forMe(s.foundOrganization))
	route("GET /organizations/{org}", s.asMember(func(c *call, o *organization, _ *membership) reply {
		return s.wrap(c, s.frontendOrganizationView(o))
	}))
	route("PATCH /organizations/{org}", s.asAdmin(s.renameOrganization))
	route("DELETE /organizations/{org}", s.asAdmin(func(c *call, o *organization, _ *membership) reply {
		s.dropOrganization(o)
		return s.wrap(c, deletedView("organization", o.id))
	}))
	route("GET /organizations/{org}/memberships", s.asMember(func(c *call, o *organization, _ *membership) reply {
		return s.wrapPage(c, s.state.memberships.where(func(m *membership) bool { return m.organization == o.id }))
	}))
	route("GET /organizations/{org}/roles", s.asMember(s.listRoles))
	route("GET /organizations/{org}/invitations", s.asMember(s.pendingInvitations))
	route("POST /organizations/{org}/invitations", s.asAdmin(s.inviteMember))
}

// asMember finds the organization and the visitor's membership in it.
func (s *Server) asMember(h func(*call, *organization, *membership) reply) handler {
	return s.forMe(func(c *call, u *user) reply {
		o := s.findOrganization(c.path("org"))
		if o == nil {
			return notFound("organization", c.path("org"))
		}
		m := s.member(o.id, u.id)
		if m == nil {
			return notFound("organization", c.path("org"))
		}
		return h(c, o, m)
	})
}

func (s *Server) asAdmin(h func(*call, *organization, *membership) reply) handler {
	return s.asMember(func(c *call, o *organization, m *membership) reply {
		if m.role != "org:admin" {
			return problem(http.StatusForbidden, "missing_permission", "This takes an admin of the organization.")
		}
		return h(c, o, m)
	})
}

func (s *Server) foundOrganization(c *call, u *user) reply {
	name, slug := c.text("name"), c.text("slug")
	switch {
	case name == "":
		return missing("name")
	case u.createOrganizationDisabled:
		return problem(http.StatusForbidden, "organization_creation_disabled", "This user may not create organizations.")
	case slug != "" && s.organizationBySlug(slug) != nil:
		return problemAbout(http.StatusUnprocessableEntity, "form_identifier_exists",
			"That slug is taken. Please try another.", "slug")
	}
	return s.wrap(c, s.frontendOrganizationView(s.addOrganization(name, slug, u.id)))
}

func (s *Server) renameOrganization(c *call, o *organization, _ *membership) reply {
	o.name = cmp.Or(c.text("name"), o.name)
	if slug := c.text("slug"); slug != "" && s.organizationBySlug(slug) == nil {
		o.slug = slug
	}
	o.updated = s.milliseconds()
	return s.wrap(c, s.frontendOrganizationView(o))
}

func (s *Server) listRoles(c *call, _ *organization, _ *membership) reply {
	roles := views(s.state.roles.all(), s.roleView)
	return s.wrap(c, object{"data": roles, "total_count": len(roles)})
}

func (s *Server) pendingInvitations(c *call, o *organization, _ *membership) reply {
	found := newestFirst(s.state.invitations.where(func(i *invitation) bool {
		return i.organization == o.id && c.anyOf("status", is(s.statusOf(i)))
	}))
	return s.wrap(c, object{"data": views(page(c, found), s.frontendInvitationView), "total_count": len(found)})
}

func (s *Server) frontendInvitationView(i *invitation) object {
	view := s.invitationToUser(i)
	delete(view, "private_metadata")
	return view
}

func (s *Server) inviteMember(c *call, o *organization, m *membership) reply {
	c.body["inviter_user_id"] = m.user
	i, err := s.inviteTo(o, c.body)
	if err != nil {
		return refused(err)
	}
	return s.wrap(c, s.frontendInvitationView(i))
}
