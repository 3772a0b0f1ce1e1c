package backendapi

// GetOrganizationRoleListParams are the parameters of
// [OrganizationRolesService.GetOrganizationRoleList].
type GetOrganizationRoleListParams struct {
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

// CreateOrganizationRoleParams are the parameters of
// [OrganizationRolesService.CreateOrganizationRole].
type CreateOrganizationRoleParams struct {
	Name                    string             `json:"name"`
	Key                     string             `json:"key"`
	Description             Optional[string]   `json:"description,omitzero"`
	Permissions             Optional[[]string] `json:"permissions,omitzero"`
	IncludeInInitialRoleSet Optional[bool]     `json:"include_in_initial_role_set,omitzero"`
}

// UpdateOrganizationRoleParams are the parameters of
// [OrganizationRolesService.UpdateOrganizationRole].
type UpdateOrganizationRoleParams struct {
	OrganizationRoleID string             `json:"-"`
	Name               Optional[string]   `json:"name,omitzero"`
	Key                Optional[string]   `json:"key,omitzero"`
	Description        Optional[string]   `json:"description,omitzero"`
	Permissions        Optional[[]string] `json:"permissions,omitzero"`
}

// AssignPermissionToOrganizationRoleParams are the parameters of
// [OrganizationRolesService.AssignPermissionToOrganizationRole].
type AssignPermissionToOrganizationRoleParams struct {
	OrganizationRoleID string `json:"-"`
	PermissionID       string `json:"-"`
}

// RemovePermissionFromOrganizationRoleParams are the parameters of
// [OrganizationRolesService.RemovePermissionFromOrganizationRole].
type RemovePermissionFromOrganizationRoleParams struct {
	OrganizationRoleID string `json:"-"`
	PermissionID       string `json:"-"`
}
