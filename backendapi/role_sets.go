package backendapi

import (
	"context"
	"iter"
)

// RoleSetsService manages sets of roles. See
// https://clerk.com/docs/reference/backend-api.
type RoleSetsService struct{ service }

// GetRoleSetList returns a page of the role sets.
func (s *RoleSetsService) GetRoleSetList(ctx context.Context, params GetRoleSetListParams) (*List[RoleSet], error) {
	return call[List[RoleSet]](ctx, s, get("/role_sets").params(params))
}

// AllRoleSets walks all pages of GetRoleSetList, from params.Offset on. The
// loop may delete and change what it gets: none is skipped.
func (s *RoleSetsService) AllRoleSets(ctx context.Context, params GetRoleSetListParams) iter.Seq2[*RoleSet, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[RoleSet], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetRoleSetList(ctx, page)
	})
}

// CreateRoleSet makes a role set.
func (s *RoleSetsService) CreateRoleSet(ctx context.Context, params CreateRoleSetParams) (*RoleSet, error) {
	return call[RoleSet](ctx, s, post("/role_sets").json(params))
}

// GetRoleSet returns the role set with the given key or id.
func (s *RoleSetsService) GetRoleSet(ctx context.Context, roleSetKeyOrID string) (*RoleSet, error) {
	return call[RoleSet](ctx, s, get("/role_sets/{}", roleSetKeyOrID))
}

// UpdateRoleSet changes a role set.
func (s *RoleSetsService) UpdateRoleSet(ctx context.Context, params UpdateRoleSetParams) (*RoleSet, error) {
	return call[RoleSet](ctx, s, patch("/role_sets/{}", params.RoleSetKeyOrID).json(params))
}

// ReplaceRoleSet deletes a role set and gives its organizations another.
func (s *RoleSetsService) ReplaceRoleSet(ctx context.Context, params ReplaceRoleSetParams) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, post("/role_sets/{}/replace", params.RoleSetKeyOrID).json(params))
}

// AddRolesToRoleSet adds roles to a role set.
func (s *RoleSetsService) AddRolesToRoleSet(ctx context.Context, params AddRolesToRoleSetParams) (*RoleSet, error) {
	return call[RoleSet](ctx, s, post("/role_sets/{}/roles", params.RoleSetKeyOrID).json(params))
}

// ReplaceRoleInRoleSet takes a role out of a role set and gives its members
// another.
func (s *RoleSetsService) ReplaceRoleInRoleSet(ctx context.Context, params ReplaceRoleInRoleSetParams) (*RoleSet, error) {
	return call[RoleSet](ctx, s, post("/role_sets/{}/roles/replace", params.RoleSetKeyOrID).json(params))
}
