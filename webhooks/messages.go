package webhooks

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// SMS is a text message that Clerk sends, or asks the application to send. Times
// are Unix milliseconds; Clerk documents CreatedAtMS, its example has CreatedAt.
type SMS struct {
	Object           string          `json:"object"`
	ID               string          `json:"id"`
	Slug             *string         `json:"slug,omitzero"`
	FromPhoneNumber  string          `json:"from_phone_number"`
	ToPhoneNumber    string          `json:"to_phone_number"`
	PhoneNumberID    *string         `json:"phone_number_id,omitzero"`
	UserID           *string         `json:"user_id,omitzero"`
	Message          string          `json:"message"`
	Status           string          `json:"status"`
	Data             json.RawMessage `json:"data,omitzero"`
	DeliveredByClerk bool            `json:"delivered_by_clerk"`
	CreatedAtMS      int64           `json:"created_at_ms,omitzero"`
	CreatedAt        int64           `json:"created_at,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SMS) UnmarshalJSON(data []byte) error {
	type fields SMS
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SMS) MarshalJSON() ([]byte, error) {
	type fields SMS
	return resource.Marshal(fields(x), x.Extra)
}
