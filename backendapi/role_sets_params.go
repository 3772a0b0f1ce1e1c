package backendapi

// GetRoleSetListParams are the parameters of [RoleSetsService.GetRoleSetList].
type GetRoleSetListParams struct {
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateRoleSetParams are the parameters of [RoleSetsService.CreateRoleSet].
type CreateRoleSetParams struct {
	Name           string                `json:"name"`
	Key            Optional[string]      `json:"key,omitzero"`
	Description    Optional[string]      `json:"description,omitzero"`
	DefaultRoleKey string                `json:"default_role_key"`
	CreatorRoleKey string                `json:"creator_role_key"`
	Type           Optional[RoleSetType] `json:"type,omitzero"`
	Roles          []string              `json:"roles"`
}

// UpdateRoleSetParams are the parameters of [RoleSetsService.UpdateRoleSet].
type UpdateRoleSetParams struct {
	RoleSetKeyOrID string           `json:"-"`
	Name           Optional[string] `json:"name,omitzero"`
	Key            Optional[string] `json:"key,omitzero"`
	Description    Optional[string] `json:"description,omitzero"`
	// Type is one of initial.
	Type           Optional[string] `json:"type,omitzero"`
	DefaultRoleKey Optional[string] `json:"default_role_key,omitzero"`
	CreatorRoleKey Optional[string] `json:"creator_role_key,omitzero"`
}

// ReplaceRoleSetParams are the parameters of [RoleSetsService.ReplaceRoleSet].
type ReplaceRoleSetParams struct {
	RoleSetKeyOrID       string            `json:"-"`
	DestRoleSetKey       string            `json:"dest_role_set_key"`
	ReassignmentMappings map[string]string `json:"reassignment_mappings,omitzero"`
}

// AddRolesToRoleSetParams are the parameters of
// [RoleSetsService.AddRolesToRoleSet].
type AddRolesToRoleSetParams struct {
	RoleSetKeyOrID string           `json:"-"`
	RoleKeys       []string         `json:"role_keys"`
	DefaultRoleKey Optional[string] `json:"default_role_key,omitzero"`
	CreatorRoleKey Optional[string] `json:"creator_role_key,omitzero"`
}

// ReplaceRoleInRoleSetParams are the parameters of
// [RoleSetsService.ReplaceRoleInRoleSet].
type ReplaceRoleInRoleSetParams struct {
	RoleSetKeyOrID string `json:"-"`
	RoleKey        string `json:"role_key"`
	ToRoleKey      string `json:"to_role_key"`
}
