package backendapi

import "context"

// TestingTokensService makes tokens for end-to-end tests. See
// https://clerk.com/docs/reference/backend-api.
type TestingTokensService struct{ service }

// CreateTestingToken makes a token that lets a test past bot detection.
func (s *TestingTokensService) CreateTestingToken(ctx context.Context) (*TestingToken, error) {
	return call[TestingToken](ctx, s, post("/testing_tokens"))
}
