package backendapi

import (
	"context"
	"iter"
)

// APIKeysService manages the API keys of users, organizations and machines. See
// https://clerk.com/docs/reference/backend-api.
type APIKeysService struct{ service }

// List returns a page of a subject's API keys.
func (s *APIKeysService) List(ctx context.Context, params ListAPIKeysParams) (*List[APIKey], error) {
	return call[List[APIKey]](ctx, s, get("/api_keys").params(params))
}

// AllAPIKeys walks all pages of List, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *APIKeysService) AllAPIKeys(ctx context.Context, params ListAPIKeysParams) iter.Seq2[*APIKey, error] {
	return walkUpTo(ctx, maxMachinePage, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[APIKey], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// Create makes an API key. The answer alone has its secret.
func (s *APIKeysService) Create(ctx context.Context, params CreateAPIKeyParams) (*APIKey, error) {
	return call[APIKey](ctx, s, post("/api_keys").json(params))
}

// Get returns the API key with the given id.
func (s *APIKeysService) Get(ctx context.Context, apiKeyID string) (*APIKey, error) {
	return call[APIKey](ctx, s, get("/api_keys/{}", apiKeyID))
}

// Update changes an API key.
func (s *APIKeysService) Update(ctx context.Context, params UpdateAPIKeyParams) (*APIKey, error) {
	return call[APIKey](ctx, s, patch("/api_keys/{}", params.APIKeyID).json(params))
}

// Delete deletes an API key.
func (s *APIKeysService) Delete(ctx context.Context, apiKeyID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/api_keys/{}", apiKeyID))
}

// GetSecret returns the secret of an API key.
func (s *APIKeysService) GetSecret(ctx context.Context, apiKeyID string) (*APIKeySecret, error) {
	return call[APIKeySecret](ctx, s, get("/api_keys/{}/secret", apiKeyID))
}

// Revoke makes an API key useless, and keeps it on record.
func (s *APIKeysService) Revoke(ctx context.Context, params RevokeAPIKeyParams) (*APIKey, error) {
	return call[APIKey](ctx, s, post("/api_keys/{}/revoke", params.APIKeyID).json(params))
}

// Verify returns the API key with the given secret. It fails when there is no
// such key, and when it is revoked or expired.
func (s *APIKeysService) Verify(ctx context.Context, secret string) (*APIKey, error) {
	return call[APIKey](ctx, s, post("/api_keys/verify").json(map[string]string{"secret": secret}))
}
