package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Organization is a group of users. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-organization.
type Organization struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	// Slug is the name as it can stand in a URL.
	Slug     string  `json:"slug"`
	ImageURL *string `json:"image_url,omitzero"`
	// HasImage: ImageURL shows a picture of its own, not a generated one.
	HasImage bool `json:"has_image"`
	// MembersCount is there when it was asked for.
	MembersCount *int64 `json:"members_count,omitzero"`
	// MissingMemberWithElevatedPermissions: nobody may manage the organization.
	MissingMemberWithElevatedPermissions *bool  `json:"missing_member_with_elevated_permissions,omitzero"`
	PendingInvitationsCount              *int64 `json:"pending_invitations_count,omitzero"`
	// MaxAllowedMemberships limits the members; 0: any number.
	MaxAllowedMemberships int64 `json:"max_allowed_memberships"`
	// AdminDeleteEnabled lets administrators delete the organization.
	AdminDeleteEnabled bool `json:"admin_delete_enabled"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	CreatedBy       *string         `json:"created_by,omitzero"`
	CreatedAt       int64           `json:"created_at"`
	UpdatedAt       int64           `json:"updated_at"`
	LastActiveAt    *int64          `json:"last_active_at,omitzero"`
	// RoleSetKey names the set of roles that its members choose from.
	RoleSetKey Optional[string] `json:"role_set_key,omitzero"`
	// LogoURL is in the answer of UpdateOrganizationLogo.
	//
	// Deprecated: by Clerk.
	LogoURL *string `json:"logo_url,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Organization) UnmarshalJSON(data []byte) error {
	type fields Organization
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Organization) MarshalJSON() ([]byte, error) {
	type fields Organization
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationMembership is a user's place in an organization. Times are Unix
// milliseconds.
type OrganizationMembership struct {
	ID     string `json:"id"`
	Object string `json:"object"`
	// Role is the role's key, such as org:admin.
	Role        string   `json:"role"`
	RoleName    *string  `json:"role_name,omitzero"`
	Permissions []string `json:"permissions"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	Organization    Organization    `json:"organization"`
	PublicUserData  *PublicUserData `json:"public_user_data,omitzero"`
	CreatedAt       int64           `json:"created_at"`
	UpdatedAt       int64           `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OrganizationMembership) UnmarshalJSON(data []byte) error {
	type fields OrganizationMembership
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationMembership) MarshalJSON() ([]byte, error) {
	type fields OrganizationMembership
	return resource.Marshal(fields(x), x.Extra)
}

// PublicUserData is what other members may see of a user.
type PublicUserData struct {
	UserID    string  `json:"user_id"`
	FirstName *string `json:"first_name"`
	LastName  *string `json:"last_name"`
	// Deprecated: by Clerk.
	ProfileImageURL Optional[string] `json:"profile_image_url,omitzero"`
	ImageURL        string           `json:"image_url"`
	// HasImage: ImageURL shows a picture of its own, not a generated one.
	HasImage      bool             `json:"has_image"`
	Identifier    Optional[string] `json:"identifier,omitzero"`
	Username      Optional[string] `json:"username,omitzero"`
	Banned        *bool            `json:"banned,omitzero"`
	Deprovisioned *bool            `json:"deprovisioned,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PublicUserData) UnmarshalJSON(data []byte) error {
	type fields PublicUserData
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PublicUserData) MarshalJSON() ([]byte, error) {
	type fields PublicUserData
	return resource.Marshal(fields(x), x.Extra)
}

// PublicOrganizationData is what an invited person may see of an organization.
type PublicOrganizationData struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Slug     string  `json:"slug"`
	ImageURL *string `json:"image_url,omitzero"`
	// HasImage: ImageURL shows a picture of its own, not a generated one.
	HasImage bool `json:"has_image"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PublicOrganizationData) UnmarshalJSON(data []byte) error {
	type fields PublicOrganizationData
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PublicOrganizationData) MarshalJSON() ([]byte, error) {
	type fields PublicOrganizationData
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationInvitation asks somebody to join an organization. Times are Unix
// milliseconds.
type OrganizationInvitation struct {
	Object       string `json:"object,omitzero"`
	ID           string `json:"id,omitzero"`
	EmailAddress string `json:"email_address,omitzero"`
	// Role is the role's key, such as org:admin.
	Role           string  `json:"role,omitzero"`
	RoleName       *string `json:"role_name,omitzero"`
	OrganizationID string  `json:"organization_id,omitzero"`
	// InviterID is the user who invited.
	InviterID         Optional[string]         `json:"inviter_id,omitzero"`
	PublicInviterData Optional[PublicUserData] `json:"public_inviter_data,omitzero"`
	Status            string                   `json:"status,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata        json.RawMessage         `json:"private_metadata,omitzero"`
	URL                    Optional[string]        `json:"url,omitzero"`
	ExpiresAt              Optional[int64]         `json:"expires_at,omitzero"`
	CreatedAt              int64                   `json:"created_at,omitzero"`
	UpdatedAt              int64                   `json:"updated_at,omitzero"`
	PublicOrganizationData *PublicOrganizationData `json:"public_organization_data,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OrganizationInvitation) UnmarshalJSON(data []byte) error {
	type fields OrganizationInvitation
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationInvitation) MarshalJSON() ([]byte, error) {
	type fields OrganizationInvitation
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationDomain is an e-mail domain whose users may join an organization.
// Times are Unix milliseconds.
type OrganizationDomain struct {
	Object                  string                           `json:"object"`
	ID                      string                           `json:"id"`
	OrganizationID          string                           `json:"organization_id"`
	Name                    string                           `json:"name"`
	EnrollmentMode          OrganizationDomainEnrollmentMode `json:"enrollment_mode"`
	AffiliationEmailAddress *string                          `json:"affiliation_email_address"`
	AffiliationVerification *OrganizationDomainVerification  `json:"affiliation_verification"`
	OwnershipVerification   *OrganizationDomainVerification  `json:"ownership_verification"`
	// Deprecated: by Clerk.
	Verification            *OrganizationDomainVerification  `json:"verification"`
	TotalPendingInvitations int64                            `json:"total_pending_invitations"`
	TotalPendingSuggestions int64                            `json:"total_pending_suggestions"`
	PublicOrganizationData  Optional[PublicOrganizationData] `json:"public_organization_data,omitzero"`
	CreatedAt               int64                            `json:"created_at"`
	UpdatedAt               int64                            `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OrganizationDomain) UnmarshalJSON(data []byte) error {
	type fields OrganizationDomain
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationDomain) MarshalJSON() ([]byte, error) {
	type fields OrganizationDomain
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationDomainEnrollmentMode is how the users of a domain join. Values
// that are not listed may come.
type OrganizationDomainEnrollmentMode string

// The values of OrganizationDomainEnrollmentMode.
const (
	OrganizationDomainEnrollmentModeManualInvitation    OrganizationDomainEnrollmentMode = "manual_invitation"
	OrganizationDomainEnrollmentModeAutomaticInvitation OrganizationDomainEnrollmentMode = "automatic_invitation"
	OrganizationDomainEnrollmentModeAutomaticSuggestion OrganizationDomainEnrollmentMode = "automatic_suggestion"
	OrganizationDomainEnrollmentModeEnterpriseSSO       OrganizationDomainEnrollmentMode = "enterprise_sso"
)

// OrganizationDomainVerification is how, and whether, an organization showed
// that a domain is its own. Times are Unix milliseconds.
type OrganizationDomainVerification struct {
	Status     string `json:"status"`
	Strategy   string `json:"strategy"`
	Attempts   *int64 `json:"attempts"`
	ExpireAt   *int64 `json:"expire_at"`
	VerifiedAt *int64 `json:"verified_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OrganizationDomainVerification) UnmarshalJSON(data []byte) error {
	type fields OrganizationDomainVerification
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationDomainVerification) MarshalJSON() ([]byte, error) {
	type fields OrganizationDomainVerification
	return resource.Marshal(fields(x), x.Extra)
}
