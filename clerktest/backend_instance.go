package clerktest

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
)

func (s *Server) instanceOperations(route router) {
	st := &s.state.settings
	route("GET /instance", func(*call) (any, error) {
		environment := "development"
		if s.instance.production {
			environment = "production"
		}
		return object{
			"object": "instance", "id": s.instance.id, "environment_type": environment,
			"allowed_origins": orNone(st.allowedOrigins), "workspace_id": nil,
		}, nil
	})
	route("PATCH /instance", s.updateInstance)
	route("PATCH /instance/restrictions", s.settingsOperation("instance_restrictions", &st.restrictions))
	route("GET /instance/protect", s.settingsOperation("instance_protect", &st.protect))
	route("PATCH /instance/protect", s.settingsOperation("instance_protect", &st.protect))
	route("GET /instance/communication", s.settingsOperation("instance_communication", &st.communication))
	route("PATCH /instance/communication", s.settingsOperation("instance_communication", &st.communication))
	route("GET /instance/oauth_application_settings", s.settingsOperation("oauth_application_settings", &st.oauth))
	route("PATCH /instance/oauth_application_settings", s.settingsOperation("oauth_application_settings", &st.oauth))
	auth := s.settingsOperation("instance_settings", &st.auth)
	route("PATCH /beta_features/instance_settings", func(c *call) (any, error) {
		testMode, given := c.body["test_mode"]
		delete(c.body, "test_mode")
		if given {
			st.instance["test_mode"] = testMode
		}
		view, err := auth(c)
		if answer, isObject := view.(object); isObject {
			answer["id"] = s.instance.id
		}
		return view, err
	})
	route("GET /instance/organization_settings", func(*call) (any, error) { return s.organizationSettings(), nil })
	route("PATCH /instance/organization_settings", s.updateOrganizationSettings)
	route("POST /instance/change_domain", s.changeDomain)
	route("PUT /beta_features/domain", s.changeDomain)
	route("POST /beta_features/change_domain", s.changeDomain)
}

// settingsOperation keeps what the body has and shows it all.
func (s *Server) settingsOperation(kind string, kept *object) operation {
	return func(c *call) (any, error) {
		changed := maps.Clone(*kept)
		for name, value := range c.body {
			if value != nil {
				changed[name] = value
			}
		}
		*kept = changed
		view := maps.Clone(changed)
		view["object"] = kind
		return view, nil
	}
}

func (s *Server) updateInstance(c *call) (any, error) {
	if c.body["allowed_origins"] != nil {
		for _, origin := range c.list("allowed_origins") {
			u, err := url.Parse(origin)
			if err != nil || u.Scheme == "" || u.Host == "" {
				return nil, refuse(http.StatusUnprocessableEntity, "form_invalid_origin", "is invalid",
					"allowed_origins must be valid origins such as my-app://localhost.", "allowed_origins")
			}
		}
		s.state.settings.allowedOrigins = c.list("allowed_origins")
	}
	maps.Copy(s.state.settings.instance, c.body)
	return reply{status: http.StatusNoContent}, nil
}

func (s *Server) organizationSettings() object {
	st := s.state.settings
	return object{
		"object": "organization_settings", "enabled": st.organizationsEnabled, "max_allowed_memberships": st.maxMemberships,
		"max_allowed_roles": st.maxRoles, "max_role_sets_allowed": 10, "max_allowed_domains": maxDomains, "max_allowed_permissions": 50,
		"creator_role": st.creatorRole, "admin_delete_enabled": st.adminDelete, "domains_enabled": st.domainsEnabled,
		"slug_disabled": st.slugDisabled, "domains_enrollment_modes": orNone(st.enrollmentModes), "domains_default_role": st.domainsRole,
		"initial_role_set_key": s.initialRoleSet().key,
	}
}

func (s *Server) updateOrganizationSettings(c *call) (any, error) {
	st := &s.state.settings
	creator, domains := s.roleByReference(c.text("creator_role_id")), s.roleByReference(c.text("domains_default_role_id"))
	if c.text("creator_role_id") != "" && creator == nil {
		return nil, refuse(http.StatusNotFound, "resource_not_found", "not found", "Organization role not found", "creator_role_id")
	}
	if c.text("domains_default_role_id") != "" && domains == nil {
		return nil, refuse(http.StatusNotFound, "resource_not_found", "not found", "Organization role not found", "domains_default_role_id")
	}
	if creator != nil && !creator.creatorEligible() {
		return nil, refuse(http.StatusUnprocessableEntity, "organization_missing_creator_role_permissions", "missing permissions for creator role",
			"The creator role must contain the following permissions: "+strings.Join(creatorPermissions, ", "))
	}
	for _, mode := range c.list("domains_enrollment_modes") {
		if mode == "enterprise_sso" || !is(mode)(enrollmentModeOf(mode)) {
			return nil, refuseValue("domains_enrollment_modes", mode)
		}
	}
	if creator != nil {
		st.creatorRole = creator.key
	}
	if domains != nil {
		st.domainsRole = domains.key
	}
	for field, target := range map[string]*bool{
		"enabled": &st.organizationsEnabled, "admin_delete_enabled": &st.adminDelete,
		"domains_enabled": &st.domainsEnabled, "slug_disabled": &st.slugDisabled,
	} {
		if c.body[field] != nil {
			*target = c.flag(field)
		}
	}
	if limit, given := c.number("max_allowed_memberships"); given {
		st.maxMemberships = int(limit)
	}
	if c.body["domains_enrollment_modes"] != nil {
		st.enrollmentModes = c.list("domains_enrollment_modes")
	}
	return s.organizationSettings(), nil
}

// enrollmentModeOf is the mode, or "" when there is no such mode.
func enrollmentModeOf(mode string) string {
	for _, known := range enrollmentModes {
		if known == mode {
			return known
		}
	}
	return ""
}

// changeDomain moves a production instance to another domain: that is, it
// checks the address. The keys and host names of the server stay as they are,
// as they would until the new domain's DNS is set up.
func (s *Server) changeDomain(c *call) (any, error) {
	if !s.instance.production {
		return nil, refuse(http.StatusBadRequest, "request_invalid_for_environment", "Invalid request for environment",
			"Request only valid for production instances.")
	}
	home := c.text("home_url")
	if home == "" {
		return nil, refuseMissing("home_url")
	}
	if !strings.Contains(home, "://") {
		home = "https://" + home
	}
	u, err := url.Parse(home)
	if err != nil || !domainPattern.MatchString(u.Hostname()) {
		return nil, refuseFormat("home_url", "home_url must be a valid url.")
	}
	return reply{status: http.StatusAccepted}, nil
}
