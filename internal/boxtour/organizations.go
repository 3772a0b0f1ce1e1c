package boxtour

import "github.com/clerkfiber/clerkfiber/backendapi"

func (t *tour) organizations() {
	o := must(t.c.Organizations.CreateOrganization(t.ctx, backendapi.CreateOrganizationParams{
		Name: "Tour", Slug: set("tour"), CreatedBy: set(t.user("founder")), PublicMetadata: raw(`{"a":1}`),
	}))
	must(t.c.Organizations.GetOrganization(t.ctx, backendapi.GetOrganizationParams{Slug: "tour"}))
	t.want("listed", in(must(t.c.Organizations.GetOrganizationList(t.ctx, backendapi.GetOrganizationListParams{Query: "tou", OrderBy: "-members_count"})), o.ID), true)
	must(t.c.Organizations.UpdateOrganization(t.ctx, o.ID, backendapi.UpdateOrganizationParams{Name: set("Grand Tour"), MaxAllowedMemberships: set[int64](2)}))
	must(t.c.Organizations.ReplaceOrganizationMetadata(t.ctx, o.ID, backendapi.OrganizationMetadataParams{PrivateMetadata: raw(`{"b":1}`)}))
	must(t.c.Organizations.UpdateOrganizationMetadata(t.ctx, o.ID, backendapi.OrganizationMetadataParams{PublicMetadata: raw(`{"a":2}`)}))
	t.want("a logo", must(t.c.Organizations.UpdateOrganizationLogo(t.ctx, o.ID, backendapi.UpdateOrganizationLogoParams{File: picture()})).HasImage, true)
	t.want("no logo", must(t.c.Organizations.DeleteOrganizationLogo(t.ctx, o.ID)).HasImage, false)
	must(t.c.Organizations.DeleteOrganization(t.ctx, o.ID))
	_, err := t.c.Organizations.GetOrganization(t.ctx, backendapi.GetOrganizationParams{OrganizationID: o.ID})
	t.refused("deleted", err, 404, "resource_not_found")
}

func (t *tour) memberships() {
	org := t.s.CreateOrganization("Members", t.user("head")).ID
	must(t.c.Organizations.UpdateOrganization(t.ctx, org, backendapi.UpdateOrganizationParams{MaxAllowedMemberships: set[int64](2)}))
	id := t.user("member")
	must(t.c.Organizations.CreateOrganizationMembership(t.ctx, backendapi.CreateOrganizationMembershipParams{OrganizationID: org, UserID: id, Role: "org:member"}))
	_, err := t.c.Organizations.CreateOrganizationMembership(t.ctx, backendapi.CreateOrganizationMembershipParams{OrganizationID: org, UserID: t.user("surplus"), Role: "org:member"})
	t.refused("no room", err, 403, "organization_membership_quota_exceeded")
	list := must(t.c.Organizations.GetOrganizationMembershipList(t.ctx, backendapi.GetOrganizationMembershipListParams{
		OrganizationID: org, EmailAddressQuery: "member@", OrderBy: "-email_address",
	}))
	t.want("found", list.Data[0].PublicUserData.UserID, id)
	must(t.c.Organizations.GetInstanceOrganizationMembershipList(t.ctx, backendapi.GetInstanceOrganizationMembershipListParams{}))
	changed := must(t.c.Organizations.UpdateOrganizationMembership(t.ctx, backendapi.UpdateOrganizationMembershipParams{OrganizationID: org, UserID: id, Role: "org:admin"}))
	t.want("role", changed.Role, "org:admin")
	_, err = t.c.Organizations.UpdateOrganizationMembership(t.ctx, backendapi.UpdateOrganizationMembershipParams{OrganizationID: org, UserID: id, Role: "org:nonsense"})
	t.refused("a role that is not there", err, 404, "resource_not_found")
	must(t.c.Organizations.UpdateOrganizationMembershipMetadata(t.ctx, backendapi.UpdateOrganizationMembershipMetadataParams{OrganizationID: org, UserID: id, PublicMetadata: raw(`{"a":1}`)}))
	must(t.c.Organizations.DeleteOrganizationMembership(t.ctx, backendapi.DeleteOrganizationMembershipParams{OrganizationID: org, UserID: id}))
}

