package clerktest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// What members may do with their organization is said by Clerk's own
// permissions, which no token carries.
const (
	manageProfile = "org:sys_profile:manage"
	deleteProfile = "org:sys_profile:delete"
	readDomains   = "org:sys_domains:read"
	anyMember     = ""
)

func (s *Server) frontendOrganizationRoutes(route frontendRouter) {
	const one = "/organizations/{org}"
	show := func(o *organization) object { return s.frontendOrganizationView(o) }
	route("POST /organizations", s.forMe(s.foundOrganization))
	route("GET "+one, s.asMember(anyMember, func(_ *call, o *organization, _ *membership) (any, error) { return show(o), nil }))
	route("PATCH "+one, s.asMember(manageProfile, func(c *call, o *organization, _ *membership) (any, error) {
		err := s.renameOrganization(c, o)
		return show(o), err
	}))
	route("DELETE "+one, s.asMember(deleteProfile, s.deleteFromPage))
	route("PUT "+one+"/logo", s.asMember(manageProfile, func(c *call, o *organization, _ *membership) (any, error) {
		logo, err := s.image(c)
		if err == nil {
			o.image, o.updated = logo, s.milliseconds()
		}
		return show(o), err
	}))
	route("DELETE "+one+"/logo", s.asMember(manageProfile, func(_ *call, o *organization, _ *membership) (any, error) {
		o.image, o.updated = "", s.milliseconds()
		return show(o), nil
	}))
	route("GET "+one+"/roles", s.asMember(anyMember, func(*call, *organization, *membership) (any, error) {
		roles := views(s.state.roles.all(), s.roleView)
		return object{"data": roles, "total_count": len(roles)}, nil
	}))
	route("GET "+one+"/domains", s.asMember(readDomains, func(c *call, o *organization, _ *membership) (any, error) {
		found := s.state.domains.where(func(d *organizationDomain) bool { return d.organization == o.id })
		return object{"data": views(page(c, found), s.domainView), "total_count": len(found)}, nil
	}))
	route("GET "+one+"/membership_requests", s.asMember(manageMembers, func(*call, *organization, *membership) (any, error) {
		return object{"data": []any{}, "total_count": 0}, nil
	}))
	s.frontendMembershipRoutes(route, one)
}

// asMember finds the organization and the visitor's membership in it, and
// refuses who has not the permission.
func (s *Server) asMember(permission string, h func(*call, *organization, *membership) (any, error)) handler {
	return s.forMe(func(c *call, u *user) reply {
		o := s.findOrganization(c.path("org"))
		if o == nil || s.member(o.id, u.id) == nil {
			return noSuchOrganization()
		}
		m := s.member(o.id, u.id)
		if permission != anyMember && !slices.Contains(s.permissionsOf(m), permission) {
			refusal := problem(http.StatusForbidden, "missing_organization_permission", "Current user is missing an organization permission.")
			refusal.body.(object)["errors"].([]any)[0].(object)["meta"] = object{"permissions": []string{permission}}
			return refusal
		}
		answer, err := h(c, o, m)
		if err != nil {
			return refused(err)
		}
		return s.wrap(c, answer)
	})
}

// noSuchOrganization does not say whether there is one: to whom is no member
// there is none.
func noSuchOrganization() reply {
	return problem(http.StatusNotFound, "organization_not_found_or_unauthorized",
		"Given organization not found, or you don't have permission to access the organization.")
}

func (s *Server) foundOrganization(c *call, u *user) reply {
	switch {
	case c.text("name") == "":
		return missing("name")
	case u.createOrganizationDisabled:
		return problem(http.StatusForbidden, "user_create_organization_not_enabled", "Organization creation is not enabled for this user.")
	}
	o, err := s.createOrganization(&call{r: c.r, body: object{"name": c.text("name"), "slug": c.text("slug"), "created_by": u.id}})
	if err != nil {
		return refused(err)
	}
	return s.wrap(c, s.frontendOrganizationView(o))
}

func (s *Server) renameOrganization(c *call, o *organization) error {
	changed := &call{r: c.r, body: object{}}
	for _, name := range []string{"name", "slug"} {
		if c.text(name) != "" {
			changed.body[name] = c.text(name)
		}
	}
	if err := s.checkOrganization(changed, o); err != nil {
		return err
	}
	o.name, o.slug = cmp.Or(changed.text("name"), o.name), cmp.Or(changed.text("slug"), o.slug)
	o.updated = s.milliseconds()
	return nil
}

func (s *Server) deleteFromPage(_ *call, o *organization, _ *membership) (any, error) {
	if o.adminDeleteDisabled || !s.state.settings.adminDelete {
		return nil, refuse(http.StatusForbidden, "organization_admin_delete_not_enabled", "admin delete not enabled",
			"Deletion by admin is not enabled for this organization.")
	}
	s.dropOrganization(o)
	return deletedView("organization", o.id), nil
}

// keepsManager refuses to leave an organization without anybody who can manage
// it, when one member goes or gets another role.
func (s *Server) keepsManager(leaving *membership, next string) error {
	manages := func(m *membership) bool { return (&role{permissions: s.permissionsOf(m)}).creatorEligible() }
	r := s.roleByKey(next)
	others := s.state.memberships.first(func(m *membership) bool {
		return m != leaving && m.organization == leaving.organization && manages(m)
	})
	if !manages(leaving) || others != nil || r != nil && r.creatorEligible() {
		return nil
	}
	return refuse(http.StatusBadRequest, "organization_minimum_permissions_needed", "minimum organization permissions needed",
		fmt.Sprintf("There has to be at least one organization member with the minimum required permissions: %s", strings.Join(creatorPermissions, ", ")))
}
