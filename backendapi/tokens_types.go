package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// ActorToken lets one user sign in as another. Times are Unix milliseconds.
type ActorToken struct {
	Object    string           `json:"object"`
	ID        string           `json:"id"`
	Status    ActorTokenStatus `json:"status"`
	UserID    string           `json:"user_id"`
	Actor     json.RawMessage  `json:"actor"`
	Token     *string          `json:"token,omitzero" print:"cut"`
	URL       *string          `json:"url,omitzero"`
	CreatedAt int64            `json:"created_at"`
	UpdatedAt int64            `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *ActorToken) UnmarshalJSON(data []byte) error {
	type fields ActorToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x ActorToken) MarshalJSON() ([]byte, error) {
	type fields ActorToken
	return resource.Marshal(fields(x), x.Extra)
}

// ActorTokenStatus is the state of an actor token, a sign-in token and the
// like. Values that are not listed may come.
type ActorTokenStatus string

// The values of ActorTokenStatus.
const (
	ActorTokenStatusPending  ActorTokenStatus = "pending"
	ActorTokenStatusAccepted ActorTokenStatus = "accepted"
	ActorTokenStatusRevoked  ActorTokenStatus = "revoked"
)

// SignInToken signs a user in once, without a factor. Times are Unix
// milliseconds.
type SignInToken struct {
	Object    string           `json:"object"`
	ID        string           `json:"id"`
	Status    ActorTokenStatus `json:"status"`
	UserID    string           `json:"user_id"`
	Token     *string          `json:"token,omitzero" print:"cut"`
	URL       Optional[string] `json:"url,omitzero"`
	CreatedAt int64            `json:"created_at"`
	UpdatedAt int64            `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SignInToken) UnmarshalJSON(data []byte) error {
	type fields SignInToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SignInToken) MarshalJSON() ([]byte, error) {
	type fields SignInToken
	return resource.Marshal(fields(x), x.Extra)
}

// TestingToken lets end-to-end tests past bot detection. Times are Unix
// milliseconds.
type TestingToken struct {
	Object    string `json:"object"`
	Token     string `json:"token" print:"cut"`
	ExpiresAt int64  `json:"expires_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *TestingToken) UnmarshalJSON(data []byte) error {
	type fields TestingToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x TestingToken) MarshalJSON() ([]byte, error) {
	type fields TestingToken
	return resource.Marshal(fields(x), x.Extra)
}

// AgentTask is a session that an automated agent may start for a user. Times
// are Unix milliseconds.
type AgentTask struct {
	Object      string `json:"object"`
	AgentID     string `json:"agent_id"`
	AgentTaskID string `json:"agent_task_id"`
	// Deprecated: by Clerk.
	TaskID string  `json:"task_id"`
	URL    *string `json:"url,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *AgentTask) UnmarshalJSON(data []byte) error {
	type fields AgentTask
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x AgentTask) MarshalJSON() ([]byte, error) {
	type fields AgentTask
	return resource.Marshal(fields(x), x.Extra)
}

// AdminPortalLinkToken opens the admin portal once, for the one who sets up an
// organization's single sign-on. Times are Unix milliseconds.
type AdminPortalLinkToken struct {
	Object            string   `json:"object"`
	ID                string   `json:"id"`
	AdminPortalLinkID string   `json:"admin_portal_link_id"`
	InstanceID        string   `json:"instance_id"`
	OrganizationID    *string  `json:"organization_id"`
	ITContactID       *string  `json:"it_contact_id"`
	Scopes            []string `json:"scopes"`
	// Token is the secret; it is in the answer of CreateAdminPortalLinkToken
	// alone.
	Token            *string `json:"token,omitzero" print:"cut"`
	Revoked          bool    `json:"revoked"`
	RevocationReason *string `json:"revocation_reason"`
	Expired          bool    `json:"expired"`
	Expiration       *int64  `json:"expiration"`
	CreatedAt        int64   `json:"created_at"`
	UpdatedAt        int64   `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *AdminPortalLinkToken) UnmarshalJSON(data []byte) error {
	type fields AdminPortalLinkToken
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x AdminPortalLinkToken) MarshalJSON() ([]byte, error) {
	type fields AdminPortalLinkToken
	return resource.Marshal(fields(x), x.Extra)
}
