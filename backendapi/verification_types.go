package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Verification is how, and whether, an identifier was verified. The API has a
// dozen kinds of it, told apart by Object; this one type has the fields of all
// of them, absent where the kind has no such field. Times are Unix
// milliseconds.
type Verification struct {
	Object   string             `json:"object,omitzero"`
	Status   VerificationStatus `json:"status,omitzero"`
	Strategy string             `json:"strategy,omitzero"`
	// Attempts is how often the code was tried.
	Attempts                        Optional[int64]       `json:"attempts,omitzero"`
	ExpireAt                        Optional[int64]       `json:"expire_at,omitzero"`
	Channel                         Optional[string]      `json:"channel,omitzero"`
	VerifiedAtClient                Optional[string]      `json:"verified_at_client,omitzero"`
	Error                           Optional[ErrorDetail] `json:"error,omitzero"`
	ExternalVerificationRedirectURL Optional[string]      `json:"external_verification_redirect_url,omitzero"`
	// Nonce is what a wallet has to sign.
	Nonce   Optional[string] `json:"nonce,omitzero"`
	Message Optional[string] `json:"message,omitzero"`
	ID      string           `json:"id,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Verification) UnmarshalJSON(data []byte) error {
	type fields Verification
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Verification) MarshalJSON() ([]byte, error) {
	type fields Verification
	return resource.Marshal(fields(x), x.Extra)
}

// VerificationStatus is the state of a verification. Values that are not listed
// may come.
type VerificationStatus string

// The values of VerificationStatus.
const (
	VerificationStatusUnverified   VerificationStatus = "unverified"
	VerificationStatusVerified     VerificationStatus = "verified"
	VerificationStatusFailed       VerificationStatus = "failed"
	VerificationStatusExpired      VerificationStatus = "expired"
	VerificationStatusTransferable VerificationStatus = "transferable"
)

// SignUp is an attempt to sign up. Times are Unix milliseconds.
type SignUp struct {
	Object           string              `json:"object"`
	ID               string              `json:"id"`
	Status           SignUpStatus        `json:"status"`
	RequiredFields   []string            `json:"required_fields"`
	OptionalFields   []string            `json:"optional_fields"`
	MissingFields    []string            `json:"missing_fields"`
	UnverifiedFields []string            `json:"unverified_fields"`
	Verifications    SignUpVerifications `json:"verifications"`
	Username         *string             `json:"username"`
	EmailAddress     *string             `json:"email_address"`
	PhoneNumber      *string             `json:"phone_number"`
	Web3Wallet       *string             `json:"web3_wallet"`
	PasswordEnabled  bool                `json:"password_enabled"`
	FirstName        *string             `json:"first_name"`
	LastName         *string             `json:"last_name"`
	// UnsafeMetadata is a JSON object that the user may write from the
	// frontend.
	UnsafeMetadata json.RawMessage `json:"unsafe_metadata,omitzero"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// CustomAction marks an attempt that the application completes itself.
	CustomAction     bool             `json:"custom_action"`
	ExternalID       *string          `json:"external_id"`
	CreatedSessionID *string          `json:"created_session_id"`
	CreatedUserID    *string          `json:"created_user_id"`
	AbandonAt        int64            `json:"abandon_at"`
	LegalAcceptedAt  *int64           `json:"legal_accepted_at"`
	Locale           Optional[string] `json:"locale,omitzero"`
	// Deprecated: by Clerk.
	ExternalAccount json.RawMessage `json:"external_account,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SignUp) UnmarshalJSON(data []byte) error {
	type fields SignUp
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SignUp) MarshalJSON() ([]byte, error) {
	type fields SignUp
	return resource.Marshal(fields(x), x.Extra)
}

// SignUpStatus is the state of an attempt to sign up. Values that are not
// listed may come.
type SignUpStatus string

// The values of SignUpStatus.
const (
	SignUpStatusMissingRequirements SignUpStatus = "missing_requirements"
	SignUpStatusComplete            SignUpStatus = "complete"
	SignUpStatusAbandoned           SignUpStatus = "abandoned"
)

// SignUpVerifications are the states of an attempt's identifiers.
type SignUpVerifications struct {
	EmailAddress    *SignUpVerification `json:"email_address"`
	PhoneNumber     *SignUpVerification `json:"phone_number"`
	Web3Wallet      *SignUpVerification `json:"web3_wallet"`
	ExternalAccount json.RawMessage     `json:"external_account"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SignUpVerifications) UnmarshalJSON(data []byte) error {
	type fields SignUpVerifications
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SignUpVerifications) MarshalJSON() ([]byte, error) {
	type fields SignUpVerifications
	return resource.Marshal(fields(x), x.Extra)
}

// SignUpVerification is the state of one identifier of an attempt to sign up.
type SignUpVerification struct {
	NextAction          *SignUpVerificationNextAction `json:"next_action,omitzero"`
	SupportedStrategies []string                      `json:"supported_strategies,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SignUpVerification) UnmarshalJSON(data []byte) error {
	type fields SignUpVerification
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SignUpVerification) MarshalJSON() ([]byte, error) {
	type fields SignUpVerification
	return resource.Marshal(fields(x), x.Extra)
}

// SignUpVerificationNextAction is what has to happen next. Values that are not
// listed may come.
type SignUpVerificationNextAction string

// The values of SignUpVerificationNextAction.
const (
	SignUpVerificationNextActionNeedsPrepare SignUpVerificationNextAction = "needs_prepare"
	SignUpVerificationNextActionNeedsAttempt SignUpVerificationNextAction = "needs_attempt"
)
