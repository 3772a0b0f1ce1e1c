package backendapi

// UpdateInstanceAuthConfigParams are the parameters of
// [BetaFeaturesService.UpdateInstanceAuthConfig].
type UpdateInstanceAuthConfigParams struct {
	RestrictedToAllowlist Optional[bool]   `json:"restricted_to_allowlist,omitzero"`
	FromEmailAddress      Optional[string] `json:"from_email_address,omitzero"`
	ProgressiveSignUp     Optional[bool]   `json:"progressive_sign_up,omitzero"`
	// TestMode lets test e-mail addresses and phone numbers sign in.
	TestMode Optional[bool] `json:"test_mode,omitzero"`
}

// UpdateProductionInstanceDomainParams are the parameters of
// [BetaFeaturesService.UpdateProductionInstanceDomain].
type UpdateProductionInstanceDomainParams struct {
	HomeURL Optional[string] `json:"home_url,omitzero"`
	// IsSecondary: the domain is used by another application too.
	IsSecondary Optional[bool] `json:"is_secondary,omitzero"`
}

// ChangeProductionInstanceDomainParams are the parameters of
// [BetaFeaturesService.ChangeProductionInstanceDomain].
type ChangeProductionInstanceDomainParams struct {
	HomeURL Optional[string] `json:"home_url,omitzero"`
	// IsSecondary: the domain is used by another application too.
	IsSecondary Optional[bool] `json:"is_secondary,omitzero"`
}
