package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// User is a person who can sign in to the application. Times are Unix
// milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-user.
type User struct {
	ID     string `json:"id"`
	Object string `json:"object"`
	// ExternalID is the user's id in a system of yours.
	ExternalID            *string          `json:"external_id"`
	PrimaryEmailAddressID *string          `json:"primary_email_address_id"`
	PrimaryPhoneNumberID  *string          `json:"primary_phone_number_id"`
	PrimaryWeb3WalletID   *string          `json:"primary_web3_wallet_id"`
	Username              *string          `json:"username"`
	FirstName             *string          `json:"first_name"`
	LastName              *string          `json:"last_name"`
	Locale                Optional[string] `json:"locale,omitzero"`
	// Deprecated: by Clerk.
	ProfileImageURL *string `json:"profile_image_url,omitzero"`
	ImageURL        *string `json:"image_url,omitzero"`
	// HasImage: ImageURL shows a picture of its own, not a generated one.
	HasImage bool `json:"has_image"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata"`
	// PrivateMetadata is a JSON object that only backends see.
	PrivateMetadata json.RawMessage `json:"private_metadata,omitzero"`
	// UnsafeMetadata is a JSON object that the user may write from the
	// frontend.
	UnsafeMetadata json.RawMessage `json:"unsafe_metadata,omitzero"`
	// EmailAddresses has the primary one too: see PrimaryEmailAddressID.
	EmailAddresses    []EmailAddress `json:"email_addresses"`
	PhoneNumbers      []PhoneNumber  `json:"phone_numbers"`
	Web3Wallets       []Web3Wallet   `json:"web3_wallets"`
	Passkeys          []Passkey      `json:"passkeys"`
	PasswordEnabled   bool           `json:"password_enabled"`
	TwoFactorEnabled  bool           `json:"two_factor_enabled"`
	TOTPEnabled       bool           `json:"totp_enabled"`
	BackupCodeEnabled bool           `json:"backup_code_enabled"`
	MFAEnabledAt      *int64         `json:"mfa_enabled_at"`
	// MFADisabledAt stays when a second factor is added again.
	MFADisabledAt           *int64                   `json:"mfa_disabled_at"`
	PasswordLastUpdatedAt   Optional[int64]          `json:"password_last_updated_at,omitzero"`
	ExternalAccounts        []ExternalAccount        `json:"external_accounts"`
	SAMLAccounts            []SAMLAccount            `json:"saml_accounts"`
	EnterpriseAccounts      []EnterpriseAccount      `json:"enterprise_accounts"`
	OrganizationMemberships []OrganizationMembership `json:"organization_memberships,omitzero"`
	LastSignInAt            *int64                   `json:"last_sign_in_at"`
	Banned                  bool                     `json:"banned"`
	Locked                  bool                     `json:"locked"`
	Deprovisioned           *bool                    `json:"deprovisioned,omitzero"`
	// LockoutExpiresInSeconds is nil when the user is not locked, or locked for
	// ever.
	LockoutExpiresInSeconds *int64 `json:"lockout_expires_in_seconds"`
	// VerificationAttemptsRemaining is nil when lockout is off.
	VerificationAttemptsRemaining *int64 `json:"verification_attempts_remaining"`
	UpdatedAt                     int64  `json:"updated_at"`
	CreatedAt                     int64  `json:"created_at"`
	// DeleteSelfEnabled lets users delete their own account.
	DeleteSelfEnabled bool `json:"delete_self_enabled"`
	// CreateOrganizationEnabled lets users make organizations.
	CreateOrganizationEnabled bool `json:"create_organization_enabled"`
	// CreateOrganizationsLimit is how many organizations the user may make; 0:
	// any number.
	CreateOrganizationsLimit Optional[int64] `json:"create_organizations_limit,omitzero"`
	// LastActiveAt is exact to the day.
	LastActiveAt    *int64 `json:"last_active_at"`
	LegalAcceptedAt *int64 `json:"legal_accepted_at"`
	// BypassClientTrust lets the user sign in from a new device without a
	// further check.
	BypassClientTrust *bool `json:"bypass_client_trust,omitzero"`
	// SCIM is sent with webhook events alone.
	SCIM Optional[SCIMUserMetadata] `json:"scim,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *User) UnmarshalJSON(data []byte) error {
	type fields User
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x User) MarshalJSON() ([]byte, error) {
	type fields User
	return resource.Marshal(fields(x), x.Extra)
}

// EmailAddress is an e-mail address of a user. Times are Unix milliseconds.
type EmailAddress struct {
	ID           string `json:"id,omitzero"`
	Object       string `json:"object"`
	EmailAddress string `json:"email_address"`
	// Reserved: kept for the user, and not verified yet.
	Reserved     bool          `json:"reserved"`
	Verification *Verification `json:"verification"`
	// LinkedTo are the identifiers that were verified together with this one.
	LinkedTo []IdentificationLink `json:"linked_to"`
	// MatchesSSOConnection: its domain belongs to an active enterprise
	// connection.
	MatchesSSOConnection *bool `json:"matches_sso_connection,omitzero"`
	CreatedAt            int64 `json:"created_at"`
	UpdatedAt            int64 `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EmailAddress) UnmarshalJSON(data []byte) error {
	type fields EmailAddress
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EmailAddress) MarshalJSON() ([]byte, error) {
	type fields EmailAddress
	return resource.Marshal(fields(x), x.Extra)
}

