package clerktest

// The views draw entities as the Backend API does. The Frontend API shows the
// same objects with a little more in them, see frontend_views.go.

func userView(u *user) object {
	emails := make([]object, 0, len(u.emails))
	for _, e := range u.emails {
		emails = append(emails, emailView(e))
	}
	return object{
		"id":                              u.id,
		"object":                          "user",
		"external_id":                     nullable(u.externalID),
		"username":                        nullable(u.username),
		"first_name":                      nullable(u.firstName),
		"last_name":                       nullable(u.lastName),
		"locale":                          nil,
		"image_url":                       "",
		"profile_image_url":               "",
		"has_image":                       false,
		"primary_email_address_id":        nullable(u.primaryEmail),
		"primary_phone_number_id":         nil,
		"primary_web3_wallet_id":          nil,
		"email_addresses":                 emails,
		"phone_numbers":                   []any{},
		"web3_wallets":                    []any{},
		"passkeys":                        []any{},
		"external_accounts":               []any{},
		"saml_accounts":                   []any{},
		"enterprise_accounts":             []any{},
		"password_enabled":                u.password != "",
		"two_factor_enabled":              false,
		"totp_enabled":                    false,
		"backup_code_enabled":             false,
		"mfa_enabled_at":                  nil,
		"mfa_disabled_at":                 nil,
		"public_metadata":                 u.public,
		"private_metadata":                u.private,
		"unsafe_metadata":                 u.unsafe,
		"banned":                          u.banned,
		"locked":                          u.locked,
		"lockout_expires_in_seconds":      nil,
		"verification_attempts_remaining": 100,
		"delete_self_enabled":             true,
		"create_organization_enabled":     !u.createOrganizationDisabled,
		"last_sign_in_at":                 moment(u.lastSignIn),
		"last_active_at":                  moment(u.lastActive),
		"legal_accepted_at":               moment(u.legalAccepted),
		"created_at":                      u.created,
		"updated_at":                      u.updated,
	}
}

func emailView(e emailAddress) object {
	status := "unverified"
	if e.verified {
		status = "verified"
	}
	return object{
		"id":            e.id,
		"object":        "email_address",
		"email_address": e.address,
		"reserved":      false,
		"linked_to":     []any{},
		"verification": object{
			"object": "verification_otp", "status": status, "strategy": "email_code", "attempts": nil, "expire_at": nil,
		},
		"created_at": e.created,
		"updated_at": e.updated,
	}
}

// sessionLifetime is how long Clerk keeps a session, in milliseconds.
const sessionLifetime = 7 * 24 * 60 * 60 * 1000

func sessionView(e *session) object {
	var actor any
	if e.actor != "" {
		actor = object{"sub": e.actor}
	}
	return object{
		"object":                      "session",
		"id":                          e.id,
		"user_id":                     e.user,
		"client_id":                   e.client,
		"status":                      e.status,
		"actor":                       actor,
		"last_active_organization_id": nullable(e.organization),
		"last_active_at":              e.lastActive,
		"expire_at":                   e.created + sessionLifetime,
		"abandon_at":                  e.created + 4*sessionLifetime,
		"created_at":                  e.created,
		"updated_at":                  e.updated,
	}
}

func (s *Server) clientView(c *browserClient) object {
	sessions := s.liveSessions(c)
	ids := make([]string, 0, len(sessions))
	for _, e := range sessions {
		ids = append(ids, e.id)
	}
	return object{
		"object":                       "client",
		"id":                           c.id,
		"session_ids":                  ids,
		"sessions":                     views(sessions, sessionView),
		"sign_in_id":                   nullable(c.signIn),
		"sign_up_id":                   nullable(c.signUp),
		"last_active_session_id":       nullable(c.lastActive),
		"last_authentication_strategy": nil,
		"created_at":                   c.created,
		"updated_at":                   c.updated,
	}
}

func deletedView(kind, id string) object {
	return object{"object": kind, "id": id, "deleted": true}
}
