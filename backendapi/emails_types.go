package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Email is an e-mail that Clerk sent.
type Email struct {
	Object string           `json:"object"`
	ID     string           `json:"id"`
	Slug   Optional[string] `json:"slug,omitzero"`
	// FromEmailName is the part of the sender's address before the @.
	FromEmailName  string           `json:"from_email_name"`
	ToEmailAddress *string          `json:"to_email_address,omitzero"`
	EmailAddressID *string          `json:"email_address_id"`
	UserID         Optional[string] `json:"user_id,omitzero"`
	Subject        *string          `json:"subject,omitzero"`
	Body           *string          `json:"body,omitzero"`
	BodyPlain      Optional[string] `json:"body_plain,omitzero"`
	Status         *string          `json:"status,omitzero"`
	Data           json.RawMessage  `json:"data,omitzero"`
	// DeliveredByClerk: else the text comes with a webhook event, to be sent by
	// the application.
	DeliveredByClerk  bool             `json:"delivered_by_clerk"`
	SuppressionReason Optional[string] `json:"suppression_reason,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Email) UnmarshalJSON(data []byte) error {
	type fields Email
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Email) MarshalJSON() ([]byte, error) {
	type fields Email
	return resource.Marshal(fields(x), x.Extra)
}
