package clerktest

import (
	"maps"
	"net/http"
	"strings"
)

func (s *Server) enterpriseOperations(route router) {
	enterprise := s.records("enterprise_connection", "/enterprise_connections", "enterprise_connection_id", &s.state.connections)
	enterprise.view = s.enterpriseConnectionView
	enterprise.list = func(c *call) (any, error) {
		found := newestFirst(s.state.connections.where(func(r *record) bool {
			return c.anyOf("organization_id", is(r.text("organization_id"))) && c.truth("active", r.flag("active"))
		}))
		return listed(c, found, enterprise.view), nil
	}
	enterprise.update = func(c *call, r *record) error {
		if err := s.checkConnection(c, r, c.fields("saml")); err != nil {
			return err
		}
		for _, kind := range []string{"saml", "oidc"} {
			if c.body[kind] != nil {
				below, _ := r.fields[kind].(object)
				c.body[kind] = merged(below, c.fields(kind))
			}
		}
		return s.changeRecord(c, r)
	}
	enterprise.serve(route)
	route("POST /enterprise_connections", func(c *call) (any, error) {
		r, err := s.createEnterpriseConnection(c)
		if err != nil {
			return nil, err
		}
		return reply{status: http.StatusCreated, body: enterprise.view(r)}, nil
	})
	runs := recordView("enterprise_connection_test_run")
	route("GET /enterprise_connections/{enterprise_connection_id}/test_runs", enterprise.with(func(c *call, r *record) (any, error) {
		found := newestFirst(s.state.testRuns.where(func(run *record) bool {
			return run.of == r.id && c.anyOf("status", is(run.text("status")))
		}))
		return listed(c, found, func(run *record) object {
			view := runs(run)
			delete(view, "object")
			delete(view, "updated_at")
			return view
		}), nil
	}))
	route("POST /enterprise_connections/{enterprise_connection_id}/test_runs", enterprise.with(func(_ *call, r *record) (any, error) {
		kind := "saml"
		if strings.HasPrefix(r.text("provider"), "oidc_") {
			kind = "oauth"
		}
		run := s.addRecord(&s.state.testRuns, "entrun", object{"status": "pending", "connection_type": kind}, nil)
		run.of = r.id
		return object{"url": s.FrontendURL() + "/v1/enterprise_connections/test_runs/" + run.id}, nil
	}))
}

func (s *Server) createEnterpriseConnection(c *call) (*record, error) {
	if err := s.checkConnection(c, nil, c.fields("saml")); err != nil {
		return nil, err
	}
	r := s.addRecord(&s.state.connections, "entconn", object{
		"active": false, "organization_id": nil, "sync_user_attributes": true, "disable_additional_identifications": false,
		"allow_organization_account_linking": false, "authenticatable": true, "disable_jit_provisioning": false, "custom_attributes": []any{},
	}, c.body)
	return r, nil
}

// enterpriseConnectionView draws the half of the connection that its provider
// has: SAML or OpenID Connect. Secrets are not shown.
func (s *Server) enterpriseConnectionView(r *record) object {
	view := recordView("enterprise_connection")(r)
	saml, _ := r.fields["saml"].(object)
	oidc, _ := r.fields["oidc"].(object)
	delete(view, "saml")
	delete(view, "oidc")
	view["saml_connection"], view["oauth_config"] = nil, nil
	if strings.HasPrefix(r.text("provider"), "saml_") {
		below := object{
			"id": "samlc_" + hexOf(r.id), "name": r.text("name"), "active": r.flag("active"), "allow_idp_initiated": false,
			"allow_subdomains": false, "force_authn": false, "idp_entity_id": nil, "idp_sso_url": nil, "idp_metadata_url": nil,
			"login_hint": object{"mode": "email_address"}, "acs_url": s.instance.issuer() + "/v1/saml/acs/" + r.id, "sp_entity_id": s.instance.issuer() + "/v1/saml/" + r.id,
			"sp_metadata_url": s.instance.issuer() + "/v1/saml/metadata/" + r.id,
		}
		shown := maps.Clone(orEmpty(saml))
		for _, field := range []string{"idp_certificate", "idp_metadata", "attribute_mapping"} {
			delete(shown, field)
		}
		maps.DeleteFunc(shown, func(name string, value any) bool {
			return value == nil && below[name] != nil || name == "login_hint" && value == nil
		})
		maps.Copy(below, shown)
		view["saml_connection"] = below
		return view
	}
	below := object{
		"id": "oaconf_" + hexOf(r.id), "name": r.text("name"), "provider_key": r.text("provider"), "client_id": nil, "discovery_url": nil,
		"auth_url": nil, "token_url": nil, "user_info_url": nil, "requires_pkce": false, "logo_public_url": nil,
		"created_at": r.created, "updated_at": r.updated,
	}
	for name, value := range oidc {
		if name != "client_secret" && value != nil {
			below[name] = value
		}
	}
	view["oauth_config"] = below
	return view
}
