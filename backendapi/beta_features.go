package backendapi

import "context"

// BetaFeaturesService has operations that are in beta and may change. See
// https://clerk.com/docs/reference/backend-api.
type BetaFeaturesService struct{ service }

// UpdateInstanceAuthConfig changes how users sign up and from which address
// Clerk writes to them.
func (s *BetaFeaturesService) UpdateInstanceAuthConfig(ctx context.Context, params UpdateInstanceAuthConfigParams) (*InstanceSettings, error) {
	return call[InstanceSettings](ctx, s, patch("/beta_features/instance_settings").json(params))
}

// UpdateProductionInstanceDomain moves a production instance to another domain.
// ChangeProductionInstanceDomain has taken its place.
//
// Deprecated: by Clerk.
func (s *BetaFeaturesService) UpdateProductionInstanceDomain(ctx context.Context, params UpdateProductionInstanceDomainParams) error {
	return exec(ctx, s, put("/beta_features/domain").json(params))
}

// ChangeProductionInstanceDomain moves a production instance to another domain.
func (s *BetaFeaturesService) ChangeProductionInstanceDomain(ctx context.Context, params ChangeProductionInstanceDomainParams) error {
	return exec(ctx, s, post("/instance/change_domain").json(params))
}

// ChangeDomainParams are the parameters of [BetaFeaturesService.ChangeDomain].
type ChangeDomainParams struct {
	// HomeURL is the new home of the application.
	HomeURL Optional[string] `json:"home_url,omitzero"`
	// IsSecondary says that the domain is used by another application too.
	IsSecondary Optional[bool] `json:"is_secondary,omitzero"`
}

// ChangeDomain moves a production instance to another domain, by the path
// that Clerk's JavaScript client uses; ChangeProductionInstanceDomain is the
// documented one.
func (s *BetaFeaturesService) ChangeDomain(ctx context.Context, params ChangeDomainParams) error {
	return exec(ctx, s, post("/beta_features/change_domain").json(params))
}
