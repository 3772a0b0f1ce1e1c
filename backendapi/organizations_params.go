package backendapi

import "encoding/json"

// ListInstanceOrganizationInvitationsParams are the parameters of
// [OrganizationsService.ListInstanceOrganizationInvitations].
type ListInstanceOrganizationInvitationsParams struct {
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Status is one of pending, accepted, revoked, expired.
	Status string `query:"status"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// GetOrganizationListParams are the parameters of
// [OrganizationsService.GetOrganizationList].
type GetOrganizationListParams struct {
	// IncludeMembersCount fills in MembersCount.
	IncludeMembersCount Optional[bool] `query:"include_members_count"`
	// IncludeMissingMemberWithElevatedPermissions fills in the field of that
	// name.
	IncludeMissingMemberWithElevatedPermissions Optional[bool] `query:"include_missing_member_with_elevated_permissions"`
	// Query is matched against names and identifiers, in part and in any case.
	Query          string   `query:"query"`
	UserID         []string `query:"user_id"`
	OrganizationID []string `query:"organization_id"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateOrganizationParams are the parameters of
// [OrganizationsService.CreateOrganization].
type CreateOrganizationParams struct {
	Name      string           `json:"name"`
	CreatedBy Optional[string] `json:"created_by,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage  `json:"public_metadata,omitzero"`
	Slug           Optional[string] `json:"slug,omitzero"`
	// MaxAllowedMemberships limits the members; 0: any number.
	MaxAllowedMemberships Optional[int64] `json:"max_allowed_memberships,omitzero"`
	// CreatedAt is RFC 3339, such as 2012-10-20T07:15:20.902Z.
	CreatedAt Optional[string] `json:"created_at,omitzero"`
	// RoleSetKey names the set of roles that its members choose from.
	RoleSetKey Optional[string] `json:"role_set_key,omitzero"`
}

// GetOrganizationParams are the parameters of
// [OrganizationsService.GetOrganization].
type GetOrganizationParams struct {
	// OrganizationID is the organization's id. One of it and Slug is needed.
	OrganizationID string `json:"-"`
	Slug           string `json:"-"`
	// IncludeMembersCount fills in MembersCount.
	IncludeMembersCount Optional[bool] `query:"include_members_count"`
	// IncludeMissingMemberWithElevatedPermissions fills in the field of that
	// name.
	IncludeMissingMemberWithElevatedPermissions Optional[bool] `query:"include_missing_member_with_elevated_permissions"`
}

// UpdateOrganizationParams are the parameters of
// [OrganizationsService.UpdateOrganization].
type UpdateOrganizationParams struct {
	Name Optional[string] `json:"name,omitzero"`
	Slug Optional[string] `json:"slug,omitzero"`
	// MaxAllowedMemberships limits the members; 0: any number.
	MaxAllowedMemberships Optional[int64] `json:"max_allowed_memberships,omitzero"`
	// AdminDeleteEnabled lets administrators delete the organization.
	AdminDeleteEnabled Optional[bool] `json:"admin_delete_enabled,omitzero"`
	// CreatedAt is RFC 3339, such as 2012-10-20T07:15:20.902Z.
	CreatedAt Optional[string] `json:"created_at,omitzero"`
	// RoleSetKey names the set of roles that its members choose from.
	RoleSetKey Optional[string] `json:"role_set_key,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
}

// OrganizationMetadataParams are metadata of an organization: JSON objects, of
// 8 KB at most.
type OrganizationMetadataParams struct {
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
}

// GetOrganizationInvitationListParams are the parameters of
// [OrganizationsService.GetOrganizationInvitationList].
type GetOrganizationInvitationListParams struct {
	OrganizationID string `json:"-"`
	// Status is one of pending, accepted, revoked, expired.
	Status       string `query:"status"`
	EmailAddress string `query:"email_address"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateOrganizationInvitationParams are the parameters of
// [OrganizationsService.CreateOrganizationInvitation].
type CreateOrganizationInvitationParams struct {
	OrganizationID string `json:"-"`
	EmailAddress   string `json:"email_address"`
	// InviterUserID is the one who invites.
	InviterUserID Optional[string] `json:"inviter_user_id,omitzero"`
	// Role is the role's key, such as org:admin.
	Role string `json:"role"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// RedirectURL is where the person goes after accepting.
	RedirectURL Optional[string] `json:"redirect_url,omitzero"`
	// ExpiresInDays is how long it is valid, 1 to 365.
	ExpiresInDays Optional[int64] `json:"expires_in_days,omitzero"`
	// Notify decides whether Clerk sends an e-mail.
	Notify Optional[bool] `json:"notify,omitzero"`
}

// BulkOrganizationInvitation is one invitation of
// CreateOrganizationInvitationBulk.
type BulkOrganizationInvitation struct {
	EmailAddress string `json:"email_address"`
	// InviterUserID is the one who invites.
	InviterUserID Optional[string] `json:"inviter_user_id,omitzero"`
	// Role is the role's key, such as org:admin.
	Role string `json:"role"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// RedirectURL is where the person goes after accepting.
	RedirectURL Optional[string] `json:"redirect_url,omitzero"`
	// ExpiresInDays is how long it is valid, 1 to 365.
	ExpiresInDays Optional[int64] `json:"expires_in_days,omitzero"`
	// Notify decides whether Clerk sends an e-mail.
	Notify Optional[bool] `json:"notify,omitzero"`
}

// ListPendingOrganizationInvitationsParams are the parameters of
// [OrganizationsService.ListPendingOrganizationInvitations].
type ListPendingOrganizationInvitationsParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// GetOrganizationInvitationParams are the parameters of
// [OrganizationsService.GetOrganizationInvitation].
type GetOrganizationInvitationParams struct {
	OrganizationID string `json:"-"`
	InvitationID   string `json:"-"`
}

// RevokeOrganizationInvitationParams are the parameters of
// [OrganizationsService.RevokeOrganizationInvitation].
type RevokeOrganizationInvitationParams struct {
	OrganizationID string `json:"-"`
	InvitationID   string `json:"-"`
	// RequestingUserID is the one who revokes.
	RequestingUserID Optional[string] `json:"requesting_user_id,omitzero"`
}

// GetOrganizationMembershipListParams are the parameters of
// [OrganizationsService.GetOrganizationMembershipList]. Filters of several
// values match any of them. Times are Unix milliseconds.
type GetOrganizationMembershipListParams struct {
	OrganizationID string `json:"-"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy      string   `query:"order_by"`
	UserID       []string `query:"user_id"`
	EmailAddress []string `query:"email_address"`
	PhoneNumber  []string `query:"phone_number"`
	Username     []string `query:"username"`
	Web3Wallet   []string `query:"web3_wallet"`
	// Role is the role's key, such as org:admin.
	Role []string `query:"role"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// EmailAddressQuery matches a part of an e-mail address.
	EmailAddressQuery string `query:"email_address_query"`
	// PhoneNumberQuery matches a part of a phone number.
	PhoneNumberQuery string `query:"phone_number_query"`
	// UsernameQuery matches a part of a username.
	UsernameQuery string `query:"username_query"`
	// NameQuery matches a part of a name.
	NameQuery          string `query:"name_query"`
	LastActiveAtBefore int64  `query:"last_active_at_before"`
	LastActiveAtAfter  int64  `query:"last_active_at_after"`
	CreatedAtBefore    int64  `query:"created_at_before"`
	CreatedAtAfter     int64  `query:"created_at_after"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateOrganizationMembershipParams are the parameters of
// [OrganizationsService.CreateOrganizationMembership].
type CreateOrganizationMembershipParams struct {
	OrganizationID string `json:"-"`
	UserID         string `json:"user_id"`
	// Role is the role's key, such as org:admin.
	Role string `json:"role"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
}

// UpdateOrganizationMembershipParams are the parameters of
// [OrganizationsService.UpdateOrganizationMembership].
type UpdateOrganizationMembershipParams struct {
	OrganizationID string `json:"-"`
	UserID         string `json:"-"`
	// Role is the role's key, such as org:admin.
	Role string `json:"role"`
}

// DeleteOrganizationMembershipParams are the parameters of
// [OrganizationsService.DeleteOrganizationMembership].
type DeleteOrganizationMembershipParams struct {
	OrganizationID string `json:"-"`
	UserID         string `json:"-"`
}

// UpdateOrganizationMembershipMetadataParams are the parameters of
// [OrganizationsService.UpdateOrganizationMembershipMetadata].
type UpdateOrganizationMembershipMetadataParams struct {
	OrganizationID string `json:"-"`
	UserID         string `json:"-"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
}

// GetOrganizationDomainListParams are the parameters of
// [OrganizationsService.GetOrganizationDomainList].
type GetOrganizationDomainListParams struct {
	OrganizationID string `json:"-"`
	Verified       string `query:"verified"`
	EnrollmentMode string `query:"enrollment_mode"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateOrganizationDomainParams are the parameters of
// [OrganizationsService.CreateOrganizationDomain].
type CreateOrganizationDomainParams struct {
	OrganizationID string           `json:"-"`
	Name           Optional[string] `json:"name,omitzero"`
	EnrollmentMode Optional[string] `json:"enrollment_mode,omitzero"`
	Verified       Optional[bool]   `json:"verified,omitzero"`
}

// UpdateOrganizationDomainParams are the parameters of
// [OrganizationsService.UpdateOrganizationDomain].
type UpdateOrganizationDomainParams struct {
	OrganizationID string           `json:"-"`
	DomainID       string           `json:"-"`
	EnrollmentMode Optional[string] `json:"enrollment_mode,omitzero"`
	Verified       Optional[bool]   `json:"verified,omitzero"`
	Name           Optional[string] `json:"name,omitzero"`
}

// DeleteOrganizationDomainParams are the parameters of
// [OrganizationsService.DeleteOrganizationDomain].
type DeleteOrganizationDomainParams struct {
	OrganizationID string `json:"-"`
	DomainID       string `json:"-"`
}

// ListAllOrganizationDomainsParams are the parameters of
// [OrganizationsService.ListAllOrganizationDomains].
type ListAllOrganizationDomainsParams struct {
	OrganizationID string `query:"organization_id"`
	// Verified is one of true, false.
	Verified Optional[bool] `query:"verified"`
	// EnrollmentMode are each one of manual_invitation, automatic_invitation,
	// automatic_suggestion, enterprise_sso, -manual_invitation,
	// -automatic_invitation, -automatic_suggestion, -enterprise_sso.
	EnrollmentMode []string `query:"enrollment_mode,comma"`
	// Query is matched against names and identifiers, in part and in any case.
	Query   string   `query:"query"`
	Domains []string `query:"domains"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
}

// GetInstanceOrganizationMembershipListParams are the parameters of
// [OrganizationsService.GetInstanceOrganizationMembershipList].
type GetInstanceOrganizationMembershipListParams struct {
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}
