package backendapi

import "encoding/json"

// APIKey is a key that acts for a user, an organization or a machine. Times
// are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-api-key.
type APIKey struct {
	Object      string           `json:"object"`
	ID          string           `json:"id"`
	Type        string           `json:"type"`
	Subject     string           `json:"subject"`
	Name        string           `json:"name"`
	Description Optional[string] `json:"description,omitzero"`
	Claims      json.RawMessage  `json:"claims"`
	Scopes      []string         `json:"scopes"`
	// Secret is given when the key is made and never again.
	Secret           *string `json:"secret,omitzero"`
	Revoked          bool    `json:"revoked"`
	RevocationReason *string `json:"revocation_reason"`
	Expired          bool    `json:"expired"`
	Expiration       *int64  `json:"expiration"`
	CreatedBy        *string `json:"created_by"`
	LastUsedAt       *int64  `json:"last_used_at"`
	CreatedAt        int64   `json:"created_at"`
	UpdatedAt        int64   `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *APIKey) UnmarshalJSON(data []byte) error {
	type fields APIKey
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x APIKey) MarshalJSON() ([]byte, error) {
	type fields APIKey
	return marshalResource(fields(x), x.Extra)
}

// M2MToken lets one machine call another. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-m2m-token.
type M2MToken struct {
	Object           string          `json:"object"`
	ID               string          `json:"id"`
	Subject          string          `json:"subject"`
	Claims           json.RawMessage `json:"claims,omitzero"`
	Scopes           []string        `json:"scopes,omitzero"`
	Token            *string         `json:"token,omitzero"`
	Revoked          bool            `json:"revoked"`
	RevocationReason *string         `json:"revocation_reason"`
	Expired          bool            `json:"expired"`
	Expiration       *int64          `json:"expiration"`
	LastUsedAt       *int64          `json:"last_used_at"`
	CreatedAt        int64           `json:"created_at"`
	UpdatedAt        int64           `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *M2MToken) UnmarshalJSON(data []byte) error {
	type fields M2MToken
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x M2MToken) MarshalJSON() ([]byte, error) {
	type fields M2MToken
	return marshalResource(fields(x), x.Extra)
}

// IDPOAuthAccessToken is a token that Clerk, as an OAuth provider, gave to
// another application. Times are Unix milliseconds. For a token that is not
// valid Clerk may answer with Active false and nothing else.
type IDPOAuthAccessToken struct {
	Object           *string          `json:"object,omitzero"`
	ID               string           `json:"id,omitzero"`
	ClientID         *string          `json:"client_id,omitzero"`
	Subject          *string          `json:"subject,omitzero"`
	Scopes           []string         `json:"scopes,omitzero"`
	Revoked          *bool            `json:"revoked,omitzero"`
	RevocationReason Optional[string] `json:"revocation_reason,omitzero"`
	Expired          *bool            `json:"expired,omitzero"`
	Expiration       Optional[int64]  `json:"expiration,omitzero"`
	CreatedAt        *int64           `json:"created_at,omitzero"`
	UpdatedAt        *int64           `json:"updated_at,omitzero"`
	Aud              json.RawMessage  `json:"aud,omitzero"`
	Active           *bool            `json:"active,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *IDPOAuthAccessToken) UnmarshalJSON(data []byte) error {
	type fields IDPOAuthAccessToken
	return unmarshalResource(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x IDPOAuthAccessToken) MarshalJSON() ([]byte, error) {
	type fields IDPOAuthAccessToken
	return marshalResource(fields(x), x.Extra)
}
