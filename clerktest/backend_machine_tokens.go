package clerktest

import (
	"cmp"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"time"
)

// maxWorkerPage is the longest page of the machine endpoints.
const maxWorkerPage = 100

func (s *Server) tokensOf(kind, path, key string) resource[machineToken] {
	return resource[machineToken]{
		path: path, key: key, kind: kind, view: s.machineTokenView,
		find: func(_ *call, id string) *machineToken {
			if t := s.state.machineTokens.get(id); t != nil && t.kind == kind {
				return t
			}
			return nil
		},
	}
}

func (s *Server) apiKeyOperations(route router) {
	keys := s.tokensOf(kindAPIKey, "/api_keys", "apiKeyID")
	keys.list = s.listAPIKeys
	keys.update = s.updateAPIKey
	keys.remove = func(_ *call, t *machineToken) error { s.state.machineTokens.remove(t.id); return nil }
	keys.serve(route)
	withSecret := func(t *machineToken) object {
		view := s.machineTokenView(t)
		view["secret"] = t.secret
		return view
	}
	route("POST /api_keys", func(c *call) (any, error) {
		p := s.planMachineToken(kindAPIKey, c.text("subject"), nil)
		p.token.name, p.token.description = c.text("name"), c.text("description")
		p.token.createdBy = cmp.Or(c.text("created_by"), p.token.createdBy)
		p.token.scopes, p.token.claims = c.list("scopes"), c.fields("claims")
		if err := checkMachineClaims(p.token.claims); err != nil {
			return nil, err
		}
		limitLifetime(c, p)
		return withSecret(s.addMachineToken(p.token)), nil
	})
	route("GET /api_keys/{apiKeyID}/secret", keys.with(func(_ *call, t *machineToken) (any, error) {
		return object{"secret": t.secret}, nil
	}))
	route("POST /api_keys/{apiKeyID}/revoke", keys.one(s.revokeMachineToken))
	route("POST /api_keys/verify", s.verifyMachineToken(kindAPIKey, "secret"))
}

func (s *Server) m2mOperations(route router) {
	tokens := s.tokensOf(kindM2M, "/m2m_tokens", "m2m_token_id")
	route("GET /m2m_tokens", s.listM2MTokens)
	route("POST /m2m_tokens", s.createM2MToken)
	route("POST /m2m_tokens/{m2m_token_id}/revoke", tokens.one(s.revokeMachineToken))
	route("POST /m2m_tokens/verify", s.verifyMachineToken(kindM2M, "token"))
}

