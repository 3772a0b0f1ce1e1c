package clerktest

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
)

const (
	aYear   = "; Max-Age=31536000"
	removed = "; Max-Age=0"
)

// directives are the cookies that an application's server sets at the end of a
// handshake, as Set-Cookie lines for its host.
func (s *Server) directives(c *call, host string) []string {
	var lines []string
	e := s.activeSession(c.who.client)
	token := ""
	if e != nil {
		token = s.tokenOf(e, c.who.origin)
	}
	lines = append(lines, s.sessionCookies(token)...)
	lines = append(lines, s.uatCookies(c.who.client, host)...)
	lines = append(lines, s.refreshCookie(e))
	if s.instance.production {
		domain := s.cookieDomain(host)
		return append(lines,
			"__clerk_handshake=; Path=/"+removed+domain,
			"__clerk_handshake_nonce=; Path=/"+removed+domain)
	}
	browser := c.who.devBrowser
	if browser == "" {
		browser = s.newDevBrowser()
	}
	attributes := "; Path=/; SameSite=Lax" + aYear
	return append(lines,
		"__clerk_db_jwt="+browser+attributes,
		s.instance.suffixed("__clerk_db_jwt")+"="+browser+attributes)
}

// sessionCookies hand an application its session token, under the plain and
// the suffixed name; an empty token takes it away.
func (s *Server) sessionCookies(token string) []string {
	attributes := "; Path=/; SameSite=Lax" + s.secure()
	if token == "" {
		attributes += removed
	}
	return []string{
		"__session=" + token + attributes,
		s.instance.suffixed("__session") + "=" + token + attributes,
	}
}

// uatCookies tell when the client's state changed, in seconds of the
// process's clock: 0 when nobody is signed in.
func (s *Server) uatCookies(c *browserClient, host string) []string {
	uat := "0"
	if s.activeSession(c) != nil {
		uat = strconv.FormatInt((c.updated-s.lead().Milliseconds())/1000, 10)
	}
	attributes := "; Path=/; SameSite=Lax" + aYear + s.secure() + s.cookieDomain(host)
	return []string{
		"__client_uat=" + uat + attributes,
		s.instance.suffixed("__client_uat") + "=" + uat + attributes,
	}
}

// refreshCookie lets an application's server renew an expired token without
// sending the browser away.
func (s *Server) refreshCookie(e *session) string {
	name, attributes := s.instance.suffixed("__refresh"), "; Path=/; SameSite=Lax; HttpOnly"+s.secure()
	if e == nil {
		return name + "=" + attributes + removed
	}
	token := randomText(base62, 32)
	s.state.refreshes.put(token, e.id)
	return name + "=" + token + attributes + aYear
}

// clientCookies say who a browser is, in production.
func (s *Server) clientCookies(c *call) []string {
	client := "__client=" + c.who.client.token + "; Path=/; HttpOnly; SameSite=Lax; Secure" + aYear + s.cookieDomain(c.who.host)
	return append([]string{client}, s.uatCookies(c.who.client, c.who.host)...)
}

func (s *Server) secure() string {
	if s.instance.production {
		return "; Secure"
	}
	return ""
}

// cookieDomain is the Domain attribute that cookies shared by an application
// and its Frontend API need: none on loopback, where ports do not count.
func (s *Server) cookieDomain(host string) string {
	if !s.instance.production {
		return ""
	}
	if s.instance.appHost(host) {
		return "; Domain=" + s.instance.domain
	}
	if s.satelliteHost(host) {
		return "; Domain=" + strings.TrimPrefix(host, "clerk.")
	}
	return ""
}

// madeFor reports whether one of the instance's keys signed the token, expired
// or not, for that session.
func (s *Server) madeFor(token, sessionID string) bool {
	for _, key := range s.keys {
		payload, err := jws.Verify([]byte(token), jws.WithKey(jwa.RS256, &key.key.PublicKey))
		if err != nil {
			continue
		}
		var claims struct {
			SessionID string `json:"sid"`
		}
		if json.Unmarshal(payload, &claims) == nil && claims.SessionID == sessionID {
			return true
		}
	}
	return false
}
