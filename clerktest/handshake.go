package clerktest

import (
	"net/http"
	"net/url"
)

// handshake is where an application's server sends a browser whose state it
// cannot tell: the visitor comes back with directives, which are Set-Cookie
// lines for the application's own answer.
//
// In development the payload is in the query, in production in a cookie.
func (s *Server) handshake(c *call) reply {
	target, err := url.Parse(c.query.Get("redirect_url"))
	if err != nil || httpOrigin(target.String()) == "" {
		return problemAbout(http.StatusBadRequest, "invalid_url_scheme", "The redirect_url must be an address with http or https.", "redirect_url")
	}
	// A development instance sends visitors anywhere, as Clerk does: what it
	// hands out is of no worth to a stranger.
	if s.instance.production && !s.allowedOrigin(target.String()) {
		return problemAbout(http.StatusBadRequest, "redirect_url_invalid", "The redirect_url belongs to no known origin.", "redirect_url")
	}
	if s.instance.production && s.satelliteHost(c.who.host) {
		return s.handshakeOnPrimary(c)
	}
	// The token is for the page that the visitor returns to, wherever they came from.
	c.who.origin = httpOrigin(target.String())
	if c.query.Has("organization_id") {
		s.syncOrganization(c)
	}
	if target.Query().Get("__clerk_synced") == "false" {
		setQuery(target, "__clerk_synced", "true")
	}
	return s.handBack(c, target, s.directives(c, target.Hostname()))
}

// satelliteHost reports whether the visitor came to a satellite's Frontend
// API, which does not see the primary domain's cookies.
func (s *Server) satelliteHost(host string) bool {
	return host != s.instance.frontendAPI && host != s.instance.accounts && s.servesHost(host)
}

// handshakeOnPrimary sends the visitor on to where the cookies are.
func (s *Server) handshakeOnPrimary(c *call) reply {
	next := url.URL{Scheme: "https", Host: s.instance.frontendAPI, Path: c.r.URL.Path, RawQuery: c.r.URL.RawQuery}
	return redirect(next.String(), nil)
}

// syncOrganization chooses the organization that a page's path names. One that
// is unknown, or not the user's, leaves the session without organization.
func (s *Server) syncOrganization(c *call) {
	e := s.activeSession(c.who.client)
	if e == nil {
		return
	}
	if refusal := s.activate(e, c.query.Get("organization_id")); refusal != nil {
		e.organization = ""
	}
	s.settle(e)
}

// handBack sends the visitor home with the payload.
func (s *Server) handBack(c *call, target *url.URL, directives []string) reply {
	name, value := "__clerk_handshake_nonce", newID("nonce")
	if s.config.HandshakeToken || c.query.Get("format") != "nonce" {
		name = "__clerk_handshake"
		value = s.handshakeToken(directives, nil)
	} else {
		s.state.nonces.put(value, directives)
	}
	domain := s.cookieDomain(target.Hostname())
	reachable := loopbackHost(c.who.host) && loopbackHost(target.Hostname()) || domain != "" || c.who.host == target.Hostname()
	if !s.instance.production || !reachable {
		setQuery(target, name, value)
		return redirect(target.String(), nil)
	}
	return redirect(target.String(), []string{name + "=" + value + "; Path=/; Max-Age=60; SameSite=Lax; HttpOnly; Secure" + domain})
}

// setQuery puts a parameter at the query's end and leaves the rest as it was.
func setQuery(u *url.URL, name, value string) {
	query := u.Query()
	query.Del(name)
	if u.Query().Has(name) {
		u.RawQuery = query.Encode()
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += name + "=" + url.QueryEscape(value)
}

func redirect(location string, cookies []string) reply {
	header := http.Header{"Location": {location}, "Cache-Control": {"no-store"}}
	if len(cookies) > 0 {
		header["Set-Cookie"] = cookies
	}
	return reply{status: http.StatusTemporaryRedirect, header: header}
}
