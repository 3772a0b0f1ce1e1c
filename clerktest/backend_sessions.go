package clerktest

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

func (s *Server) sessionRoutes(route router) {
	route("GET /sessions", s.listSessions)
	route("POST /sessions", s.createSession)
	route("GET /sessions/{id}", s.forSession(func(_ *call, e *session) reply { return ok(sessionView(e)) }))
	route("POST /sessions/{id}/revoke", s.forSession(s.revokeSession))
	route("POST /sessions/{id}/verify", s.forSession(func(_ *call, e *session) reply { return ok(sessionView(e)) }))
	route("POST /sessions/{id}/tokens", s.forSession(s.createSessionToken))
	route("POST /sessions/{id}/tokens/{template}", s.forSession(s.createSessionToken))
	route("POST /sessions/{id}/refresh", s.refreshSession)
	route("GET /clients", s.listClients)
	route("GET /clients/{id}", s.getClient)
	route("POST /clients/verify", s.verifyClient)
	route("GET /clients/handshake_payload", s.handshakePayload)
}

func (s *Server) forSession(h func(*call, *session) reply) handler {
	return func(c *call) reply {
		e := s.state.sessions.get(c.path("id"))
		if e == nil {
			return notFound("session", c.path("id"))
		}
		return h(c, e)
	}
}

func (s *Server) listSessions(c *call) reply {
	found := s.state.sessions.where(func(e *session) bool {
		matches := func(param, value string) bool {
			wanted := c.query.Get(param)
			return wanted == "" || wanted == value
		}
		return matches("client_id", e.client) && matches("user_id", e.user) && matches("status", e.status)
	})
	if c.query.Get("paginated") == "true" {
		return paged(c, found, sessionView)
	}
	return ok(views(page(c, found), sessionView))
}

func (s *Server) createSession(c *call) reply {
	u := s.state.users.get(c.text("user_id"))
	if u == nil {
		return notFound("user", c.text("user_id"))
	}
	return ok(sessionView(s.beginSession(s.newClient(), u.id)))
}

func (s *Server) revokeSession(_ *call, e *session) reply {
	s.endSession(e, "revoked")
	return ok(sessionView(e))
}

// createSessionToken makes a token without azp: no browser asked for it.
func (s *Server) createSessionToken(c *call, e *session) reply {
	if !e.live() {
		return notFound("session", e.id)
	}
	var change []TokenOption
	if template := c.path("template"); template != "" {
		change = append(change, Template(template))
	}
	if seconds, given := c.number("expires_in_seconds"); given {
		change = append(change, TTL(time.Duration(seconds)*time.Second))
	}
	return ok(object{"object": "token", "jwt": s.tokenOf(e, "", change...)})
}

// refreshSession makes new cookies for an expired token. Each 401 tells the
// caller to fall back on the handshake.
func (s *Server) refreshSession(c *call) reply {
	e := s.state.sessions.get(c.path("id"))
	refreshed, _ := s.state.refreshes.get(c.text("refresh_token"))
	refuse := func(code, message string) reply { return problem(http.StatusUnauthorized, code, message) }
	switch {
	case c.text("expired_token") == "":
		return refuse("missing_expired_token", "The expired token is missing.")
	case refreshed != c.path("id"):
		return refuse("refresh_token_invalid", "The refresh token does not belong to this session.")
	case e == nil || !e.live():
		return refuse("session_not_active", "The session is not active any more.")
	case !s.madeFor(c.text("expired_token"), e.id):
		return refuse("expired_token_invalid", "The expired token does not belong to this session.")
	}
	token := s.tokenOf(e, httpOrigin(c.text("request_origin")))
	if c.text("format") != "cookie" {
		return ok(object{"object": "token", "jwt": token})
	}
	return ok(object{"object": "cookies", "cookies": s.sessionCookies(token)})
}

// httpOrigin is the origin of an address, or "" when it has none.
func httpOrigin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func (s *Server) listClients(c *call) reply {
	found := s.state.clients.where(func(*browserClient) bool { return true })
	if c.query.Get("paginated") == "true" {
		return paged(c, found, s.clientView)
	}
	return ok(views(page(c, found), s.clientView))
}

func (s *Server) getClient(c *call) reply {
	found := s.state.clients.get(c.path("id"))
	if found == nil {
		return notFound("client", c.path("id"))
	}
	return ok(s.clientView(found))
}

func (s *Server) verifyClient(c *call) reply {
	e := s.state.sessions.first(func(e *session) bool { return s.madeFor(c.text("token"), e.id) })
	if e == nil {
		return notFound("client", "of this token")
	}
	return ok(s.clientView(s.state.clients.get(e.client)))
}

// handshakePayload gives a handshake's cookies out, once.
func (s *Server) handshakePayload(c *call) reply {
	nonce := c.query.Get("nonce")
	directives, known := s.state.nonces.take(nonce)
	if !known {
		return problem(http.StatusNotFound, "handshake_payload_not_found",
			fmt.Sprintf("There is no handshake payload for the nonce %q, or it was taken before.", nonce))
	}
	return ok(object{"directives": directives})
}
