package clerktest

import "slices"

// Clerk's own roles, and the set that new organizations have.
const (
	adminRole      = "org:admin"
	memberRole     = "org:member"
	defaultRoleSet = "role_set:default"
)

// systemPermissions are Clerk's own, which no token carries.
var systemPermissions = []string{
	"org:sys_profile:manage", "org:sys_profile:delete", "org:sys_memberships:read", "org:sys_memberships:manage",
	"org:sys_domains:read", "org:sys_domains:manage", "org:sys_billing:read", "org:sys_billing:manage",
}

// creatorPermissions are those without which a role is no creator's.
var creatorPermissions = []string{"org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"}

// addSystemRoles makes the roles that every instance begins with.
func (s *Server) addSystemRoles() {
	for _, key := range systemPermissions {
		s.addPermission(key, key, "").system = true
	}
	s.addRole(adminRole, "Admin", systemPermissions)
	s.addRole(memberRole, "Member", []string{"org:sys_memberships:read", "org:sys_billing:read"})
	now := s.milliseconds()
	set := &roleSet{
		id: newID("rset"), key: defaultRoleSet, name: "Default", roles: []string{adminRole, memberRole},
		defaultRole: memberRole, creatorRole: adminRole, initial: true, created: now, updated: now,
	}
	s.state.roleSets.put(set.id, set)
}

func (s *Server) addPermission(key, name, description string) *permission {
	now := s.milliseconds()
	p := &permission{id: newID("perm"), key: key, name: name, description: description, created: now, updated: now}
	s.state.permissions.put(p.id, p)
	return p
}

// addRole adds a role, and the permissions of it that are new.
func (s *Server) addRole(key, name string, permissions []string) *role {
	for _, permission := range permissions {
		if s.permissionByKey(permission) == nil {
			s.addPermission(permission, permission, "")
		}
	}
	now := s.milliseconds()
	r := &role{id: newID("role"), key: key, name: name, permissions: slices.Clone(permissions), created: now, updated: now}
	s.state.roles.put(r.id, r)
	return r
}

func (s *Server) roleByKey(key string) *role {
	return s.state.roles.first(func(r *role) bool { return r.key == key })
}

// roleByReference finds a role by its key or its id.
func (s *Server) roleByReference(reference string) *role {
	if r := s.state.roles.get(reference); r != nil {
		return r
	}
	return s.roleByKey(reference)
}

func (s *Server) permissionByKey(key string) *permission {
	return s.state.permissions.first(func(p *permission) bool { return p.key == key })
}

func (s *Server) nameOfRole(key string) string {
	if r := s.roleByKey(key); r != nil {
		return r.name
	}
	return roleName(key)
}

func (s *Server) initialRoleSet() *roleSet {
	return s.state.roleSets.first(func(r *roleSet) bool { return r.initial })
}

func (s *Server) roleSetByKey(key string) *roleSet {
	return s.state.roleSets.first(func(r *roleSet) bool { return r.key == key })
}

// creatorEligible reports whether a role may be given to who creates an
// organization.
func (r *role) creatorEligible() bool {
	for _, needed := range creatorPermissions {
		if !slices.Contains(r.permissions, needed) {
			return false
		}
	}
	return true
}

func permissionView(p *permission) object {
	kind := "user"
	if p.system {
		kind = "system"
	}
	return object{
		"object": "permission", "id": p.id, "name": p.name, "key": p.key, "description": p.description, "type": kind,
		"created_at": p.created, "updated_at": p.updated,
	}
}

func (s *Server) roleView(r *role) object {
	permissions := []object{}
	for _, key := range r.permissions {
		if p := s.permissionByKey(key); p != nil {
			permissions = append(permissions, permissionView(p))
		}
	}
	return object{
		"object": "role", "id": r.id, "name": r.name, "key": r.key, "description": nullable(r.description),
		"is_creator_eligible": r.creatorEligible(), "permissions": permissions, "created_at": r.created, "updated_at": r.updated,
	}
}

func (s *Server) roleSetView(set *roleSet) object {
	kind := "custom"
	if set.initial {
		kind = "initial"
	}
	roles := []object{}
	for _, key := range set.roles {
		if item := s.roleSetItem(set, key); item != nil {
			roles = append(roles, item.(object))
		}
	}
	return object{
		"object": "role_set", "id": set.id, "name": set.name, "key": set.key, "description": nullable(set.description),
		"roles": roles, "default_role": s.roleSetItem(set, set.defaultRole), "creator_role": s.roleSetItem(set, set.creatorRole),
		"type": kind, "role_set_migration": nil, "created_at": set.created, "updated_at": set.updated,
	}
}

// roleSetItem is a role as its set shows it, or nil.
func (s *Server) roleSetItem(set *roleSet, key string) any {
	r := s.roleByKey(key)
	if r == nil {
		return nil
	}
	members := s.state.memberships.where(func(m *membership) bool {
		o := s.state.organizations.get(m.organization)
		return m.role == key && o != nil && o.roleSet == set.key
	})
	return object{
		"object": "role_set_item", "id": r.id, "name": r.name, "key": r.key, "description": nullable(r.description),
		"members_count": len(members), "has_members": len(members) > 0, "created_at": r.created, "updated_at": r.updated,
	}
}
