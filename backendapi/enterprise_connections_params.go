package backendapi

// GetEnterpriseConnectionListParams are the parameters of
// [EnterpriseConnectionsService.GetEnterpriseConnectionList].
type GetEnterpriseConnectionListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset         int64          `query:"offset"`
	OrganizationID string         `query:"organization_id"`
	Active         Optional[bool] `query:"active"`
}

// CreateEnterpriseConnectionParams are the parameters of
// [EnterpriseConnectionsService.CreateEnterpriseConnection].
type CreateEnterpriseConnectionParams struct {
	Name string `json:"name"`
	// Provider is one of saml_custom, saml_okta, saml_google, saml_microsoft,
	// oidc_custom, oidc_github_enterprise, oidc_gitlab.
	Provider       string           `json:"provider"`
	Domains        []string         `json:"domains"`
	OrganizationID Optional[string] `json:"organization_id,omitzero"`
	// AllowOrganizationAccountLinking joins accounts by their membership in the
	// organization.
	AllowOrganizationAccountLinking Optional[bool]                       `json:"allow_organization_account_linking,omitzero"`
	Active                          Optional[bool]                       `json:"active,omitzero"`
	SAML                            Optional[CreateEnterpriseSAMLParams] `json:"saml,omitzero"`
	OIDC                            Optional[EnterpriseOIDCParams]       `json:"oidc,omitzero"`
	CustomAttributes                []CustomAttributeParams              `json:"custom_attributes,omitzero"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes Optional[bool] `json:"sync_user_attributes,omitzero"`
	// Authenticatable decides whether users may sign in through it.
	Authenticatable Optional[bool] `json:"authenticatable,omitzero"`
	// DisableJITProvisioning keeps a sign-in from making a user who does not
	// exist yet.
	DisableJITProvisioning Optional[bool] `json:"disable_jit_provisioning,omitzero"`
}

// CreateEnterpriseSAMLParams are the SAML side of a new connection.
type CreateEnterpriseSAMLParams struct {
	IDPEntityID Optional[string] `json:"idp_entity_id,omitzero"`
	IDPSSOURL   Optional[string] `json:"idp_sso_url,omitzero"`
	// IDPCertificate is the provider's X.509 certificate.
	IDPCertificate Optional[string] `json:"idp_certificate,omitzero"`
	IDPMetadataURL Optional[string] `json:"idp_metadata_url,omitzero"`
	// IDPMetadata is the XML; it is used instead of the single fields.
	IDPMetadata      Optional[string]                     `json:"idp_metadata,omitzero"`
	AttributeMapping Optional[SAMLAttributeMappingParams] `json:"attribute_mapping,omitzero"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains Optional[bool] `json:"allow_subdomains,omitzero"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated Optional[bool] `json:"allow_idp_initiated,omitzero"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn Optional[bool]                `json:"force_authn,omitzero"`
	LoginHint  Optional[SAMLLoginHintParams] `json:"login_hint,omitzero"`
}

// EnterpriseOIDCParams are the OpenID Connect side of a connection.
type EnterpriseOIDCParams struct {
	ClientID     Optional[string] `json:"client_id,omitzero"`
	ClientSecret Optional[string] `json:"client_secret,omitzero" print:"cut"`
	DiscoveryURL Optional[string] `json:"discovery_url,omitzero"`
	AuthURL      Optional[string] `json:"auth_url,omitzero"`
	TokenURL     Optional[string] `json:"token_url,omitzero"`
	UserInfoURL  Optional[string] `json:"user_info_url,omitzero"`
	RequiresPKCE Optional[bool]   `json:"requires_pkce,omitzero"`
}

