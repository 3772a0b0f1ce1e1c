package backendapi

import (
	"context"
	"iter"
)

// GetOrganizationMembershipList returns a page of an organization's members.
func (s *OrganizationsService) GetOrganizationMembershipList(ctx context.Context, params GetOrganizationMembershipListParams) (*List[OrganizationMembership], error) {
	return call[List[OrganizationMembership]](ctx, s, get("/organizations/{}/memberships", params.OrganizationID).params(params))
}

// AllOrganizationMemberships walks all pages of GetOrganizationMembershipList,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationsService) AllOrganizationMemberships(ctx context.Context, params GetOrganizationMembershipListParams) iter.Seq2[*OrganizationMembership, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationMembership], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationMembershipList(ctx, page)
	})
}

// CreateOrganizationMembership makes a user a member of an organization.
func (s *OrganizationsService) CreateOrganizationMembership(ctx context.Context, params CreateOrganizationMembershipParams) (*OrganizationMembership, error) {
	return call[OrganizationMembership](ctx, s, post("/organizations/{}/memberships", params.OrganizationID).json(params))
}

// UpdateOrganizationMembership gives a member another role.
func (s *OrganizationsService) UpdateOrganizationMembership(ctx context.Context, params UpdateOrganizationMembershipParams) (*OrganizationMembership, error) {
	return call[OrganizationMembership](ctx, s, patch("/organizations/{}/memberships/{}", params.OrganizationID, params.UserID).json(params))
}

// DeleteOrganizationMembership takes a member out of an organization.
func (s *OrganizationsService) DeleteOrganizationMembership(ctx context.Context, params DeleteOrganizationMembershipParams) (*OrganizationMembership, error) {
	return call[OrganizationMembership](ctx, s, del("/organizations/{}/memberships/{}", params.OrganizationID, params.UserID))
}

// UpdateOrganizationMembershipMetadata merges into a membership's metadata:
// keys with null are deleted, keys that are not given stay.
func (s *OrganizationsService) UpdateOrganizationMembershipMetadata(ctx context.Context, params UpdateOrganizationMembershipMetadataParams) (*OrganizationMembership, error) {
	return call[OrganizationMembership](ctx, s, patch("/organizations/{}/memberships/{}/metadata", params.OrganizationID, params.UserID).json(params))
}

// GetInstanceOrganizationMembershipList returns a page of the members of all
// organizations.
func (s *OrganizationsService) GetInstanceOrganizationMembershipList(ctx context.Context, params GetInstanceOrganizationMembershipListParams) (*List[OrganizationMembership], error) {
	return call[List[OrganizationMembership]](ctx, s, get("/organization_memberships").params(params))
}

// AllInstanceOrganizationMemberships walks all pages of
// GetInstanceOrganizationMembershipList, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *OrganizationsService) AllInstanceOrganizationMemberships(ctx context.Context, params GetInstanceOrganizationMembershipListParams) iter.Seq2[*OrganizationMembership, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationMembership], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetInstanceOrganizationMembershipList(ctx, page)
	})
}
