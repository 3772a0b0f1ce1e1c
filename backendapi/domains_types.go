package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// Domain is a domain that the instance serves.
type Domain struct {
	Object string `json:"object"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	// IsSatellite: the domain takes its sign-ins from the primary one.
	IsSatellite       bool             `json:"is_satellite"`
	FrontendAPIURL    string           `json:"frontend_api_url"`
	AccountsPortalURL Optional[string] `json:"accounts_portal_url,omitzero"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL          Optional[string]        `json:"proxy_url,omitzero"`
	DevelopmentOrigin string                  `json:"development_origin"`
	CNAMETargets      Optional[[]CNameTarget] `json:"cname_targets,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Domain) UnmarshalJSON(data []byte) error {
	type fields Domain
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Domain) MarshalJSON() ([]byte, error) {
	type fields Domain
	return resource.Marshal(fields(x), x.Extra)
}

// CNameTarget is a DNS record that a domain needs.
type CNameTarget struct {
	Host  string `json:"host"`
	Value string `json:"value"`
	// Required: the domain does not work without it.
	Required bool `json:"required"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *CNameTarget) UnmarshalJSON(data []byte) error {
	type fields CNameTarget
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x CNameTarget) MarshalJSON() ([]byte, error) {
	type fields CNameTarget
	return resource.Marshal(fields(x), x.Extra)
}

// ProxyCheck is the result of checking a proxy of the Frontend API. Times are
// Unix milliseconds.
type ProxyCheck struct {
	Object    string `json:"object"`
	ID        string `json:"id"`
	DomainID  string `json:"domain_id"`
	LastRunAt *int64 `json:"last_run_at"`
	// ProxyURL is where a proxy serves the Frontend API.
	ProxyURL   string `json:"proxy_url"`
	Successful bool   `json:"successful"`
	CreatedAt  int64  `json:"created_at"`
	UpdatedAt  int64  `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *ProxyCheck) UnmarshalJSON(data []byte) error {
	type fields ProxyCheck
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x ProxyCheck) MarshalJSON() ([]byte, error) {
	type fields ProxyCheck
	return resource.Marshal(fields(x), x.Extra)
}

// RedirectURL is a URL that native applications may be sent back to. Times are
// Unix milliseconds.
type RedirectURL struct {
	Object    string `json:"object"`
	ID        string `json:"id"`
	URL       string `json:"url"`
	CreatedAt int64  `json:"created_at"`
	UpdatedAt int64  `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *RedirectURL) UnmarshalJSON(data []byte) error {
	type fields RedirectURL
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x RedirectURL) MarshalJSON() ([]byte, error) {
	type fields RedirectURL
	return resource.Marshal(fields(x), x.Extra)
}

// SvixURL leads to the webhook settings at Svix.
type SvixURL struct {
	SvixURL string `json:"svix_url"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SvixURL) UnmarshalJSON(data []byte) error {
	type fields SvixURL
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SvixURL) MarshalJSON() ([]byte, error) {
	type fields SvixURL
	return resource.Marshal(fields(x), x.Extra)
}

// AccountlessApplication is an application without an owner, with its keys.
type AccountlessApplication struct {
	Object         string `json:"object"`
	ID             string `json:"id,omitzero"`
	PublishableKey string `json:"publishable_key"`
	SecretKey      string `json:"secret_key" print:"cut"`
	ClaimURL       string `json:"claim_url"`
	APIKeysURL     string `json:"api_keys_url"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *AccountlessApplication) UnmarshalJSON(data []byte) error {
	type fields AccountlessApplication
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x AccountlessApplication) MarshalJSON() ([]byte, error) {
	type fields AccountlessApplication
	return resource.Marshal(fields(x), x.Extra)
}