func (t *tour) invitations() {
	i := must(t.c.Invitations.CreateInvitation(t.ctx, backendapi.CreateInvitationParams{EmailAddress: "invited@example.com", ExpiresInDays: set[int64](2)}))
	_, err := t.c.Invitations.CreateInvitation(t.ctx, backendapi.CreateInvitationParams{EmailAddress: "invited@example.com"})
	t.refused("invited twice", err, 400, "duplicate_record")
	t.want("listed", in(must(t.c.Invitations.GetInvitationList(t.ctx, backendapi.GetInvitationListParams{Query: "invited", OrderBy: "expires_at"})), i.ID), true)
	bulk := must(t.c.Invitations.CreateInvitationBulk(t.ctx, []backendapi.CreateInvitationParams{{EmailAddress: "bulk1@example.com"}, {EmailAddress: "bulk2@example.com"}}))
	must(t.c.Invitations.RevokeInvitation(t.ctx, i.ID))
	must(t.c.Invitations.DeleteInvitation(t.ctx, bulk.Data[0].ID))

	head := t.user("inviter")
	org := t.s.CreateOrganization("Inviters", head).ID
	made := must(t.c.Organizations.CreateOrganizationInvitation(t.ctx, backendapi.CreateOrganizationInvitationParams{
		OrganizationID: org, EmailAddress: "guest@example.com", Role: "org:member", InviterUserID: set(head),
	}))
	must(t.c.Organizations.CreateOrganizationInvitationBulk(t.ctx, org, []backendapi.BulkOrganizationInvitation{{EmailAddress: "guest2@example.com", Role: "org:admin"}}))
	must(t.c.Organizations.GetOrganizationInvitation(t.ctx, backendapi.GetOrganizationInvitationParams{OrganizationID: org, InvitationID: made.ID}))
	t.want("listed", in(must(t.c.Organizations.GetOrganizationInvitationList(t.ctx, backendapi.GetOrganizationInvitationListParams{OrganizationID: org, Status: "pending"})), made.ID), true)
	must(t.c.Organizations.ListPendingOrganizationInvitations(t.ctx, org, backendapi.ListPendingOrganizationInvitationsParams{}))
	must(t.c.Organizations.ListInstanceOrganizationInvitations(t.ctx, backendapi.ListInstanceOrganizationInvitationsParams{Query: "guest"}))
	must(t.c.Organizations.RevokeOrganizationInvitation(t.ctx, backendapi.RevokeOrganizationInvitationParams{OrganizationID: org, InvitationID: made.ID, RequestingUserID: set(head)}))
}

func (t *tour) organizationDomains() {
	org := t.s.CreateOrganization("Domains", t.user("domains")).ID
	d := must(t.c.Organizations.CreateOrganizationDomain(t.ctx, backendapi.CreateOrganizationDomainParams{
		OrganizationID: org, Name: set("tour.example"), EnrollmentMode: set("manual_invitation"), Verified: set(false),
	}))
	must(t.c.Organizations.UpdateOrganizationDomain(t.ctx, backendapi.UpdateOrganizationDomainParams{
		OrganizationID: org, DomainID: d.ID, EnrollmentMode: set("automatic_suggestion"),
	}))
	must(t.c.Organizations.VerifyOrganizationDomainOwnership(t.ctx, org, d.ID))
	t.want("listed", in(must(t.c.Organizations.GetOrganizationDomainList(t.ctx, backendapi.GetOrganizationDomainListParams{OrganizationID: org, Verified: "true"})), d.ID), true)
	t.want("excluded", in(must(t.c.Organizations.ListAllOrganizationDomains(t.ctx, backendapi.ListAllOrganizationDomainsParams{
		EnrollmentMode: []string{"-automatic_suggestion"}, OrganizationID: org,
	})), d.ID), false)
	must(t.c.Organizations.DeleteOrganizationDomain(t.ctx, backendapi.DeleteOrganizationDomainParams{OrganizationID: org, DomainID: d.ID}))
}

