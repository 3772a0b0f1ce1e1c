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
	short := func(given, verified bool, strategy string) any {
		next := "needs_attempt"
		switch {
		case !given:
			return nil
		case verified:
			next = ""
		}
		return object{"next_action": next, "supported_strategies": []string{strategy}}
	}
	view["verifications"] = object{
		"email_address": short(a.email != "", a.emailVerified, byEmailCode), "phone_number": short(a.phone != "", a.phoneVerified, byPhoneCode),
		"web3_wallet": nil, "external_account": nil,
	}
	return view
}
