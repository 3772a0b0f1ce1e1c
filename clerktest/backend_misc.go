package clerktest

import (
	"cmp"
	"fmt"
	"html"
	"net/http"
)

// portalOperations are links to the admin portal, which is not here.
func (s *Server) portalOperations(route router) {
	route("POST /admin_portal_link_tokens", func(c *call) (any, error) {
		organization := c.text("organization_id")
		if organization != "" && s.state.organizations.get(organization) == nil {
			return nil, refuse(http.StatusBadRequest, "bad_request", "is invalid", "There is no organization "+organization+".", "organization_id")
		}
		seconds, given := c.number("seconds_until_expiration")
		if !given {
			seconds = 3600
		}
		scopes := any(nil)
		if c.has("scopes") {
			scopes = c.list("scopes")
		}
		r := s.addRecord(&s.state.portalTokens, "aplt", object{
			"admin_portal_link_id": newID("apl"), "instance_id": s.instance.id, "organization_id": nullable(organization),
			"it_contact_id": nullable(c.text("it_contact_id")), "scopes": scopes, "revoked": false, "revocation_reason": nil,
			"expiration": s.milliseconds() + seconds*1000,
		}, nil)
		s.state.portalTokens.remove(r.id)
		r.id = newHexID("aplt")
		s.state.portalTokens.put(r.id, r)
		view := s.portalTokenView(r)
		view["token"] = "aplt_" + randomText(base62, 32)
		return reply{status: http.StatusCreated, body: view}, nil
	})
	route("POST /admin_portal_link_tokens/{adminPortalLinkTokenID}/revoke", func(c *call) (any, error) {
		r := s.state.portalTokens.get(c.path("adminPortalLinkTokenID"))
		if r == nil {
			return nil, refuseNotFound("admin_portal_link_token", c.path("adminPortalLinkTokenID"))
		}
		r.fields["revoked"], r.fields["revocation_reason"], r.updated = true, c.body["revocation_reason"], s.milliseconds()
		return s.portalTokenView(r), nil
	})
}

func (s *Server) portalTokenView(r *record) object {
	view := recordView("admin_portal_link_token")(r)
	view["expired"] = r.number("expiration") <= s.milliseconds()
	return view
}

func (s *Server) miscellaneousOperations(route router) {
	route("GET /jwks", s.getJWKS)
	route("GET /public/interstitial", s.interstitial)
	signUps := resource[signUpAttempt]{
		path: "/sign_ups", key: "id", kind: "sign_up_attempt", view: s.backendSignUpView,
		find: func(_ *call, id string) *signUpAttempt { return s.state.signUps.get(id) },
		update: func(c *call, a *signUpAttempt) error {
			if a.status != "missing_requirements" {
				return refuse(http.StatusForbidden, "sign_up_cannot_be_updated", "Sign up cannot be updated",
					"This sign up has reached a terminal state and cannot be updated")
			}
			if c.has("external_id") {
				a.externalID = c.text("external_id")
			}
			a.customAction = a.customAction || c.flag("custom_action")
			return nil
		},
	}
	signUps.serve(route)

	svixURL := func(*call) (any, error) {
		if !s.state.svixApp {
			return nil, refuseBecause("svix_app_missing", "No Svix apps are associated with the current instance.")
		}
		return object{"svix_url": "https://app.svix.com/login#key=fake_" + hexOf(s.instance.id)}, nil
	}
	route("POST /webhooks/svix", func(c *call) (any, error) {
		if s.state.svixApp {
			return nil, refuseBecause("svix_app_exists", "A Svix app has already been associated with the current instance.")
		}
		s.state.svixApp = true
		return svixURL(c)
	})
	route("POST /webhooks/svix_url", svixURL)
	route("DELETE /webhooks/svix", func(c *call) (any, error) {
		if _, err := svixURL(c); err != nil {
			return nil, err
		}
		s.state.svixApp = false
		return reply{status: http.StatusNoContent}, nil
	})
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

func (s *Server) backendSignUpView(a *signUpAttempt) object {
	view := s.signUpView(a)
	view["object"] = "sign_up_attempt"
	view["password_enabled"], view["custom_action"], view["external_id"] = view["has_password"], a.customAction, nullable(a.externalID)
	delete(view, "has_password")
	verification := any(nil)
	if a.email != "" {
		next := "needs_attempt"
		if a.emailVerified {
			next = ""
		}
		verification = object{"next_action": next, "supported_strategies": []string{byEmailCode}}
	}
	view["verifications"] = object{"email_address": verification, "phone_number": nil, "web3_wallet": nil, "external_account": nil}
	return view
}
