package clerktest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// oauthRoutes are what an OAuth application asks, besides the pages.
func (s *Server) oauthRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /oauth/authorize", s.hosted(s.authorizePage))
	mux.HandleFunc("POST /oauth/authorize", s.hosted(s.submitConsent))
	mux.HandleFunc("POST /oauth/token", s.serve(s.oauthToken))
	mux.HandleFunc("POST /oauth/token_info", s.serve(s.introspect))
	mux.HandleFunc("GET /oauth/userinfo", s.serve(s.userInfo))
	mux.HandleFunc("POST /oauth/userinfo", s.serve(s.userInfo))
	mux.HandleFunc("GET /.well-known/openid-configuration", s.serve(s.discovery))
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", s.serve(s.discovery))
	mux.HandleFunc("GET /.well-known/jwks.json", s.serve(s.publicKeys))
}

func (s *Server) publicKeys(c *call) reply {
	keys, err := s.getJWKS(c)
	if err != nil {
		return refused(err)
	}
	return ok(keys)
}

// oauthProblem is a refusal in OAuth's own shape (RFC 6749, section 5.2).
func oauthProblem(status int, code, description string) reply {
	return reply{status: status, body: object{"error": code, "error_description": description}, header: http.Header{"Cache-Control": {"no-store"}}}
}

// askingClient is the application that asks, by its secret, or a public one by
// its id.
func (s *Server) askingClient(c *call) *record {
	id, secret, basic := c.r.BasicAuth()
	if !basic {
		id, secret = c.text("client_id"), c.text("client_secret")
	}
	app := s.oauthApplication(id)
	if app == nil || !app.flag("public") && app.hidden["client_secret"] != secret {
		return nil
	}
	return app
}

func (s *Server) oauthToken(c *call) reply {
	app := s.askingClient(c)
	if app == nil {
		return oauthProblem(http.StatusUnauthorized, "invalid_client", "The client is unknown, or its secret is wrong.")
	}
	var g *oauthGrant
	switch c.text("grant_type") {
	case "authorization_code":
		g = s.takeGrant(c.text("code"))
		if g != nil && (g.redirect != c.text("redirect_uri") || !g.answers(c.text("code_verifier")) || g.code == "") {
			g = nil
		}
	case "refresh_token":
		g = s.takeGrant(c.text("refresh_token"))
		if g != nil && g.refresh == "" {
			g = nil
		}
	default:
		return oauthProblem(http.StatusBadRequest, "unsupported_grant_type", "It is authorization_code or refresh_token.")
	}
	if g == nil || g.client != app.text("client_id") || s.state.users.get(g.user) == nil {
		return oauthProblem(http.StatusBadRequest, "invalid_grant", "The grant is wrong, has expired, or was used.")
	}
	return s.tokensFor(g)
}

// takeGrant takes a grant out: it is for one use.
func (s *Server) takeGrant(key string) *oauthGrant {
	g := s.state.grants.get(key)
	if g == nil {
		return nil
	}
	s.state.grants.remove(key)
	if g.expires != 0 && g.expires <= s.milliseconds() {
		return nil
	}
	return g
}

func (s *Server) tokensFor(g *oauthGrant) reply {
	p := s.planMachineToken(kindOAuth, g.user, []MachineTokenOption{ClientID(g.client), Scopes(g.scopes...)})
	token := s.addMachineToken(p.token)
	if jwt, _ := s.state.settings.oauth["oauth_jwt_access_tokens"].(bool); jwt {
		token.secret = s.oauthJWT(p)
	}
	answer := object{
		"access_token": token.secret, "token_type": "Bearer", "scope": strings.Join(g.scopes, " "),
		"expires_in": (p.token.expiration - p.token.created) / 1000,
	}
	if slices.Contains(g.scopes, "offline_access") {
		next := *g
		next.code, next.refresh, next.expires = "", randomText(base62, 48), 0
		s.state.grants.put(next.refresh, &next)
		answer["refresh_token"] = next.refresh
	}
	if slices.Contains(g.scopes, "openid") {
		answer["id_token"] = s.idToken(g)
	}
	return reply{status: http.StatusOK, body: answer, header: http.Header{"Cache-Control": {"no-store"}}}
}

