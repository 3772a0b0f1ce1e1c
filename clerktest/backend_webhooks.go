package clerktest

import "net/http"

// webhookOperations manage the app at Svix, which is only made up.
func (s *Server) webhookOperations(route router) {
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
}
