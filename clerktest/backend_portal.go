package clerktest

import "net/http"

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
