package plugin

import (
	"fmt"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/pathpattern"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Where keys are to be had.
const (
	keysPage     = "copy it from https://dashboard.clerk.com/~/api-keys"
	machinesPage = "copy it from https://dashboard.clerk.com/~/machines"
)

// check finds the faults. A message shows a key's first characters at most.
func (r *resolved) check(faults *faultList) {
	r.checkPublishableKey(faults)
	r.checkSecretKey(faults)
	r.checkMachineSecretKey(faults)
	r.checkJWTKey(faults)
	r.checkAPIURLs(faults)
	r.checkVisitorsURLs(faults)
	r.checkParties(faults)
	r.checkSatellite(faults)
	r.checkOrganizations(faults)
	r.checkNumbers(faults)
}

func (r *resolved) checkPublishableKey(faults *faultList) {
	const field = "PublishableKey"
	key := r.PublishableKey
	switch {
	case key == "":
		faults.add(field, "missing: %s", keysPage)
		return
	case instance.Misspelled(key) != "":
		faults.add(field, "%s… %s; %s", redact.Prefix(key), instance.Misspelled(key), keysPage)
		return
	case strings.HasPrefix(key, "sk_"):
		faults.add(field, "holds a secret key (%s…), which must never reach a browser; the publishable key begins with pk_: %s", redact.Prefix(key), keysPage)
		return
	}
	parsed, err := instance.Parse(key)
	if err != nil {
		faults.add(field, "%s… is no publishable key, which is pk_test_… or pk_live_…: %s", redact.Prefix(key), keysPage)
		return
	}
	r.instance = parsed
}

func (r *resolved) checkSecretKey(faults *faultList) {
	const field = "SecretKey"
	key := r.SecretKey
	of, publishableOf := instance.KindOf(key), instance.KindOf(r.PublishableKey)
	switch {
	case key == "":
		faults.add(field, "missing: %s", keysPage)
	case instance.Misspelled(key) != "":
		faults.add(field, "%s… %s; %s", redact.Prefix(key), instance.Misspelled(key), keysPage)
	case strings.HasPrefix(key, "pk_"):
		faults.add(field, "holds a publishable key (%s…); the secret key begins with sk_: %s", redact.Prefix(key), keysPage)
	case of == "":
		faults.add(field, "%s… is no secret key, which is sk_test_… or sk_live_…: %s", redact.Prefix(key), keysPage)
	case strings.HasPrefix(r.PublishableKey, "pk_") && publishableOf != "" && publishableOf != of:
		faults.add(field, "is of a %s instance (%s…), and %s of a %s one (%s…): copy both from the same page, https://dashboard.clerk.com/~/api-keys",
			of, redact.Prefix(key), faults.named("PublishableKey"), publishableOf, redact.Prefix(r.PublishableKey))
	}
}

func (r *resolved) checkMachineSecretKey(faults *faultList) {
	const field = "MachineSecretKey"
	key := r.MachineSecretKey
	switch {
	case key == "":
	case instance.Misspelled(key) != "":
		faults.add(field, "%s… %s; %s", redact.Prefix(key), instance.Misspelled(key), machinesPage)
	case strings.HasPrefix(key, "sk_"), strings.HasPrefix(key, "pk_"):
		faults.add(field, "%s… is a key of the instance, not of a machine, which begins with ak_: %s", redact.Prefix(key), machinesPage)
	case !strings.HasPrefix(key, "ak_"):
		faults.add(field, "%s… is no machine's secret key, which begins with ak_: %s", redact.Prefix(key), machinesPage)
	}
}

func (r *resolved) checkJWTKey(faults *faultList) {
	const field, page = "JWTKey", "copy it from https://dashboard.clerk.com/~/api-keys, Show JWT public key, PEM Public Key"
	if r.JWTKey == "" {
		return
	}
	oneLine := strings.NewReplacer("\r", "", "\n", "", " ", "", "\t", "").Replace(r.JWTKey)
	if what := instance.Misspelled(oneLine); what != "" {
		faults.add(field, "%s; %s", what, page)
		return
	}
	if _, err := token.NewVerifier(token.Config{JWTKey: r.JWTKey}); err != nil {
		faults.add(field, "is no RSA public key in PEM (%v): %s", err, page)
	}
}

// checkSatellite says what a satellite misses: assertions that the original
// makes when the first visitor comes.
func (r *resolved) checkSatellite(faults *faultList) {
	if !r.IsSatellite {
		return
	}
	if r.Domain == "" && r.ProxyURL == "" {
		faults.add("Domain", "missing: a satellite needs a Domain, or a ProxyURL (CLERK_PROXY_URL)")
	}
	if r.instance.Production || r.PublishableKey == "" {
		return
	}
	switch {
	case r.SignInURL == "":
		faults.add("SignInURL", "missing: a satellite in development needs the primary application's sign-in page")
	case pageFault(r.SignInURL) == "" && strings.HasPrefix(r.SignInURL, "/"):
		faults.add("SignInURL", "%q is no absolute URL: a satellite's visitors sign in on another domain", r.SignInURL)
	}
}

func (r *resolved) checkOrganizations(faults *faultList) {
	sync := r.OrganizationSync
	for _, list := range []struct {
		field    string
		patterns []string
	}{
		{"OrganizationSync.OrganizationPatterns", sync.OrganizationPatterns},
		{"OrganizationSync.PersonalAccountPatterns", sync.PersonalAccountPatterns},
	} {
		for _, pattern := range list.patterns {
			compiled, err := pathpattern.Compile([]string{pattern})
			switch {
			case err != nil:
				faults.add(list.field, "%v", err)
			case pattern != "" && pattern[0] != '/' && !strings.ContainsAny(pattern[:1], "(:{\\"):
				faults.add(list.field, "%q matches no path: each begins with a slash, such as /orgs/:slug/(.*)", pattern)
			case list.field == "OrganizationSync.OrganizationPatterns" && !compiled.Has("id") && !compiled.Has("slug"):
				faults.add(list.field, "%q names no organization: give it a parameter :id or :slug, such as /orgs/:slug/(.*)", pattern)
			}
		}
	}
	// What is wrong with a pattern has been said.
	r.organizations, _ = authn.NewOrganizations(sync.OrganizationPatterns, sync.PersonalAccountPatterns)
}

func (r *resolved) checkNumbers(faults *faultList) {
	for _, field := range optionset.Negative(r.Settings) {
		faults.add(field, "is negative; zero stands for the default")
	}
	if r.HTTPClient != nil && r.HTTPClient.Timeout < 0 {
		faults.add("HTTPClient", "its Timeout of %v is negative", r.HTTPClient.Timeout)
	}
	if strings.ContainsFunc(r.UserAgent, func(c rune) bool { return c < ' ' || c > '~' }) {
		faults.add("UserAgent", "%q holds a character that no header may hold", r.UserAgent)
	}
	if strings.ContainsAny(r.APIVersion, "/?#%. '\"") {
		faults.add("APIVersion", "%q is no version such as v1", r.APIVersion)
	}
}

func (r *resolved) checkParties(faults *faultList) {
	for _, party := range r.AuthorizedParties {
		if what := partyFault(party); what != "" {
			faults.add("AuthorizedParties", "%q %s", party, what)
		}
	}
}

// quoted says that a value stands in quotes that are no part of it.
func quoted(value string) string {
	if strings.ContainsAny(value, "'\"`‘’“”„") {
		return fmt.Sprintf("%q holds a quote: give the value without quotes", redact.URL(value))
	}
	return ""
}
