package clerktest

import (
	"cmp"
	"fmt"
	"html"
	"net/http"
)

// keyOperations are what tells an application which instance it belongs to.
func (s *Server) keyOperations(route router) {
	route("GET /jwks", s.getJWKS)
	route("GET /public/interstitial", s.interstitial)
	route("POST /accountless_applications", s.accountlessApplication)
	route("POST /accountless_applications/complete", s.accountlessApplication)
}

// accountlessApplication is this very instance: whoever claims it has it.
func (s *Server) accountlessApplication(*call) (any, error) {
	return object{
		"object": "accountless_application", "publishable_key": s.instance.publishableKey, "secret_key": s.instance.secretKey,
		"claim_url": s.FrontendURL() + "/claim", "api_keys_url": s.FrontendURL() + "/api-keys",
	}, nil
}

func (s *Server) getJWKS(*call) (any, error) {
	keys := make([]object, 0, len(s.keys))
	for _, key := range s.keys {
		keys = append(keys, key.jwk())
	}
	return object{"keys": keys}, nil
}

// interstitial is the page that older SDKs showed to fetch a session: it only
// loads clerk-js, which here is where Config says.
func (s *Server) interstitial(c *call) (any, error) {
	key := cmp.Or(c.query.Get("publishable_key"), s.instance.publishableKey)
	page := fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="UTF-8"><script data-clerk-publishable-key=%q src="%s/npm/@clerk/clerk-js@latest/dist/clerk.browser.js" async></script></head><body></body></html>`,
		html.EscapeString(key), s.FrontendURL())
	return reply{status: http.StatusOK, page: page}, nil
}
