package backendapi

// UpdateInstanceParams are the parameters of [InstanceService.Update].
type UpdateInstanceParams struct {
	// TestMode lets test e-mail addresses and phone numbers sign in.
	TestMode Optional[bool] `json:"test_mode,omitzero"`
	// HIBP checks passwords against those known from breaches.
	HIBP              Optional[bool]   `json:"hibp,omitzero"`
	SupportEmail      Optional[string] `json:"support_email,omitzero"`
	ClerkJsVersion    Optional[string] `json:"clerk_js_version,omitzero"`
	DevelopmentOrigin Optional[string] `json:"development_origin,omitzero"`
	// AllowedOrigins are the origins of extensions and native shells that may
	// call the Frontend API.
	AllowedOrigins []string `json:"allowed_origins,omitzero"`
	// Deprecated: by Clerk.
	CookielessDev Optional[bool] `json:"cookieless_dev,omitzero"`
	// URLBasedSessionSyncing replaces third-party cookies in development.
	URLBasedSessionSyncing Optional[bool] `json:"url_based_session_syncing,omitzero"`
	// PreferredSignInStrategyWhenPasswordRequired is one of password, otp,
	// empty.
	PreferredSignInStrategyWhenPasswordRequired Optional[string] `json:"preferred_sign_in_strategy_when_password_required,omitzero"`
	// EnhancedEmailDeliverability sends one-time codes from a domain of
	// Clerk's.
	EnhancedEmailDeliverability Optional[bool] `json:"enhanced_email_deliverability,omitzero"`
}

// UpdateInstanceRestrictionsParams are the parameters of
// [InstanceService.UpdateRestrictions].
type UpdateInstanceRestrictionsParams struct {
	Allowlist Optional[bool] `json:"allowlist,omitzero"`
	Blocklist Optional[bool] `json:"blocklist,omitzero"`
	// AllowlistBlocklistDisabledOnSignIn uses the lists at sign-up alone.
	AllowlistBlocklistDisabledOnSignIn Optional[bool] `json:"allowlist_blocklist_disabled_on_sign_in,omitzero"`
	// BlockEmailSubaddresses refuses addresses with + and the like.
	BlockEmailSubaddresses      Optional[bool] `json:"block_email_subaddresses,omitzero"`
	BlockDisposableEmailDomains Optional[bool] `json:"block_disposable_email_domains,omitzero"`
	// IgnoreDotsForGmailAddresses takes a.b@gmail.com for ab@gmail.com.
	IgnoreDotsForGmailAddresses Optional[bool] `json:"ignore_dots_for_gmail_addresses,omitzero"`
}

// UpdateInstanceProtectParams are the parameters of
// [InstanceService.UpdateInstanceProtect].
type UpdateInstanceProtectParams struct {
	RulesEnabled   Optional[bool] `json:"rules_enabled,omitzero"`
	SpecterEnabled Optional[bool] `json:"specter_enabled,omitzero"`
}

// UpdateInstanceCommunicationParams are the parameters of
// [InstanceService.UpdateInstanceCommunication].
type UpdateInstanceCommunicationParams struct {
	// BlockedCountryCodes are ISO 3166-1 alpha-2.
	BlockedCountryCodes Optional[[]string] `json:"blocked_country_codes,omitzero"`
}

// UpdateInstanceOAuthApplicationSettingsParams are the parameters of
// [InstanceService.UpdateInstanceOAuthApplicationSettings].
type UpdateInstanceOAuthApplicationSettingsParams struct {
	DynamicOAuthClientRegistration                         Optional[bool]     `json:"dynamic_oauth_client_registration,omitzero"`
	DefaultScopes                                          Optional[[]string] `json:"default_scopes,omitzero"`
	OAuthJWTAccessTokens                                   Optional[bool]     `json:"oauth_jwt_access_tokens,omitzero"`
	ClientIDMetadataDocumentsAdvertised                    Optional[bool]     `json:"client_id_metadata_documents_advertised,omitzero"`
	ClientIDMetadataDocumentsOnlyAllowPreRegisteredClients Optional[bool]     `json:"client_id_metadata_documents_only_allow_pre_registered_clients,omitzero"`
	ClientIDMetadataDocumentsBlockImplicitlyAllowedClients Optional[bool]     `json:"client_id_metadata_documents_block_implicitly_allowed_clients,omitzero"`
}

// UpdateInstanceOrganizationSettingsParams are the parameters of
// [InstanceService.UpdateOrganizationSettings].
type UpdateInstanceOrganizationSettingsParams struct {
	Enabled Optional[bool] `json:"enabled,omitzero"`
	// MaxAllowedMemberships limits the members; 0: any number.
	MaxAllowedMemberships Optional[int64] `json:"max_allowed_memberships,omitzero"`
	// AdminDeleteEnabled lets administrators delete the organization.
	AdminDeleteEnabled     Optional[bool]   `json:"admin_delete_enabled,omitzero"`
	DomainsEnabled         Optional[bool]   `json:"domains_enabled,omitzero"`
	SlugDisabled           Optional[bool]   `json:"slug_disabled,omitzero"`
	DomainsEnrollmentModes []string         `json:"domains_enrollment_modes,omitzero"`
	CreatorRoleID          Optional[string] `json:"creator_role_id,omitzero"`
	DomainsDefaultRoleID   Optional[string] `json:"domains_default_role_id,omitzero"`
}
