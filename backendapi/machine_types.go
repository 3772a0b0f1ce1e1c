package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// APIKey is a key that acts for a user, an organization or a machine. Times are
// Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-api-key.
type APIKey struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	Type   string `json:"type"`
	// Subject is the id of the user, organization or machine that the key acts
	// for.
	Subject     string           `json:"subject"`
	Name        string           `json:"name"`
	Description Optional[string] `json:"description,omitzero"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims"`
	Scopes []string        `json:"scopes"`
	// Secret is in the answer of Create alone.
	Secret           *string `json:"secret,omitzero" print:"cut"`
	Revoked          bool    `json:"revoked"`
	RevocationReason *string `json:"revocation_reason"`
	Expired          bool    `json:"expired"`
	// Expiration is in Unix milliseconds; nil: never.
	Expiration *int64  `json:"expiration"`
	CreatedBy  *string `json:"created_by"`
	LastUsedAt *int64  `json:"last_used_at"`
	CreatedAt  int64   `json:"created_at"`
	UpdatedAt  int64   `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *APIKey) UnmarshalJSON(data []byte) error {
	type fields APIKey
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x APIKey) MarshalJSON() ([]byte, error) {
	type fields APIKey
	return resource.Marshal(fields(x), x.Extra)
}

// APIKeySecret is the secret of an API key.
type APIKeySecret struct {
	Secret string `json:"secret" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *APIKeySecret) UnmarshalJSON(data []byte) error {
	type fields APIKeySecret
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x APIKeySecret) MarshalJSON() ([]byte, error) {
	type fields APIKeySecret
	return resource.Marshal(fields(x), x.Extra)
}

// M2MToken lets one machine call another. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-m2m-token.
type M2MToken struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	// Subject is the id of the machine that made the token.
	Subject string `json:"subject"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims,omitzero"`
	// Scopes are the ids of the machines that the token may call.
	Scopes []string `json:"scopes,omitzero"`
	// Token is the secret; it is in the answer of CreateToken alone.
	Token            *string `json:"token,omitzero" print:"cut"`
	Revoked          bool    `json:"revoked"`
	RevocationReason *string `json:"revocation_reason"`
	Expired          bool    `json:"expired"`
	// Expiration is in Unix milliseconds; nil: never.
	Expiration *int64 `json:"expiration"`
	LastUsedAt *int64 `json:"last_used_at"`
	CreatedAt  int64  `json:"created_at"`
	UpdatedAt  int64  `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *M2MToken) UnmarshalJSON(data []byte) error {
	type fields M2MToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x M2MToken) MarshalJSON() ([]byte, error) {
	type fields M2MToken
	return resource.Marshal(fields(x), x.Extra)
}

// IDPOAuthAccessToken is a token that Clerk, as an OAuth provider, gave to
// another application. Times are Unix milliseconds.
type IDPOAuthAccessToken struct {
	Object   string  `json:"object,omitzero"`
	ID       string  `json:"id,omitzero"`
	ClientID *string `json:"client_id,omitzero"`
	// Subject is the id of the user who gave consent.
	Subject          *string          `json:"subject,omitzero"`
	Scopes           []string         `json:"scopes,omitzero"`
	Revoked          *bool            `json:"revoked,omitzero"`
	RevocationReason Optional[string] `json:"revocation_reason,omitzero"`
	Expired          *bool            `json:"expired,omitzero"`
	// Expiration is in Unix milliseconds; nil: never.
	Expiration Optional[int64] `json:"expiration,omitzero"`
	CreatedAt  *int64          `json:"created_at,omitzero"`
	UpdatedAt  *int64          `json:"updated_at,omitzero"`
	// Aud is the aud claim, a string or an array: see Audience.
	Aud json.RawMessage `json:"aud,omitzero"`
	// Active is false for a token that is of no use; then nothing else is set.
	Active *bool `json:"active,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *IDPOAuthAccessToken) UnmarshalJSON(data []byte) error {
	type fields IDPOAuthAccessToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x IDPOAuthAccessToken) MarshalJSON() ([]byte, error) {
	type fields IDPOAuthAccessToken
	return resource.Marshal(fields(x), x.Extra)
}

