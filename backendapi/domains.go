package backendapi

import "context"

// DomainsService manages the domains of the instance. See
// https://clerk.com/docs/reference/backend-api.
type DomainsService struct{ service }

// List returns the domains of the instance.
func (s *DomainsService) List(ctx context.Context) (*List[Domain], error) {
	return call[List[Domain]](ctx, s, get("/domains"))
}

// Add gives the instance another domain. Only satellites can be added.
func (s *DomainsService) Add(ctx context.Context, params AddDomainParams) (*Domain, error) {
	return call[Domain](ctx, s, post("/domains").json(params))
}

// Update changes a domain or its proxy.
func (s *DomainsService) Update(ctx context.Context, params UpdateDomainParams) (*Domain, error) {
	return call[Domain](ctx, s, patch("/domains/{}", params.DomainID).json(params))
}

// Delete takes a satellite domain from the instance.
func (s *DomainsService) Delete(ctx context.Context, domainID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/domains/{}", domainID))
}

// DeleteDomain is Delete under its former name.
//
// Deprecated: use Delete.
func (s *DomainsService) DeleteDomain(ctx context.Context, domainID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/domains/{}", domainID))
}
