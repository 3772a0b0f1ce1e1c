package replay

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/conformance"
)

// recordedOptions are the options of clerkPlugin, by their names there.
type recordedOptions struct {
	PublishableKey    string   `json:"publishableKey"`
	SecretKey         string   `json:"secretKey"`
	MachineSecretKey  string   `json:"machineSecretKey"`
	JWTKey            string   `json:"jwtKey"`
	APIURL            string   `json:"apiUrl"`
	APIVersion        string   `json:"apiVersion"`
	Domain            string   `json:"domain"`
	IsSatellite       bool     `json:"isSatellite"`
	ProxyURL          string   `json:"proxyUrl"`
	SignInURL         string   `json:"signInUrl"`
	SatelliteAutoSync bool     `json:"satelliteAutoSync"`
	Audience          oneOrAll `json:"audience"`
	AuthorizedParties []string `json:"authorizedParties"`
	ClockSkewInMs     *int64   `json:"clockSkewInMs"`
	SkipJWKSCache     bool     `json:"skipJwksCache"`
	EnableHandshake   *bool    `json:"__internal_enableHandshake"`
	OrganizationSync  struct {
		OrganizationPatterns    []string `json:"organizationPatterns"`
		PersonalAccountPatterns []string `json:"personalAccountPatterns"`
	} `json:"organizationSyncOptions"`
	FrontendAPIProxy *struct {
		Enabled      bool   `json:"enabled"`
		EnabledUnder string `json:"enabledUnder"`
		Path         string `json:"path"`
	} `json:"frontendApiProxy"`
}

// oneOrAll is a string or a list of strings.
type oneOrAll []string

func (o *oneOrAll) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*o = oneOrAll{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(o))
}

func (o *recordedOptions) here(transport http.RoundTripper) conformance.Options {
	options := conformance.Options{
		PublishableKey:    o.PublishableKey,
		SecretKey:         o.SecretKey,
		MachineSecretKey:  o.MachineSecretKey,
		JWTKey:            o.JWTKey,
		APIURL:            o.APIURL,
		APIVersion:        o.APIVersion,
		Domain:            o.Domain,
		IsSatellite:       o.IsSatellite,
		ProxyURL:          o.ProxyURL,
		SignInURL:         o.SignInURL,
		SatelliteAutoSync: o.SatelliteAutoSync,
		Audience:          o.Audience,
		AuthorizedParties: o.AuthorizedParties,
		ClockSkew:         o.skew(),
		SkipJWKSCache:     o.SkipJWKSCache,
		DisableHandshake:  o.EnableHandshake != nil && !*o.EnableHandshake,
		HTTPClient: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		OrganizationSync: clerkauth.OrganizationSyncOptions(o.OrganizationSync),
	}
	if p := o.FrontendAPIProxy; p != nil {
		options.FrontendAPIProxy = clerkauth.FrontendAPIProxyOptions{Enabled: p.Enabled, Path: p.Path}
		if p.EnabledUnder != "" {
			options.FrontendAPIProxy.EnabledFunc = func(u *url.URL) bool { return strings.HasPrefix(u.Path, p.EnabledUnder) }
		}
	}
	return options
}

// skew is the clock skew in Go's terms, where zero is the default and a
// negative one is none.
func (o *recordedOptions) skew() time.Duration {
	switch {
	case o.ClockSkewInMs == nil:
		return 0
	case *o.ClockSkewInMs <= 0:
		return -1
	default:
		return time.Duration(*o.ClockSkewInMs) * time.Millisecond
	}
}
