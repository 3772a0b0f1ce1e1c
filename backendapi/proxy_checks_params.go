package backendapi

// VerifyDomainProxyParams are the parameters of [ProxyChecksService.Verify].
type VerifyDomainProxyParams struct {
	DomainID Optional[string] `json:"domain_id,omitzero"`
	ProxyURL Optional[string] `json:"proxy_url,omitzero"`
}
