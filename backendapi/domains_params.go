package backendapi

// AddDomainParams are the parameters of [DomainsService.Add].
type AddDomainParams struct {
	Name string `json:"name"`
	// IsSatellite: the domain takes its sign-ins from the primary one.
	IsSatellite bool `json:"is_satellite"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL Optional[string] `json:"proxy_url,omitzero"`
}

// UpdateDomainParams are the parameters of [DomainsService.Update].
type UpdateDomainParams struct {
	DomainID string           `json:"-"`
	Name     Optional[string] `json:"name,omitzero"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL Optional[string] `json:"proxy_url,omitzero"`
	// IsSecondary: the domain is used by another application too.
	IsSecondary Optional[bool] `json:"is_secondary,omitzero"`
}
