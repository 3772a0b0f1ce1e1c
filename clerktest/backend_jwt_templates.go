package clerktest

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
)

func (s *Server) jwtTemplateOperations(route router) {
	templates := s.records("jwt_template", "/jwt_templates", "template_id", &s.state.jwtTemplates)
	templates.list = func(c *call) (any, error) {
		return bareList(c, newestFirst(s.state.jwtTemplates.all()), templates.view), nil
	}
	templates.create = func(c *call) (*record, error) {
		if err := s.checkJWTTemplate(c, nil); err != nil {
			return nil, err
		}
		r := s.addRecord(&s.state.jwtTemplates, "jtmp", object{
			"lifetime": 60, "allowed_clock_skew": 5, "custom_signing_key": false, "signing_algorithm": "RS256",
		}, c.body)
		hideSigningKey(r)
		return r, nil
	}
	templates.update = func(c *call, r *record) error {
		if err := s.checkJWTTemplate(c, r); err != nil {
			return err
		}
		maps.DeleteFunc(c.body, func(_ string, value any) bool { return value == nil })
		if err := s.changeRecord(c, r); err != nil {
			return err
		}
		hideSigningKey(r)
		return nil
	}
	templates.serve(route)
}

// hideSigningKey keeps a secret out of what is shown.
func hideSigningKey(r *record) {
	if key, given := r.fields["signing_key"]; given {
		r.hidden["signing_key"] = key
		delete(r.fields, "signing_key")
	}
}

// reservedClaims are those that Clerk itself sets.
var reservedClaims = []string{"azp", "exp", "iat", "iss", "jti", "nbf", "sub"}

var signingAlgorithms = []string{"HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"}

func (s *Server) checkJWTTemplate(c *call, of *record) error {
	for claim := range c.fields("claims") {
		if slices.Contains(reservedClaims, claim) {
			return refuse(http.StatusBadRequest, "jwt_template_reserved_claim", "reserved claim used",
				fmt.Sprintf("You can't use the reserved claim: '%s'", claim), "claims")
		}
	}
	taken := s.jwtTemplate(c.text("name"))
	algorithm := c.text("signing_algorithm")
	switch {
	case c.text("name") == "":
		return refuseMissing("name")
	case url.PathEscape(c.text("name")) != c.text("name"):
		return refuseFormat("name", "name must go into an address as it is.")
	case taken != nil && taken != of:
		return refuseTaken("name", "name")
	case algorithm != "" && !slices.Contains(signingAlgorithms, algorithm):
		return refuseValue("signing_algorithm", algorithm)
	case c.flag("custom_signing_key") && c.text("signing_key") == "" && (of == nil || of.hidden["signing_key"] == nil):
		return refuse(http.StatusUnprocessableEntity, "form_conditional_param_missing", "is missing",
			"`signing_key` is required when `custom_signing_key` is `true`.", "signing_key")
	}
	if key := c.text("signing_key"); key != "" {
		if _, err := customKey(algorithm, key); err != nil {
			return refuseFormat("signing_key", "signing_key is no key for the signing algorithm.")
		}
	}
	return nil
}

// jwtTemplate finds a template by its name, or nil.
func (s *Server) jwtTemplate(name string) *record {
	return s.state.jwtTemplates.first(func(r *record) bool { return r.text("name") == name })
}

func (s *Server) redirectURLOperations(route router) {
	redirects := s.records("redirect_url", "/redirect_urls", "id", &s.state.redirectURLs)
	redirects.list = func(c *call) (any, error) {
		return bareList(c, newestFirst(s.state.redirectURLs.all()), redirects.view), nil
	}
	redirects.create = func(c *call) (*record, error) {
		address := c.text("url")
		u, err := url.Parse(address)
		switch {
		case err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "":
			return nil, refuseFormat("url", "url must be a valid url.")
		case s.state.redirectURLs.first(func(r *record) bool { return r.text("url") == address }) != nil:
			return nil, refuseDuplicate("the redirect url already exists")
		}
		return s.addRecord(&s.state.redirectURLs, "ru", nil, c.body), nil
	}
	redirects.serve(route)
}
