package backendapi

// GetPublicInterstitialParams are the parameters of
// [MiscellaneousService.GetPublicInterstitial].
type GetPublicInterstitialParams struct {
	// Deprecated: by Clerk.
	LegacyFrontendAPI string `query:"frontendApi"`
	FrontendAPI       string `query:"frontend_api"`
	PublishableKey    string `query:"publishable_key"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL           string         `query:"proxy_url"`
	Domain             string         `query:"domain"`
	SignInURL          string         `query:"sign_in_url"`
	UseDomainForScript Optional[bool] `query:"use_domain_for_script"`
}
