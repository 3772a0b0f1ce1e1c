package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// EnterpriseConnection joins an identity provider by SAML or OpenID Connect.
// Times are Unix milliseconds.
type EnterpriseConnection struct {
	Object         string           `json:"object"`
	ID             string           `json:"id"`
	Name           string           `json:"name"`
	Provider       string           `json:"provider"`
	LogoPublicURL  Optional[string] `json:"logo_public_url,omitzero"`
	Active         bool             `json:"active"`
	Domains        []string         `json:"domains"`
	OrganizationID Optional[string] `json:"organization_id,omitzero"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes *bool `json:"sync_user_attributes,omitzero"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications *bool `json:"disable_additional_identifications,omitzero"`
	// AllowOrganizationAccountLinking joins accounts by their membership in the
	// organization.
	AllowOrganizationAccountLinking *bool                                        `json:"allow_organization_account_linking,omitzero"`
	CustomAttributes                []EnterpriseConnectionCustomAttribute        `json:"custom_attributes,omitzero"`
	SAMLConnection                  Optional[EnterpriseConnectionSAMLConnection] `json:"saml_connection,omitzero"`
	OAuthConfig                     Optional[EnterpriseConnectionOAuthConfig]    `json:"oauth_config,omitzero"`
	CreatedAt                       int64                                        `json:"created_at"`
	UpdatedAt                       int64                                        `json:"updated_at"`
	// Authenticatable reports whether users may sign in through it.
	Authenticatable bool `json:"authenticatable"`
	// DisableJITProvisioning keeps a sign-in from making a user who does not
	// exist yet.
	DisableJITProvisioning bool `json:"disable_jit_provisioning"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnection) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnection
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnection) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnection
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionSAMLConnection is the SAML side of a connection.
type EnterpriseConnectionSAMLConnection struct {
	ID             string           `json:"id,omitzero"`
	Name           *string          `json:"name,omitzero"`
	IDPEntityID    Optional[string] `json:"idp_entity_id,omitzero"`
	IDPSSOURL      Optional[string] `json:"idp_sso_url,omitzero"`
	IDPMetadataURL Optional[string] `json:"idp_metadata_url,omitzero"`
	ACSURL         Optional[string] `json:"acs_url,omitzero"`
	SPEntityID     Optional[string] `json:"sp_entity_id,omitzero"`
	SPMetadataURL  Optional[string] `json:"sp_metadata_url,omitzero"`
	Active         *bool            `json:"active,omitzero"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated *bool `json:"allow_idp_initiated,omitzero"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains *bool `json:"allow_subdomains,omitzero"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn *bool                                        `json:"force_authn,omitzero"`
	LoginHint  *EnterpriseConnectionSAMLConnectionLoginHint `json:"login_hint,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionSAMLConnection) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionSAMLConnection
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionSAMLConnection) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionSAMLConnection
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionSAMLConnectionLoginHint says what the identity provider
// is told of the user who is about to sign in.
type EnterpriseConnectionSAMLConnectionLoginHint struct {
	Mode   SAMLConnectionLoginHintMode `json:"mode"`
	Source *string                     `json:"source,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionSAMLConnectionLoginHint) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionSAMLConnectionLoginHint
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionSAMLConnectionLoginHint) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionSAMLConnectionLoginHint
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLConnectionLoginHintMode is what the identity provider is told. Values
// that are not listed may come.
type SAMLConnectionLoginHintMode string

// The values of SAMLConnectionLoginHintMode.
const (
	SAMLConnectionLoginHintModeEmailAddress    SAMLConnectionLoginHintMode = "email_address"
	SAMLConnectionLoginHintModeCustomAttribute SAMLConnectionLoginHintMode = "custom_attribute"
	SAMLConnectionLoginHintModeOff             SAMLConnectionLoginHintMode = "off"
)

