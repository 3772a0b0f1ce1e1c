package clerktest

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

var (
	permissionPattern = regexp.MustCompile(`^org:[a-z0-9_]+:[a-z0-9_]+$`)
	rolePattern       = regexp.MustCompile(`^org:[a-z0-9_]+$`)
)

func (s *Server) roleOperations(route router) {
	permissions := resource[permission]{
		path: "/organization_permissions", key: "permission_id", kind: "permission",
		find: func(_ *call, id string) *permission {
			if p := s.state.permissions.get(id); p != nil {
				return p
			}
			return s.permissionByKey(id)
		},
		view: permissionView, list: s.listPermissions, create: s.createPermission, update: s.updatePermission, remove: s.removePermission,
	}
	permissions.serve(route)
	roles := resource[role]{
		path: "/organization_roles", key: "organization_role_id", kind: "role",
		find: func(_ *call, id string) *role { return s.roleByReference(id) },
		view: s.roleView, list: s.listOrganizationRoles, create: s.createRole, update: s.updateRole, remove: s.removeRole,
	}
	roles.serve(route)
	route("POST /organization_roles/{organization_role_id}/permissions/{permission_id}", roles.one(func(c *call, r *role) error {
		p := permissions.find(c, c.path("permission_id"))
		switch {
		case p == nil:
			return refuseNotFound("permission", c.path("permission_id"))
		case slices.Contains(r.permissions, p.key):
			return refuse(http.StatusConflict, "form_already_exists", "already exists", "The role has this permission already.", "permission_id")
		}
		return s.setPermissions(r, append(slices.Clone(r.permissions), p.key))
	}))
	route("DELETE /organization_roles/{organization_role_id}/permissions/{permission_id}", roles.one(func(c *call, r *role) error {
		p := permissions.find(c, c.path("permission_id"))
		if p == nil || !slices.Contains(r.permissions, p.key) {
			return refuseNotFound("permission", c.path("permission_id"))
		}
		return s.setPermissions(r, slices.DeleteFunc(slices.Clone(r.permissions), is(p.key)))
	}))
}

func (s *Server) listPermissions(c *call) (any, error) {
	found, err := sorted(c, s.state.permissions.where(func(p *permission) bool { return c.found(p.id, p.name, p.key) }),
		"-created_at", ordering[permission]{
			"created_at": func(a, b *permission) int { return cmp.Compare(a.created, b.created) },
			"name":       func(a, b *permission) int { return cmp.Compare(a.name, b.name) },
			"key":        func(a, b *permission) int { return cmp.Compare(a.key, b.key) },
		})
	if err != nil {
		return nil, err
	}
	return listed(c, found, permissionView), nil
}

// checkPermission refuses a key that is malformed, Clerk's own or taken.
func (s *Server) checkPermission(key string, of *permission) error {
	taken := s.permissionByKey(key)
	switch {
	case !permissionPattern.MatchString(key):
		return refuseFormat("key", "key must be of the form org:<feature>:<action>.")
	case systemPermission(key):
		return refuseValue("key", key)
	case taken != nil && taken != of:
		return refuseTaken("key", "key")
	}
	return nil
}

func (s *Server) createPermission(c *call) (*permission, error) {
	if err := s.checkPermission(c.text("key"), nil); err != nil {
		return nil, err
	}
	return s.addPermission(c.text("key"), c.text("name"), c.text("description")), nil
}

func refuseSystemPermission() error {
	return refuse(http.StatusForbidden, "resource_forbidden", "forbidden", "Clerk's own permissions cannot be changed.")
}

func (s *Server) updatePermission(c *call, p *permission) error {
	if p.system {
		return refuseSystemPermission()
	}
	if key := c.text("key"); key != "" {
		if err := s.checkPermission(key, p); err != nil {
			return err
		}
		for _, r := range s.state.roles.all() {
			if i := slices.Index(r.permissions, p.key); i >= 0 {
				r.permissions[i] = key
			}
		}
		p.key = key
	}
	p.name, p.description = cmp.Or(c.text("name"), p.name), cmp.Or(c.text("description"), p.description)
	p.updated = s.milliseconds()
	return nil
}

func (s *Server) removePermission(_ *call, p *permission) error {
	if p.system {
		return refuseSystemPermission()
	}
	for _, r := range s.state.roles.all() {
		r.permissions = slices.DeleteFunc(r.permissions, is(p.key))
	}
	s.state.permissions.remove(p.id)
	return nil
}

