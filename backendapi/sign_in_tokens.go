package backendapi

import "context"

// SignInTokensService manages tokens that sign a user in once. See
// https://clerk.com/docs/reference/backend-api.
type SignInTokensService struct{ service }

// CreateSignInToken makes a token that signs a user in once.
func (s *SignInTokensService) CreateSignInToken(ctx context.Context, params CreateSignInTokenParams) (*SignInToken, error) {
	return call[SignInToken](ctx, s, post("/sign_in_tokens").json(params))
}

// RevokeSignInToken makes a sign-in token useless.
func (s *SignInTokensService) RevokeSignInToken(ctx context.Context, signInTokenID string) (*SignInToken, error) {
	return call[SignInToken](ctx, s, post("/sign_in_tokens/{}/revoke", signInTokenID))
}
