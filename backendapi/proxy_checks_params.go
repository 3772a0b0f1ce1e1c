package backendapi

// VerifyDomainProxyParams are the parameters of [ProxyChecksService.Verify].
type VerifyDomainProxyParams struct {
	DomainID Optional[string] `json:"domain_id,omitzero"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL Optional[string] `json:"proxy_url,omitzero"`
}
