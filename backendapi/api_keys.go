package backendapi

import "context"

// APIKeysService manages the API keys of users, organizations and machines.
type APIKeysService struct{ service }

// Verify returns the API key with the given secret. It fails when there is no
// such key, and when it is revoked or expired.
func (s *APIKeysService) Verify(ctx context.Context, secret string) (*APIKey, error) {
	return call[APIKey](ctx, s, post("/api_keys/verify").json(map[string]string{"secret": secret}))
}
