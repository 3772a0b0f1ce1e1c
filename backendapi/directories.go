package backendapi

import (
	"context"
	"iter"
)

// DirectoriesService manages directories, from which identity providers
// provision users. See https://clerk.com/docs/reference/backend-api.
type DirectoriesService struct{ service }

// ListDirectories returns a page of the directories.
func (s *DirectoriesService) ListDirectories(ctx context.Context, params ListDirectoriesParams) (*List[Directory], error) {
	return call[List[Directory]](ctx, s, get("/directories").params(params))
}

// AllDirectories walks all pages of ListDirectories, from params.Offset on. The
// loop may delete and change what it gets: none is skipped.
func (s *DirectoriesService) AllDirectories(ctx context.Context, params ListDirectoriesParams) iter.Seq2[*Directory, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Directory], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListDirectories(ctx, page)
	})
}

// CreateDirectory makes a directory. The answer alone has its API key.
func (s *DirectoriesService) CreateDirectory(ctx context.Context, params CreateDirectoryParams) (*Directory, error) {
	return call[Directory](ctx, s, post("/directories").json(params))
}

// GetDirectory returns the directory with the given id.
func (s *DirectoriesService) GetDirectory(ctx context.Context, directoryID string) (*Directory, error) {
	return call[Directory](ctx, s, get("/directories/{}", directoryID))
}

// UpdateDirectory changes a directory.
func (s *DirectoriesService) UpdateDirectory(ctx context.Context, directoryID string, params UpdateDirectoryParams) (*Directory, error) {
	return call[Directory](ctx, s, patch("/directories/{}", directoryID).json(params))
}

// DeleteDirectory deletes a directory.
func (s *DirectoriesService) DeleteDirectory(ctx context.Context, directoryID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/directories/{}", directoryID))
}

// RotateDirectoryAPIKey gives a directory a new API key; the former one is
// void.
func (s *DirectoriesService) RotateDirectoryAPIKey(ctx context.Context, directoryID string) (*Directory, error) {
	return call[Directory](ctx, s, post("/directories/{}/rotate_api_key", directoryID))
}

// ListDirectoryGroupRoleMappings returns a directory's groups with their roles.
func (s *DirectoriesService) ListDirectoryGroupRoleMappings(ctx context.Context, directoryID string) (*List[DirectoryGroupRoleMapping], error) {
	return call[List[DirectoryGroupRoleMapping]](ctx, s, get("/directories/{}/group_role_mappings", directoryID))
}

// CreateDirectoryGroupRoleMapping gives the members of a group a role.
func (s *DirectoriesService) CreateDirectoryGroupRoleMapping(ctx context.Context, directoryID string, params CreateDirectoryGroupRoleMappingParams) (*DirectoryGroupRoleMapping, error) {
	return call[DirectoryGroupRoleMapping](ctx, s, post("/directories/{}/group_role_mappings", directoryID).json(params))
}

// ReplaceDirectoryGroupRoleMappings replaces all roles of a directory's groups.
func (s *DirectoriesService) ReplaceDirectoryGroupRoleMappings(ctx context.Context, directoryID string, params ReplaceDirectoryGroupRoleMappingsParams) (*List[DirectoryGroupRoleMapping], error) {
	return call[List[DirectoryGroupRoleMapping]](ctx, s, put("/directories/{}/group_role_mappings", directoryID).json(params))
}

// DeleteDirectoryGroupRoleMapping takes the role from a group.
func (s *DirectoriesService) DeleteDirectoryGroupRoleMapping(ctx context.Context, directoryID, mappingID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/directories/{}/group_role_mappings/{}", directoryID, mappingID))
}