func (t *tour) roles() {
	p := must(t.c.OrganizationPermissions.CreateOrganizationPermission(t.ctx, backendapi.CreateOrganizationPermissionParams{Name: "Read", Key: "org:reports:read"}))
	must(t.c.OrganizationPermissions.GetOrganizationPermission(t.ctx, p.ID))
	t.want("listed", in(must(t.c.OrganizationPermissions.GetOrganizationPermissionList(t.ctx, backendapi.GetOrganizationPermissionListParams{Query: "reports"})), p.ID), true)
	must(t.c.OrganizationPermissions.UpdateOrganizationPermission(t.ctx, backendapi.UpdateOrganizationPermissionParams{PermissionID: p.ID, Description: set("to read")}))
	r := must(t.c.OrganizationRoles.CreateOrganizationRole(t.ctx, backendapi.CreateOrganizationRoleParams{
		Name: "Reader", Key: "org:reader", Permissions: set([]string{p.ID}), IncludeInInitialRoleSet: set(true),
	}))
	must(t.c.OrganizationRoles.GetOrganizationRole(t.ctx, r.ID))
	t.want("listed", in(must(t.c.OrganizationRoles.GetOrganizationRoleList(t.ctx, backendapi.GetOrganizationRoleListParams{OrderBy: "key"})), r.ID), true)
	must(t.c.OrganizationRoles.UpdateOrganizationRole(t.ctx, backendapi.UpdateOrganizationRoleParams{OrganizationRoleID: r.ID, Name: set("The reader")}))
	both := backendapi.RemovePermissionFromOrganizationRoleParams{OrganizationRoleID: r.ID, PermissionID: p.ID}
	t.want("without", len(must(t.c.OrganizationRoles.RemovePermissionFromOrganizationRole(t.ctx, both)).Permissions), 0)
	t.want("with", len(must(t.c.OrganizationRoles.AssignPermissionToOrganizationRole(t.ctx, backendapi.AssignPermissionToOrganizationRoleParams(both))).Permissions), 1)
	must(t.c.OrganizationRoles.DeleteOrganizationRole(t.ctx, r.ID))
	must(t.c.OrganizationPermissions.DeleteOrganizationPermission(t.ctx, p.ID))
}

func (t *tour) roleSets() {
	must(t.c.OrganizationRoles.CreateOrganizationRole(t.ctx, backendapi.CreateOrganizationRoleParams{Name: "Guest", Key: "org:guest"}))
	r := must(t.c.RoleSets.CreateRoleSet(t.ctx, backendapi.CreateRoleSetParams{
		Name: "Small", Key: set("role_set:small"), DefaultRoleKey: "org:member", CreatorRoleKey: "org:admin", Roles: []string{"org:admin", "org:member"},
	}))
	must(t.c.RoleSets.GetRoleSet(t.ctx, "role_set:small"))
	t.want("listed", in(must(t.c.RoleSets.GetRoleSetList(t.ctx, backendapi.GetRoleSetListParams{Query: "small"})), r.ID), true)
	must(t.c.RoleSets.UpdateRoleSet(t.ctx, backendapi.UpdateRoleSetParams{RoleSetKeyOrID: r.ID, Name: set("Smaller")}))
	t.want("added", len(must(t.c.RoleSets.AddRolesToRoleSet(t.ctx, backendapi.AddRolesToRoleSetParams{RoleSetKeyOrID: r.ID, RoleKeys: []string{"org:guest"}})).Roles), 3)
	t.want("replaced", len(must(t.c.RoleSets.ReplaceRoleInRoleSet(t.ctx, backendapi.ReplaceRoleInRoleSetParams{RoleSetKeyOrID: r.ID, RoleKey: "org:guest", ToRoleKey: "org:member"})).Roles), 2)
	must(t.c.RoleSets.ReplaceRoleSet(t.ctx, backendapi.ReplaceRoleSetParams{RoleSetKeyOrID: r.ID, DestRoleSetKey: "role_set:default"}))
	_, err := t.c.RoleSets.GetRoleSet(t.ctx, r.ID)
	t.refused("replaced", err, 404, "resource_not_found")
}
