package backendapi

// ListDirectoriesParams are the parameters of
// [DirectoriesService.ListDirectories].
type ListDirectoriesParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateDirectoryParams are the parameters of
// [DirectoriesService.CreateDirectory].
type CreateDirectoryParams struct {
	EnterpriseConnectionID string                            `json:"enterprise_connection_id"`
	Name                   Optional[string]                  `json:"name,omitzero"`
	Provider               string                            `json:"provider"`
	GroupRoleMappings      []DirectoryGroupRoleMappingParams `json:"group_role_mappings,omitzero"`
}

// DirectoryGroupRoleMappingParams give the members of a group a role.
type DirectoryGroupRoleMappingParams struct {
	DirectoryGroupID          Optional[string] `json:"directory_group_id,omitzero"`
	SCIMGroupID               Optional[string] `json:"scim_group_id,omitzero"`
	DirectoryGroupDisplayName Optional[string] `json:"directory_group_display_name,omitzero"`
	SCIMGroupDisplayName      Optional[string] `json:"scim_group_display_name,omitzero"`
	RoleID                    string           `json:"role_id"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence Optional[int64] `json:"precedence,omitzero"`
}

// UpdateDirectoryParams are the parameters of
// [DirectoriesService.UpdateDirectory].
type UpdateDirectoryParams struct {
	Name                    Optional[string]   `json:"name,omitzero"`
	Enabled                 Optional[bool]     `json:"enabled,omitzero"`
	Provider                Optional[string]   `json:"provider,omitzero"`
	AttributeMapping        map[string]*string `json:"attribute_mapping,omitzero"`
	GroupRoleMappingEnabled Optional[bool]     `json:"group_role_mapping_enabled,omitzero"`
}

// CreateDirectoryGroupRoleMappingParams are the parameters of
// [DirectoriesService.CreateDirectoryGroupRoleMapping].
type CreateDirectoryGroupRoleMappingParams struct {
	DirectoryGroupID Optional[string] `json:"directory_group_id,omitzero"`
	SCIMGroupID      Optional[string] `json:"scim_group_id,omitzero"`
	RoleID           string           `json:"role_id"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence Optional[int64] `json:"precedence,omitzero"`
}

// ReplaceDirectoryGroupRoleMappingsParams are the parameters of
// [DirectoriesService.ReplaceDirectoryGroupRoleMappings].
type ReplaceDirectoryGroupRoleMappingsParams struct {
	Mappings []ReplaceDirectoryGroupRoleMapping `json:"mappings"`
}

// ReplaceDirectoryGroupRoleMapping gives the members of a group a role.
type ReplaceDirectoryGroupRoleMapping struct {
	DirectoryGroupID Optional[string] `json:"directory_group_id,omitzero"`
	SCIMGroupID      Optional[string] `json:"scim_group_id,omitzero"`
	RoleID           string           `json:"role_id"`
}
