package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// ExternalAccount is a user's account with a social provider. Times are Unix
// milliseconds.
type ExternalAccount struct {
	Object   string `json:"object"`
	ID       string `json:"id"`
	Provider string `json:"provider"`
	// IdentificationID is Clerk's id of the identifier, idn_….
	IdentificationID string `json:"identification_id"`
	// ProviderUserID is the user's id at the provider.
	ProviderUserID string `json:"provider_user_id"`
	// ApprovedScopes are separated by spaces.
	ApprovedScopes       string         `json:"approved_scopes"`
	EmailAddress         string         `json:"email_address"`
	EmailAddressVerified Optional[bool] `json:"email_address_verified,omitzero"`
	FirstName            string         `json:"first_name"`
	LastName             string         `json:"last_name"`
	// Deprecated: by Clerk.
	AvatarURL   *string          `json:"avatar_url,omitzero"`
	ImageURL    Optional[string] `json:"image_url,omitzero"`
	Username    Optional[string] `json:"username,omitzero"`
	PhoneNumber Optional[string] `json:"phone_number,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage  `json:"public_metadata"`
	Label          Optional[string] `json:"label,omitzero"`
	CreatedAt      int64            `json:"created_at"`
	UpdatedAt      int64            `json:"updated_at"`
	Verification   *Verification    `json:"verification"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *ExternalAccount) UnmarshalJSON(data []byte) error {
	type fields ExternalAccount
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x ExternalAccount) MarshalJSON() ([]byte, error) {
	type fields ExternalAccount
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLAccount is a user's account with a SAML identity provider. Times are Unix
// milliseconds.
type SAMLAccount struct {
	ID           string           `json:"id"`
	Object       string           `json:"object"`
	Provider     string           `json:"provider"`
	Active       bool             `json:"active"`
	EmailAddress string           `json:"email_address"`
	FirstName    Optional[string] `json:"first_name,omitzero"`
	LastName     Optional[string] `json:"last_name,omitzero"`
	// ProviderUserID is the user's id at the provider.
	ProviderUserID      Optional[string] `json:"provider_user_id,omitzero"`
	LastAuthenticatedAt Optional[int64]  `json:"last_authenticated_at,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage                 `json:"public_metadata,omitzero"`
	Verification   *Verification                   `json:"verification"`
	SAMLConnection Optional[SAMLAccountConnection] `json:"saml_connection,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SAMLAccount) UnmarshalJSON(data []byte) error {
	type fields SAMLAccount
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SAMLAccount) MarshalJSON() ([]byte, error) {
	type fields SAMLAccount
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLAccountConnection is the part of a SAML connection that its accounts
// show. Times are Unix milliseconds.
type SAMLAccountConnection struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Deprecated: by Clerk.
	Domain   *string  `json:"domain,omitzero"`
	Domains  []string `json:"domains,omitzero"`
	Active   bool     `json:"active"`
	Provider string   `json:"provider"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes bool `json:"sync_user_attributes"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains *bool `json:"allow_subdomains,omitzero"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated *bool `json:"allow_idp_initiated,omitzero"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications *bool `json:"disable_additional_identifications,omitzero"`
	CreatedAt                        int64 `json:"created_at"`
	UpdatedAt                        int64 `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SAMLAccountConnection) UnmarshalJSON(data []byte) error {
	type fields SAMLAccountConnection
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SAMLAccountConnection) MarshalJSON() ([]byte, error) {
	type fields SAMLAccountConnection
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseAccount is a user's account with an enterprise identity provider.
// Times are Unix milliseconds.
type EnterpriseAccount struct {
	ID           string                     `json:"id"`
	Object       string                     `json:"object"`
	Protocol     *EnterpriseAccountProtocol `json:"protocol,omitzero"`
	Provider     string                     `json:"provider"`
	Active       bool                       `json:"active"`
	EmailAddress string                     `json:"email_address"`
	FirstName    Optional[string]           `json:"first_name,omitzero"`
	LastName     Optional[string]           `json:"last_name,omitzero"`
	// ProviderUserID is the user's id at the provider.
	ProviderUserID         Optional[string] `json:"provider_user_id,omitzero"`
	EnterpriseConnectionID Optional[string] `json:"enterprise_connection_id,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata       json.RawMessage                       `json:"public_metadata,omitzero"`
	Verification         *Verification                         `json:"verification"`
	EnterpriseConnection Optional[EnterpriseAccountConnection] `json:"enterprise_connection,omitzero"`
	LastAuthenticatedAt  Optional[int64]                       `json:"last_authenticated_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseAccount) UnmarshalJSON(data []byte) error {
	type fields EnterpriseAccount
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseAccount) MarshalJSON() ([]byte, error) {
	type fields EnterpriseAccount
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseAccountProtocol is the protocol of an enterprise account. Values
// that are not listed may come.
type EnterpriseAccountProtocol string

// The values of EnterpriseAccountProtocol.
const (
	EnterpriseAccountProtocolOAuth EnterpriseAccountProtocol = "oauth"
	EnterpriseAccountProtocolSAML  EnterpriseAccountProtocol = "saml"
)

// EnterpriseAccountConnection is the part of an enterprise connection that its
// accounts show. Times are Unix milliseconds.
type EnterpriseAccountConnection struct {
	ID            string  `json:"id"`
	Protocol      string  `json:"protocol"`
	Provider      string  `json:"provider"`
	Name          string  `json:"name"`
	LogoPublicURL *string `json:"logo_public_url"`
	// Deprecated: by Clerk.
	Domain  *string  `json:"domain,omitzero"`
	Domains []string `json:"domains,omitzero"`
	Active  bool     `json:"active"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes bool `json:"sync_user_attributes"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains bool `json:"allow_subdomains"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated bool `json:"allow_idp_initiated"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications bool  `json:"disable_additional_identifications"`
	CreatedAt                        int64 `json:"created_at"`
	UpdatedAt                        int64 `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseAccountConnection) UnmarshalJSON(data []byte) error {
	type fields EnterpriseAccountConnection
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseAccountConnection) MarshalJSON() ([]byte, error) {
	type fields EnterpriseAccountConnection
	return resource.Marshal(fields(x), x.Extra)
}
