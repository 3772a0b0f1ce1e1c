package clerktest

import (
	"cmp"
	"net/http"
	"slices"
)

func (s *Server) organizationRoutes(route router) {
	route("GET /organizations", s.listOrganizations)
	route("POST /organizations", s.createOrganization)
	route("GET /organizations/{org}", s.forOrganization(func(_ *call, o *organization) reply { return ok(s.organizationView(o)) }))
	route("PATCH /organizations/{org}", s.forOrganization(s.updateOrganization))
	route("DELETE /organizations/{org}", s.forOrganization(s.deleteOrganization))
	route("PATCH /organizations/{org}/metadata", s.forOrganization(s.mergeOrganizationMetadata))
	route("PUT /organizations/{org}/metadata", s.forOrganization(s.replaceOrganizationMetadata))
}

func (s *Server) forOrganization(h func(*call, *organization) reply) handler {
	return func(c *call) reply {
		o := s.findOrganization(c.path("org"))
		if o == nil {
			return notFound("organization", c.path("org"))
		}
		return h(c, o)
	}
}

func (s *Server) listOrganizations(c *call) reply {
	ids, users := c.queryList("organization_id"), c.queryList("user_id")
	query := c.query.Get("query")
	found := s.state.organizations.where(func(o *organization) bool {
		ofUser := func(userID string) bool { return s.member(o.id, userID) != nil }
		return (len(ids) == 0 || slices.Contains(ids, o.id)) &&
			(len(users) == 0 || slices.ContainsFunc(users, ofUser)) &&
			(query == "" || query == o.id || containsFold(o.name, query) || containsFold(o.slug, query))
	})
	orderBy(c, found, map[string]func(a, b *organization) int{
		"created_at": func(a, b *organization) int { return cmp.Compare(a.created, b.created) },
		"name":       func(a, b *organization) int { return cmp.Compare(a.name, b.name) },
	})
	return paged(c, found, s.organizationView)
}

func (s *Server) createOrganization(c *call) reply {
	name, slug, creator := c.text("name"), c.text("slug"), c.text("created_by")
	switch {
	case name == "":
		return missing("name")
	case slug != "" && s.organizationBySlug(slug) != nil:
		return problemAbout(http.StatusUnprocessableEntity, "form_identifier_exists",
			"That slug is taken. Please try another.", "slug")
	case creator != "" && s.state.users.get(creator) == nil:
		return problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid", "No user was found with id "+creator+".", "created_by")
	}
	o := s.addOrganization(name, slug, creator)
	o.public, o.private = orEmpty(c.fields("public_metadata")), orEmpty(c.fields("private_metadata"))
	if limit, given := c.number("max_allowed_memberships"); given {
		o.maxMemberships = int(limit)
	}
	return ok(s.organizationView(o))
}

func (s *Server) updateOrganization(c *call, o *organization) reply {
	if slug := c.text("slug"); slug != "" {
		if other := s.organizationBySlug(slug); other != nil && other != o {
			return problemAbout(http.StatusUnprocessableEntity, "form_identifier_exists",
				"That slug is taken. Please try another.", "slug")
		}
		o.slug = slug
	}
	o.name = cmp.Or(c.text("name"), o.name)
	if limit, given := c.number("max_allowed_memberships"); given {
		o.maxMemberships = int(limit)
	}
	return s.replaceOrganizationMetadata(c, o)
}

func (s *Server) replaceOrganizationMetadata(c *call, o *organization) reply {
	if c.has("public_metadata") {
		o.public = orEmpty(c.fields("public_metadata"))
	}
	if c.has("private_metadata") {
		o.private = orEmpty(c.fields("private_metadata"))
	}
	o.updated = s.milliseconds()
	return ok(s.organizationView(o))
}

func (s *Server) mergeOrganizationMetadata(c *call, o *organization) reply {
	o.public = merged(o.public, c.fields("public_metadata"))
	o.private = merged(o.private, c.fields("private_metadata"))
	o.updated = s.milliseconds()
	return ok(s.organizationView(o))
}

// deleteOrganization takes it out with its members, invitations and domains.
func (s *Server) deleteOrganization(_ *call, o *organization) reply {
	s.state.organizations.remove(o.id)
	for _, m := range s.state.memberships.where(func(m *membership) bool { return m.organization == o.id }) {
		s.state.memberships.remove(m.id)
	}
	for _, i := range s.state.invitations.where(func(i *invitation) bool { return i.organization == o.id }) {
		s.state.invitations.remove(i.id)
	}
	for _, d := range s.state.domains.where(func(d *organizationDomain) bool { return d.organization == o.id }) {
		s.state.domains.remove(d.id)
	}
	return ok(object{"object": "organization", "id": o.id, "slug": o.slug, "deleted": true})
}

func (s *Server) domainRoutes(route router) {
	route("GET /organizations/{org}/domains", s.forOrganization(s.listDomains))
	route("POST /organizations/{org}/domains", s.forOrganization(s.createDomain))
	route("PATCH /organizations/{org}/domains/{id}", s.forDomain(s.updateDomain))
	route("DELETE /organizations/{org}/domains/{id}", s.forDomain(s.deleteDomain))
}

func (s *Server) forDomain(h func(*call, *organizationDomain) reply) handler {
	return s.forOrganization(func(c *call, o *organization) reply {
		d := s.state.domains.get(c.path("id"))
		if d == nil || d.organization != o.id {
			return notFound("organization_domain", c.path("id"))
		}
		return h(c, d)
	})
}

func (s *Server) listDomains(c *call, o *organization) reply {
	return paged(c, s.state.domains.where(func(d *organizationDomain) bool { return d.organization == o.id }), domainView)
}

func (s *Server) createDomain(c *call, o *organization) reply {
	if c.text("name") == "" {
		return missing("name")
	}
	now := s.milliseconds()
	d := &organizationDomain{
		id: newID("orgdmn"), organization: o.id, name: c.text("name"),
		enrollmentMode: cmp.Or(c.text("enrollment_mode"), "manual_invitation"), created: now, updated: now,
	}
	s.state.domains.put(d.id, d)
	return ok(domainView(d))
}

func (s *Server) updateDomain(c *call, d *organizationDomain) reply {
	d.enrollmentMode = cmp.Or(c.text("enrollment_mode"), d.enrollmentMode)
	d.updated = s.milliseconds()
	return ok(domainView(d))
}

func (s *Server) deleteDomain(_ *call, d *organizationDomain) reply {
	s.state.domains.remove(d.id)
	return ok(deletedView("organization_domain", d.id))
}
