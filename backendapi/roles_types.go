package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// Role is what a member of an organization may do. Times are Unix milliseconds.
type Role struct {
	Object            string       `json:"object"`
	ID                string       `json:"id"`
	Name              string       `json:"name"`
	Key               string       `json:"key"`
	Description       *string      `json:"description"`
	IsCreatorEligible bool         `json:"is_creator_eligible"`
	Permissions       []Permission `json:"permissions"`
	CreatedAt         int64        `json:"created_at"`
	UpdatedAt         int64        `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Role) UnmarshalJSON(data []byte) error {
	type fields Role
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Role) MarshalJSON() ([]byte, error) {
	type fields Role
	return resource.Marshal(fields(x), x.Extra)
}

// Permission is one thing that a role allows. Times are Unix milliseconds.
type Permission struct {
	Object      string `json:"object"`
	ID          string `json:"id"`
	Name        string `json:"name"`
	Key         string `json:"key"`
	Description string `json:"description"`
	Type        string `json:"type"`
	CreatedAt   int64  `json:"created_at"`
	UpdatedAt   int64  `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Permission) UnmarshalJSON(data []byte) error {
	type fields Permission
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Permission) MarshalJSON() ([]byte, error) {
	type fields Permission
	return resource.Marshal(fields(x), x.Extra)
}

// RoleSet is the roles that an organization has to choose from. Times are Unix
// milliseconds.
type RoleSet struct {
	Object           string                     `json:"object"`
	ID               string                     `json:"id"`
	Name             string                     `json:"name"`
	Key              string                     `json:"key"`
	Description      *string                    `json:"description"`
	Roles            []RoleSetItem              `json:"roles"`
	DefaultRole      Optional[RoleSetItem]      `json:"default_role,omitzero"`
	CreatorRole      Optional[RoleSetItem]      `json:"creator_role,omitzero"`
	Type             RoleSetType                `json:"type"`
	RoleSetMigration Optional[RoleSetMigration] `json:"role_set_migration,omitzero"`
	CreatedAt        int64                      `json:"created_at"`
	UpdatedAt        int64                      `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *RoleSet) UnmarshalJSON(data []byte) error {
	type fields RoleSet
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x RoleSet) MarshalJSON() ([]byte, error) {
	type fields RoleSet
	return resource.Marshal(fields(x), x.Extra)
}

// RoleSetType is the kind of a role set. Values that are not listed may come.
type RoleSetType string

// The values of RoleSetType.
const (
	RoleSetTypeInitial RoleSetType = "initial"
	RoleSetTypeCustom  RoleSetType = "custom"
)

// RoleSetItem is a role in a role set. Times are Unix milliseconds.
type RoleSetItem struct {
	Object      string  `json:"object"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Key         string  `json:"key"`
	Description *string `json:"description"`
	// MembersCount is there when it was asked for.
	MembersCount Optional[int64] `json:"members_count,omitzero"`
	HasMembers   Optional[bool]  `json:"has_members,omitzero"`
	CreatedAt    int64           `json:"created_at"`
	UpdatedAt    int64           `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *RoleSetItem) UnmarshalJSON(data []byte) error {
	type fields RoleSetItem
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x RoleSetItem) MarshalJSON() ([]byte, error) {
	type fields RoleSetItem
	return resource.Marshal(fields(x), x.Extra)
}

// RoleSetMigration moves the members of organizations from one role set to
// another. Times are Unix milliseconds.
type RoleSetMigration struct {
	Object          string                      `json:"object"`
	ID              string                      `json:"id"`
	OrganizationID  Optional[string]            `json:"organization_id,omitzero"`
	InstanceID      string                      `json:"instance_id"`
	SourceRoleSetID string                      `json:"source_role_set_id"`
	DestRoleSetID   Optional[string]            `json:"dest_role_set_id,omitzero"`
	TriggerType     string                      `json:"trigger_type"`
	Status          string                      `json:"status"`
	MigratedMembers int64                       `json:"migrated_members"`
	Mappings        Optional[map[string]string] `json:"mappings,omitzero"`
	StartedAt       Optional[int64]             `json:"started_at,omitzero"`
	CompletedAt     Optional[int64]             `json:"completed_at,omitzero"`
	CreatedAt       int64                       `json:"created_at"`
	UpdatedAt       int64                       `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *RoleSetMigration) UnmarshalJSON(data []byte) error {
	type fields RoleSetMigration
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x RoleSetMigration) MarshalJSON() ([]byte, error) {
	type fields RoleSetMigration
	return resource.Marshal(fields(x), x.Extra)
}
