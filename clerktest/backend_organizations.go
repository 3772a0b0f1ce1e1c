package clerktest

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"time"
)

func (s *Server) organizationsResource() resource[organization] {
	return resource[organization]{
		path: "/organizations", key: "organization_id", kind: "organization",
		find: func(_ *call, id string) *organization { return s.findOrganization(id) },
		view: s.organizationView,
		list: s.listOrganizations, create: s.createOrganization, update: s.updateOrganization,
	}
}

func (s *Server) organizationOperations(route router) {
	organizations := s.organizationsResource()
	organizations.serve(route)
	route("DELETE /organizations/{organization_id}", organizations.with(func(_ *call, o *organization) (any, error) {
		s.dropOrganization(o)
		return object{"object": "organization", "id": o.id, "slug": o.slug, "deleted": true}, nil
	}))
	route("PUT /organizations/{organization_id}/metadata", organizations.one(s.replaceOrganizationMetadata))
	route("PATCH /organizations/{organization_id}/metadata", organizations.one(func(c *call, o *organization) error {
		return s.changeMetadata(c, o.metadata(), &o.updated, merged)
	}))
	route("PUT /organizations/{organization_id}/logo", organizations.one(func(c *call, o *organization) (err error) {
		o.image, err = s.image(c)
		o.updated = s.milliseconds()
		return err
	}))
	route("DELETE /organizations/{organization_id}/logo", organizations.one(func(_ *call, o *organization) error {
		o.image, o.updated = "", s.milliseconds()
		return nil
	}))
}

func (o *organization) metadata() map[string]*object {
	return map[string]*object{"public_metadata": &o.public, "private_metadata": &o.private}
}

