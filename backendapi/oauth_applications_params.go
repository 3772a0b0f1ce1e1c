package backendapi

// ListOAuthApplicationsParams are the parameters of
// [OAuthApplicationsService.List].
type ListOAuthApplicationsParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// NameQuery matches a part of a name.
	NameQuery string `query:"name_query"`
}

// CreateOAuthApplicationParams are the parameters of
// [OAuthApplicationsService.Create].
type CreateOAuthApplicationParams struct {
	Name         string             `json:"name"`
	RedirectURIs Optional[[]string] `json:"redirect_uris,omitzero"`
	// Deprecated: by Clerk.
	CallbackURL Optional[string] `json:"callback_url,omitzero"`
	Scopes      Optional[string] `json:"scopes,omitzero"`
	// ConsentScreenEnabled asks users before the application gets a token.
	ConsentScreenEnabled Optional[bool] `json:"consent_screen_enabled,omitzero"`
	// PKCERequired asks for RFC 7636 from every client.
	PKCERequired Optional[bool] `json:"pkce_required,omitzero"`
	// Public makes a client without a secret.
	Public Optional[bool] `json:"public,omitzero"`
}

// UpdateOAuthApplicationParams are the parameters of
// [OAuthApplicationsService.Update].
type UpdateOAuthApplicationParams struct {
	OAuthApplicationID string             `json:"-"`
	Name               Optional[string]   `json:"name,omitzero"`
	RedirectURIs       Optional[[]string] `json:"redirect_uris,omitzero"`
	// Deprecated: by Clerk.
	CallbackURL Optional[string] `json:"callback_url,omitzero"`
	Scopes      Optional[string] `json:"scopes,omitzero"`
	// ConsentScreenEnabled asks users before the application gets a token.
	ConsentScreenEnabled Optional[bool] `json:"consent_screen_enabled,omitzero"`
	// PKCERequired asks for RFC 7636 from every client.
	PKCERequired Optional[bool] `json:"pkce_required,omitzero"`
	Public       Optional[bool] `json:"public,omitzero"`
}

// RevokeOAuthApplicationTokenParams are the parameters of
// [OAuthApplicationsService.RevokeToken].
type RevokeOAuthApplicationTokenParams struct {
	OAuthApplicationID string `json:"-"`
	Token              string `json:"token" print:"cut"`
}
