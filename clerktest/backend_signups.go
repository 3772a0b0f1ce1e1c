package clerktest

import "net/http"

func (s *Server) signUpOperations(route router) {
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
