package authn

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// aLifetime is a tolerance that no token's expiry exceeds: a session lives on
// at Clerk when its last token has expired.
const aLifetime = 10 * 365 * 24 * time.Hour

// SessionOf returns the id of the session that a request's token belongs to,
// also when the token has expired or the session is pending; empty for a token
// that is not genuine, so that nobody can end another's session.
func (e *Engine) SessionOf(ctx context.Context, d *Decision) string {
	t := d.Session
	if t == nil && d.facts != nil {
		t = d.facts.session
	}
	if t == nil || t.Kind != token.KindSession || e.config.Verifier.SessionWithSkew(ctx, t, aLifetime) != nil {
		return ""
	}
	return sessionID(t)
}

func sessionID(t *token.Token) string {
	id, _ := t.Claims.Sid.Text()
	return id
}

// ForgetCookies returns the headers that delete this instance's cookies from a
// browser, suffixed and plain. In production some are kept for the whole
// domain: they are deleted from the request's host and from each domain above
// it, of which a browser heeds those that it may.
func (e *Engine) ForgetCookies(r *Request) []Header {
	var headers []Header
	for _, name := range e.cookies {
		for _, domain := range append([]string{""}, e.domainsOf(r.URL.Hostname())...) {
			line := name + "=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax"
			if domain != "" {
				line += "; Domain=" + domain
			}
			headers = append(headers, Header{headerSetCookie, line})
		}
	}
	return headers
}

const mostDomains = 4

// domainsOf lists a host and the domains above it that a cookie may be for.
func (e *Engine) domainsOf(host string) []string {
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil || !e.config.Instance.Production {
		return nil
	}
	var domains []string
	for strings.Contains(host, ".") && len(domains) < mostDomains {
		domains = append(domains, host)
		_, host, _ = strings.Cut(host, ".")
	}
	return domains
}
