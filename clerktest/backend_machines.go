package clerktest

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

func (s *Server) machineRoutes(route router) {
	route("GET /machines", s.listMachines)
	route("POST /machines", s.createMachine)
	route("GET /machines/{id}", s.forMachine(func(_ *call, m *machine) reply { return ok(s.machineView(m)) }))
	route("PATCH /machines/{id}", s.forMachine(s.updateMachine))
	route("DELETE /machines/{id}", s.forMachine(s.deleteMachine))
	route("GET /machines/{id}/secret_key", s.forMachine(getMachineSecret))
	route("POST /machines/{id}/secret_key/rotate", s.forMachine(s.rotateMachineSecret))
	route("POST /machines/{id}/scopes", s.forMachine(s.addMachineScope))
	route("DELETE /machines/{id}/scopes/{other}", s.forMachine(s.removeMachineScope))
}

func (s *Server) machineTokenRoutes(route router) {
	for path, kind := range map[string]string{"/api_keys": kindAPIKey, "/m2m_tokens": kindM2M} {
		route("GET "+path, s.listMachineTokens(kind))
		route("POST "+path+"/{id}/revoke", s.forMachineToken(kind, s.revokeMachineToken))
	}
	route("POST /api_keys", s.createAPIKey)
	route("GET /api_keys/{id}", s.forMachineToken(kindAPIKey, s.getMachineToken))
	route("PATCH /api_keys/{id}", s.forMachineToken(kindAPIKey, s.updateAPIKey))
	route("DELETE /api_keys/{id}", s.forMachineToken(kindAPIKey, s.deleteAPIKey))
	route("GET /api_keys/{id}/secret", s.forMachineToken(kindAPIKey, func(_ *call, t *machineToken) reply {
		return ok(object{"secret": t.secret})
	}))
	route("POST /m2m_tokens", s.createM2MToken)
	route("POST /api_keys/verify", s.verifyMachineToken(kindAPIKey, "secret"))
	route("POST /m2m_tokens/verify", s.verifyMachineToken(kindM2M, "token"))
	route("POST /oauth_applications/access_tokens/verify", s.verifyMachineToken(kindOAuth, "access_token"))
}

// verifyMachineToken tells what is known of a secret. A token that is unknown,
// revoked or expired is not found, whichever of these it is.
func (s *Server) verifyMachineToken(kind, param string) handler {
	return func(c *call) reply {
		secret := cmp.Or(c.text(param), c.text("secret"))
		t := s.state.machineTokens.first(func(t *machineToken) bool { return t.kind == kind && t.secret == secret })
		if t == nil || t.revoked || t.expired(s.milliseconds()) {
			return problem(http.StatusNotFound, "token_invalid", "The token is unknown, revoked or expired.")
		}
		if m := s.machineBySecret(bearer(c.r)); m != nil && kind == kindM2M && !slices.Contains(t.scopes, m.id) {
			return problem(http.StatusNotFound, "token_invalid", "The token is not meant for this machine.")
		}
		return ok(s.machineTokenView(t))
	}
}

func (s *Server) machineTokenView(t *machineToken) object {
	view := object{
		"object":            t.kind,
		"id":                t.id,
		"subject":           t.subject,
		"scopes":            orNone(t.scopes),
		"revoked":           t.revoked,
		"revocation_reason": nullable(t.revocationReason),
		"expired":           t.expired(s.milliseconds()),
		"expiration":        moment(t.expiration),
		"created_at":        t.created,
		"updated_at":        t.updated,
	}
	switch t.kind {
	case kindAPIKey:
		view["type"], view["name"] = "api_key", t.name
		view["description"], view["created_by"] = nullable(t.description), nullable(t.createdBy)
		view["claims"], view["last_used_at"] = claimsOrNull(t.claims), nil
	case kindM2M:
		view["claims"], view["last_used_at"] = claimsOrNull(t.claims), nil
	case kindOAuth:
		view["type"], view["client_id"] = "oauth_token", t.client
		if t.audience != nil {
			view["aud"] = t.audience
		}
	}
	return view
}

// claimsOrNull keeps an absent object from becoming a typed nil, which JSON
// would draw as null all the same but the reader could not tell from {}.
func claimsOrNull(claims object) any {
	if claims == nil {
		return nil
	}
	return claims
}