func (s *Server) listOrganizationRoles(c *call) (any, error) {
	found, err := sorted(c, s.state.roles.where(func(r *role) bool { return c.found(r.id, r.name, r.key) }),
		"-created_at", ordering[role]{
			"created_at": func(a, b *role) int { return cmp.Compare(a.created, b.created) },
			"name":       func(a, b *role) int { return cmp.Compare(a.name, b.name) },
			"key":        func(a, b *role) int { return cmp.Compare(a.key, b.key) },
		})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.roleView), nil
}

// checkRoleFields refuses a key that is malformed or taken, and permissions
// that are not there; it gives the permissions' keys.
func (s *Server) checkRoleFields(c *call, of *role) (permissions []string, err error) {
	if key := c.text("key"); key != "" {
		taken := s.roleByKey(key)
		if !rolePattern.MatchString(key) {
			return nil, refuseFormat("key", "key must start with org: and have lowercase letters, digits and underscores.")
		}
		if taken != nil && taken != of {
			return nil, refuseTaken("key", "key")
		}
	}
	for _, reference := range c.list("permissions") {
		p := s.state.permissions.get(reference)
		if p == nil {
			p = s.permissionByKey(reference)
		}
		if p == nil {
			return nil, refuseReference("permissions")
		}
		permissions = append(permissions, p.key)
	}
	return permissions, nil
}

func (s *Server) createRole(c *call) (*role, error) {
	permissions, err := s.checkRoleFields(c, nil)
	if err != nil {
		return nil, err
	}
	if len(s.state.roles.order) >= s.state.settings.maxRoles {
		return nil, refuse(http.StatusForbidden, "quota_exceeded", "Quota exceeded", "You have reached your limit of roles.")
	}
	r := s.addRole(c.text("key"), c.text("name"), permissions)
	r.description = c.text("description")
	if c.flag("include_in_initial_role_set") {
		set := s.initialRoleSet()
		set.roles = append(set.roles, r.key)
	}
	return r, nil
}

func (s *Server) updateRole(c *call, r *role) error {
	permissions, err := s.checkRoleFields(c, r)
	if err != nil {
		return err
	}
	if c.body["permissions"] != nil {
		if err := s.setPermissions(r, permissions); err != nil {
			return err
		}
	}
	if key := c.text("key"); key != "" && key != r.key {
		s.renameRole(r.key, key)
		r.key = key
	}
	r.name = cmp.Or(c.text("name"), r.name)
	if c.has("description") {
		r.description = c.text("description")
	}
	r.updated = s.milliseconds()
	return nil
}

// renameRole gives a role's new key, or another role, to all who have the old one.
func (s *Server) renameRole(from, to string) {
	for _, m := range s.state.memberships.where(func(m *membership) bool { return m.role == from }) {
		m.role = to
	}
	for _, i := range s.state.invitations.where(func(i *invitation) bool { return i.role == from }) {
		i.role = to
	}
	for _, set := range s.state.roleSets.all() {
		for i := range set.roles {
			if set.roles[i] == from {
				set.roles[i] = to
			}
		}
		for _, key := range []*string{&set.defaultRole, &set.creatorRole} {
			if *key == from {
				*key = to
			}
		}
	}
	if s.state.settings.creatorRole == from {
		s.state.settings.creatorRole = to
	}
	if s.state.settings.domainsRole == from {
		s.state.settings.domainsRole = to
	}
}

// setPermissions keeps what a creator's role must have.
func (s *Server) setPermissions(r *role, permissions []string) error {
	after := role{permissions: permissions}
	if r.key == s.state.settings.creatorRole && !after.creatorEligible() {
		return refuse(http.StatusUnprocessableEntity, "organization_missing_creator_role_permissions", "missing permissions for creator role",
			"The creator role must contain the following permissions: "+strings.Join(creatorPermissions, ", "))
	}
	r.permissions, r.updated = permissions, s.milliseconds()
	return nil
}

// removeRole refuses to take a role away that is in use.
func (s *Server) removeRole(_ *call, r *role) error {
	inUse := r.key == s.state.settings.creatorRole || r.key == s.state.settings.domainsRole ||
		s.state.memberships.first(func(m *membership) bool { return m.role == r.key }) != nil ||
		s.state.invitations.first(func(i *invitation) bool { return i.role == r.key && s.statusOf(i) == "pending" }) != nil ||
		s.state.roleSets.first(func(set *roleSet) bool { return set.defaultRole == r.key || set.creatorRole == r.key }) != nil
	if inUse {
		return refuse(http.StatusUnprocessableEntity, "organization_role_in_use", "role in use",
			"The role is assigned to members or invitations, or is a default.")
	}
	for _, set := range s.state.roleSets.all() {
		set.roles = slices.DeleteFunc(set.roles, is(r.key))
	}
	s.state.roles.remove(r.id)
	return nil
}
