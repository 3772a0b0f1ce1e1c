package backendapi

import "context"

// JWKSService reads the keys that verify session tokens. See
// https://clerk.com/docs/reference/backend-api.
type JWKSService struct{ service }

// GetJWKS returns the instance's keys.
func (s *JWKSService) GetJWKS(ctx context.Context) (*JWKS, error) {
	return call[JWKS](ctx, s, get("/jwks"))
}

// GetRawJWKS returns the answer to the same request as it came, whatever its
// status. It is never repeated; the error is for a request that got no answer
// or half of one.
func (s *JWKSService) GetRawJWKS(ctx context.Context) (*RawResponse, error) {
	return areaOf(s).sendOnce(ctx, get("/jwks"))
}
