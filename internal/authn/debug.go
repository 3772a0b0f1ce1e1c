package authn

import (
	"cmp"

	"github.com/clerkfiber/clerkfiber/internal/redact"
)

// Debug explains a decision: the rule, the reason, and the facts that it
// rests on. Tokens are cut to seven characters. The keys are always the same,
// of a nil Decision too; what was not looked at is nil.
func (d *Decision) Debug() map[string]any {
	m := make(map[string]any, 32)
	for _, key := range [...]string{
		"tokenInHeader", "sessionTokenInCookie", "refreshTokenInCookie", "devBrowserToken", "handshakeToken", "handshakeNonce",
		"handshakeRedirectLoopCounter", "clientUat", "suffixedCookies", "instanceType", "frontendApi",
		"clerkUrl", "proxyUrl", "method", "origin", "referrer", "secFetchDest", "accept", "userAgent",
	} {
		m[key] = nil
	}
	if d == nil {
		d = &Decision{Status: SignedOut}
	}
	m["status"] = string(d.Status)
	m["reason"] = d.Reason
	m["message"] = d.Message
	m["rule"] = d.Rule
	m["tokenType"] = d.TokenType
	m["trouble"] = d.OperatorHint
	m["sessionToken"] = redact.Prefix(d.Token)
	switch {
	case d.facts != nil:
		d.facts.debug(m, d.Token)
		if d.presented != "" {
			m["sessionToken"], m["tokenInHeader"] = d.presented, d.presented
		}
	case d.cookies != CookieGlance{}:
		m["sessionTokenInCookie"] = redact.Prefix(d.Token)
		m["clientUat"], m["suffixedCookies"] = float64(d.cookies.ClientUAT), d.cookies.Suffixed
	case d.Token != "":
		m["tokenInHeader"] = redact.Prefix(d.Token)
	}
	return m
}

func (a *attempt) debug(m map[string]any, accepted string) {
	m["sessionToken"] = redact.Prefix(cmp.Or(accepted, a.sessionToken()))
	m["tokenInHeader"] = redact.Prefix(a.bearer)
	m["sessionTokenInCookie"] = redact.Prefix(a.sessionCookie)
	m["refreshTokenInCookie"] = redact.Prefix(a.refreshCookie)
	m["devBrowserToken"] = redact.Prefix(a.devBrowser)
	m["handshakeToken"] = redact.Prefix(a.handshakeToken)
	m["handshakeNonce"] = redact.Prefix(a.handshakeNonce)
	m["handshakeRedirectLoopCounter"] = a.redirects
	m["clientUat"] = a.clientUAT
	m["suffixedCookies"] = a.suffixed
	m["instanceType"] = a.engine.instanceType()
	m["frontendApi"] = a.frontendAPI
	r := a.request
	if r == nil {
		return // the answer for all who bring nothing
	}
	m["clerkUrl"] = r.URL.Origin() + r.URL.Pathname() // without the query: it may hold a token
	m["method"] = r.Method
	m["proxyUrl"] = r.ProxyURL
	m["origin"] = r.Origin
	m["referrer"] = referrerShown(r.Referrer)
	m["secFetchDest"] = r.SecFetchDest
	m["accept"] = r.Accept
	m["userAgent"] = r.UserAgent
}

func (e *Engine) instanceType() string {
	if e.config.Instance.Production {
		return "production"
	}
	return "development"
}
