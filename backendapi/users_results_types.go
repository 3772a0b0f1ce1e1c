package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// AffectedUser names the user that was changed.
type AffectedUser struct {
	UserID string `json:"user_id,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *AffectedUser) UnmarshalJSON(data []byte) error {
	type fields AffectedUser
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x AffectedUser) MarshalJSON() ([]byte, error) {
	type fields AffectedUser
	return resource.Marshal(fields(x), x.Extra)
}

// PasswordVerification is the answer to a right password.
type PasswordVerification struct {
	Verified *bool `json:"verified,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PasswordVerification) UnmarshalJSON(data []byte) error {
	type fields PasswordVerification
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PasswordVerification) MarshalJSON() ([]byte, error) {
	type fields PasswordVerification
	return resource.Marshal(fields(x), x.Extra)
}

// TOTPVerification is the answer to a right code.
type TOTPVerification struct {
	Verified *bool                     `json:"verified,omitzero"`
	CodeType *TOTPVerificationCodeType `json:"code_type,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *TOTPVerification) UnmarshalJSON(data []byte) error {
	type fields TOTPVerification
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x TOTPVerification) MarshalJSON() ([]byte, error) {
	type fields TOTPVerification
	return resource.Marshal(fields(x), x.Extra)
}

// TOTPVerificationCodeType is the kind of a code. Values that are not listed
// may come.
type TOTPVerificationCodeType string

// The values of TOTPVerificationCodeType.
const (
	TOTPVerificationCodeTypeTOTP       TOTPVerificationCodeType = "totp"
	TOTPVerificationCodeTypeBackupCode TOTPVerificationCodeType = "backup_code"
)

// TrustedDevice is a device that a user signed in from and that Clerk
// remembers. Times are Unix milliseconds.
type TrustedDevice struct {
	Object        string                `json:"object"`
	ID            string                `json:"id"`
	Platform      TrustedDevicePlatform `json:"platform"`
	AppIdentifier string                `json:"app_identifier"`
	Name          Optional[string]      `json:"name,omitzero"`
	Algorithm     string                `json:"algorithm"`
	Status        TrustedDeviceStatus   `json:"status"`
	CreatedAt     int64                 `json:"created_at"`
	UpdatedAt     int64                 `json:"updated_at"`
	LastUsedAt    Optional[int64]       `json:"last_used_at,omitzero"`
	RevokedAt     Optional[int64]       `json:"revoked_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *TrustedDevice) UnmarshalJSON(data []byte) error {
	type fields TrustedDevice
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x TrustedDevice) MarshalJSON() ([]byte, error) {
	type fields TrustedDevice
	return resource.Marshal(fields(x), x.Extra)
}

// TrustedDevicePlatform is a device's system. Values that are not listed may
// come.
type TrustedDevicePlatform string

// The values of TrustedDevicePlatform.
const (
	TrustedDevicePlatformIOS     TrustedDevicePlatform = "ios"
	TrustedDevicePlatformAndroid TrustedDevicePlatform = "android"
)

// TrustedDeviceStatus is the state of a trusted device. Values that are not
// listed may come.
type TrustedDeviceStatus string

// The values of TrustedDeviceStatus.
const (
	TrustedDeviceStatusActive  TrustedDeviceStatus = "active"
	TrustedDeviceStatusRevoked TrustedDeviceStatus = "revoked"
)

// OAuthAccessToken is a token that a social provider gave for a user. Times are
// Unix milliseconds.
type OAuthAccessToken struct {
	Object            string `json:"object"`
	ExternalAccountID string `json:"external_account_id"`
	// ProviderUserID is the user's id at the provider.
	ProviderUserID string `json:"provider_user_id"`
	Token          string `json:"token" print:"cut"`
	ExpiresAt      *int64 `json:"expires_at"`
	Provider       string `json:"provider"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata"`
	Label          *string         `json:"label"`
	Scopes         []string        `json:"scopes,omitzero"`
	IDToken        *string         `json:"id_token,omitzero" print:"cut"`
	TokenSecret    *string         `json:"token_secret,omitzero" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *OAuthAccessToken) UnmarshalJSON(data []byte) error {
	type fields OAuthAccessToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x OAuthAccessToken) MarshalJSON() ([]byte, error) {
	type fields OAuthAccessToken
	return resource.Marshal(fields(x), x.Extra)
}
