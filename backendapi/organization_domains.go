package backendapi

import (
	"context"
	"iter"
)

// GetOrganizationDomainList returns a page of an organization's domains.
func (s *OrganizationsService) GetOrganizationDomainList(ctx context.Context, params GetOrganizationDomainListParams) (*List[OrganizationDomain], error) {
	return call[List[OrganizationDomain]](ctx, s, get("/organizations/{}/domains", params.OrganizationID).params(params))
}

// AllOrganizationDomains walks all pages of GetOrganizationDomainList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationsService) AllOrganizationDomains(ctx context.Context, params GetOrganizationDomainListParams) iter.Seq2[*OrganizationDomain, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationDomain], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationDomainList(ctx, page)
	})
}

// CreateOrganizationDomain gives an organization a domain, which counts as
// verified unless Verified says otherwise, as in Clerk's JavaScript client.
func (s *OrganizationsService) CreateOrganizationDomain(ctx context.Context, params CreateOrganizationDomainParams) (*OrganizationDomain, error) {
	if params.Verified.IsZero() || params.Verified.IsNull() {
		params.Verified = Set(true)
	}
	return call[OrganizationDomain](ctx, s, post("/organizations/{}/domains", params.OrganizationID).json(params))
}

// UpdateOrganizationDomain changes how the users of a domain join, or whether
// it counts as verified.
func (s *OrganizationsService) UpdateOrganizationDomain(ctx context.Context, params UpdateOrganizationDomainParams) (*OrganizationDomain, error) {
	return call[OrganizationDomain](ctx, s, patch("/organizations/{}/domains/{}", params.OrganizationID, params.DomainID).json(params))
}

// DeleteOrganizationDomain takes a domain from an organization.
func (s *OrganizationsService) DeleteOrganizationDomain(ctx context.Context, params DeleteOrganizationDomainParams) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/organizations/{}/domains/{}", params.OrganizationID, params.DomainID))
}

// VerifyOrganizationDomainOwnership checks whether the organization owns the
// domain.
func (s *OrganizationsService) VerifyOrganizationDomainOwnership(ctx context.Context, organizationID, domainID string) (*OrganizationDomain, error) {
	return call[OrganizationDomain](ctx, s, post("/organizations/{}/domains/{}/verify_ownership", organizationID, domainID))
}

// ListAllOrganizationDomains returns a page of the domains of all
// organizations.
func (s *OrganizationsService) ListAllOrganizationDomains(ctx context.Context, params ListAllOrganizationDomainsParams) (*List[OrganizationDomain], error) {
	return call[List[OrganizationDomain]](ctx, s, get("/organization_domains").params(params))
}

// AllInstanceOrganizationDomains walks all pages of ListAllOrganizationDomains,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *OrganizationsService) AllInstanceOrganizationDomains(ctx context.Context, params ListAllOrganizationDomainsParams) iter.Seq2[*OrganizationDomain, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationDomain], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.ListAllOrganizationDomains(ctx, page)
	})
}
