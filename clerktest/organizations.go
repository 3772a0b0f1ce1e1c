package clerktest

import (
	"fmt"
	"slices"
	"strings"
)

// CreateOrganization adds an organization and its first member, who becomes
// its admin; an empty userID leaves it without members. The result has the id
// and the slug, which is made of the name.
func (s *Server) CreateOrganization(name, userID string) Organization {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.addOrganization(name, "", userID)
	created := Organization{ID: o.id, Slug: o.slug}
	if m := s.member(o.id, userID); m != nil {
		created.Role, created.Permissions, created.member = m.role, s.permissionsOf(m), userID
	}
	return created
}

// AddMember makes a user a member with a role (org:admin, org:member or one of
// the test's own, which is added to the instance) and permissions; nil
// permissions are the role's own. The organization's limit of members is not
// looked at: this is a test's own hand.
func (s *Server) AddMember(organizationID, userID, role string, permissions ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := roleKey(role)
	if s.roleByKey(key) == nil {
		s.addRole(key, roleName(key), permissions)
	}
	if o := s.state.organizations.get(organizationID); o != nil {
		if set := s.roleSetByKey(o.roleSet); set != nil && !slices.Contains(set.roles, key) {
			set.roles = append(set.roles, key)
		}
	}
	m := s.addMember(organizationID, userID, key)
	if len(permissions) > 0 {
		m.own = permissions
	}
}

func (s *Server) addOrganization(name, slug, userID string) *organization {
	now := s.milliseconds()
	o := &organization{
		id: newID("org"), name: name, slug: slug, createdBy: userID, roleSet: s.initialRoleSet().key,
		maxMemberships: s.state.settings.maxMemberships, public: object{}, private: object{}, created: now, updated: now,
	}
	if o.slug == "" {
		o.slug = s.freeSlug(name)
	}
	s.state.organizations.put(o.id, o)
	if userID != "" {
		s.addMember(o.id, userID, s.state.settings.creatorRole)
	}
	return o
}

// freeSlug makes a slug of a name that no organization has.
func (s *Server) freeSlug(name string) string {
	slug := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		default:
			return '-'
		}
	}, strings.ToLower(name)), "-")
	if slug == "" {
		slug = "organization"
	}
	if s.organizationBySlug(slug) != nil {
		slug += "-" + randomText(lowercase, 6)
	}
	return slug
}

func (s *Server) organizationBySlug(slug string) *organization {
	return s.state.organizations.first(func(o *organization) bool { return o.slug == slug })
}

// findOrganization finds one by id or slug.
func (s *Server) findOrganization(idOrSlug string) *organization {
	if o := s.state.organizations.get(idOrSlug); o != nil {
		return o
	}
	return s.organizationBySlug(idOrSlug)
}

func (s *Server) addMember(organizationID, userID, role string) *membership {
	now := s.milliseconds()
	if m := s.member(organizationID, userID); m != nil {
		m.role, m.own, m.updated = roleKey(role), nil, now
		return m
	}
	m := &membership{
		id: newID("orgmem"), organization: organizationID, user: userID, role: roleKey(role),
		public: object{}, private: object{}, created: now, updated: now,
	}
	s.state.memberships.put(m.id, m)
	return m
}

// roleKey is the key of a role with or without org: before it.
func roleKey(role string) string {
	if key := "org:" + strings.TrimPrefix(role, "org:"); key != "org:" {
		return key
	}
	return memberRole
}