// PhoneNumber is a phone number of a user, in E.164 form. Times are Unix
// milliseconds.
type PhoneNumber struct {
	ID          string `json:"id,omitzero"`
	Object      string `json:"object"`
	PhoneNumber string `json:"phone_number"`
	// ReservedForSecondFactor keeps the number for the second factor.
	ReservedForSecondFactor *bool `json:"reserved_for_second_factor,omitzero"`
	DefaultSecondFactor     *bool `json:"default_second_factor,omitzero"`
	// Reserved: kept for the user, and not verified yet.
	Reserved     bool          `json:"reserved"`
	Verification *Verification `json:"verification"`
	// LinkedTo are the identifiers that were verified together with this one.
	LinkedTo    []IdentificationLink `json:"linked_to"`
	BackupCodes Optional[[]string]   `json:"backup_codes,omitzero"`
	CreatedAt   int64                `json:"created_at"`
	UpdatedAt   int64                `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PhoneNumber) UnmarshalJSON(data []byte) error {
	type fields PhoneNumber
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PhoneNumber) MarshalJSON() ([]byte, error) {
	type fields PhoneNumber
	return resource.Marshal(fields(x), x.Extra)
}

// Web3Wallet is the address of a wallet that a user can sign in with. Times are
// Unix milliseconds.
type Web3Wallet struct {
	ID           string        `json:"id,omitzero"`
	Object       string        `json:"object"`
	Web3Wallet   string        `json:"web3_wallet"`
	Verification *Verification `json:"verification"`
	CreatedAt    int64         `json:"created_at"`
	UpdatedAt    int64         `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Web3Wallet) UnmarshalJSON(data []byte) error {
	type fields Web3Wallet
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Web3Wallet) MarshalJSON() ([]byte, error) {
	type fields Web3Wallet
	return resource.Marshal(fields(x), x.Extra)
}

// Passkey is a WebAuthn credential of a user. Times are Unix milliseconds.
type Passkey struct {
	ID           string        `json:"id,omitzero"`
	Object       string        `json:"object"`
	Name         string        `json:"name"`
	LastUsedAt   int64         `json:"last_used_at"`
	Verification *Verification `json:"verification"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Passkey) UnmarshalJSON(data []byte) error {
	type fields Passkey
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Passkey) MarshalJSON() ([]byte, error) {
	type fields Passkey
	return resource.Marshal(fields(x), x.Extra)
}

// IdentificationLink points to another identifier that was verified together
// with this one, such as the OAuth account an e-mail address came from.
type IdentificationLink struct {
	Type string `json:"type"`
	ID   string `json:"id"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *IdentificationLink) UnmarshalJSON(data []byte) error {
	type fields IdentificationLink
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x IdentificationLink) MarshalJSON() ([]byte, error) {
	type fields IdentificationLink
	return resource.Marshal(fields(x), x.Extra)
}

// SCIMUserMetadata says which directory a provisioned user came from.
type SCIMUserMetadata struct {
	DirectoryID      string  `json:"directory_id"`
	DirectoryEnabled *bool   `json:"directory_enabled,omitzero"`
	ExternalID       *string `json:"external_id"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SCIMUserMetadata) UnmarshalJSON(data []byte) error {
	type fields SCIMUserMetadata
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SCIMUserMetadata) MarshalJSON() ([]byte, error) {
	type fields SCIMUserMetadata
	return resource.Marshal(fields(x), x.Extra)
}
