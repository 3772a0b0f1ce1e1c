package plugin

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/fapiproxy"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

const (
	defaultClockSkew  = 5 * time.Second
	defaultAPIVersion = "v1"
	defaultProxyPath  = "/__clerk"
)

// resolved is a set of options after environment and defaults, found to be
// without fault. It is for making an Authenticator of; what an Authenticator
// keeps has no key in it that could be printed.
type resolved struct {
	Settings
	instance      instance.Instance
	organizations *authn.Organizations
	proxyTarget   *fapiproxy.Target
}

// keys are what Debug tells the beginning of.
type keys struct{ publishable, secret, jwt redact.Secret }

func (r *resolved) keys() keys {
	return keys{redact.New(r.PublishableKey), redact.New(r.SecretKey), redact.New(r.JWTKey)}
}

func (r *resolved) withoutKeys() Settings {
	o := r.Settings
	optionset.WithoutSecrets(&o)
	return o
}

// resolve fills empty fields from the environment and then with defaults, and
// reports every fault at once.
func resolve(s Settings) (*resolved, error) {
	r := &resolved{Settings: s}
	var faults faultList
	r.fillFromEnvironment(&faults)
	optionset.Trim(&r.Settings)
	r.check(&faults)
	r.setDefaults()
	return r, faults.err(wrongConfiguration)
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
type faultList struct {
	texts            []string
	withoutVariables bool // the environment is not read
}

// add notes a fault of a field.
func (l *faultList) add(field, what string, args ...any) {
	l.texts = append(l.texts, l.named(field)+": "+fmt.Sprintf(what, args...))
}

// named is a field with the variable that it is read from as well:
// SecretKey (CLERK_SECRET_KEY).
func (l *faultList) named(field string) string {
	if variable := optionset.Variable(Settings{}, field); variable != "" && !l.withoutVariables {
		return field + " (" + variable + ")"
	}
	return field
}

// wrongConfiguration is what New, VerifyToken and NewPerRequest say of their options.
const wrongConfiguration = "wrong configuration"

// err returns all faults of what is wrong in one error, nil for none.
func (l *faultList) err(what string) error {
	switch len(l.texts) {
	case 0:
		return nil
	case 1:
		return errors.New("clerkfiber: " + what + ": " + l.texts[0])
	}
	return fmt.Errorf("clerkfiber: %s, %d faults:\n  - %s", what, len(l.texts), strings.Join(l.texts, "\n  - "))
}
