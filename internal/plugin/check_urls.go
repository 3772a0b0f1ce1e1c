package plugin

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/fapiproxy"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// checkAPIURLs looks at the addresses that the secret key is sent to.
func (r *resolved) checkAPIURLs(faults *faultList) {
	for _, u := range []struct{ field, value string }{
		{"APIURL", r.APIURL},
		{"FrontendAPIURL", r.FrontendAPIURL},
	} {
		switch _, err := fapiproxy.ParseTarget(u.value); {
		case u.value == "":
		case quoted(u.value) != "":
			faults.add(u.field, "%s", quoted(u.value))
		case !isWebURL(u.value) || err != nil:
			faults.add(u.field, "%q is no absolute http or https URL without user, query and fragment", redact.URL(u.value))
		case instance.KindOf(r.SecretKey) == instance.Production && instance.InClear(u.value):
			faults.add(u.field, "%q would send a live secret key in clear: use https, or a host on this machine", u.value)
		}
	}
	// What is wrong with it has been said.
	r.proxyTarget, _ = fapiproxy.ParseTarget(cmp.Or(r.FrontendAPIURL, instance.ProxyTarget(r.instance.FrontendAPI)))
}

// checkVisitorsURLs looks at the addresses that browsers are sent to.
func (r *resolved) checkVisitorsURLs(faults *faultList) {
	for _, u := range []struct{ field, value string }{
		{"SignInURL", r.SignInURL},
		{"SignUpURL", r.SignUpURL},
		{"AfterSignInURL", r.AfterSignInURL},
		{"AfterSignUpURL", r.AfterSignUpURL},
	} {
		if what := pageFault(u.value); what != "" {
			faults.add(u.field, "%s", what)
		}
	}
	switch u := r.ProxyURL; {
	case u == "", isPath(u) && pageFault(u) == "" && !strings.ContainsAny(u, "?#"):
	case quoted(u) != "":
		faults.add("ProxyURL", "%s", quoted(u))
	case !isWebURL(u):
		faults.add("ProxyURL", "%q is neither an absolute http or https URL nor a path such as /__clerk", redact.URL(u))
	}
	switch path := strings.TrimRight(r.FrontendAPIProxy.Path, "/"); {
	case path == "":
	case !isPath(path):
		faults.add("FrontendAPIProxy.Path", "%q must begin with a slash, and one only", path)
	case strings.ContainsAny(path, "?#%*:\\ \"'") || strings.ContainsFunc(path, func(c rune) bool { return c < ' ' || c > '~' }):
		faults.add("FrontendAPIProxy.Path", "%q is no plain path such as /__clerk", path)
	}
	r.checkDomain(faults)
}

func (r *resolved) checkDomain(faults *faultList) {
	switch d := r.Domain; {
	case quoted(d) != "":
		faults.add("Domain", "%s", quoted(d))
	case strings.Contains(d, "://"):
		faults.add("Domain", "%q has a scheme; give the domain alone, such as example.com", redact.URL(d))
	case strings.ContainsAny(d, "/?#@\\* ;,"):
		faults.add("Domain", "%q is more than a domain; give the domain alone, such as example.com", d)
	}
}

// pageFault says what is wrong with the address of a page: absolute, or a path
// on the request's own origin. Any other relative address would be another page
// below each path.
func pageFault(page string) string {
	switch {
	case page == "":
		return ""
	case quoted(page) != "":
		return quoted(page)
	case strings.ContainsFunc(page, func(c rune) bool { return c <= ' ' || c == 0x7f }), strings.Contains(page, `\`):
		return fmt.Sprintf("%q holds a character that no address may hold", redact.URL(page))
	case isPath(page):
		return ""
	}
	u, err := url.Parse(page)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return fmt.Sprintf("%q is neither an absolute http or https URL, such as https://example.com/sign-in, nor a path that begins with one slash", redact.URL(page))
	}
	return ""
}

func isPath(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.HasPrefix(s, `/\`)
}

func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil &&
		!u.ForceQuery && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(s, "# \\*")
}

// partyFault says why no browser would name itself by this origin. The azp of
// a token is compared with it as a whole.
func partyFault(party string) string {
	const example = "such as https://example.com"
	u, err := url.Parse(party)
	switch {
	case strings.Contains(party, "*"):
		return "has a wildcard, and azp is compared as a whole: list each origin"
	case err != nil || u.Scheme == "" || u.Host == "":
		return "is no origin: give scheme and host, " + example
	case u.Path != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.User != nil || strings.HasSuffix(party, "#"):
		return "is more than an origin: give scheme and host without a path, " + example
	case u.Scheme != "http" && u.Scheme != "https":
		return "" // an application's own scheme, such as capacitor://localhost
	}
	parsed, err := weburl.Parse(party)
	switch {
	case err != nil:
		return "is no origin: give scheme and host, " + example
	case parsed.Origin() != party:
		return fmt.Sprintf("is written by browsers as %q: give it so", parsed.Origin())
	}
	return ""
}