func (s *Server) idToken(g *oauthGrant) string {
	now := s.now().Unix()
	claims := s.claimsAbout(s.state.users.get(g.user), g.scopes)
	claims["iss"], claims["aud"], claims["iat"], claims["exp"] = s.instance.issuer(), g.client, now, now+24*60*60
	if g.nonce != "" {
		claims["nonce"] = g.nonce
	}
	return s.signer().sign(object{}, claims)
}

// claimsAbout are what the scopes let an application know of a user.
func (s *Server) claimsAbout(u *user, scopes []string) object {
	claims := object{"sub": u.id}
	if slices.Contains(scopes, "profile") {
		claims["name"], claims["given_name"], claims["family_name"] = u.fullName(), u.firstName, u.lastName
		claims["preferred_username"], claims["picture"], claims["updated_at"] = u.username, u.image, u.updated/1000
	}
	if slices.Contains(scopes, "email") {
		claims["email"] = u.email()
		claims["email_verified"] = slices.ContainsFunc(u.emails, func(e emailAddress) bool { return e.id == u.primaryEmail && e.verified })
	}
	if slices.Contains(scopes, "public_metadata") {
		claims["public_metadata"] = u.public
	}
	if slices.Contains(scopes, "private_metadata") {
		claims["private_metadata"] = u.private
	}
	return claims
}

// oauthAccess finds a token that can still be used.
func (s *Server) oauthAccess(secret string) *machineToken {
	return s.state.machineTokens.first(func(t *machineToken) bool {
		return t.kind == kindOAuth && t.secret == secret && !t.revoked && t.expiration > s.milliseconds()
	})
}

func (s *Server) userInfo(c *call) reply {
	secret, _ := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
	t := s.oauthAccess(cmp.Or(secret, c.text("access_token")))
	if t == nil || s.state.users.get(t.subject) == nil {
		refusal := oauthProblem(http.StatusUnauthorized, "invalid_token", "The access token is wrong, has expired, or was revoked.")
		refusal.header.Set("Www-Authenticate", `Bearer error="invalid_token"`)
		return refusal
	}
	claims := s.claimsAbout(s.state.users.get(t.subject), t.scopes)
	claims["user_id"], claims["instance_id"] = t.subject, s.instance.id
	return ok(claims)
}

// introspect says what a token is (RFC 7662), to the application it was given to.
func (s *Server) introspect(c *call) reply {
	app := s.askingClient(c)
	if app == nil {
		return oauthProblem(http.StatusUnauthorized, "invalid_client", "The client is unknown, or its secret is wrong.")
	}
	t := s.oauthAccess(c.text("token"))
	if t == nil || t.client != app.text("client_id") {
		return ok(object{"active": false})
	}
	return ok(object{
		"active": true, "client_id": t.client, "sub": t.subject, "scope": strings.Join(t.scopes, " "),
		"iat": t.created / 1000, "exp": t.expiration / 1000, "iss": s.instance.issuer(), "token_type": "Bearer",
	})
}

// discovery names where things are. The issuer is Clerk's own, as in tokens;
// the addresses are on loopback, where they can be reached.
func (s *Server) discovery(*call) reply {
	base := s.FrontendURL()
	return ok(object{
		"issuer": s.instance.issuer(), "authorization_endpoint": base + "/oauth/authorize", "token_endpoint": base + "/oauth/token",
		"userinfo_endpoint": base + "/oauth/userinfo", "introspection_endpoint": base + "/oauth/token_info",
		"jwks_uri": base + "/.well-known/jwks.json", "response_types_supported": []string{"code"}, "response_modes_supported": []string{"query"},
		"grant_types_supported": []string{"authorization_code", "refresh_token"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"}, "code_challenge_methods_supported": []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post", "none"},
		"scopes_supported":                      []string{"openid", "profile", "email", "public_metadata", "private_metadata", "offline_access", "user:org:read"},
		"claims_supported":                      []string{"sub", "iss", "aud", "iat", "exp", "name", "given_name", "family_name", "preferred_username", "picture", "email", "email_verified"},
	})
}
