package backendapi

import "encoding/json"

// CreateJWTTemplateParams are the parameters of [JWTTemplatesService.Create].
type CreateJWTTemplateParams struct {
	Name string `json:"name"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims"`
	// Lifetime is in seconds.
	Lifetime Optional[int64] `json:"lifetime,omitzero"`
	// AllowedClockSkew is in seconds.
	AllowedClockSkew Optional[int64] `json:"allowed_clock_skew,omitzero"`
	// CustomSigningKey signs with a key of one's own; such tokens are no
	// session tokens.
	CustomSigningKey Optional[bool]   `json:"custom_signing_key,omitzero"`
	SigningAlgorithm Optional[string] `json:"signing_algorithm,omitzero"`
	SigningKey       Optional[string] `json:"signing_key,omitzero" print:"cut"`
}

// UpdateJWTTemplateParams are the parameters of [JWTTemplatesService.Update].
type UpdateJWTTemplateParams struct {
	TemplateID string `json:"-"`
	Name       string `json:"name"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims"`
	// Lifetime is in seconds.
	Lifetime Optional[int64] `json:"lifetime,omitzero"`
	// AllowedClockSkew is in seconds.
	AllowedClockSkew Optional[int64] `json:"allowed_clock_skew,omitzero"`
	// CustomSigningKey signs with a key of one's own; such tokens are no
	// session tokens.
	CustomSigningKey Optional[bool]   `json:"custom_signing_key,omitzero"`
	SigningAlgorithm Optional[string] `json:"signing_algorithm,omitzero"`
	SigningKey       Optional[string] `json:"signing_key,omitzero" print:"cut"`
}

// ListJWTTemplatesParams are the parameters of [JWTTemplatesService.List].
type ListJWTTemplatesParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}
