package clerktest

// The views draw entities as the Backend API does. The Frontend API shows the
// same objects with a little more in them, see frontend_views.go.

// drawn draws a list of values.
func drawn[T any](list []T, view func(T) object) []object {
	all := make([]object, 0, len(list))
	for _, value := range list {
		all = append(all, view(value))
	}
	return all
}

func userView(u *user) object {
	return object{
		"id":                              u.id,
		"object":                          "user",
		"external_id":                     nullable(u.externalID),
		"username":                        nullable(u.username),
		"first_name":                      nullable(u.firstName),
		"last_name":                       nullable(u.lastName),
		"locale":                          nullable(u.locale),
		"image_url":                       u.image,
		"profile_image_url":               u.image,
		"has_image":                       u.image != "",
		"primary_email_address_id":        nullable(u.primaryEmail),
		"primary_phone_number_id":         nullable(u.primaryPhone),
		"primary_web3_wallet_id":          nullable(u.primaryWallet),
		"email_addresses":                 drawn(u.emails, emailView),
		"phone_numbers":                   drawn(u.phones, phoneView),
		"web3_wallets":                    drawn(u.wallets, walletView),
		"passkeys":                        drawn(u.passkeys, passkeyView),
		"external_accounts":               drawn(u.accounts, externalAccountView),
		"saml_accounts":                   []any{},
		"enterprise_accounts":             []any{},
		"password_enabled":                u.hasPassword(),
		"password_last_updated_at":        moment(u.passwordUpdated),
		"two_factor_enabled":              u.twoFactor(),
		"totp_enabled":                    u.totpSecret != "",
		"backup_code_enabled":             len(u.backupCodes) > 0,
		"mfa_enabled_at":                  moment(u.mfaEnabled),
		"mfa_disabled_at":                 moment(u.mfaDisabled),
		"public_metadata":                 u.public,
		"private_metadata":                u.private,
		"unsafe_metadata":                 u.unsafe,
		"banned":                          u.banned,
		"locked":                          u.locked,
		"lockout_expires_in_seconds":      u.lockout(),
		"verification_attempts_remaining": 100,
		"delete_self_enabled":             !u.deleteSelfDisabled,
		"create_organization_enabled":     !u.createOrganizationDisabled,
		"create_organizations_limit":      u.createOrganizationsLimit,
		"bypass_client_trust":             u.bypassClientTrust,
		"last_sign_in_at":                 moment(u.lastSignIn),
		"last_active_at":                  moment(u.lastActive),
		"legal_accepted_at":               moment(u.legalAccepted),
		"created_at":                      u.created,
		"updated_at":                      u.updated,
	}
}

// lockoutSeconds is how long Clerk locks a user.
const lockoutSeconds = 3600

func (u *user) lockout() any {
	if u.locked {
		return lockoutSeconds
	}
	return nil
}

func identificationView(verified bool, strategy string) any {
	switch {
	case verified && strategy == byAdmin:
		return object{"object": "verification_admin", "status": "verified", "strategy": byAdmin, "attempts": nil, "expire_at": nil}
	case verified:
		return object{"object": "verification_otp", "status": "verified", "strategy": strategy, "attempts": 1, "expire_at": nil}
	default:
		return object{"object": "verification_otp", "status": "unverified", "strategy": strategy, "attempts": nil, "expire_at": nil}
	}
}

func emailView(e emailAddress) object {
	return object{
		"id": e.id, "object": "email_address", "email_address": e.address, "reserved": e.reserved,
		"verification": identificationView(e.verified, e.strategy), "linked_to": []any{}, "matches_sso_connection": false,
		"created_at": e.created, "updated_at": e.updated,
	}
}

func phoneView(p phoneNumber) object {
	return object{
		"id": p.id, "object": "phone_number", "phone_number": p.number, "reserved": p.reserved,
		"reserved_for_second_factor": p.secondFactor, "default_second_factor": p.secondFactor,
		"verification": identificationView(p.verified, p.strategy), "linked_to": []any{}, "backup_codes": nil,
		"created_at": p.created, "updated_at": p.updated,
	}
}

func walletView(w web3Wallet) object {
	return object{
		"id": w.id, "object": "web3_wallet", "web3_wallet": w.address, "verification": identificationView(true, byAdmin),
		"created_at": w.created, "updated_at": w.updated,
	}
}

func passkeyView(p passkey) object {
	return object{
		"id": p.id, "object": "passkey", "name": p.name, "last_used_at": p.lastUsed,
		"verification": object{"object": "verification_passkey", "status": "verified", "strategy": "passkey", "nonce": "nonce", "attempts": nil, "expire_at": nil},
	}
}

func externalAccountView(a externalAccount) object {
	scopes := ""
	for i, scope := range a.scopes {
		if i > 0 {
			scopes += " "
		}
		scopes += scope
	}
	return object{
		"object": "external_account", "id": a.id, "provider": a.provider, "identification_id": a.identification,
		"provider_user_id": a.providerUserID, "approved_scopes": scopes, "email_address": a.email, "first_name": "", "last_name": "",
		"image_url": "", "username": nil, "phone_number": nil, "public_metadata": object{}, "label": nil,
		"verification": object{
			"object": "verification_oauth", "status": "verified", "strategy": a.provider, "attempts": nil, "expire_at": a.created,
		},
		"created_at": a.created, "updated_at": a.updated,
	}
}

// sessionLifetime is how long Clerk keeps a session, in milliseconds.
const sessionLifetime = 7 * 24 * 60 * 60 * 1000

func sessionView(e *session) object {
	var actor any
	if e.actor != nil {
		actor = e.actor
	}
	view := object{
		"object":                      "session",
		"id":                          e.id,
		"user_id":                     e.user,
		"client_id":                   e.client,
		"status":                      e.status,
		"actor":                       actor,
		"last_active_organization_id": nullable(e.organization),
		"last_active_at":              e.lastActive,
		"expire_at":                   e.expireAt(),
		"abandon_at":                  e.created + 4*sessionLifetime,
		"created_at":                  e.created,
		"updated_at":                  e.updated,
	}
	if e.status == "pending" {
		view["tasks"] = []object{{"key": "choose-organization"}}
	}
	return view
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
