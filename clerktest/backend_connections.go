package clerktest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The connections to identity providers. Everything about them is kept and
// checked; nothing asks a provider, so that nobody signs in through one.
func (s *Server) connectionOperations(route router) {
	s.samlOperations(route)
	s.enterpriseOperations(route)
}

func (s *Server) samlOperations(route router) {
	saml := s.records("saml_connection", "/saml_connections", "saml_connection_id", &s.state.samlConnections)
	saml.view = s.samlConnectionView
	saml.list = func(c *call) (any, error) {
		organizations := c.selection("organization_id")
		found, err := sorted(c, s.state.samlConnections.where(func(r *record) bool {
			return organizations.allows(is(r.text("organization_id"))) && c.matches("query", r.text("name"))
		}), "-created_at", recordOrdering("name", "phone_number", "email_address", "first_name", "last_name", "username"))
		if err != nil {
			return nil, err
		}
		return listed(c, found, saml.view), nil
	}
	saml.create = s.createSAMLConnection
	saml.update = func(c *call, r *record) error {
		if err := s.checkConnection(c, r, c.body); err != nil {
			return err
		}
		spreadDomains(c)
		delete(c.body, "consent_verified_domains_deletion")
		return s.changeRecord(c, r)
	}
	saml.serve(route)
}

// checkConnection refuses domains that are taken, and what no provider has.
func (s *Server) checkConnection(c *call, of *record, provider object) error {
	if c.has("name") && c.text("name") == "" {
		return refuseMissing("name")
	}
	for _, name := range append(c.list("domains"), c.list("domain")...) {
		if !domainPattern.MatchString(name) {
			return refuseFormat("domains", "domains must be valid domains.")
		}
		for _, table := range []*table[record]{&s.state.samlConnections, &s.state.connections} {
			if table.first(func(r *record) bool { return r != of && slices.Contains(domainsOf(r), name) }) != nil {
				return refuseTaken("domains", "domain")
			}
		}
	}
	if id := c.text("organization_id"); id != "" && s.state.organizations.get(id) == nil {
		return refuseReference("organization_id")
	}
	p := &call{body: provider}
	for _, field := range []string{"idp_sso_url", "idp_metadata_url"} {
		if address := p.text(field); address != "" {
			if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" {
				return refuseFormat(field, field+" must be a valid url.")
			}
		}
	}
	complete := func(field string) bool {
		return p.text(field) != "" || of.text(field) != ""
	}
	if c.flag("active") && of != nil && strings.HasPrefix(of.text("provider"), "saml_") && of.fields["saml"] == nil &&
		(!complete("idp_entity_id") || !complete("idp_sso_url") || !complete("idp_certificate")) {
		return refuse(http.StatusUnprocessableEntity, "saml_connection_cant_be_activated", "SAML Connection can't be activated",
			"You have to provide the idp_entity_id, idp_sso_url and idp_certificate before you are able to activate this connection.")
	}
	return nil
}

func domainsOf(r *record) []string { return (&call{body: r.fields}).list("domains") }

// spreadDomains writes the one domain of older requests as a list.
func spreadDomains(c *call) {
	if name := c.text("domain"); name != "" && !c.has("domains") {
		c.body["domains"] = []any{name}
	}
	delete(c.body, "domain")
}

func (s *Server) createSAMLConnection(c *call) (*record, error) {
	if !c.has("domain") && !c.has("domains") {
		return nil, refuse(http.StatusUnprocessableEntity, "form_param_missing", "at least one parameter must be provided",
			"at least one of `domain`, `domains` must be provided", "domains")
	}
	if err := s.checkConnection(c, nil, c.body); err != nil {
		return nil, err
	}
	spreadDomains(c)
	return s.addRecord(&s.state.samlConnections, "samlc", object{
		"idp_entity_id": nil, "idp_sso_url": nil, "idp_certificate": nil, "idp_metadata_url": nil, "idp_metadata": nil,
		"idp_certificate_issued_at": nil, "idp_certificate_expires_at": nil, "organization_id": nil,
		"active": false, "user_count": 0, "sync_user_attributes": true, "allow_subdomains": false, "allow_idp_initiated": false,
		"disable_additional_identifications": false, "allow_organization_account_linking": false, "force_authn": false,
		"authenticatable": true, "disable_jit_provisioning": false, "login_hint": object{"mode": "email_address"},
		"attribute_mapping": object{
			"user_id": "nameid", "email_address": "mail", "first_name": "givenName", "last_name": "surname",
		},
	}, c.body), nil
}

func (s *Server) samlConnectionView(r *record) object {
	view := recordView("saml_connection")(r)
	for field, path := range map[string]string{
		"acs_url": "/v1/saml/acs/", "sp_entity_id": "/v1/saml/", "sp_metadata_url": "/v1/saml/metadata/",
	} {
		view[field] = s.instance.issuer() + path + r.id
	}
	if domains := domainsOf(r); len(domains) > 0 {
		view["domain"] = domains[0]
	}
	return view
}
