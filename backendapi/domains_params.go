package backendapi

// AddDomainParams are the parameters of [DomainsService.Add].
type AddDomainParams struct {
	Name        string           `json:"name"`
	IsSatellite bool             `json:"is_satellite"`
	ProxyURL    Optional[string] `json:"proxy_url,omitzero"`
}

// UpdateDomainParams are the parameters of [DomainsService.Update].
type UpdateDomainParams struct {
	DomainID    string           `json:"-"`
	Name        Optional[string] `json:"name,omitzero"`
	ProxyURL    Optional[string] `json:"proxy_url,omitzero"`
	IsSecondary Optional[bool]   `json:"is_secondary,omitzero"`
}
