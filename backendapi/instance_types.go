package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// Instance is the Clerk instance that the secret key belongs to.
type Instance struct {
	Object          string `json:"object"`
	ID              string `json:"id"`
	EnvironmentType string `json:"environment_type"`
	// AllowedOrigins are the origins of extensions and native shells that may
	// call the Frontend API.
	AllowedOrigins []string `json:"allowed_origins"`
	WorkspaceID    *string  `json:"workspace_id"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Instance) UnmarshalJSON(data []byte) error {
	type fields Instance
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Instance) MarshalJSON() ([]byte, error) {
	type fields Instance
	return resource.Marshal(fields(x), x.Extra)
}

// InstanceRestrictions say who may sign up.
type InstanceRestrictions struct {
	Object    string `json:"object"`
	Allowlist bool   `json:"allowlist"`
	Blocklist bool   `json:"blocklist"`
	// AllowlistBlocklistDisabledOnSignIn uses the lists at sign-up alone.
	AllowlistBlocklistDisabledOnSignIn bool `json:"allowlist_blocklist_disabled_on_sign_in"`
	// BlockEmailSubaddresses refuses addresses with + and the like.
	BlockEmailSubaddresses      bool `json:"block_email_subaddresses"`
	BlockDisposableEmailDomains bool `json:"block_disposable_email_domains"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *InstanceRestrictions) UnmarshalJSON(data []byte) error {
	type fields InstanceRestrictions
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x InstanceRestrictions) MarshalJSON() ([]byte, error) {
	type fields InstanceRestrictions
	return resource.Marshal(fields(x), x.Extra)
}

// InstanceProtect is the state of the instance's protection against abuse.
type InstanceProtect struct {
	Object         string `json:"object"`
	RulesEnabled   bool   `json:"rules_enabled"`
	SpecterEnabled bool   `json:"specter_enabled"`
	ChecksBypassed bool   `json:"checks_bypassed"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *InstanceProtect) UnmarshalJSON(data []byte) error {
	type fields InstanceProtect
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x InstanceProtect) MarshalJSON() ([]byte, error) {
	type fields InstanceProtect
	return resource.Marshal(fields(x), x.Extra)
}

// InstanceCommunication says whom the instance sends no text messages.
type InstanceCommunication struct {
	Object string `json:"object"`
	// BlockedCountryCodes are ISO 3166-1 alpha-2.
	BlockedCountryCodes []string `json:"blocked_country_codes"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *InstanceCommunication) UnmarshalJSON(data []byte) error {
	type fields InstanceCommunication
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x InstanceCommunication) MarshalJSON() ([]byte, error) {
	type fields InstanceCommunication
	return resource.Marshal(fields(x), x.Extra)
}

// InstanceSettings are settings of the instance that are in beta.
type InstanceSettings struct {
	Object                string  `json:"object,omitzero"`
	ID                    string  `json:"id,omitzero"`
	RestrictedToAllowlist *bool   `json:"restricted_to_allowlist,omitzero"`
	FromEmailAddress      *string `json:"from_email_address,omitzero"`
	ProgressiveSignUp     *bool   `json:"progressive_sign_up,omitzero"`
	// EnhancedEmailDeliverability sends one-time codes from a domain of
	// Clerk's.
	//
	// Deprecated: by Clerk.
	EnhancedEmailDeliverability *bool `json:"enhanced_email_deliverability,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *InstanceSettings) UnmarshalJSON(data []byte) error {
	type fields InstanceSettings
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x InstanceSettings) MarshalJSON() ([]byte, error) {
	type fields InstanceSettings
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationSettings are the instance's rules for organizations.
type OrganizationSettings struct {
	Object  string `json:"object"`
	Enabled bool   `json:"enabled"`
	// MaxAllowedMemberships limits the members; 0: any number.
	MaxAllowedMemberships int64  `json:"max_allowed_memberships"`
	MaxAllowedRoles       int64  `json:"max_allowed_roles"`
	MaxRoleSetsAllowed    *int64 `json:"max_role_sets_allowed,omitzero"`
	MaxAllowedDomains     int64  `json:"max_allowed_domains"`
	// Deprecated: by Clerk.
	MaxAllowedPermissions *int64 `json:"max_allowed_permissions,omitzero"`
	CreatorRole           string `json:"creator_role"`
	// AdminDeleteEnabled lets administrators delete the organization.
	AdminDeleteEnabled     bool                                        `json:"admin_delete_enabled"`
	DomainsEnabled         bool                                        `json:"domains_enabled"`
	SlugDisabled           *bool                                       `json:"slug_disabled,omitzero"`
	DomainsEnrollmentModes []OrganizationSettingsDomainsEnrollmentMode `json:"domains_enrollment_modes"`
	DomainsDefaultRole     string                                      `json:"domains_default_role"`
	InitialRoleSetKey      Optional[string]                            `json:"initial_role_set_key,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OrganizationSettings) UnmarshalJSON(data []byte) error {
	type fields OrganizationSettings
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OrganizationSettings) MarshalJSON() ([]byte, error) {
	type fields OrganizationSettings
	return resource.Marshal(fields(x), x.Extra)
}

// OrganizationSettingsDomainsEnrollmentMode is how the users of a domain join.
// Values that are not listed may come.
type OrganizationSettingsDomainsEnrollmentMode string

// The values of OrganizationSettingsDomainsEnrollmentMode.
const (
	OrganizationSettingsDomainsEnrollmentModeManualInvitation    OrganizationSettingsDomainsEnrollmentMode = "manual_invitation"
	OrganizationSettingsDomainsEnrollmentModeAutomaticInvitation OrganizationSettingsDomainsEnrollmentMode = "automatic_invitation"
	OrganizationSettingsDomainsEnrollmentModeAutomaticSuggestion OrganizationSettingsDomainsEnrollmentMode = "automatic_suggestion"
)

// OAuthApplicationSettings are the instance's rules for OAuth applications.
type OAuthApplicationSettings struct {
	Object                                                 string   `json:"object"`
	DynamicOAuthClientRegistration                         bool     `json:"dynamic_oauth_client_registration"`
	DefaultScopes                                          []string `json:"default_scopes"`
	OAuthJWTAccessTokens                                   bool     `json:"oauth_jwt_access_tokens"`
	ClientIDMetadataDocumentsAdvertised                    bool     `json:"client_id_metadata_documents_advertised"`
	ClientIDMetadataDocumentsOnlyAllowPreRegisteredClients bool     `json:"client_id_metadata_documents_only_allow_pre_registered_clients"`
	ClientIDMetadataDocumentsBlockImplicitlyAllowedClients bool     `json:"client_id_metadata_documents_block_implicitly_allowed_clients"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OAuthApplicationSettings) UnmarshalJSON(data []byte) error {
	type fields OAuthApplicationSettings
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OAuthApplicationSettings) MarshalJSON() ([]byte, error) {
	type fields OAuthApplicationSettings
	return resource.Marshal(fields(x), x.Extra)
}
