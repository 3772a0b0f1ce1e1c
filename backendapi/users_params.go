package backendapi

import "encoding/json"

// GetUserListParams filters, orders and pages GetUserList. Filters of several
// values match any of them. Times are Unix milliseconds.
type GetUserListParams struct {
	EmailAddress       []string       `query:"email_address"`
	PhoneNumber        []string       `query:"phone_number"`
	ExternalID         []string       `query:"external_id"`
	Username           []string       `query:"username"`
	Web3Wallet         []string       `query:"web3_wallet"`
	UserID             []string       `query:"user_id"`
	OrganizationID     []string       `query:"organization_id"`
	Query              string         `query:"query"`
	EmailAddressQuery  string         `query:"email_address_query"`
	PhoneNumberQuery   string         `query:"phone_number_query"`
	UsernameQuery      string         `query:"username_query"`
	NameQuery          string         `query:"name_query"`
	Banned             Optional[bool] `query:"banned"`
	LastActiveAtBefore int64          `query:"last_active_at_before"`
	LastActiveAtAfter  int64          `query:"last_active_at_after"`
	LastActiveAtSince  int64          `query:"last_active_at_since"`
	CreatedAtBefore    int64          `query:"created_at_before"`
	CreatedAtAfter     int64          `query:"created_at_after"`
	LastSignInAtBefore int64          `query:"last_sign_in_at_before"`
	LastSignInAtAfter  int64          `query:"last_sign_in_at_after"`
	Provider           string         `query:"provider"`
	ProviderUserID     []string       `query:"provider_user_id"`
	Limit              int64          `query:"limit"`
	Offset             int64          `query:"offset"`
	StartingAfter      string         `query:"starting_after"`
	OrderBy            string         `query:"order_by"`
}

// CreateUserParams are the facts of a new user. Which of them are required
// depends on the settings of the instance.
type CreateUserParams struct {
	ExternalID                       Optional[string]                             `json:"external_id,omitzero"`
	FirstName                        Optional[string]                             `json:"first_name,omitzero"`
	LastName                         Optional[string]                             `json:"last_name,omitzero"`
	Locale                           Optional[string]                             `json:"locale,omitzero"`
	EmailAddress                     []string                                     `json:"email_address,omitzero"`
	EmailAddressIdentificationStatus []CreateUserEmailAddressIdentificationStatus `json:"email_address_identification_status,omitzero"`
	PhoneNumber                      []string                                     `json:"phone_number,omitzero"`
	PhoneNumberIdentificationStatus  []CreateUserPhoneNumberIdentificationStatus  `json:"phone_number_identification_status,omitzero"`
	Web3Wallet                       []string                                     `json:"web3_wallet,omitzero"`
	Username                         Optional[string]                             `json:"username,omitzero"`
	Password                         Optional[string]                             `json:"password,omitzero"`
	PasswordDigest                   Optional[string]                             `json:"password_digest,omitzero"`
	PasswordHasher                   Optional[string]                             `json:"password_hasher,omitzero"`
	SkipPasswordChecks               Optional[bool]                               `json:"skip_password_checks,omitzero"`
	SkipPasswordRequirement          Optional[bool]                               `json:"skip_password_requirement,omitzero"`
	TOTPSecret                       Optional[string]                             `json:"totp_secret,omitzero"`
	BackupCodes                      []string                                     `json:"backup_codes,omitzero"`
	PublicMetadata                   json.RawMessage                              `json:"public_metadata,omitzero"`
	PrivateMetadata                  json.RawMessage                              `json:"private_metadata,omitzero"`
	UnsafeMetadata                   json.RawMessage                              `json:"unsafe_metadata,omitzero"`
	DeleteSelfEnabled                Optional[bool]                               `json:"delete_self_enabled,omitzero"`
	LegalAcceptedAt                  Optional[string]                             `json:"legal_accepted_at,omitzero"`
	SkipLegalChecks                  Optional[bool]                               `json:"skip_legal_checks,omitzero"`
	SkipUserRequirement              Optional[bool]                               `json:"skip_user_requirement,omitzero"`
	CreateOrganizationEnabled        Optional[bool]                               `json:"create_organization_enabled,omitzero"`
	CreateOrganizationsLimit         Optional[int64]                              `json:"create_organizations_limit,omitzero"`
	CreatedAt                        Optional[string]                             `json:"created_at,omitzero"`
	BypassClientTrust                Optional[bool]                               `json:"bypass_client_trust,omitzero"`
	Banned                           Optional[bool]                               `json:"banned,omitzero"`
	Locked                           Optional[bool]                               `json:"locked,omitzero"`
}

// MISSINGDOC
type CreateUserEmailAddressIdentificationStatus string

// The values known today; others may come.
const (
	CreateUserEmailAddressIdentificationStatusVerified CreateUserEmailAddressIdentificationStatus = "verified"
	CreateUserEmailAddressIdentificationStatusReserved CreateUserEmailAddressIdentificationStatus = "reserved"
)

// MISSINGDOC
type CreateUserPhoneNumberIdentificationStatus string

// The values known today; others may come.
const (
	CreateUserPhoneNumberIdentificationStatusVerified CreateUserPhoneNumberIdentificationStatus = "verified"
	CreateUserPhoneNumberIdentificationStatusReserved CreateUserPhoneNumberIdentificationStatus = "reserved"
)
