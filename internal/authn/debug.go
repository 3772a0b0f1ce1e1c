package authn

import "github.com/clerkfiber/clerkfiber/internal/redact"

// Debug explains a decision: the rule, the reason, and the facts that it
// rests on. Tokens are cut to seven characters.
func (d *Decision) Debug() map[string]any {
	m := map[string]any{
		"status":    string(d.Status),
		"reason":    d.Reason,
		"message":   d.Message,
		"rule":      d.Rule,
		"tokenType": d.TokenType,
	}
	if d.Trouble != "" {
		m["trouble"] = d.Trouble
	}
	if d.Token != "" {
		m["sessionToken"] = redact.Prefix(d.Token)
	}
	a := d.facts
	if a == nil {
		return m
	}
	m["sessionToken"] = redact.Prefix(or(d.Token, a.sessionToken()))
	m["tokenInHeader"] = redact.Prefix(a.bearer)
	m["sessionTokenInCookie"] = redact.Prefix(a.sessionCookie)
	m["refreshTokenInCookie"] = redact.Prefix(a.refreshCookie)
	m["devBrowserToken"] = redact.Prefix(a.devBrowser)
	m["handshakeToken"] = redact.Prefix(a.handshakeToken)
	m["handshakeNonce"] = redact.Prefix(a.handshakeNonce)
	m["handshakeRedirectLoopCounter"] = a.redirects
	m["clientUat"] = a.clientUAT
	m["suffixedCookies"] = a.suffixed
	m["instanceType"] = map[bool]string{true: "production", false: "development"}[a.production()]
	m["frontendApi"] = a.frontendAPI
	r := a.request
	if r == nil {
		return m // the answer for all who bring nothing
	}
	m["clerkUrl"] = r.URL.Origin() + r.URL.Pathname() // without the query: it may hold a token
	m["method"] = r.Method
	m["origin"] = r.Origin
	m["referrer"] = referrerShown(r.Referrer)
	m["secFetchDest"] = r.SecFetchDest
	m["accept"] = r.Accept
	m["userAgent"] = r.UserAgent
	return m
}
