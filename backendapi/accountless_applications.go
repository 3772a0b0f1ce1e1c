package backendapi

import (
	"context"
	"net/http"
)

// AccountlessApplicationsService makes applications that need no account yet.
// It needs no key; Clerk's SDKs use it in development, and it is not
// documented. See https://clerk.com/docs/reference/backend-api.
type AccountlessApplicationsService struct{ service }

// AccountlessApplicationParams are the parameters of both methods of
// [AccountlessApplicationsService].
type AccountlessApplicationParams struct {
	// Source says what asks, such as the name of an SDK. Optional.
	Source string `query:"source"`
	// RequestHeaders are sent along. Optional.
	RequestHeaders http.Header
}

// CreateAccountlessApplication makes an application that somebody may claim
// later.
func (s *AccountlessApplicationsService) CreateAccountlessApplication(ctx context.Context, params AccountlessApplicationParams) (*AccountlessApplication, error) {
	return call[AccountlessApplication](ctx, s, post("/accountless_applications").params(params).headers(params.RequestHeaders))
}

// CompleteAccountlessApplicationOnboarding says that the application of the
// client's key was claimed.
func (s *AccountlessApplicationsService) CompleteAccountlessApplicationOnboarding(ctx context.Context, params AccountlessApplicationParams) (*AccountlessApplication, error) {
	return call[AccountlessApplication](ctx, s, post("/accountless_applications/complete").params(params).headers(params.RequestHeaders))
}