// EnterpriseConnectionOAuthConfig is the OpenID Connect side of a connection.
// Times are Unix milliseconds.
type EnterpriseConnectionOAuthConfig struct {
	ID            string           `json:"id,omitzero"`
	Name          *string          `json:"name,omitzero"`
	ProviderKey   *string          `json:"provider_key,omitzero"`
	ClientID      Optional[string] `json:"client_id,omitzero"`
	DiscoveryURL  Optional[string] `json:"discovery_url,omitzero"`
	AuthURL       Optional[string] `json:"auth_url,omitzero"`
	TokenURL      Optional[string] `json:"token_url,omitzero"`
	UserInfoURL   Optional[string] `json:"user_info_url,omitzero"`
	RequiresPKCE  *bool            `json:"requires_pkce,omitzero"`
	LogoPublicURL Optional[string] `json:"logo_public_url,omitzero"`
	CreatedAt     *int64           `json:"created_at,omitzero"`
	UpdatedAt     *int64           `json:"updated_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionOAuthConfig) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionOAuthConfig
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionOAuthConfig) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionOAuthConfig
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionCustomAttribute says where a custom attribute of a user
// is taken from.
type EnterpriseConnectionCustomAttribute struct {
	Name string `json:"name"`
	Key  string `json:"key"`
	// SSOPath is where the value is in the provider's claims.
	SSOPath *string `json:"sso_path,omitzero"`
	// SCIMPath is where the value is in a SCIM user.
	SCIMPath *string `json:"scim_path,omitzero"`
	// DirectoryPath is where the value is in a directory's user.
	DirectoryPath *string `json:"directory_path,omitzero"`
	MultiValued   *bool   `json:"multi_valued,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionCustomAttribute) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionCustomAttribute
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionCustomAttribute) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionCustomAttribute
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLConnection joins an identity provider by SAML. Times are Unix
// milliseconds.
type SAMLConnection struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	// Deprecated: by Clerk.
	Domain      *string  `json:"domain,omitzero"`
	Domains     []string `json:"domains,omitzero"`
	IDPEntityID *string  `json:"idp_entity_id"`
	IDPSSOURL   *string  `json:"idp_sso_url"`
	// IDPCertificate is the provider's X.509 certificate.
	IDPCertificate          *string          `json:"idp_certificate"`
	IDPCertificateIssuedAt  *int64           `json:"idp_certificate_issued_at"`
	IDPCertificateExpiresAt *int64           `json:"idp_certificate_expires_at"`
	IDPMetadataURL          Optional[string] `json:"idp_metadata_url,omitzero"`
	// IDPMetadata is the XML; it is used instead of the single fields.
	IDPMetadata      Optional[string]                `json:"idp_metadata,omitzero"`
	ACSURL           string                          `json:"acs_url"`
	SPEntityID       string                          `json:"sp_entity_id"`
	SPMetadataURL    string                          `json:"sp_metadata_url"`
	OrganizationID   Optional[string]                `json:"organization_id,omitzero"`
	AttributeMapping *SAMLConnectionAttributeMapping `json:"attribute_mapping,omitzero"`
	Active           bool                            `json:"active"`
	Provider         string                          `json:"provider"`
	UserCount        int64                           `json:"user_count"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes bool `json:"sync_user_attributes"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains bool `json:"allow_subdomains"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated bool `json:"allow_idp_initiated"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications bool `json:"disable_additional_identifications"`
	// AllowOrganizationAccountLinking joins accounts by their membership in the
	// organization.
	AllowOrganizationAccountLinking bool `json:"allow_organization_account_linking"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn             bool                    `json:"force_authn"`
	LoginHint              SAMLConnectionLoginHint `json:"login_hint"`
	EnterpriseConnectionID Optional[string]        `json:"enterprise_connection_id,omitzero"`
	CreatedAt              int64                   `json:"created_at"`
	UpdatedAt              int64                   `json:"updated_at"`
	// Authenticatable reports whether users may sign in through it.
	Authenticatable bool `json:"authenticatable"`
	// DisableJITProvisioning keeps a sign-in from making a user who does not
	// exist yet.
	DisableJITProvisioning bool `json:"disable_jit_provisioning"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SAMLConnection) UnmarshalJSON(data []byte) error {
	type fields SAMLConnection
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SAMLConnection) MarshalJSON() ([]byte, error) {
	type fields SAMLConnection
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLConnectionAttributeMapping names the SAML attributes that a user's fields
// are taken from.
type SAMLConnectionAttributeMapping struct {
	UserID       string `json:"user_id"`
	EmailAddress string `json:"email_address"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SAMLConnectionAttributeMapping) UnmarshalJSON(data []byte) error {
	type fields SAMLConnectionAttributeMapping
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SAMLConnectionAttributeMapping) MarshalJSON() ([]byte, error) {
	type fields SAMLConnectionAttributeMapping
	return resource.Marshal(fields(x), x.Extra)
}

// SAMLConnectionLoginHint says what the identity provider is told of the user
// who is about to sign in.
type SAMLConnectionLoginHint struct {
	Mode   SAMLConnectionLoginHintMode `json:"mode"`
	Source *string                     `json:"source,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SAMLConnectionLoginHint) UnmarshalJSON(data []byte) error {
	type fields SAMLConnectionLoginHint
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SAMLConnectionLoginHint) MarshalJSON() ([]byte, error) {
	type fields SAMLConnectionLoginHint
	return resource.Marshal(fields(x), x.Extra)
}