// verifyMachineToken tells what is known of a secret. A token that is unknown,
// revoked or expired is not found, whichever of these it is.
func (s *Server) verifyMachineToken(kind, param string) operation {
	return func(c *call) (any, error) {
		secret := cmp.Or(c.text(param), c.text("secret"))
		t := s.state.machineTokens.first(func(t *machineToken) bool { return t.kind == kind && t.secret == secret })
		refuseToken := func(long string) error { return refuse(http.StatusNotFound, "token_invalid", "not found", long) }
		if t == nil || t.revoked || t.expired(s.milliseconds()) {
			return nil, refuseToken("The token is unknown, revoked or expired.")
		}
		if m := s.machineBySecret(bearer(c.r)); m != nil && kind == kindM2M && !slices.Contains(t.scopes, m.id) {
			return nil, refuseToken("The token is not meant for this machine.")
		}
		if kind == kindAPIKey {
			t.lastUsed = s.milliseconds()
		}
		return s.machineTokenView(t), nil
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
		view["claims"], view["last_used_at"] = claimsOrNull(t.claims), moment(t.lastUsed)
	case kindM2M:
		view["claims"], view["last_used_at"] = claimsOrNull(t.claims), nil
	case kindOAuth:
		view["client_id"] = t.client
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

// workerPage is a page of the machine endpoints, which are shorter.
func workerPage[T any](c *call, list []T) []T {
	limit, err := strconv.Atoi(c.query.Get("limit"))
	if err != nil || limit < 1 {
		limit = 10
	}
	offset, err := strconv.Atoi(c.query.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	offset = min(offset, len(list))
	return list[offset:min(offset+min(limit, maxWorkerPage), len(list))]
}

func checkWorkerPage(c *call) error {
	if limit, err := strconv.Atoi(c.query.Get("limit")); err == nil && (limit < 1 || limit > maxWorkerPage) {
		return refuse(http.StatusBadRequest, "bad_request", "is invalid", "limit must be between 1 and 100.", "limit")
	}
	return nil
}

func (s *Server) listAPIKeys(c *call) (any, error) {
	if err := checkWorkerPage(c); err != nil {
		return nil, err
	}
	now, invalidToo := s.milliseconds(), c.query.Get("include_invalid") == "true"
	found := newestFirst(s.state.machineTokens.where(func(t *machineToken) bool {
		return t.kind == kindAPIKey && t.subject == c.query.Get("subject") && c.anyOf("type", is(kindAPIKey)) &&
			(invalidToo || !t.revoked && !t.expired(now)) && c.matches("query", t.id, t.name, t.description)
	}))
	return object{"data": views(workerPage(c, found), s.machineTokenView), "total_count": len(found)}, nil
}

func (s *Server) listM2MTokens(c *call) (any, error) {
	if err := checkWorkerPage(c); err != nil {
		return nil, err
	}
	subject, now := c.query.Get("subject"), s.milliseconds()
	if m := s.machineBySecret(bearer(c.r)); m != nil && m.id != subject {
		return nil, refuse(http.StatusForbidden, "authorization_invalid", "Unauthorized request", "A machine sees its own tokens alone.", "subject")
	}
	found := newestFirst(s.state.machineTokens.where(func(t *machineToken) bool {
		return t.kind == kindM2M && t.subject == subject &&
			(!t.revoked || c.query.Get("revoked") == "true") && (!t.expired(now) || c.query.Get("expired") == "true")
	}))
	return object{"m2m_tokens": views(workerPage(c, found), s.machineTokenView), "total_count": len(found)}, nil
}

func (s *Server) revokeMachineToken(c *call, t *machineToken) error {
	if m := s.machineBySecret(bearer(c.r)); m != nil && m.id != t.subject {
		return refuseNotFound(t.kind, t.id)
	}
	t.revoked, t.updated = true, s.milliseconds()
	t.revocationReason = c.text("revocation_reason")
	return nil
}

// checkMachineClaims refuses what Clerk itself sets.
func checkMachineClaims(claims object) error {
	for claim := range claims {
		if slices.Contains(reservedClaims, claim) {
			return refuse(http.StatusBadRequest, "machine_token_reserved_claim", "reserved claim used", "You can't use the reserved claim: '"+claim+"'", "claims")
		}
	}
	return nil
}

// limitLifetime reads the lifetime that the request asks for.
func limitLifetime(c *call, p *machineTokenPlan) {
	if seconds, given := c.number("seconds_until_expiration"); given {
		ExpiresIn(time.Duration(seconds) * time.Second)(p)
	}
}

func (s *Server) updateAPIKey(c *call, t *machineToken) error {
	if err := checkMachineClaims(c.fields("claims")); err != nil {
		return err
	}
	if c.has("description") {
		t.description = c.text("description")
	}
	if c.has("scopes") {
		t.scopes = c.list("scopes")
	}
	if c.has("claims") {
		t.claims = c.fields("claims")
	}
	t.subject = cmp.Or(c.text("subject"), t.subject)
	if c.has("seconds_until_expiration") {
		t.expiration = 0
		if seconds, given := c.number("seconds_until_expiration"); given {
			t.expiration = s.milliseconds() + seconds*1000
		}
	}
	t.updated = s.milliseconds()
	return nil
}

// createM2MToken makes a token of the machine whose secret key asks for it.
func (s *Server) createM2MToken(c *call) (any, error) {
	m := s.machineBySecret(bearer(c.r))
	if m == nil {
		return nil, refuse(http.StatusUnauthorized, "machine_secret_key_invalid", "Unauthorized", "M2M tokens are made with a machine's secret key.")
	}
	p := s.planMachineToken(kindM2M, m.id, nil)
	p.token.expiration = 0
	p.token.scopes, p.token.claims = m.scopes, c.fields("claims")
	if err := checkMachineClaims(p.token.claims); err != nil {
		return nil, err
	}
	limitLifetime(c, p)
	if c.text("token_format") == "jwt" {
		if p.token.expiration == 0 {
			p.token.expiration = p.token.created + m.ttl*1000
		}
		p.token.id = newHexID("mt")
		view := s.machineTokenView(&p.token)
		view["token"] = s.machineJWT(p)
		return reply{status: http.StatusCreated, body: view}, nil
	}
	t := s.reusableToken(c, p)
	if t == nil {
		t = s.addMachineToken(p.token)
	}
	view := s.machineTokenView(t)
	view["token"] = t.secret
	return reply{status: http.StatusCreated, body: view}, nil
}

// reusableToken is a token of the machine's with the same claims that lives
// long enough for who asks, or nil.
func (s *Server) reusableToken(c *call, p *machineTokenPlan) *machineToken {
	seconds, given := c.number("min_remaining_ttl_seconds")
	if !given {
		return nil
	}
	enough := s.milliseconds() + seconds*1000
	return s.state.machineTokens.first(func(t *machineToken) bool {
		return t.kind == kindM2M && t.subject == p.token.subject && !t.revoked && (t.expiration == 0 || t.expiration >= enough) &&
			reflect.DeepEqual(t.claims, p.token.claims)
	})
}
