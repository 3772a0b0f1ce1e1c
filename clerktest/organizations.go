package clerktest

import (
	"slices"
	"strings"
)

// The permissions that Clerk's own two roles have.
var (
	adminPermissions = []string{
		"org:sys_profile:manage", "org:sys_profile:delete", "org:sys_memberships:read",
		"org:sys_memberships:manage", "org:sys_domains:read", "org:sys_domains:manage",
	}
	memberPermissions = []string{"org:sys_memberships:read"}
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
		created.Role, created.Permissions = m.role, slices.Clone(m.permissions)
	}
	return created
}

// AddMember makes a user a member with a role (org:admin, org:member or one of
// the test's own) and permissions; nil permissions are the role's own.
func (s *Server) AddMember(organizationID, userID, role string, permissions ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.addMember(organizationID, userID, role)
	if len(permissions) > 0 {
		m.permissions = permissions
	}
}

func (s *Server) addOrganization(name, slug, userID string) *organization {
	now := s.milliseconds()
	o := &organization{
		id: newID("org"), name: name, slug: slug, createdBy: userID, maxMemberships: 5,
		public: object{}, private: object{}, created: now, updated: now,
	}
	if o.slug == "" {
		o.slug = s.freeSlug(name)
	}
	s.state.organizations.put(o.id, o)
	if userID != "" {
		s.addMember(o.id, userID, "org:admin")
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
		m.setRole(role)
		m.updated = now
		return m
	}
	m := &membership{
		id: newID("orgmem"), organization: organizationID, user: userID,
		public: object{}, private: object{}, created: now, updated: now,
	}
	m.setRole(role)
	s.state.memberships.put(m.id, m)
	return m
}

func (m *membership) setRole(role string) {
	m.role = "org:" + strings.TrimPrefix(role, "org:")
	if m.role == "org:" {
		m.role = "org:member"
	}
	m.permissions = memberPermissions
	if m.role == "org:admin" {
		m.permissions = adminPermissions
	}
}

func (s *Server) organizationView(o *organization) object {
	members := s.state.memberships.where(func(m *membership) bool { return m.organization == o.id })
	pending := s.state.invitations.where(func(i *invitation) bool { return i.organization == o.id && i.status == "pending" })
	return object{
		"object":                    "organization",
		"id":                        o.id,
		"name":                      o.name,
		"slug":                      o.slug,
		"image_url":                 "",
		"has_image":                 false,
		"members_count":             len(members),
		"pending_invitations_count": len(pending),
		"max_allowed_memberships":   o.maxMemberships,
		"admin_delete_enabled":      true,
		"public_metadata":           o.public,
		"private_metadata":          o.private,
		"created_by":                o.createdBy,
		"created_at":                o.created,
		"updated_at":                o.updated,
	}
}

func (s *Server) membershipView(m *membership) object {
	view := object{
		"object":           "organization_membership",
		"id":               m.id,
		"role":             m.role,
		"role_name":        roleName(m.role),
		"permissions":      orNone(m.permissions),
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
		"user_id": userID, "first_name": nil, "last_name": nil, "username": nil, "identifier": nil,
		"profile_image_url": nil, "image_url": "", "has_image": false, "banned": false,
	}
	if u := s.state.users.get(userID); u != nil {
		data["first_name"], data["last_name"] = nullable(u.firstName), nullable(u.lastName)
		data["username"], data["identifier"] = nullable(u.username), nullable(u.email())
		data["banned"] = u.banned
	}
	return data
}

func roleName(role string) string {
	name := strings.TrimPrefix(role, "org:")
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func (s *Server) invitationView(i *invitation) object {
	view := object{
		"object":          "invitation",
		"id":              i.id,
		"email_address":   i.email,
		"public_metadata": i.public,
		"status":          i.status,
		"url":             s.FrontendURL() + "/sign-up?__clerk_ticket=" + i.id,
		"expires_at":      i.created + sessionLifetime,
		"created_at":      i.created,
		"updated_at":      i.updated,
	}
	if i.organization == "" {
		view["revoked"] = i.status == "revoked"
		return view
	}
	view["object"] = "organization_invitation"
	view["organization_id"] = i.organization
	view["role"], view["role_name"] = i.role, roleName(i.role)
	view["private_metadata"] = i.private
	view["inviter_id"] = nullable(i.inviter)
	view["public_inviter_data"] = nil
	if i.inviter != "" {
		view["public_inviter_data"] = s.publicUserData(i.inviter)
	}
	return view
}

// invitationToUser is what the invited one sees: it says what organization it is.
func (s *Server) invitationToUser(i *invitation) object {
	view := s.invitationView(i)
	if o := s.state.organizations.get(i.organization); o != nil {
		view["public_organization_data"] = object{
			"id": o.id, "name": o.name, "slug": o.slug, "image_url": "", "has_image": false,
		}
	}
	return view
}

func domainView(d *organizationDomain) object {
	verification := object{
		"status": "verified", "strategy": "affiliation_email_code", "attempts": nil, "expire_at": nil, "verified_at": nil,
	}
	return object{
		"object":                    "organization_domain",
		"id":                        d.id,
		"organization_id":           d.organization,
		"name":                      d.name,
		"enrollment_mode":           d.enrollmentMode,
		"affiliation_email_address": nil,
		"verification":              verification,
		"affiliation_verification":  verification,
		"ownership_verification":    nil,
		"total_pending_invitations": 0,
		"total_pending_suggestions": 0,
		"created_at":                d.created,
		"updated_at":                d.updated,
	}
}
