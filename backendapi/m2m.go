package backendapi

import (
	"context"
	"iter"
)

// M2MService manages the tokens with which machines call each other. It uses
// Options.MachineSecretKey, or else SecretKey. See
// https://clerk.com/docs/reference/backend-api.
type M2MService struct{ service }

// List returns a page of a machine's tokens.
func (s *M2MService) List(ctx context.Context, params ListM2MTokensParams) (*List[M2MToken], error) {
	return call[List[M2MToken]](ctx, s, get("/m2m_tokens").params(params).withKey(params.MachineSecretKey))
}

// AllM2MTokens walks all pages of List, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *M2MService) AllM2MTokens(ctx context.Context, params ListM2MTokensParams) iter.Seq2[*M2MToken, error] {
	return walkUpTo(ctx, maxMachinePage, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[M2MToken], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// CreateToken makes a token. The answer alone has its secret.
func (s *M2MService) CreateToken(ctx context.Context, params CreateM2MTokenParams) (*M2MToken, error) {
	return call[M2MToken](ctx, s, post("/m2m_tokens").json(params).withKey(params.MachineSecretKey))
}

// RevokeToken makes a token useless.
func (s *M2MService) RevokeToken(ctx context.Context, params RevokeM2MTokenParams) (*M2MToken, error) {
	return call[M2MToken](ctx, s, post("/m2m_tokens/{}/revoke", params.M2MTokenID).json(params).withKey(params.MachineSecretKey))
}

// Verify returns the token with the given secret. It fails when there is none,
// and when it is revoked or expired. It is for opaque tokens: one in JWT form
// is verified with the instance's keys, without a request, as the clerkfiber
// package does.
func (s *M2MService) Verify(ctx context.Context, params VerifyM2MTokenParams) (*M2MToken, error) {
	return call[M2MToken](ctx, s, post("/m2m_tokens/verify").json(params).withKey(params.MachineSecretKey))
}
