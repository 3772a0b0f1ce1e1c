package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Template is the text of an e-mail or a text message. Times are Unix
// milliseconds.
type Template struct {
	ID                 string           `json:"id,omitzero"`
	Object             string           `json:"object,omitzero"`
	InstanceID         Optional[string] `json:"instance_id,omitzero"`
	ResourceType       *string          `json:"resource_type,omitzero"`
	TemplateType       *string          `json:"template_type,omitzero"`
	Name               *string          `json:"name,omitzero"`
	Slug               *string          `json:"slug,omitzero"`
	Position           *int64           `json:"position,omitzero"`
	CanRevert          *bool            `json:"can_revert,omitzero"`
	CanDelete          *bool            `json:"can_delete,omitzero"`
	CanEditBody        *bool            `json:"can_edit_body,omitzero"`
	CanToggle          *bool            `json:"can_toggle,omitzero"`
	Subject            Optional[string] `json:"subject,omitzero"`
	Markup             *string          `json:"markup,omitzero"`
	Body               *string          `json:"body,omitzero"`
	AvailableVariables []string         `json:"available_variables,omitzero"`
	RequiredVariables  []string         `json:"required_variables,omitzero"`
	// FromEmailName is the part of the sender's address before the @.
	FromEmailName *string `json:"from_email_name,omitzero"`
	// ReplyToEmailName is the part of the reply address before the @.
	ReplyToEmailName *string `json:"reply_to_email_name,omitzero"`
	// DeliveredByClerk: else the text comes with a webhook event, to be sent by
	// the application.
	DeliveredByClerk    *bool  `json:"delivered_by_clerk,omitzero"`
	Enabled             *bool  `json:"enabled,omitzero"`
	FlaggedAsSuspicious *bool  `json:"flagged_as_suspicious,omitzero"`
	UpdatedAt           *int64 `json:"updated_at,omitzero"`
	CreatedAt           *int64 `json:"created_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Template) UnmarshalJSON(data []byte) error {
	type fields Template
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Template) MarshalJSON() ([]byte, error) {
	type fields Template
	return resource.Marshal(fields(x), x.Extra)
}

// JWTTemplate says which claims a kind of token has. Times are Unix
// milliseconds.
type JWTTemplate struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	// Claims are any JSON.
	Claims json.RawMessage `json:"claims"`
	// Lifetime is in seconds.
	Lifetime int64 `json:"lifetime"`
	// AllowedClockSkew is in seconds.
	AllowedClockSkew int64 `json:"allowed_clock_skew"`
	// CustomSigningKey signs with a key of one's own; such tokens are no
	// session tokens.
	CustomSigningKey bool   `json:"custom_signing_key"`
	SigningAlgorithm string `json:"signing_algorithm"`
	CreatedAt        int64  `json:"created_at"`
	UpdatedAt        int64  `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *JWTTemplate) UnmarshalJSON(data []byte) error {
	type fields JWTTemplate
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x JWTTemplate) MarshalJSON() ([]byte, error) {
	type fields JWTTemplate
	return resource.Marshal(fields(x), x.Extra)
}
