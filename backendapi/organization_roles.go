package backendapi

import (
	"context"
	"iter"
)

// OrganizationRolesService manages the roles of organizations. See
// https://clerk.com/docs/reference/backend-api.
type OrganizationRolesService struct{ service }

// GetOrganizationRoleList returns a page of the roles.
func (s *OrganizationRolesService) GetOrganizationRoleList(ctx context.Context, params GetOrganizationRoleListParams) (*List[Role], error) {
	return call[List[Role]](ctx, s, get("/organization_roles").params(params))
}

// AllOrganizationRoles walks all pages of GetOrganizationRoleList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationRolesService) AllOrganizationRoles(ctx context.Context, params GetOrganizationRoleListParams) iter.Seq2[*Role, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Role], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationRoleList(ctx, page)
	})
}

// CreateOrganizationRole makes a role.
func (s *OrganizationRolesService) CreateOrganizationRole(ctx context.Context, params CreateOrganizationRoleParams) (*Role, error) {
	return call[Role](ctx, s, post("/organization_roles").json(params))
}

// GetOrganizationRole returns the role with the given id.
func (s *OrganizationRolesService) GetOrganizationRole(ctx context.Context, organizationRoleID string) (*Role, error) {
	return call[Role](ctx, s, get("/organization_roles/{}", organizationRoleID))
}

// UpdateOrganizationRole changes a role.
func (s *OrganizationRolesService) UpdateOrganizationRole(ctx context.Context, params UpdateOrganizationRoleParams) (*Role, error) {
	return call[Role](ctx, s, patch("/organization_roles/{}", params.OrganizationRoleID).json(params))
}

// DeleteOrganizationRole deletes a role.
func (s *OrganizationRolesService) DeleteOrganizationRole(ctx context.Context, organizationRoleID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/organization_roles/{}", organizationRoleID))
}

// AssignPermissionToOrganizationRole gives a role a permission.
func (s *OrganizationRolesService) AssignPermissionToOrganizationRole(ctx context.Context, params AssignPermissionToOrganizationRoleParams) (*Role, error) {
	return call[Role](ctx, s, post("/organization_roles/{}/permissions/{}", params.OrganizationRoleID, params.PermissionID))
}

// RemovePermissionFromOrganizationRole takes a permission from a role.
func (s *OrganizationRolesService) RemovePermissionFromOrganizationRole(ctx context.Context, params RemovePermissionFromOrganizationRoleParams) (*Role, error) {
	return call[Role](ctx, s, del("/organization_roles/{}/permissions/{}", params.OrganizationRoleID, params.PermissionID))
}
