package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Session is one signed-in device of one user. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-session.
type Session struct {
	Object   string `json:"object"`
	ID       string `json:"id"`
	UserID   string `json:"user_id"`
	ClientID string `json:"client_id"`
	// Actor is the JSON object of the one who acts as the user; null when
	// nobody does.
	Actor                    json.RawMessage           `json:"actor,omitzero"`
	Status                   SessionStatus             `json:"status"`
	LastActiveOrganizationID Optional[string]          `json:"last_active_organization_id,omitzero"`
	LastActiveAt             int64                     `json:"last_active_at"`
	LatestActivity           Optional[SessionActivity] `json:"latest_activity,omitzero"`
	ExpireAt                 int64                     `json:"expire_at"`
	// AbandonAt is when the session ends if it is not used.
	AbandonAt int64 `json:"abandon_at"`
	UpdatedAt int64 `json:"updated_at"`
	CreatedAt int64 `json:"created_at"`
	// Tasks are what a pending session waits for.
	Tasks Optional[[]SessionTask] `json:"tasks,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Session) UnmarshalJSON(data []byte) error {
	type fields Session
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Session) MarshalJSON() ([]byte, error) {
	type fields Session
	return resource.Marshal(fields(x), x.Extra)
}

// SessionStatus is the state of a session. Values that are not listed may come.
type SessionStatus string

// The values of SessionStatus.
const (
	SessionStatusActive    SessionStatus = "active"
	SessionStatusRevoked   SessionStatus = "revoked"
	SessionStatusEnded     SessionStatus = "ended"
	SessionStatusExpired   SessionStatus = "expired"
	SessionStatusRemoved   SessionStatus = "removed"
	SessionStatusAbandoned SessionStatus = "abandoned"
	SessionStatusReplaced  SessionStatus = "replaced"
	SessionStatusPending   SessionStatus = "pending"
)

// SessionTask is what a user still has to do before a pending session becomes
// active.
type SessionTask struct {
	Key string `json:"key"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SessionTask) UnmarshalJSON(data []byte) error {
	type fields SessionTask
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SessionTask) MarshalJSON() ([]byte, error) {
	type fields SessionTask
	return resource.Marshal(fields(x), x.Extra)
}

// SessionActivity describes the device and place of a session's latest use.
type SessionActivity struct {
	Object         string  `json:"object"`
	ID             string  `json:"id"`
	DeviceType     *string `json:"device_type,omitzero"`
	IsMobile       bool    `json:"is_mobile"`
	BrowserName    *string `json:"browser_name,omitzero"`
	BrowserVersion *string `json:"browser_version,omitzero"`
	IPAddress      *string `json:"ip_address,omitzero"`
	City           *string `json:"city,omitzero"`
	Country        *string `json:"country,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SessionActivity) UnmarshalJSON(data []byte) error {
	type fields SessionActivity
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SessionActivity) MarshalJSON() ([]byte, error) {
	type fields SessionActivity
	return resource.Marshal(fields(x), x.Extra)
}

// Token is a freshly made session token.
type Token struct {
	Object string `json:"object,omitzero"`
	// JWT is the encoded token.
	JWT string `json:"jwt,omitzero" print:"cut"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Token) UnmarshalJSON(data []byte) error {
	type fields Token
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Token) MarshalJSON() ([]byte, error) {
	type fields Token
	return resource.Marshal(fields(x), x.Extra)
}

// SessionRefresh is the answer of RefreshSession: JWT is set when the format
// was token, Cookies when it was cookie; Object says which.
type SessionRefresh struct {
	Object string `json:"object"`
	// JWT is the encoded token.
	JWT *string `json:"jwt,omitzero" print:"cut"`
	// Cookies are Set-Cookie header values.
	Cookies []string `json:"cookies,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SessionRefresh) UnmarshalJSON(data []byte) error {
	type fields SessionRefresh
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SessionRefresh) MarshalJSON() ([]byte, error) {
	type fields SessionRefresh
	return resource.Marshal(fields(x), x.Extra)
}

// BrowserClient is a browser or a device with its sessions: what Clerk calls a
// client. Times are Unix milliseconds. See
// https://clerk.com/docs/reference/backend/types/backend-client.
type BrowserClient struct {
	Object                     string    `json:"object"`
	ID                         string    `json:"id"`
	SessionIDs                 []string  `json:"session_ids"`
	Sessions                   []Session `json:"sessions"`
	SignInID                   *string   `json:"sign_in_id"`
	SignUpID                   *string   `json:"sign_up_id"`
	LastActiveSessionID        *string   `json:"last_active_session_id"`
	LastAuthenticationStrategy *string   `json:"last_authentication_strategy"`
	UpdatedAt                  int64     `json:"updated_at"`
	CreatedAt                  int64     `json:"created_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BrowserClient) UnmarshalJSON(data []byte) error {
	type fields BrowserClient
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BrowserClient) MarshalJSON() ([]byte, error) {
	type fields BrowserClient
	return resource.Marshal(fields(x), x.Extra)
}
