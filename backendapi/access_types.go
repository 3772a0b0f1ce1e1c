package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Invitation asks somebody to sign up. Times are Unix milliseconds.
type Invitation struct {
	Object       string `json:"object"`
	ID           string `json:"id"`
	EmailAddress string `json:"email_address"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata"`
	// Revoked is in the answer of RevokeInvitation.
	Revoked   *bool            `json:"revoked,omitzero"`
	Status    InvitationStatus `json:"status"`
	URL       *string          `json:"url,omitzero"`
	ExpiresAt Optional[int64]  `json:"expires_at,omitzero"`
	CreatedAt int64            `json:"created_at"`
	UpdatedAt int64            `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Invitation) UnmarshalJSON(data []byte) error {
	type fields Invitation
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Invitation) MarshalJSON() ([]byte, error) {
	type fields Invitation
	return resource.Marshal(fields(x), x.Extra)
}

// InvitationStatus is the state of an invitation. Values that are not listed
// may come.
type InvitationStatus string

// The values of InvitationStatus.
const (
	InvitationStatusPending  InvitationStatus = "pending"
	InvitationStatusAccepted InvitationStatus = "accepted"
	InvitationStatusRevoked  InvitationStatus = "revoked"
	InvitationStatusExpired  InvitationStatus = "expired"
)

// WaitlistEntry is a person who waits for admission. Times are Unix
// milliseconds.
type WaitlistEntry struct {
	Object       string               `json:"object"`
	ID           string               `json:"id"`
	EmailAddress string               `json:"email_address"`
	Status       WaitlistEntryStatus  `json:"status"`
	IsLocked     *bool                `json:"is_locked,omitzero"`
	CreatedAt    int64                `json:"created_at"`
	UpdatedAt    int64                `json:"updated_at"`
	Invitation   Optional[Invitation] `json:"invitation,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *WaitlistEntry) UnmarshalJSON(data []byte) error {
	type fields WaitlistEntry
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x WaitlistEntry) MarshalJSON() ([]byte, error) {
	type fields WaitlistEntry
	return resource.Marshal(fields(x), x.Extra)
}

// WaitlistEntryStatus is the state of an entry. Values that are not listed may
// come.
type WaitlistEntryStatus string

// The values of WaitlistEntryStatus.
const (
	WaitlistEntryStatusPending   WaitlistEntryStatus = "pending"
	WaitlistEntryStatusInvited   WaitlistEntryStatus = "invited"
	WaitlistEntryStatusRejected  WaitlistEntryStatus = "rejected"
	WaitlistEntryStatusCompleted WaitlistEntryStatus = "completed"
)

// AllowlistIdentifier is an identifier that may sign up. Times are Unix
// milliseconds.
type AllowlistIdentifier struct {
	Object         string                             `json:"object,omitzero"`
	ID             string                             `json:"id,omitzero"`
	InvitationID   *string                            `json:"invitation_id,omitzero"`
	Identifier     string                             `json:"identifier,omitzero"`
	IdentifierType *AllowlistIdentifierIdentifierType `json:"identifier_type,omitzero"`
	InstanceID     *string                            `json:"instance_id,omitzero"`
	CreatedAt      int64                              `json:"created_at,omitzero"`
	UpdatedAt      int64                              `json:"updated_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *AllowlistIdentifier) UnmarshalJSON(data []byte) error {
	type fields AllowlistIdentifier
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x AllowlistIdentifier) MarshalJSON() ([]byte, error) {
	type fields AllowlistIdentifier
	return resource.Marshal(fields(x), x.Extra)
}

// AllowlistIdentifierIdentifierType is a kind of identifier. Values that are
// not listed may come.
type AllowlistIdentifierIdentifierType string

// The values of AllowlistIdentifierIdentifierType.
const (
	AllowlistIdentifierIdentifierTypeEmailAddress AllowlistIdentifierIdentifierType = "email_address"
	AllowlistIdentifierIdentifierTypePhoneNumber  AllowlistIdentifierIdentifierType = "phone_number"
	AllowlistIdentifierIdentifierTypeWeb3Wallet   AllowlistIdentifierIdentifierType = "web3_wallet"
)

// BlocklistIdentifier is an identifier that may not sign up. Times are Unix
// milliseconds.
type BlocklistIdentifier struct {
	Object         string                             `json:"object,omitzero"`
	ID             string                             `json:"id,omitzero"`
	Identifier     string                             `json:"identifier,omitzero"`
	IdentifierType *AllowlistIdentifierIdentifierType `json:"identifier_type,omitzero"`
	InstanceID     *string                            `json:"instance_id,omitzero"`
	CreatedAt      int64                              `json:"created_at,omitzero"`
	UpdatedAt      int64                              `json:"updated_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BlocklistIdentifier) UnmarshalJSON(data []byte) error {
	type fields BlocklistIdentifier
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BlocklistIdentifier) MarshalJSON() ([]byte, error) {
	type fields BlocklistIdentifier
	return resource.Marshal(fields(x), x.Extra)
}
