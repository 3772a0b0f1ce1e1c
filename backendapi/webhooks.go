package backendapi

import "context"

// WebhooksService manages the instance's account with Svix, which delivers
// webhooks. See https://clerk.com/docs/reference/backend-api.
type WebhooksService struct{ service }

// CreateSvixApp opens the instance's account with Svix.
func (s *WebhooksService) CreateSvixApp(ctx context.Context) (*SvixURL, error) {
	return call[SvixURL](ctx, s, post("/webhooks/svix"))
}

// DeleteSvixApp closes the instance's account with Svix.
func (s *WebhooksService) DeleteSvixApp(ctx context.Context) error {
	return exec(ctx, s, del("/webhooks/svix"))
}

// GenerateSvixAuthURL makes a URL that signs its visitor in to the webhook
// settings.
func (s *WebhooksService) GenerateSvixAuthURL(ctx context.Context) (*SvixURL, error) {
	return call[SvixURL](ctx, s, post("/webhooks/svix_url"))
}