// Machine is a service that has a key of its own. Times are Unix milliseconds.
type Machine struct {
	Object     string `json:"object"`
	ID         string `json:"id"`
	Name       string `json:"name"`
	InstanceID string `json:"instance_id"`
	CreatedAt  int64  `json:"created_at"`
	UpdatedAt  int64  `json:"updated_at"`
	// DefaultTokenTTL is how many seconds a token is valid when nothing else is
	// asked for.
	DefaultTokenTTL *int64    `json:"default_token_ttl,omitzero"`
	ScopedMachines  []Machine `json:"scoped_machines,omitzero"`
	// SecretKey is in the answer of Create alone.
	SecretKey *string `json:"secret_key,omitzero" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Machine) UnmarshalJSON(data []byte) error {
	type fields Machine
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Machine) MarshalJSON() ([]byte, error) {
	type fields Machine
	return resource.Marshal(fields(x), x.Extra)
}

// MachineScope allows one machine to call another. Times are Unix milliseconds.
type MachineScope struct {
	Object        string `json:"object"`
	FromMachineID string `json:"from_machine_id"`
	ToMachineID   string `json:"to_machine_id"`
	CreatedAt     *int64 `json:"created_at,omitzero"`
	// Deleted is in the answer of DeleteScope.
	Deleted *bool `json:"deleted,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *MachineScope) UnmarshalJSON(data []byte) error {
	type fields MachineScope
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x MachineScope) MarshalJSON() ([]byte, error) {
	type fields MachineScope
	return resource.Marshal(fields(x), x.Extra)
}

// MachineSecretKey is the key of a machine.
type MachineSecretKey struct {
	Object string `json:"object"`
	// Secret is the machine's key.
	Secret string `json:"secret" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *MachineSecretKey) UnmarshalJSON(data []byte) error {
	type fields MachineSecretKey
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x MachineSecretKey) MarshalJSON() ([]byte, error) {
	type fields MachineSecretKey
	return resource.Marshal(fields(x), x.Extra)
}

// OAuthApplication is an application that signs its users in with Clerk as the
// OAuth provider. Times are Unix milliseconds.
type OAuthApplication struct {
	Object                string  `json:"object"`
	ID                    string  `json:"id"`
	InstanceID            string  `json:"instance_id"`
	Name                  string  `json:"name"`
	ClientID              string  `json:"client_id"`
	ClientURI             *string `json:"client_uri"`
	ClientImageURL        *string `json:"client_image_url"`
	DynamicallyRegistered bool    `json:"dynamically_registered"`
	// ConsentScreenEnabled asks users before the application gets a token.
	ConsentScreenEnabled bool `json:"consent_screen_enabled"`
	// PKCERequired asks for RFC 7636 from every client.
	PKCERequired bool `json:"pkce_required"`
	// Public is a client without a secret.
	Public       bool     `json:"public"`
	Scopes       string   `json:"scopes"`
	RedirectURIs []string `json:"redirect_uris"`
	// Deprecated: by Clerk.
	CallbackURL           string `json:"callback_url"`
	AuthorizeURL          string `json:"authorize_url"`
	TokenFetchURL         string `json:"token_fetch_url"`
	UserInfoURL           string `json:"user_info_url"`
	DiscoveryURL          string `json:"discovery_url"`
	TokenIntrospectionURL string `json:"token_introspection_url"`
	CreatedAt             int64  `json:"created_at"`
	UpdatedAt             int64  `json:"updated_at"`
	// ClientSecret is in the answers that make it, and nil for a public client.
	ClientSecret *string `json:"client_secret,omitzero" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OAuthApplication) UnmarshalJSON(data []byte) error {
	type fields OAuthApplication
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OAuthApplication) MarshalJSON() ([]byte, error) {
	type fields OAuthApplication
	return resource.Marshal(fields(x), x.Extra)
}
