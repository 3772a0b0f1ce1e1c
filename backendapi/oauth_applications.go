package backendapi

import (
	"context"
	"iter"
)

// OAuthApplicationsService manages the applications that use Clerk as their
// OAuth provider. See https://clerk.com/docs/reference/backend-api.
type OAuthApplicationsService struct{ service }

// List returns a page of the OAuth applications.
func (s *OAuthApplicationsService) List(ctx context.Context, params ListOAuthApplicationsParams) (*List[OAuthApplication], error) {
	return call[List[OAuthApplication]](ctx, s, get("/oauth_applications").params(params))
}

// AllOAuthApplications walks all pages of List, from params.Offset on. The loop
// may delete and change what it gets: none is skipped.
func (s *OAuthApplicationsService) AllOAuthApplications(ctx context.Context, params ListOAuthApplicationsParams) iter.Seq2[*OAuthApplication, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OAuthApplication], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// Create makes an OAuth application. The answer has its secret.
func (s *OAuthApplicationsService) Create(ctx context.Context, params CreateOAuthApplicationParams) (*OAuthApplication, error) {
	return call[OAuthApplication](ctx, s, post("/oauth_applications").json(params))
}

// Get returns the OAuth application with the given id.
func (s *OAuthApplicationsService) Get(ctx context.Context, oauthApplicationID string) (*OAuthApplication, error) {
	return call[OAuthApplication](ctx, s, get("/oauth_applications/{}", oauthApplicationID))
}

// Update changes an OAuth application.
func (s *OAuthApplicationsService) Update(ctx context.Context, params UpdateOAuthApplicationParams) (*OAuthApplication, error) {
	return call[OAuthApplication](ctx, s, patch("/oauth_applications/{}", params.OAuthApplicationID).json(params))
}

// Delete deletes an OAuth application.
func (s *OAuthApplicationsService) Delete(ctx context.Context, oauthApplicationID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/oauth_applications/{}", oauthApplicationID))
}

// UploadOAuthApplicationLogoParams are the parameters of
// [OAuthApplicationsService.UploadOAuthApplicationLogo].
type UploadOAuthApplicationLogoParams struct {
	// File is the image, of at most 10 MB.
	File File
	// UploaderUserID is who uploads it. Optional.
	UploaderUserID string
}

// UploadOAuthApplicationLogo gives an OAuth application a logo.
func (s *OAuthApplicationsService) UploadOAuthApplicationLogo(ctx context.Context, oauthApplicationID string, params UploadOAuthApplicationLogoParams) (*OAuthApplication, error) {
	return call[OAuthApplication](ctx, s, put("/oauth_applications/{}/logo", oauthApplicationID).multipart(params.File, uploader(params.UploaderUserID)))
}

// RotateSecret gives an OAuth application a new secret; the former one is void
// at once.
func (s *OAuthApplicationsService) RotateSecret(ctx context.Context, oauthApplicationID string) (*OAuthApplication, error) {
	return call[OAuthApplication](ctx, s, post("/oauth_applications/{}/rotate_secret", oauthApplicationID))
}

// RevokeToken makes an access or refresh token of an OAuth application useless.
func (s *OAuthApplicationsService) RevokeToken(ctx context.Context, params RevokeOAuthApplicationTokenParams) error {
	return exec(ctx, s, post("/oauth_applications/{}/revoke_token", params.OAuthApplicationID).json(params))
}
