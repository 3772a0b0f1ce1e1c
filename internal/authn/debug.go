package authn

// Shown is how much of a secret may be shown.
const Shown = 7

// Cut shortens a secret to what may be shown.
func Cut(secret string) string {
	if len(secret) > Shown {
		return secret[:Shown]
	}
	return secret
}

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
		m["sessionToken"] = Cut(d.Token)
	}
	a := d.facts
	if a == nil {
		return m
	}
	m["sessionToken"] = Cut(or(d.Token, a.sessionToken()))
	m["tokenInHeader"] = Cut(a.bearer)
	m["sessionTokenInCookie"] = Cut(a.sessionCookie)
	m["refreshTokenInCookie"] = Cut(a.refreshCookie)
	m["devBrowserToken"] = Cut(a.devBrowser)
	m["handshakeToken"] = Cut(a.handshakeToken)
	m["handshakeNonce"] = Cut(a.handshakeNonce)
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
