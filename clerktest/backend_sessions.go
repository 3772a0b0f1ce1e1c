package clerktest

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

func (s *Server) sessionOperations(route router) {
	sessions := resource[session]{
		path: "/sessions", key: "session_id", kind: "session",
		find: func(_ *call, id string) *session { return s.state.sessions.get(id) },
		view: sessionView, list: s.listSessions, create: s.createSession,
	}
	sessions.serve(route)
	route("POST /sessions/{session_id}/revoke", sessions.one(func(_ *call, e *session) error {
		s.endSession(e, "revoked")
		return nil
	}))
	route("POST /sessions/{session_id}/verify", sessions.one(s.verifySession))
	route("POST /sessions/{session_id}/tokens", sessions.with(s.createSessionToken))
	route("POST /sessions/{session_id}/tokens/{template_name}", sessions.with(s.createTemplateToken))
	route("POST /sessions/{session_id}/refresh", s.refreshSession)

	clients := resource[browserClient]{
		path: "/clients", key: "client_id", kind: "client",
		find: func(_ *call, id string) *browserClient { return s.state.clients.get(id) },
		view: s.clientView,
		list: func(c *call) (any, error) { return bareList(c, s.state.clients.all(), s.clientView), nil },
	}
	clients.serve(route)
	route("POST /clients/verify", s.verifyClient)
	route("GET /clients/handshake_payload", s.handshakePayload)
}

// listSessions leaves those out that have expired since.
func (s *Server) listSessions(c *call) (any, error) {
	found := s.state.sessions.where(func(e *session) bool {
		return c.anyOf("client_id", is(e.client)) && c.anyOf("user_id", is(e.user)) && c.anyOf("status", is(e.status))
	})
	return bareList(c, found, sessionView), nil
}

func (s *Server) createSession(c *call) (*session, error) {
	u := s.state.users.get(c.text("user_id"))
	organizationID := c.text("active_organization_id")
	switch {
	case s.instance.production:
		return nil, refuse(http.StatusBadRequest, "request_invalid_for_environment", "Invalid request for environment", "Request only valid for development instances.")
	case u == nil:
		return nil, refuseNotFound("user", c.text("user_id"))
	case u.banned:
		return nil, refuse(http.StatusForbidden, "user_banned", "User banned", "The user has been banned.")
	case organizationID != "" && s.member(organizationID, u.id) == nil:
		return nil, refuseReference("active_organization_id")
	}
	e := s.beginSession(s.newClient(), u.id)
	e.organization = organizationID
	s.settle(e)
	return e, nil
}

func (s *Server) verifySession(c *call, e *session) error {
	if token := c.text("token"); token != "" && !s.madeFor(token, e.id) {
		return refuse(http.StatusBadRequest, "invalid_session_token", "Invalid session token", "The token provided could not be successfully verified.")
	}
	return nil
}

// createSessionToken makes a token without azp: no browser asked for it.
func (s *Server) createSessionToken(c *call, e *session) (any, error) {
	if !e.live() {
		return nil, refuseNotFound("session", e.id)
	}
	var change []TokenOption
	if seconds, given := c.number("expires_in_seconds"); given {
		change = append(change, TTL(time.Duration(seconds)*time.Second))
	}
	return object{"object": "token", "jwt": s.tokenOf(e, "", change...)}, nil
}

// refreshSession makes new cookies for an expired token. Each 401 tells the
// caller to fall back on the handshake.
func (s *Server) refreshSession(c *call) (any, error) {
	id := c.path("session_id")
	e := s.state.sessions.get(id)
	refreshed, _ := s.state.refreshes.get(c.text("refresh_token"))
	refuseRefresh := func(code, message string) error { return refuse(http.StatusUnauthorized, code, message, message) }
	switch {
	case c.text("expired_token") == "":
		return nil, refuseRefresh("missing_expired_token", "The expired token is missing.")
	case e == nil:
		return nil, refuseRefresh("session_refresh_session_not_found", "No session was found with id "+id+".")
	case refreshed != id:
		return nil, refuseRefresh("refresh_token_not_found", "The provided refresh token was not found.")
	case !e.live():
		return nil, refuseRefresh("session_refresh_inactive_session", "The provided session is not active.")
	case !s.madeFor(c.text("expired_token"), e.id):
		return nil, refuseRefresh("expired_session_token_invalid", "The session token provided could not be successfully verified.")
	}
	token := s.tokenOf(e, httpOrigin(c.text("request_origin")))
	if c.text("format") != "cookie" {
		return object{"object": "token", "jwt": token}, nil
	}
	return object{"object": "cookies", "cookies": s.sessionCookies(token)}, nil
}

// httpOrigin is the origin of an address, or "" when it has none.
func httpOrigin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func (s *Server) verifyClient(c *call) (any, error) {
	token := c.text("token")
	if client := s.state.clients.first(func(b *browserClient) bool { return b.token == token }); client != nil {
		return s.clientView(client), nil
	}
	e := s.state.sessions.first(func(e *session) bool { return s.madeFor(token, e.id) })
	if e == nil {
		return nil, refuseNotFound("client", "of this token")
	}
	return s.clientView(s.state.clients.get(e.client)), nil
}

// handshakePayload gives a handshake's cookies out, once.
func (s *Server) handshakePayload(c *call) (any, error) {
	nonce := c.query.Get("nonce")
	directives, known := s.state.nonces.take(nonce)
	if !known {
		return nil, refuse(http.StatusNotFound, "handshake_payload_not_found", "not found",
			fmt.Sprintf("There is no handshake payload for the nonce %q, or it was taken before.", nonce))
	}
	return object{"directives": directives}, nil
}
