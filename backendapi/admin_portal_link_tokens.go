package backendapi

import "context"

// AdminPortalLinkTokensService manages the links to the admin portal, where an
// organization's own administrator sets up single sign-on. See
// https://clerk.com/docs/reference/backend-api.
type AdminPortalLinkTokensService struct{ service }

// CreateAdminPortalLinkToken makes a link. The answer alone has its token.
func (s *AdminPortalLinkTokensService) CreateAdminPortalLinkToken(ctx context.Context, params CreateAdminPortalLinkTokenParams) (*AdminPortalLinkToken, error) {
	return call[AdminPortalLinkToken](ctx, s, post("/admin_portal_link_tokens").json(params))
}

// RevokeAdminPortalLinkToken makes a link useless.
func (s *AdminPortalLinkTokensService) RevokeAdminPortalLinkToken(ctx context.Context, adminPortalLinkTokenID string, params RevokeAdminPortalLinkTokenParams) (*AdminPortalLinkToken, error) {
	return call[AdminPortalLinkToken](ctx, s, post("/admin_portal_link_tokens/{}/revoke", adminPortalLinkTokenID).json(params))
}
