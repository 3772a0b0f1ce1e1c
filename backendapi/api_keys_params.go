package backendapi

import "encoding/json"

// ListAPIKeysParams are the parameters of [APIKeysService.List].
type ListAPIKeysParams struct {
	Type    string `query:"type"`
	Subject string `query:"subject"`
	// IncludeInvalid is one of true, false.
	IncludeInvalid Optional[bool] `query:"include_invalid"`
	// Limit is the length of a page, 1 to 100. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
}

// CreateAPIKeyParams are the parameters of [APIKeysService.Create].
type CreateAPIKeyParams struct {
	Type        Optional[string] `json:"type,omitzero"`
	Name        string           `json:"name"`
	Description Optional[string] `json:"description,omitzero"`
	Subject     string           `json:"subject"`
	// Claims are any JSON.
	Claims    json.RawMessage  `json:"claims,omitzero"`
	Scopes    []string         `json:"scopes,omitzero"`
	CreatedBy Optional[string] `json:"created_by,omitzero"`
	// SecondsUntilExpiration is how long it is valid; null: for ever.
	SecondsUntilExpiration Optional[int64] `json:"seconds_until_expiration,omitzero"`
}

// UpdateAPIKeyParams are the parameters of [APIKeysService.Update].
type UpdateAPIKeyParams struct {
	APIKeyID string `json:"-"`
	// Claims are any JSON.
	Claims      json.RawMessage  `json:"claims,omitzero"`
	Scopes      []string         `json:"scopes,omitzero"`
	Description Optional[string] `json:"description,omitzero"`
	Subject     Optional[string] `json:"subject,omitzero"`
	// SecondsUntilExpiration is how long it is valid; null: for ever.
	SecondsUntilExpiration Optional[int64] `json:"seconds_until_expiration,omitzero"`
}

// RevokeAPIKeyParams are the parameters of [APIKeysService.Revoke].
type RevokeAPIKeyParams struct {
	APIKeyID         string           `json:"-"`
	RevocationReason Optional[string] `json:"revocation_reason,omitzero"`
}
