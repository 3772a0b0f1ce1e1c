package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// EnterpriseConnectionTestRun is a trial sign-in through a connection. Times
// are Unix milliseconds.
type EnterpriseConnectionTestRun struct {
	ID             string                                              `json:"id"`
	Status         EnterpriseConnectionTestRunStatus                   `json:"status"`
	ConnectionType EnterpriseConnectionTestRunConnectionType           `json:"connection_type"`
	ParsedUserInfo Optional[EnterpriseConnectionTestRunParsedUserInfo] `json:"parsed_user_info,omitzero"`
	Logs           []EnterpriseConnectionTestRunLog                    `json:"logs,omitzero"`
	SAML           Optional[EnterpriseConnectionTestRunSAML]           `json:"saml,omitzero"`
	OAuth          Optional[EnterpriseConnectionTestRunOAuth]          `json:"oauth,omitzero"`
	CreatedAt      int64                                               `json:"created_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRun) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRun
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRun) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRun
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionTestRunStatus is the result of a test run. Values that
// are not listed may come.
type EnterpriseConnectionTestRunStatus string

// The values of EnterpriseConnectionTestRunStatus.
const (
	EnterpriseConnectionTestRunStatusPending EnterpriseConnectionTestRunStatus = "pending"
	EnterpriseConnectionTestRunStatusSuccess EnterpriseConnectionTestRunStatus = "success"
	EnterpriseConnectionTestRunStatusFailed  EnterpriseConnectionTestRunStatus = "failed"
)

// EnterpriseConnectionTestRunConnectionType is the protocol of a test run.
// Values that are not listed may come.
type EnterpriseConnectionTestRunConnectionType string

// The values of EnterpriseConnectionTestRunConnectionType.
const (
	EnterpriseConnectionTestRunConnectionTypeSAML  EnterpriseConnectionTestRunConnectionType = "saml"
	EnterpriseConnectionTestRunConnectionTypeOAuth EnterpriseConnectionTestRunConnectionType = "oauth"
)

// EnterpriseConnectionTestRunStart has the URL at which a test run goes on.
type EnterpriseConnectionTestRunStart struct {
	URL string `json:"url"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRunStart) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRunStart
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRunStart) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRunStart
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionTestRunLog is a line of a test run's log.
type EnterpriseConnectionTestRunLog struct {
	Level        string  `json:"level"`
	Code         *string `json:"code,omitzero"`
	ShortMessage *string `json:"short_message,omitzero"`
	Message      string  `json:"message"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRunLog) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRunLog
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRunLog) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRunLog
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionTestRunParsedUserInfo is the user as Clerk read it in a
// test run.
type EnterpriseConnectionTestRunParsedUserInfo struct {
	EmailAddress *string `json:"email_address,omitzero"`
	FirstName    *string `json:"first_name,omitzero"`
	LastName     *string `json:"last_name,omitzero"`
	UserID       *string `json:"user_id,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRunParsedUserInfo) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRunParsedUserInfo
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRunParsedUserInfo) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRunParsedUserInfo
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionTestRunSAML is what a test run saw of SAML.
type EnterpriseConnectionTestRunSAML struct {
	SAMLRequest  *string `json:"saml_request,omitzero"`
	SAMLResponse *string `json:"saml_response,omitzero"`
	RelayState   *string `json:"relay_state,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRunSAML) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRunSAML
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRunSAML) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRunSAML
	return resource.Marshal(fields(x), x.Extra)
}

// EnterpriseConnectionTestRunOAuth is what a test run saw of OpenID Connect.
type EnterpriseConnectionTestRunOAuth struct {
	IDToken     *string `json:"id_token,omitzero" print:"cut"`
	AccessToken *string `json:"access_token,omitzero" print:"cut"`
	UserInfo    *string `json:"user_info,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *EnterpriseConnectionTestRunOAuth) UnmarshalJSON(data []byte) error {
	type fields EnterpriseConnectionTestRunOAuth
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x EnterpriseConnectionTestRunOAuth) MarshalJSON() ([]byte, error) {
	type fields EnterpriseConnectionTestRunOAuth
	return resource.Marshal(fields(x), x.Extra)
}
