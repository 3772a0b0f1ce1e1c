package backendapi

import (
	"context"
	"iter"
)

// InvitationsService manages invitations to the application. See
// https://clerk.com/docs/reference/backend-api.
type InvitationsService struct{ service }

// GetInvitationList returns a page of the invitations that were not revoked.
func (s *InvitationsService) GetInvitationList(ctx context.Context, params GetInvitationListParams) (*List[Invitation], error) {
	return call[List[Invitation]](ctx, s, get("/invitations").params(params).set("paginated", "true"))
}

// AllInvitations walks all pages of GetInvitationList, from params.Offset on.
// The loop may delete and change what it gets: none is skipped.
func (s *InvitationsService) AllInvitations(ctx context.Context, params GetInvitationListParams) iter.Seq2[*Invitation, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Invitation], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetInvitationList(ctx, page)
	})
}

// CreateInvitation invites an e-mail address to sign up.
func (s *InvitationsService) CreateInvitation(ctx context.Context, params CreateInvitationParams) (*Invitation, error) {
	return call[Invitation](ctx, s, post("/invitations").json(params))
}

// CreateInvitationBulk invites up to ten e-mail addresses at once.
func (s *InvitationsService) CreateInvitationBulk(ctx context.Context, params []CreateInvitationParams) (*List[Invitation], error) {
	return call[List[Invitation]](ctx, s, post("/invitations/bulk").json(params))
}

// RevokeInvitation takes an invitation back.
func (s *InvitationsService) RevokeInvitation(ctx context.Context, invitationID string) (*Invitation, error) {
	return call[Invitation](ctx, s, post("/invitations/{}/revoke", invitationID))
}

// DeleteInvitation deletes an invitation. The JavaScript client has it, the
// API's description does not.
func (s *InvitationsService) DeleteInvitation(ctx context.Context, invitationID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/invitations/{}", invitationID))
}
