package clerktest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Consent on a page of the application's own, which clerk-js tells what is
// asked for, and whose form comes here.

func (s *Server) consentRoutes(route frontendRouter) {
	route("GET /me/oauth/consent/{client_id}", s.forMe(s.consentInfo))
	route("POST /me/oauth/consent/{client_id}", s.forMe(s.decideConsent))
}

func (s *Server) consentInfo(c *call, _ *user) reply {
	app := s.oauthApplication(c.path("client_id"))
	if app == nil {
		return notFound("oauth_application", c.path("client_id"))
	}
	its := strings.Fields(app.text("scopes"))
	asked := its
	if c.query.Has("scope") {
		asked = strings.Fields(c.query.Get("scope"))
	}
	scopes := []object{}
	for _, scope := range asked {
		if !slices.Contains(its, scope) {
			return refused(refuseValue("scope", scope))
		}
		scopes = append(scopes, object{"scope": scope, "description": nil, "requires_consent": true})
	}
	back, err := url.Parse(c.query.Get("redirect_uri"))
	if err != nil {
		return refused(refuseFormat("redirect_uri", "redirect_uri must be a valid url."))
	}
	return s.wrap(c, object{
		"object": "oauth_consent_info", "id": app.text("client_id"), "client_id": app.text("client_id"),
		"oauth_application_name": app.text("name"), "oauth_application_logo_url": "", "oauth_application_url": "",
		"redirect_domain": back.Hostname(), "state": "", "scopes": scopes,
	})
}

// decideConsent takes what the application asked /oauth/authorize for, and the
// visitor's answer.
func (s *Server) decideConsent(c *call, _ *user) reply {
	asked := url.Values{"client_id": {c.path("client_id")}}
	for _, name := range []string{"redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method"} {
		if value := c.text(name); value != "" {
			asked.Set(name, value)
		}
	}
	app, wrong := s.askingApplication(asked)
	var back hostedReply
	switch {
	case wrong != "":
		return problem(http.StatusBadRequest, "oauth_authorize_request_error", wrong)
	case faultOf(app, asked) != "":
		back = backToApplication(asked, "error", faultOf(app, asked))
	case !c.flag("consented"):
		back = backToApplication(asked, "error", "access_denied")
	default:
		back = s.grant(asked, s.ownSession(c))
	}
	return reply{status: http.StatusSeeOther, header: http.Header{"Location": {back.location}, "Cache-Control": {"no-store"}}}
}
