package backendapi

import (
	"context"
	"iter"
)

// ListInstanceOrganizationInvitations returns a page of the invitations to all
// organizations.
func (s *OrganizationsService) ListInstanceOrganizationInvitations(ctx context.Context, params ListInstanceOrganizationInvitationsParams) (*List[OrganizationInvitation], error) {
	return call[List[OrganizationInvitation]](ctx, s, get("/organization_invitations").params(params))
}

// AllInstanceOrganizationInvitations walks all pages of
// ListInstanceOrganizationInvitations, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *OrganizationsService) AllInstanceOrganizationInvitations(ctx context.Context, params ListInstanceOrganizationInvitationsParams) iter.Seq2[*OrganizationInvitation, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationInvitation], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListInstanceOrganizationInvitations(ctx, page)
	})
}

// GetOrganizationInvitationList returns a page of an organization's
// invitations.
func (s *OrganizationsService) GetOrganizationInvitationList(ctx context.Context, params GetOrganizationInvitationListParams) (*List[OrganizationInvitation], error) {
	return call[List[OrganizationInvitation]](ctx, s, get("/organizations/{}/invitations", params.OrganizationID).params(params))
}

// AllOrganizationInvitations walks all pages of GetOrganizationInvitationList,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationsService) AllOrganizationInvitations(ctx context.Context, params GetOrganizationInvitationListParams) iter.Seq2[*OrganizationInvitation, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationInvitation], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationInvitationList(ctx, page)
	})
}

// CreateOrganizationInvitation invites an e-mail address into an organization.
func (s *OrganizationsService) CreateOrganizationInvitation(ctx context.Context, params CreateOrganizationInvitationParams) (*OrganizationInvitation, error) {
	return call[OrganizationInvitation](ctx, s, post("/organizations/{}/invitations", params.OrganizationID).json(params))
}

// CreateOrganizationInvitationBulk invites up to ten e-mail addresses into an
// organization at once.
func (s *OrganizationsService) CreateOrganizationInvitationBulk(ctx context.Context, organizationID string, params []BulkOrganizationInvitation) (*List[OrganizationInvitation], error) {
	return call[List[OrganizationInvitation]](ctx, s, post("/organizations/{}/invitations/bulk", organizationID).json(params))
}

// ListPendingOrganizationInvitations returns a page of an organization's open
// invitations. GetOrganizationInvitationList with a status does the same.
//
// Deprecated: by Clerk.
func (s *OrganizationsService) ListPendingOrganizationInvitations(ctx context.Context, organizationID string, params ListPendingOrganizationInvitationsParams) (*List[OrganizationInvitation], error) {
	return call[List[OrganizationInvitation]](ctx, s, get("/organizations/{}/invitations/pending", organizationID).params(params))
}

// AllPendingOrganizationInvitations walks all pages of
// ListPendingOrganizationInvitations, from params.Offset on.
//
// Deprecated: by Clerk. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationsService) AllPendingOrganizationInvitations(ctx context.Context, organizationID string, params ListPendingOrganizationInvitationsParams) iter.Seq2[*OrganizationInvitation, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationInvitation], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListPendingOrganizationInvitations(ctx, organizationID, page)
	})
}

// GetOrganizationInvitation returns an invitation of an organization.
func (s *OrganizationsService) GetOrganizationInvitation(ctx context.Context, params GetOrganizationInvitationParams) (*OrganizationInvitation, error) {
	return call[OrganizationInvitation](ctx, s, get("/organizations/{}/invitations/{}", params.OrganizationID, params.InvitationID))
}

// RevokeOrganizationInvitation takes an invitation into an organization back.
func (s *OrganizationsService) RevokeOrganizationInvitation(ctx context.Context, params RevokeOrganizationInvitationParams) (*OrganizationInvitation, error) {
	return call[OrganizationInvitation](ctx, s, post("/organizations/{}/invitations/{}/revoke", params.OrganizationID, params.InvitationID).json(params))
}
