package backendapi

// ListSCIMDirectoriesParams are the parameters of
// [SCIMDirectoriesService.ListSCIMDirectories].
type ListSCIMDirectoriesParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateSCIMDirectoryParams are the parameters of
// [SCIMDirectoriesService.CreateSCIMDirectory].
type CreateSCIMDirectoryParams struct {
	EnterpriseConnectionID string                       `json:"enterprise_connection_id"`
	Name                   Optional[string]             `json:"name,omitzero"`
	Provider               string                       `json:"provider"`
	GroupRoleMappings      []SCIMGroupRoleMappingParams `json:"group_role_mappings,omitzero"`
}

// SCIMGroupRoleMappingParams give the members of a group a role.
type SCIMGroupRoleMappingParams struct {
	SCIMGroupID          string           `json:"scim_group_id"`
	SCIMGroupDisplayName Optional[string] `json:"scim_group_display_name,omitzero"`
	RoleID               string           `json:"role_id"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence Optional[int64] `json:"precedence,omitzero"`
}

// UpdateSCIMDirectoryParams are the parameters of
// [SCIMDirectoriesService.UpdateSCIMDirectory].
type UpdateSCIMDirectoryParams struct {
	Name                    Optional[string]   `json:"name,omitzero"`
	Enabled                 Optional[bool]     `json:"enabled,omitzero"`
	Provider                Optional[string]   `json:"provider,omitzero"`
	AttributeMapping        map[string]*string `json:"attribute_mapping,omitzero"`
	GroupRoleMappingEnabled Optional[bool]     `json:"group_role_mapping_enabled,omitzero"`
}

// CreateSCIMGroupRoleMappingParams are the parameters of
// [SCIMDirectoriesService.CreateSCIMGroupRoleMapping].
type CreateSCIMGroupRoleMappingParams struct {
	SCIMGroupID string `json:"scim_group_id"`
	RoleID      string `json:"role_id"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence Optional[int64] `json:"precedence,omitzero"`
}

// ReplaceSCIMGroupRoleMappingsParams are the parameters of
// [SCIMDirectoriesService.ReplaceSCIMGroupRoleMappings].
type ReplaceSCIMGroupRoleMappingsParams struct {
	Mappings []ReplaceSCIMGroupRoleMapping `json:"mappings"`
}

// ReplaceSCIMGroupRoleMapping gives the members of a group a role.
type ReplaceSCIMGroupRoleMapping struct {
	SCIMGroupID string `json:"scim_group_id"`
	RoleID      string `json:"role_id"`
}
