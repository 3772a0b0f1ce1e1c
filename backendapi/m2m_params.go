package backendapi

import "encoding/json"

// ListM2MTokensParams are the parameters of [M2MService.List].
type ListM2MTokensParams struct {
	Subject string         `query:"subject"`
	Revoked Optional[bool] `query:"revoked"`
	Expired Optional[bool] `query:"expired"`
	// Limit is the length of a page, 1 to 100. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// MachineSecretKey is used for this call instead of the client's key.
	MachineSecretKey string `json:"-" print:"cut"`
}

// CreateM2MTokenParams are the parameters of [M2MService.CreateToken].
type CreateM2MTokenParams struct {
	// TokenFormat is opaque (the default) or jwt.
	TokenFormat Optional[string] `json:"token_format,omitzero"`
	// SecondsUntilExpiration is how long it is valid; null: for ever.
	SecondsUntilExpiration Optional[int64] `json:"seconds_until_expiration,omitzero"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims,omitzero"`
	// MinRemainingTTLSeconds lets Clerk give a token out again that is valid
	// for at least so long.
	MinRemainingTTLSeconds Optional[int64] `json:"min_remaining_ttl_seconds,omitzero"`
	// MachineSecretKey is used for this call instead of the client's key.
	MachineSecretKey string `json:"-" print:"cut"`
}

// RevokeM2MTokenParams are the parameters of [M2MService.RevokeToken].
type RevokeM2MTokenParams struct {
	M2MTokenID       string           `json:"-"`
	RevocationReason Optional[string] `json:"revocation_reason,omitzero"`
	// MachineSecretKey is used for this call instead of the client's key.
	MachineSecretKey string `json:"-" print:"cut"`
}

// VerifyM2MTokenParams are the parameters of [M2MService.Verify].
type VerifyM2MTokenParams struct {
	Token string `json:"token" print:"cut"`
	// MachineSecretKey is used for this call instead of the client's key.
	MachineSecretKey string `json:"-" print:"cut"`
}