func (s *Server) listOrganizations(c *call) (any, error) {
	ids, users := c.selection("organization_id"), c.selection("user_id")
	found, err := sorted(c, s.state.organizations.where(func(o *organization) bool {
		hasMember := func(id string) bool { return s.member(o.id, id) != nil }
		return ids.allows(is(o.id)) && users.allows(hasMember) && c.found(o.id, o.name, o.slug)
	}), "-created_at", ordering[organization]{
		"created_at":    func(a, b *organization) int { return cmp.Compare(a.created, b.created) },
		"name":          func(a, b *organization) int { return cmp.Compare(a.name, b.name) },
		"members_count": func(a, b *organization) int { return cmp.Compare(s.membersOf(a), s.membersOf(b)) },
	})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.organizationView), nil
}

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(?:[-_]+[a-z0-9]+)*$`)

// maxName is how long an organization's name may be.
const maxName = 256

// checkOrganization refuses what creating and updating take alike.
func (s *Server) checkOrganization(c *call, o *organization) error {
	if c.has("name") && (c.text("name") == "" || len(c.text("name")) > maxName) {
		return refuse(http.StatusUnprocessableEntity, "form_param_value_invalid", "invalid organization name",
			"The organization name is invalid.", "name")
	}
	if slug := c.text("slug"); slug != "" {
		if !slugPattern.MatchString(slug) {
			return refuseFormat("slug", "slug may only have lowercase letters, numbers, hyphens and underscores.")
		}
		if other := s.organizationBySlug(slug); other != nil && other != o {
			return refuseTaken("slug", "slug")
		}
	}
	if err := c.checkMetadata(); err != nil {
		return err
	}
	if key := c.text("role_set_key"); key != "" && s.roleSetByKey(key) == nil {
		return refuseReference("role_set_key")
	}
	if given := c.text("created_at"); given != "" {
		if _, err := time.Parse(time.RFC3339, given); err != nil {
			return refuse(http.StatusUnprocessableEntity, "form_param_invalid_time", "invalid format",
				"created_at must contain a datetime specified in RFC3339 format.", "created_at")
		}
	}
	return nil
}

func (s *Server) createOrganization(c *call) (*organization, error) {
	if err := s.checkOrganization(c, nil); err != nil {
		return nil, err
	}
	creator := s.state.users.get(c.text("created_by"))
	switch {
	case !s.state.settings.organizationsEnabled:
		return nil, refuse(http.StatusForbidden, "organization_not_enabled_in_instance", "access denied", "The organizations feature is not enabled for this instance.")
	case c.text("created_by") != "" && creator == nil:
		return nil, refuse(http.StatusBadRequest, "organization_creator_not_found", "creator not found", "No users found with id "+c.text("created_by")+".")
	}
	o := s.addOrganization(c.text("name"), c.text("slug"), c.text("created_by"))
	return o, s.fillOrganizationFrom(c, o)
}

// fillOrganizationFrom takes over what creating and updating take alike.
func (s *Server) fillOrganizationFrom(c *call, o *organization) error {
	if limit, given := c.number("max_allowed_memberships"); given {
		o.maxMemberships = int(limit)
	}
	if at, err := time.Parse(time.RFC3339, c.text("created_at")); err == nil {
		o.created = at.UnixMilli()
	}
	o.roleSet = cmp.Or(c.text("role_set_key"), o.roleSet)
	return s.replaceOrganizationMetadata(c, o)
}

func (s *Server) updateOrganization(c *call, o *organization) error {
	if err := s.checkOrganization(c, o); err != nil {
		return err
	}
	o.name, o.slug = cmp.Or(c.text("name"), o.name), cmp.Or(c.text("slug"), o.slug)
	if c.body["admin_delete_enabled"] != nil {
		o.adminDeleteDisabled = !c.flag("admin_delete_enabled")
	}
	return s.fillOrganizationFrom(c, o)
}

func (s *Server) replaceOrganizationMetadata(c *call, o *organization) error {
	return s.changeMetadata(c, o.metadata(), &o.updated, replaced)
}

// dropOrganization takes it out with its members, invitations and domains.
func (s *Server) dropOrganization(o *organization) {
	s.state.organizations.remove(o.id)
	s.state.memberships.removeWhere(func(m *membership) bool { return m.organization == o.id })
	s.state.invitations.removeWhere(func(i *invitation) bool { return i.organization == o.id })
	s.state.domains.removeWhere(func(d *organizationDomain) bool { return d.organization == o.id })
}

func (s *Server) organizationDomainOperations(route router) {
	organizations := s.organizationsResource()
	domains := resource[organizationDomain]{
		path: "/organizations/{organization_id}/domains", key: "domain_id", kind: "organization_domain",
		find: func(c *call, id string) *organizationDomain {
			d, o := s.state.domains.get(id), s.findOrganization(c.path("organization_id"))
			if d == nil || o == nil || d.organization != o.id {
				return nil
			}
			return d
		},
		view: s.domainView, update: s.updateDomain,
		remove: func(_ *call, d *organizationDomain) error { s.state.domains.remove(d.id); return nil },
	}
	domains.serve(route)
	route("GET "+domains.path, organizations.with(func(c *call, o *organization) (any, error) {
		return s.listDomains(c, func(d *organizationDomain) bool { return d.organization == o.id })
	}))
	route("POST "+domains.path, organizations.with(s.createDomain))
	route("POST "+domains.path+"/{domain_id}/verify_ownership", domains.one(func(_ *call, d *organizationDomain) error {
		d.owned, d.verified, d.updated = true, true, s.milliseconds()
		return nil
	}))
	route("GET /organization_domains", func(c *call) (any, error) {
		if c.query.Has("query") && c.query.Get("query") == "" {
			return nil, refuseMissing("query")
		}
		return s.listDomains(c, func(d *organizationDomain) bool { return c.anyOf("organization_id", is(d.organization)) })
	})
}

func (s *Server) listDomains(c *call, keep func(*organizationDomain) bool) (any, error) {
	modes := c.selection("enrollment_mode")
	found, err := sorted(c, s.state.domains.where(func(d *organizationDomain) bool {
		return keep(d) && modes.allows(is(d.enrollmentMode)) && c.truth("verified", d.verified) &&
			c.anyOf("domains", is(d.name)) && (c.query.Get("query") == d.organization || c.matches("query", d.name))
	}), "-created_at", ordering[organizationDomain]{
		"created_at": func(a, b *organizationDomain) int { return cmp.Compare(a.created, b.created) },
		"name":       func(a, b *organizationDomain) int { return cmp.Compare(a.name, b.name) },
	})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.domainView), nil
}

var (
	domainPattern   = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)
	enrollmentModes = []string{"manual_invitation", "automatic_invitation", "automatic_suggestion", "enterprise_sso"}
	commonDomains   = []string{"gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"}
)

// maxDomains is how many domains an organization may have.
const maxDomains = 10

func (s *Server) createDomain(c *call, o *organization) (any, error) {
	name, mode := c.text("name"), cmp.Or(c.text("enrollment_mode"), "manual_invitation")
	unprocessable := func(code, long string) error {
		return refuse(http.StatusUnprocessableEntity, code, long, long, "name")
	}
	switch {
	case name == "":
		return nil, refuseMissing("name")
	case !domainPattern.MatchString(name):
		return nil, refuseFormat("name", "name must be a valid domain.")
	case slices.Contains(commonDomains, name):
		return nil, unprocessable("organization_domain_common", "This is a common email provider domain. Please use a different one.")
	case s.state.domains.first(func(d *organizationDomain) bool { return d.name == name }) != nil:
		return nil, unprocessable("organization_domain_already_exists", "This domain is already used by another organization.")
	case !slices.Contains(enrollmentModes, mode):
		return nil, refuseValue("enrollment_mode", mode)
	case len(s.state.domains.where(func(d *organizationDomain) bool { return d.organization == o.id })) >= maxDomains:
		return nil, refuse(http.StatusForbidden, "organization_domain_quota_exceeded", "organization domains quota exceeded",
			"You have reached your limit of domains per organization.")
	}
	now := s.milliseconds()
	d := &organizationDomain{
		id: newID("orgdmn"), organization: o.id, name: name, enrollmentMode: mode,
		verified: c.body["verified"] == nil || c.flag("verified"), created: now, updated: now,
	}
	s.state.domains.put(d.id, d)
	return s.domainView(d), nil
}

func (s *Server) updateDomain(c *call, d *organizationDomain) error {
	mode := cmp.Or(c.text("enrollment_mode"), d.enrollmentMode)
	if !slices.Contains(enrollmentModes, mode) {
		return refuseValue("enrollment_mode", mode)
	}
	d.enrollmentMode, d.name = mode, cmp.Or(c.text("name"), d.name)
	if c.body["verified"] != nil {
		d.verified = c.flag("verified")
	}
	d.updated = s.milliseconds()
	return nil
}

func (s *Server) domainView(d *organizationDomain) object {
	verification := func(done bool, strategy string) any {
		if !done {
			return object{"status": "unverified", "strategy": strategy, "attempts": 0, "expire_at": nil, "verified_at": nil}
		}
		return object{"status": "verified", "strategy": strategy, "attempts": nil, "expire_at": nil, "verified_at": d.updated}
	}
	view := object{
		"object":                    "organization_domain",
		"id":                        d.id,
		"organization_id":           d.organization,
		"name":                      d.name,
		"enrollment_mode":           d.enrollmentMode,
		"affiliation_email_address": nil,
		"verification":              verification(d.verified, "affiliation_email_code"),
		"affiliation_verification":  verification(d.verified, "affiliation_email_code"),
		"ownership_verification":    nil,
		"total_pending_invitations": 0,
		"total_pending_suggestions": 0,
		"created_at":                d.created,
		"updated_at":                d.updated,
	}
	if d.owned {
		view["ownership_verification"] = verification(true, "manual_override")
	}
	if o := s.state.organizations.get(d.organization); o != nil {
		view["public_organization_data"] = publicOrganizationData(o)
	}
	return view
}
