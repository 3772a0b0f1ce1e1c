package plugin

import (
	"net/url"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

const keysPage = "copy it from https://dashboard.clerk.com/~/api-keys"

// check finds the faults. A message shows a key's first characters at most.
func (r *resolved) check(faults *faultList) {
	r.checkPublishableKey(faults)
	r.checkSecretKeys(faults)
	r.checkJWTKey(faults)
	r.checkURLs(faults)
	r.checkParties(faults)
	r.checkSatellite(faults)
	organizations, err := authn.NewOrganizations(r.OrganizationSync.OrganizationPatterns, r.OrganizationSync.PersonalAccountPatterns)
	if err != nil {
		faults.add("OrganizationSync", "", "%v", err)
	}
	r.organizations = organizations
	if !strings.HasPrefix(r.FrontendAPIProxy.Path, "/") && r.FrontendAPIProxy.Path != "" {
		faults.add("FrontendAPIProxy.Path", "", "%q must begin with a slash", r.FrontendAPIProxy.Path)
	}
	if r.MachineTokenCache.TTL < 0 {
		faults.add("MachineTokenCache.TTL", "", "is negative; zero turns the cache off")
	}
}

func (r *resolved) checkPublishableKey(faults *faultList) {
	const field, variable = "PublishableKey", "CLERK_PUBLISHABLE_KEY"
	key := r.PublishableKey
	switch {
	case key == "":
		faults.add(field, variable, "missing: %s", keysPage)
		return
	case strings.HasPrefix(key, "sk_"):
		faults.add(field, variable, "holds a secret key (%s…), which must never reach a browser; the publishable key begins with pk_: %s", redact.Prefix(key), keysPage)
		return
	}
	parsed, err := instance.Parse(key)
	if err != nil {
		faults.add(field, variable, "%q… is no publishable key, which is pk_test_… or pk_live_…: %s", redact.Prefix(key), keysPage)
		return
	}
	r.instance = parsed
}

func (r *resolved) checkSecretKeys(faults *faultList) {
	const field, variable = "SecretKey", "CLERK_SECRET_KEY"
	key := r.SecretKey
	switch {
	case key == "":
		faults.add(field, variable, "missing: %s", keysPage)
	case strings.HasPrefix(key, "pk_"):
		faults.add(field, variable, "holds a publishable key (%s…); the secret key begins with sk_: %s", redact.Prefix(key), keysPage)
	case strings.ContainsAny(key, "\r\n\x00"):
		faults.add(field, variable, "%q… holds a line break: %s", redact.Prefix(key), keysPage)
	case r.PublishableKey != "" && kindOf(r.PublishableKey, "pk_") != "" && kindOf(key, "sk_") != "" &&
		kindOf(r.PublishableKey, "pk_") != kindOf(key, "sk_"):
		faults.add(field, variable, "is of a %s instance (%s…) and the publishable key of a %s one (%s…): copy both from the same page, https://dashboard.clerk.com/~/api-keys",
			kindOf(key, "sk_"), redact.Prefix(key), kindOf(r.PublishableKey, "pk_"), redact.Prefix(r.PublishableKey))
	}
	if machine := r.MachineSecretKey; strings.HasPrefix(machine, "pk_") {
		faults.add("MachineSecretKey", "CLERK_MACHINE_SECRET_KEY", "%q… is a publishable key, not a machine's secret: copy it from https://dashboard.clerk.com/~/machines", redact.Prefix(machine))
	}
}

// kindOf is development or production, as a key says of itself; empty when it does not.
func kindOf(key, prefix string) string {
	switch key = strings.TrimPrefix(key, prefix); {
	case strings.HasPrefix(key, "test_"):
		return "development"
	case strings.HasPrefix(key, "live_"):
		return "production"
	}
	return ""
}

func (r *resolved) checkJWTKey(faults *faultList) {
	if r.JWTKey == "" {
		return
	}
	if _, err := token.NewVerifier(token.Config{JWTKey: r.JWTKey}); err != nil {
		faults.add("JWTKey", "CLERK_JWT_KEY", "is no RSA public key in PEM (%v): copy it from https://dashboard.clerk.com/~/api-keys, Show JWT public key, PEM Public Key", err)
	}
}

func (r *resolved) checkURLs(faults *faultList) {
	for _, u := range []struct{ field, variable, value string }{
		{"APIURL", "CLERK_API_URL", r.APIURL},
		{"ProxyURL", "CLERK_PROXY_URL", r.ProxyURL},
	} {
		if u.value == "" || u.field == "ProxyURL" && strings.HasPrefix(u.value, "/") && !strings.HasPrefix(u.value, "//") {
			continue
		}
		if !isWebURL(u.value) {
			faults.add(u.field, u.variable, "%q is no absolute http or https URL", u.value)
		}
	}
	if strings.ContainsAny(r.APIVersion, "/?#%. ") {
		faults.add("APIVersion", "CLERK_API_VERSION", "%q is no version such as v1", r.APIVersion)
	}
	if d := r.Domain; strings.Contains(d, "://") {
		faults.add("Domain", "CLERK_DOMAIN", "%q has a scheme; give the domain alone, such as example.com", d)
	} else if strings.ContainsAny(d, "/?#@ ") {
		faults.add("Domain", "CLERK_DOMAIN", "%q is more than a domain; give the domain alone, such as example.com", d)
	}
}

func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func (r *resolved) checkParties(faults *faultList) {
	for _, party := range r.AuthorizedParties {
		u, err := url.Parse(party)
		if err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			faults.add("AuthorizedParties", "", "%q is no origin; give scheme and host without a path, such as https://example.com", party)
		}
	}
}

func (r *resolved) checkSatellite(faults *faultList) {
	if !r.IsSatellite {
		return
	}
	if r.Domain == "" && r.ProxyURL == "" {
		faults.add("Domain", "CLERK_DOMAIN", "missing: a satellite needs a Domain, or a ProxyURL (CLERK_PROXY_URL)")
	}
	if r.instance.Production || r.PublishableKey == "" {
		return
	}
	switch {
	case r.SignInURL == "":
		faults.add("SignInURL", "CLERK_SIGN_IN_URL", "missing: a satellite in development needs the primary application's sign-in page")
	case !isSignInURL(r.SignInURL):
		faults.add("SignInURL", "CLERK_SIGN_IN_URL", "%q is no absolute URL: a satellite's visitors sign in on another domain", r.SignInURL)
	}
}

func isSignInURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