// CustomAttributeParams say where a custom attribute of a user is taken from.
type CustomAttributeParams struct {
	Name string `json:"name"`
	Key  string `json:"key"`
	// SSOPath is where the value is in the provider's claims.
	SSOPath Optional[string] `json:"sso_path,omitzero"`
	// SCIMPath is where the value is in a SCIM user.
	SCIMPath Optional[string] `json:"scim_path,omitzero"`
	// DirectoryPath is where the value is in a directory's user.
	DirectoryPath Optional[string] `json:"directory_path,omitzero"`
	MultiValued   Optional[bool]   `json:"multi_valued,omitzero"`
}

// SAMLAttributeMappingParams name the SAML attributes that a user's fields are
// taken from.
type SAMLAttributeMappingParams struct {
	UserID       Optional[string] `json:"user_id,omitzero"`
	EmailAddress Optional[string] `json:"email_address,omitzero"`
	FirstName    Optional[string] `json:"first_name,omitzero"`
	LastName     Optional[string] `json:"last_name,omitzero"`
}

// SAMLLoginHintParams say what the identity provider is told of the user who is
// about to sign in.
type SAMLLoginHintParams struct {
	Mode   SAMLConnectionLoginHintMode `json:"mode"`
	Source Optional[string]            `json:"source,omitzero"`
}

// UpdateEnterpriseConnectionParams are the parameters of
// [EnterpriseConnectionsService.UpdateEnterpriseConnection].
type UpdateEnterpriseConnectionParams struct {
	Name    Optional[string]   `json:"name,omitzero"`
	Domains Optional[[]string] `json:"domains,omitzero"`
	Active  Optional[bool]     `json:"active,omitzero"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes Optional[bool] `json:"sync_user_attributes,omitzero"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications Optional[bool] `json:"disable_additional_identifications,omitzero"`
	// AllowOrganizationAccountLinking joins accounts by their membership in the
	// organization.
	AllowOrganizationAccountLinking Optional[bool]                       `json:"allow_organization_account_linking,omitzero"`
	OrganizationID                  Optional[string]                     `json:"organization_id,omitzero"`
	SAML                            Optional[UpdateEnterpriseSAMLParams] `json:"saml,omitzero"`
	OIDC                            Optional[EnterpriseOIDCParams]       `json:"oidc,omitzero"`
	CustomAttributes                Optional[[]CustomAttributeParams]    `json:"custom_attributes,omitzero"`
	// Authenticatable decides whether users may sign in through it.
	Authenticatable Optional[bool] `json:"authenticatable,omitzero"`
	// DisableJITProvisioning keeps a sign-in from making a user who does not
	// exist yet.
	DisableJITProvisioning Optional[bool]   `json:"disable_jit_provisioning,omitzero"`
	Provider               Optional[string] `json:"provider,omitzero"`
}

// UpdateEnterpriseSAMLParams change the SAML side of a connection.
type UpdateEnterpriseSAMLParams struct {
	Name        Optional[string] `json:"name,omitzero"`
	IDPEntityID Optional[string] `json:"idp_entity_id,omitzero"`
	IDPSSOURL   Optional[string] `json:"idp_sso_url,omitzero"`
	// IDPCertificate is the provider's X.509 certificate.
	IDPCertificate Optional[string] `json:"idp_certificate,omitzero"`
	IDPMetadataURL Optional[string] `json:"idp_metadata_url,omitzero"`
	// IDPMetadata is the XML; it is used instead of the single fields.
	IDPMetadata      Optional[string]                     `json:"idp_metadata,omitzero"`
	AttributeMapping Optional[SAMLAttributeMappingParams] `json:"attribute_mapping,omitzero"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains Optional[bool] `json:"allow_subdomains,omitzero"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated Optional[bool] `json:"allow_idp_initiated,omitzero"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn Optional[bool]                `json:"force_authn,omitzero"`
	LoginHint  Optional[SAMLLoginHintParams] `json:"login_hint,omitzero"`
}

// ListEnterpriseConnectionTestRunsParams are the parameters of
// [EnterpriseConnectionsService.ListEnterpriseConnectionTestRuns].
type ListEnterpriseConnectionTestRunsParams struct {
	Status []EnterpriseConnectionTestRunStatus `query:"status"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}
