package backendapi

import "context"

// ProxyChecksService checks proxies of the Frontend API. See
// https://clerk.com/docs/reference/backend-api.
type ProxyChecksService struct{ service }

// Verify checks that a proxy of the Frontend API works. A domain needs a
// checked proxy.
func (s *ProxyChecksService) Verify(ctx context.Context, params VerifyDomainProxyParams) (*ProxyCheck, error) {
	return call[ProxyCheck](ctx, s, post("/proxy_checks").json(params))
}
