package backendapi

// GetOrganizationPermissionListParams are the parameters of
// [OrganizationPermissionsService.GetOrganizationPermissionList].
type GetOrganizationPermissionListParams struct {
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

// CreateOrganizationPermissionParams are the parameters of
// [OrganizationPermissionsService.CreateOrganizationPermission].
type CreateOrganizationPermissionParams struct {
	Name        string           `json:"name"`
	Key         string           `json:"key"`
	Description Optional[string] `json:"description,omitzero"`
}

// UpdateOrganizationPermissionParams are the parameters of
// [OrganizationPermissionsService.UpdateOrganizationPermission].
type UpdateOrganizationPermissionParams struct {
	PermissionID string           `json:"-"`
	Name         Optional[string] `json:"name,omitzero"`
	Key          Optional[string] `json:"key,omitzero"`
	Description  Optional[string] `json:"description,omitzero"`
}
