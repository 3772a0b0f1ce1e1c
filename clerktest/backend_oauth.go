package clerktest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

func (s *Server) oauthApplicationOperations(route router) {
	applications := s.records("oauth_application", "/oauth_applications", "oauth_application_id", &s.state.oauthApplications)
	applications.view = s.oauthApplicationView
	applications.list = func(c *call) (any, error) {
		found, err := sorted(c, s.state.oauthApplications.where(func(r *record) bool { return c.matches("name_query", r.text("name")) }),
			"created_at", recordOrdering("name"))
		if err != nil {
			return nil, err
		}
		return listed(c, found, applications.view), nil
	}
	applications.update = func(c *call, r *record) error {
		if err := checkOAuthApplication(c); err != nil {
			return err
		}
		for name, value := range c.body {
			if value != nil {
				r.fields[name] = value
			}
		}
		fillOAuthApplication(r)
		r.updated = s.milliseconds()
		return nil
	}
	applications.remove = func(_ *call, r *record) error {
		s.state.oauthApplications.remove(r.id)
		s.state.machineTokens.removeWhere(func(t *machineToken) bool { return t.kind == kindOAuth && t.client == r.text("client_id") })
		return nil
	}
	applications.serve(route)
	withSecret := applications
	withSecret.view = s.oauthApplicationWithSecret
	route("POST /oauth_applications", func(c *call) (any, error) {
		if err := checkOAuthApplication(c); err != nil {
			return nil, err
		}
		r := s.addRecord(&s.state.oauthApplications, "oa", object{
			"scopes": "profile email", "consent_screen_enabled": true, "pkce_required": false, "public": false,
			"dynamically_registered": false, "client_id": randomText(base62, 16), "client_uri": nil, "client_image_url": nil,
		}, c.body)
		fillOAuthApplication(r)
		r.hidden["client_secret"] = randomText(base62, 32)
		return withSecret.view(r), nil
	})
	route("POST /oauth_applications/{oauth_application_id}/rotate_secret", withSecret.one(func(_ *call, r *record) error {
		r.hidden["client_secret"], r.updated = randomText(base62, 32), s.milliseconds()
		return nil
	}))
	route("PUT /oauth_applications/{oauth_application_id}/logo", applications.one(func(c *call, r *record) error {
		image, err := s.image(c)
		if err != nil {
			return err
		}
		r.fields["client_image_url"], r.updated = image, s.milliseconds()
		return nil
	}))
	route("POST /oauth_applications/{oauth_application_id}/revoke_token", applications.with(s.revokeOAuthToken))
	route("POST /oauth_applications/access_tokens/verify", s.verifyMachineToken(kindOAuth, "access_token"))
}

func checkOAuthApplication(c *call) error {
	if c.has("name") && c.text("name") == "" {
		return refuseMissing("name")
	}
	for _, address := range append(c.list("redirect_uris"), c.list("callback_url")...) {
		if u, err := url.Parse(address); err != nil || u.Scheme == "" {
			return refuseFormat("redirect_uris", "redirect_uris must be valid urls.")
		}
	}
	known := []string{"profile", "email", "public_metadata", "private_metadata", "openid", "offline_access", "user:org:read"}
	for _, scope := range strings.Fields(c.text("scopes")) {
		if !slices.Contains(known, scope) {
			return refuseValue("scopes", scope)
		}
	}
	return nil
}

// fillOAuthApplication keeps the old and the new way to name a redirect alike.
func fillOAuthApplication(r *record) {
	uris, _ := r.fields["redirect_uris"].([]any)
	if callback := r.text("callback_url"); callback != "" && !slices.Contains(uris, any(callback)) {
		uris = append(uris, callback)
	}
	if uris == nil {
		uris = []any{}
	}
	r.fields["redirect_uris"] = uris
	delete(r.fields, "callback_url")
}

func (s *Server) oauthApplicationView(r *record) object {
	view := recordView("oauth_application")(r)
	issuer := s.instance.issuer()
	view["instance_id"], view["callback_url"] = s.instance.id, ""
	if uris, _ := r.fields["redirect_uris"].([]any); len(uris) > 0 {
		view["callback_url"] = uris[0]
	}
	for field, path := range map[string]string{
		"authorize_url": "/oauth/authorize", "token_fetch_url": "/oauth/token", "user_info_url": "/oauth/userinfo",
		"discovery_url": "/.well-known/openid-configuration", "token_introspection_url": "/oauth/token_info",
	} {
		view[field] = issuer + path
	}
	return view
}

func (s *Server) oauthApplicationWithSecret(r *record) object {
	view := s.oauthApplicationView(r)
	if !r.flag("public") {
		view["client_secret"] = r.hidden["client_secret"]
	}
	return view
}

func (s *Server) revokeOAuthToken(c *call, r *record) (any, error) {
	t := s.state.machineTokens.first(func(t *machineToken) bool {
		return t.kind == kindOAuth && t.secret == c.text("token") && t.client == r.text("client_id")
	})
	if t == nil {
		return nil, refuseNotFound("oauth_access_token", "of this token")
	}
	t.revoked, t.updated = true, s.milliseconds()
	return reply{status: http.StatusNoContent}, nil
}
