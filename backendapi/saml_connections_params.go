package backendapi

// GetSAMLConnectionListParams are the parameters of
// [SAMLConnectionsService.GetSAMLConnectionList].
type GetSAMLConnectionListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy        string   `query:"order_by"`
	OrganizationID []string `query:"organization_id"`
}

// CreateSAMLConnectionParams are the parameters of
// [SAMLConnectionsService.CreateSAMLConnection].
type CreateSAMLConnectionParams struct {
	Name string `json:"name"`
	// Deprecated: by Clerk.
	Domain  Optional[string] `json:"domain,omitzero"`
	Domains []string         `json:"domains,omitzero"`
	// Provider is one of saml_custom, saml_okta, saml_google, saml_microsoft.
	Provider    string           `json:"provider"`
	IDPEntityID Optional[string] `json:"idp_entity_id,omitzero"`
	IDPSSOURL   Optional[string] `json:"idp_sso_url,omitzero"`
	// IDPCertificate is the provider's X.509 certificate.
	IDPCertificate Optional[string] `json:"idp_certificate,omitzero"`
	IDPMetadataURL Optional[string] `json:"idp_metadata_url,omitzero"`
	// IDPMetadata is the XML; it is used instead of the single fields.
	IDPMetadata      Optional[string]                     `json:"idp_metadata,omitzero"`
	OrganizationID   Optional[string]                     `json:"organization_id,omitzero"`
	AttributeMapping Optional[SAMLAttributeMappingParams] `json:"attribute_mapping,omitzero"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn Optional[bool]                `json:"force_authn,omitzero"`
	LoginHint  Optional[SAMLLoginHintParams] `json:"login_hint,omitzero"`
}

// UpdateSAMLConnectionParams are the parameters of
// [SAMLConnectionsService.UpdateSAMLConnection].
type UpdateSAMLConnectionParams struct {
	Name Optional[string] `json:"name,omitzero"`
	// Deprecated: by Clerk.
	Domain      Optional[string]   `json:"domain,omitzero"`
	Domains     Optional[[]string] `json:"domains,omitzero"`
	IDPEntityID Optional[string]   `json:"idp_entity_id,omitzero"`
	IDPSSOURL   Optional[string]   `json:"idp_sso_url,omitzero"`
	// IDPCertificate is the provider's X.509 certificate.
	IDPCertificate Optional[string] `json:"idp_certificate,omitzero"`
	IDPMetadataURL Optional[string] `json:"idp_metadata_url,omitzero"`
	// IDPMetadata is the XML; it is used instead of the single fields.
	IDPMetadata      Optional[string]                     `json:"idp_metadata,omitzero"`
	OrganizationID   Optional[string]                     `json:"organization_id,omitzero"`
	AttributeMapping Optional[SAMLAttributeMappingParams] `json:"attribute_mapping,omitzero"`
	Active           Optional[bool]                       `json:"active,omitzero"`
	// SyncUserAttributes takes the user's fields over at each sign-in.
	SyncUserAttributes Optional[bool] `json:"sync_user_attributes,omitzero"`
	// AllowSubdomains lets e-mail addresses of subdomains in.
	AllowSubdomains Optional[bool] `json:"allow_subdomains,omitzero"`
	// AllowIDPInitiated lets a sign-in begin at the identity provider.
	AllowIDPInitiated Optional[bool] `json:"allow_idp_initiated,omitzero"`
	// DisableAdditionalIdentifications keeps its users from adding identifiers.
	DisableAdditionalIdentifications Optional[bool] `json:"disable_additional_identifications,omitzero"`
	// AllowOrganizationAccountLinking joins accounts by their membership in the
	// organization.
	AllowOrganizationAccountLinking Optional[bool] `json:"allow_organization_account_linking,omitzero"`
	// ForceAuthn makes the identity provider ask for the password each time.
	ForceAuthn                     Optional[bool]                `json:"force_authn,omitzero"`
	LoginHint                      Optional[SAMLLoginHintParams] `json:"login_hint,omitzero"`
	ConsentVerifiedDomainsDeletion Optional[bool]                `json:"consent_verified_domains_deletion,omitzero"`
	Provider                       Optional[string]              `json:"provider,omitzero"`
}