func (s *Server) forMachineToken(kind string, h func(*call, *machineToken) reply) handler {
	return func(c *call) reply {
		t := s.state.machineTokens.get(c.path("id"))
		if t == nil || t.kind != kind {
			return notFound(kind, c.path("id"))
		}
		return h(c, t)
	}
}

// lacking is how the machine endpoints say that a parameter is missing.
func lacking(param string) reply {
	return problemAbout(http.StatusBadRequest, "bad_request", param+" must be included.", param)
}

func (s *Server) listMachineTokens(kind string) handler {
	return func(c *call) reply {
		subject := c.query.Get("subject")
		if subject == "" {
			return lacking("subject")
		}
		now := s.milliseconds()
		found := s.state.machineTokens.where(func(t *machineToken) bool {
			return t.kind == kind && t.subject == subject &&
				(!t.revoked || c.query.Get("revoked") == "true" || c.query.Get("include_invalid") == "true") &&
				(!t.expired(now) || c.query.Get("expired") == "true" || c.query.Get("include_invalid") == "true")
		})
		slices.Reverse(found)
		if kind == kindM2M {
			return ok(object{"m2m_tokens": views(page(c, found), s.machineTokenView), "total_count": len(found)})
		}
		return paged(c, found, s.machineTokenView)
	}
}

func (s *Server) getMachineToken(_ *call, t *machineToken) reply { return ok(s.machineTokenView(t)) }

func (s *Server) revokeMachineToken(c *call, t *machineToken) reply {
	t.revoked, t.updated = true, s.milliseconds()
	t.revocationReason = c.text("revocation_reason")
	return ok(s.machineTokenView(t))
}

func (s *Server) createAPIKey(c *call) reply {
	if c.text("subject") == "" {
		return lacking("subject")
	}
	if c.text("name") == "" {
		return lacking("name")
	}
	p := s.planMachineToken(kindAPIKey, c.text("subject"), nil)
	p.token.name, p.token.description = c.text("name"), c.text("description")
	p.token.createdBy = cmp.Or(c.text("created_by"), p.token.createdBy)
	p.token.scopes, p.token.claims = c.list("scopes"), c.fields("claims")
	s.limit(c, p)
	t := s.addMachineToken(p.token)
	view := s.machineTokenView(t)
	view["secret"] = t.secret
	return ok(view)
}

// limit reads the lifetime that the request asks for.
func (s *Server) limit(c *call, p *machineTokenPlan) {
	if seconds, given := c.number("seconds_until_expiration"); given {
		ExpiresIn(time.Duration(seconds) * time.Second)(p)
	}
}

func (s *Server) updateAPIKey(c *call, t *machineToken) reply {
	t.name = cmp.Or(c.text("name"), t.name)
	if c.has("description") {
		t.description = c.text("description")
	}
	if c.has("scopes") {
		t.scopes = c.list("scopes")
	}
	if c.has("claims") {
		t.claims = c.fields("claims")
	}
	if c.has("subject") {
		t.subject = c.text("subject")
	}
	t.updated = s.milliseconds()
	return ok(s.machineTokenView(t))
}

func (s *Server) deleteAPIKey(_ *call, t *machineToken) reply {
	s.state.machineTokens.remove(t.id)
	return ok(deletedView("api_key", t.id))
}

// createM2MToken makes a token of the machine whose secret key asks for it.
func (s *Server) createM2MToken(c *call) reply {
	m := s.machineBySecret(bearer(c.r))
	if m == nil {
		return problem(http.StatusUnauthorized, "machine_secret_key_invalid", "M2M tokens are made with a machine's secret key.")
	}
	p := s.planMachineToken(kindM2M, m.id, nil)
	p.token.expiration = 0
	p.token.scopes, p.token.claims = m.scopes, c.fields("claims")
	s.limit(c, p)
	if c.text("token_format") == "jwt" {
		if p.token.expiration == 0 {
			p.token.expiration = p.token.created + m.ttl*1000
		}
		p.token.id = newHexID("mt")
		view := s.machineTokenView(&p.token)
		view["token"] = s.machineJWT(p)
		return reply{status: http.StatusCreated, body: view}
	}
	t := s.addMachineToken(p.token)
	view := s.machineTokenView(t)
	view["token"] = t.secret
	return reply{status: http.StatusCreated, body: view}
}
