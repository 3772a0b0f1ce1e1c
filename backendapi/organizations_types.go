package backendapi

import "encoding/json"

// Organization is a group of users. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-organization.
type Organization struct {
	Object                               string           `json:"object"`
	ID                                   string           `json:"id"`
	Name                                 string           `json:"name"`
	Slug                                 string           `json:"slug"`
	ImageURL                             *string          `json:"image_url,omitzero"`
	HasImage                             bool             `json:"has_image"`
	MembersCount                         *int64           `json:"members_count,omitzero"`
	MissingMemberWithElevatedPermissions *bool            `json:"missing_member_with_elevated_permissions,omitzero"`
	PendingInvitationsCount              *int64           `json:"pending_invitations_count,omitzero"`
	MaxAllowedMemberships                int64            `json:"max_allowed_memberships"`
	AdminDeleteEnabled                   bool             `json:"admin_delete_enabled"`
	PublicMetadata                       json.RawMessage  `json:"public_metadata"`
	PrivateMetadata                      json.RawMessage  `json:"private_metadata,omitzero"`
	CreatedBy                            *string          `json:"created_by,omitzero"`
	CreatedAt                            int64            `json:"created_at"`
	UpdatedAt                            int64            `json:"updated_at"`
	LastActiveAt                         *int64           `json:"last_active_at,omitzero"`
	RoleSetKey                           Optional[string] `json:"role_set_key,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Organization) UnmarshalJSON(data []byte) error {
	type fields Organization
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Organization) MarshalJSON() ([]byte, error) {
	type fields Organization
	return marshalResource(fields(x), x.Extra)
}

// OrganizationMembership is a user's place in an organization. Times are Unix
// milliseconds.
type OrganizationMembership struct {
	ID              string          `json:"id"`
	Object          string          `json:"object"`
	Role            string          `json:"role"`
	RoleName        *string         `json:"role_name,omitzero"`
	Permissions     []string        `json:"permissions"`
	PublicMetadata  json.RawMessage `json:"public_metadata"`
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
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationMembership) MarshalJSON() ([]byte, error) {
	type fields OrganizationMembership
	return marshalResource(fields(x), x.Extra)
}

// PublicUserData is what other members may see of a user.
type PublicUserData struct {
	UserID    string  `json:"user_id"`
	FirstName *string `json:"first_name"`
	LastName  *string `json:"last_name"`
	// Deprecated: Clerk may stop sending it.
	ProfileImageURL *string          `json:"profile_image_url"`
	ImageURL        string           `json:"image_url"`
	HasImage        bool             `json:"has_image"`
	Identifier      Optional[string] `json:"identifier,omitzero"`
	Username        Optional[string] `json:"username,omitzero"`
	Banned          *bool            `json:"banned,omitzero"`
	Deprovisioned   *bool            `json:"deprovisioned,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PublicUserData) UnmarshalJSON(data []byte) error {
	type fields PublicUserData
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PublicUserData) MarshalJSON() ([]byte, error) {
	type fields PublicUserData
	return marshalResource(fields(x), x.Extra)
}
