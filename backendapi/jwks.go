package backendapi

import "context"

// JWKSService reads the keys that verify session tokens. See
// https://clerk.com/docs/reference/backend-api.
type JWKSService struct{ service }

// GetJWKS returns the instance's keys.
func (s *JWKSService) GetJWKS(ctx context.Context) (*JWKS, error) {
	return call[JWKS](ctx, s, get("/jwks"))
}
