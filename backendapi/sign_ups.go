package backendapi

import "context"

// SignUpsService reads and changes attempts to sign up. See
// https://clerk.com/docs/reference/backend-api.
type SignUpsService struct{ service }

// Get returns the attempt to sign up with the given id.
func (s *SignUpsService) Get(ctx context.Context, signUpAttemptID string) (*SignUp, error) {
	return call[SignUp](ctx, s, get("/sign_ups/{}", signUpAttemptID))
}

// Update changes an attempt to sign up.
func (s *SignUpsService) Update(ctx context.Context, params UpdateSignUpParams) (*SignUp, error) {
	return call[SignUp](ctx, s, patch("/sign_ups/{}", params.SignUpAttemptID).json(params))
}
