package backendapi

import (
	"context"
	"iter"
)

// SCIMDirectoriesService manages directories that provision users by SCIM.
// Directories has taken its place. See
// https://clerk.com/docs/reference/backend-api.
type SCIMDirectoriesService struct{ service }

// ListSCIMDirectories returns a page of the directories.
func (s *SCIMDirectoriesService) ListSCIMDirectories(ctx context.Context, params ListSCIMDirectoriesParams) (*List[SCIMDirectory], error) {
	return call[List[SCIMDirectory]](ctx, s, get("/scim_directories").params(params))
}

// AllSCIMDirectories walks all pages of ListSCIMDirectories, from params.Offset
// on. The loop may delete and change what it gets: none is skipped.
func (s *SCIMDirectoriesService) AllSCIMDirectories(ctx context.Context, params ListSCIMDirectoriesParams) iter.Seq2[*SCIMDirectory, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[SCIMDirectory], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListSCIMDirectories(ctx, page)
	})
}

// CreateSCIMDirectory makes a directory. The answer alone has its API key.
func (s *SCIMDirectoriesService) CreateSCIMDirectory(ctx context.Context, params CreateSCIMDirectoryParams) (*SCIMDirectory, error) {
	return call[SCIMDirectory](ctx, s, post("/scim_directories").json(params))
}

// GetSCIMDirectory returns the directory with the given id.
func (s *SCIMDirectoriesService) GetSCIMDirectory(ctx context.Context, scimDirectoryID string) (*SCIMDirectory, error) {
	return call[SCIMDirectory](ctx, s, get("/scim_directories/{}", scimDirectoryID))
}

// UpdateSCIMDirectory changes a directory.
func (s *SCIMDirectoriesService) UpdateSCIMDirectory(ctx context.Context, scimDirectoryID string, params UpdateSCIMDirectoryParams) (*SCIMDirectory, error) {
	return call[SCIMDirectory](ctx, s, patch("/scim_directories/{}", scimDirectoryID).json(params))
}

// DeleteSCIMDirectory deletes a directory.
func (s *SCIMDirectoriesService) DeleteSCIMDirectory(ctx context.Context, scimDirectoryID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/scim_directories/{}", scimDirectoryID))
}

// RotateSCIMDirectoryAPIKey gives a directory a new API key; the former one is
// void.
func (s *SCIMDirectoriesService) RotateSCIMDirectoryAPIKey(ctx context.Context, scimDirectoryID string) (*SCIMDirectory, error) {
	return call[SCIMDirectory](ctx, s, post("/scim_directories/{}/rotate_api_key", scimDirectoryID))
}

// ListSCIMGroupRoleMappings returns a directory's groups with their roles.
func (s *SCIMDirectoriesService) ListSCIMGroupRoleMappings(ctx context.Context, scimDirectoryID string) (*List[SCIMGroupRoleMapping], error) {
	return call[List[SCIMGroupRoleMapping]](ctx, s, get("/scim_directories/{}/group_role_mappings", scimDirectoryID))
}

// CreateSCIMGroupRoleMapping gives the members of a group a role.
func (s *SCIMDirectoriesService) CreateSCIMGroupRoleMapping(ctx context.Context, scimDirectoryID string, params CreateSCIMGroupRoleMappingParams) (*SCIMGroupRoleMapping, error) {
	return call[SCIMGroupRoleMapping](ctx, s, post("/scim_directories/{}/group_role_mappings", scimDirectoryID).json(params))
}

// ReplaceSCIMGroupRoleMappings replaces all roles of a directory's groups.
func (s *SCIMDirectoriesService) ReplaceSCIMGroupRoleMappings(ctx context.Context, scimDirectoryID string, params ReplaceSCIMGroupRoleMappingsParams) (*List[SCIMGroupRoleMapping], error) {
	return call[List[SCIMGroupRoleMapping]](ctx, s, put("/scim_directories/{}/group_role_mappings", scimDirectoryID).json(params))
}

// DeleteSCIMGroupRoleMapping takes the role from a group.
func (s *SCIMDirectoriesService) DeleteSCIMGroupRoleMapping(ctx context.Context, scimDirectoryID, mappingID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/scim_directories/{}/group_role_mappings/{}", scimDirectoryID, mappingID))
}
