package backendapi

import (
	"context"
	"iter"
)

// OrganizationPermissionsService manages the permissions that roles are made
// of. See https://clerk.com/docs/reference/backend-api.
type OrganizationPermissionsService struct{ service }

// GetOrganizationPermissionList returns a page of the permissions.
func (s *OrganizationPermissionsService) GetOrganizationPermissionList(ctx context.Context, params GetOrganizationPermissionListParams) (*List[Permission], error) {
	return call[List[Permission]](ctx, s, get("/organization_permissions").params(params))
}

// AllOrganizationPermissions walks all pages of GetOrganizationPermissionList,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationPermissionsService) AllOrganizationPermissions(ctx context.Context, params GetOrganizationPermissionListParams) iter.Seq2[*Permission, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Permission], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationPermissionList(ctx, page)
	})
}

// CreateOrganizationPermission makes a permission.
func (s *OrganizationPermissionsService) CreateOrganizationPermission(ctx context.Context, params CreateOrganizationPermissionParams) (*Permission, error) {
	return call[Permission](ctx, s, post("/organization_permissions").json(params))
}

// GetOrganizationPermission returns the permission with the given id.
func (s *OrganizationPermissionsService) GetOrganizationPermission(ctx context.Context, permissionID string) (*Permission, error) {
	return call[Permission](ctx, s, get("/organization_permissions/{}", permissionID))
}

// UpdateOrganizationPermission changes a permission.
func (s *OrganizationPermissionsService) UpdateOrganizationPermission(ctx context.Context, params UpdateOrganizationPermissionParams) (*Permission, error) {
	return call[Permission](ctx, s, patch("/organization_permissions/{}", params.PermissionID).json(params))
}

// DeleteOrganizationPermission deletes a permission.
func (s *OrganizationPermissionsService) DeleteOrganizationPermission(ctx context.Context, permissionID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/organization_permissions/{}", permissionID))
}
