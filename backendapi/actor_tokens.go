package backendapi

import "context"

// ActorTokensService manages the tokens with which one user acts as another.
// See https://clerk.com/docs/reference/backend-api.
type ActorTokensService struct{ service }

// Create makes a token with which one user signs in as another.
func (s *ActorTokensService) Create(ctx context.Context, params CreateActorTokenParams) (*ActorToken, error) {
	return call[ActorToken](ctx, s, post("/actor_tokens").json(params))
}

// Revoke makes an actor token useless.
func (s *ActorTokensService) Revoke(ctx context.Context, actorTokenID string) (*ActorToken, error) {
	return call[ActorToken](ctx, s, post("/actor_tokens/{}/revoke", actorTokenID))
}
