package plugin

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/caarlos0/env/v10"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

const (
	defaultClockSkew  = 5 * time.Second
	defaultAPIVersion = "v1"
	defaultProxyPath  = "/__clerk"
)

// resolved is a set of options after environment and defaults, found to be without fault.
type resolved struct {
	Settings
	instance      instance.Instance
	organizations *authn.Organizations
}

// resolve fills empty fields from the environment and then with defaults, and
// reports every fault at once.
func resolve(s Settings) (*resolved, error) {
	r := &resolved{Settings: s}
	var faults faultList
	if err := fillFromEnvironment(&r.Settings); err != nil {
		faults.add("", "", "%v", err)
	}
	r.trim()
	r.check(&faults)
	r.setDefaults()
	return r, faults.err()
}

// fillFromEnvironment gives every empty field its variable's value. Nothing is
// read before this moment, so a program may load its .env file first.
func fillFromEnvironment(o *Settings) error {
	var fromEnv Settings
	err := env.Parse(&fromEnv)
	given, found := reflect.ValueOf(o).Elem(), reflect.ValueOf(fromEnv)
	for i := range given.NumField() {
		if given.Type().Field(i).Tag.Get("env") != "" && given.Field(i).IsZero() {
			given.Field(i).Set(found.Field(i))
		}
	}
	var many env.AggregateError
	if errors.As(err, &many) && len(many.Errors) > 0 {
		return many.Errors[0]
	}
	return err
}

// trim removes white space that comes along when keys are copied.
func (r *resolved) trim() {
	for _, s := range []*string{
		&r.PublishableKey, &r.SecretKey, &r.MachineSecretKey, &r.JWTKey, &r.APIURL, &r.APIVersion,
		&r.FrontendAPIURL, &r.Domain, &r.ProxyURL, &r.SignInURL, &r.SignUpURL,
	} {
		*s = strings.TrimSpace(*s)
	}
}

func (r *resolved) setDefaults() {
	if r.APIURL == "" {
		r.APIURL = instance.APIURL(r.instance.FrontendAPI)
	}
	if r.APIVersion == "" {
		r.APIVersion = defaultAPIVersion
	}
	if r.UserAgent == "" {
		r.UserAgent = "clerkfiber@" + Version
	}
	r.ClockSkew = skew(r.ClockSkew)
	r.FrontendAPIProxy.Path = strings.TrimRight(r.FrontendAPIProxy.Path, "/")
	if r.FrontendAPIProxy.Path == "" {
		r.FrontendAPIProxy.Path = defaultProxyPath
	}
}

func skew(d time.Duration) time.Duration {
	switch {
	case d == 0:
		return defaultClockSkew
	case d < 0:
		return 0
	}
	return d
}

// faultList collects what is wrong with options, so that it is told all at once.
type faultList []string

// add notes a fault of a field, with the variable that also sets it.
func (l *faultList) add(field, variable, what string, args ...any) {
	text := fmt.Sprintf(what, args...)
	switch {
	case field != "" && variable != "":
		text = fmt.Sprintf("%s (%s): %s", field, variable, text)
	case field != "":
		text = field + ": " + text
	}
	*l = append(*l, text)
}

func (l faultList) err() error {
	switch len(l) {
	case 0:
		return nil
	case 1:
		return errors.New("clerkfiber: wrong configuration: " + l[0])
	}
	return fmt.Errorf("clerkfiber: wrong configuration, %d faults:\n  - %s", len(l), strings.Join(l, "\n  - "))
}

// identity tells two plugins apart by what they would decide. Secrets enter it
// hashed.
func (r *resolved) identity() [sha256.Size]byte {
	o := r.Settings
	return sha256.Sum256(fmt.Appendf(nil, "%q", []any{
		o.PublishableKey, o.SecretKey, o.MachineSecretKey, o.JWTKey, o.APIURL, o.APIVersion, o.FrontendAPIURL, o.UserAgent,
		o.Audience, o.AuthorizedParties, o.ClockSkew.String(), fmt.Sprint(o.SkipJWKSCache, o.TokenCache),
		o.MachineTokenCache.TTL.String(), fmt.Sprintf("%p", o.MachineTokenCache.Storage),
		o.Domain, fmt.Sprint(o.IsSatellite), o.ProxyURL, o.SignInURL, o.SignUpURL, o.AfterSignInURL, o.AfterSignUpURL,
		fmt.Sprint(o.SatelliteAutoSync), o.OrganizationSync.OrganizationPatterns, o.OrganizationSync.PersonalAccountPatterns,
		fmt.Sprint(o.FrontendAPIProxy.Enabled, fmt.Sprintf("%p", o.FrontendAPIProxy.EnabledFunc)), o.FrontendAPIProxy.Path,
		fmt.Sprint(o.DisableHandshake, o.RefreshForms, o.CanonicalPaths), fmt.Sprintf("%p", o.HTTPClient),
	}))
}

// debug is what Auth.Debug tells of the configuration.
func (r *resolved) debug() map[string]any {
	return map[string]any{
		"secretKey":      redact.Prefix(r.SecretKey),
		"jwtKey":         redact.Prefix(r.JWTKey),
		"publishableKey": redact.Prefix(r.PublishableKey),
		"isSatellite":    r.IsSatellite,
		"domain":         r.Domain,
		"proxyUrl":       r.ProxyURL,
	}
}