func roleName(role string) string {
	name := strings.TrimPrefix(role, "org:")
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// permissionsOf are a member's: of its role, or those that a test gave it.
func (s *Server) permissionsOf(m *membership) []string {
	if m.own != nil {
		return slices.Clone(m.own)
	}
	if r := s.roleByKey(m.role); r != nil {
		return slices.Clone(r.permissions)
	}
	return nil
}

// fillOrganization completes what a test left out from the server's own state:
// in an organization that it knows, a user has the membership that it has.
func (s *Server) fillOrganization(plan *tokenPlan) {
	o := plan.organization
	if known := s.state.organizations.get(o.ID); known != nil {
		m := s.member(known.id, plan.user)
		if m == nil {
			panic(fmt.Sprintf("clerktest: the user %s is no member of the organization %s (%s): AddMember makes it one", plan.user, known.id, known.name))
		}
		if o.Slug == "" {
			o.Slug = known.slug
		}
		// What CreateOrganization returned says what its creator may do.
		if o.member != "" && o.member != plan.user {
			o.Role, o.Permissions = "", nil
		}
		if o.Role == "" {
			o.Role = m.role
		}
		if o.Permissions == nil {
			o.Permissions = s.permissionsOf(m)
		}
	}
	if o.Role == "" {
		o.Role = memberRole
	}
	// Clerk leaves its own permissions out of tokens.
	o.Permissions = slices.DeleteFunc(slices.Clone(o.Permissions), systemPermission)
}

func systemPermission(key string) bool { return strings.HasPrefix(key, "org:sys_") }

// membersOf counts an organization's members.
func (s *Server) membersOf(o *organization) int {
	return len(s.state.memberships.where(func(m *membership) bool { return m.organization == o.id }))
}

func (s *Server) pendingInvitationsOf(o *organization) []*invitation {
	return s.state.invitations.where(func(i *invitation) bool { return i.organization == o.id && s.statusOf(i) == "pending" })
}

func (s *Server) organizationView(o *organization) object {
	return object{
		"object":                    "organization",
		"id":                        o.id,
		"name":                      o.name,
		"slug":                      o.slug,
		"image_url":                 o.image,
		"has_image":                 o.image != "",
		"members_count":             s.membersOf(o),
		"pending_invitations_count": len(s.pendingInvitationsOf(o)),
		"max_allowed_memberships":   o.maxMemberships,
		"admin_delete_enabled":      !o.adminDeleteDisabled,
		"public_metadata":           o.public,
		"private_metadata":          o.private,
		"created_by":                o.createdBy,
		"role_set_key":              nullable(o.roleSet),
		"created_at":                o.created,
		"updated_at":                o.updated,
	}
}

func (s *Server) membershipView(m *membership) object {
	view := object{
		"object":           "organization_membership",
		"id":               m.id,
		"role":             m.role,
		"role_name":        s.nameOfRole(m.role),
		"permissions":      orNone(s.permissionsOf(m)),
		"public_metadata":  m.public,
		"private_metadata": m.private,
		"created_at":       m.created,
		"updated_at":       m.updated,
	}
	if o := s.state.organizations.get(m.organization); o != nil {
		view["organization"] = s.organizationView(o)
	}
	view["public_user_data"] = s.publicUserData(m.user)
	return view
}

// publicUserData is what other members see of a user.
func (s *Server) publicUserData(userID string) object {
	data := object{
		"user_id": userID, "first_name": nil, "last_name": nil, "username": nil, "identifier": "",
		"profile_image_url": nil, "image_url": "", "has_image": false, "banned": false,
	}
	if u := s.state.users.get(userID); u != nil {
		data["first_name"], data["last_name"] = nullable(u.firstName), nullable(u.lastName)
		data["username"], data["identifier"] = nullable(u.username), u.identifier()
		data["image_url"], data["has_image"] = u.image, u.image != ""
		data["banned"] = u.banned
	}
	return data
}

// publicInviterData is publicUserData as invitations have it.
func (s *Server) publicInviterData(userID string) any {
	if userID == "" {
		return nil
	}
	data := s.publicUserData(userID)
	for _, field := range []string{"username", "profile_image_url", "banned"} {
		delete(data, field)
	}
	return data
}

func publicOrganizationData(o *organization) object {
	return object{"id": o.id, "name": o.name, "slug": o.slug, "image_url": o.image, "has_image": o.image != ""}
}
