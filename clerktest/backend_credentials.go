package clerktest

import (
	"net/http"
	"slices"
)

// credentialOperations are what a user signs in with, besides addresses.
func (s *Server) credentialOperations(route router, users resource[user]) {
	route("POST /users/{user_id}/verify_password", users.with(verifyPassword))
	route("POST /users/{user_id}/remove_password", users.one(s.removePassword))
	route("POST /users/{user_id}/password/set_compromised", users.one(s.setPasswordCompromised))
	route("POST /users/{user_id}/verify_totp", users.with(s.verifyTOTP))
	route("DELETE /users/{user_id}/mfa", users.with(s.without(func(u *user) {
		u.totpSecret, u.backupCodes = "", nil
		for i := range u.phones {
			u.phones[i].secondFactor = false
		}
	})))
	route("DELETE /users/{user_id}/totp", users.with(s.without(func(u *user) { u.totpSecret = "" })))
	route("DELETE /users/{user_id}/backup_code", users.with(s.without(func(u *user) { u.backupCodes = nil })))
	route("DELETE /users/{user_id}/passkeys/{passkey_identification_id}", users.with(func(c *call, u *user) (any, error) {
		return taken(c, &u.passkeys, "passkey", "passkey_identification_id", func(p passkey) string { return p.id })
	}))
	route("DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}", users.with(func(c *call, u *user) (any, error) {
		return taken(c, &u.wallets, "web3_wallet", "web3_wallet_identification_id", func(w web3Wallet) string { return w.id })
	}))
	route("DELETE /users/{user_id}/external_accounts/{external_account_id}", users.with(func(c *call, u *user) (any, error) {
		return taken(c, &u.accounts, "external_account", "external_account_id", func(a externalAccount) string { return a.id })
	}))
	route("GET /users/{user_id}/trusted_devices", users.with(func(_ *call, u *user) (any, error) {
		return object{"data": drawn(u.devices, deviceView), "total_count": len(u.devices)}, nil
	}))
	route("DELETE /users/{user_id}/trusted_devices/{trusted_device_id}", users.with(s.revokeDevice))
	route("GET /users/{user_id}/oauth_access_tokens/{provider}", users.with(oauthAccessTokens))
}

func verifyPassword(c *call, u *user) (any, error) {
	if !u.hasPassword() {
		return nil, refuse(http.StatusBadRequest, "no_password_set", "no password set", "This user does not have a password set.")
	}
	if !u.passwordIs(c.text("password")) {
		return nil, refuse(http.StatusUnprocessableEntity, "incorrect_password", "incorrect password",
			"The provided password is not the one the user has set.", "password")
	}
	return object{"verified": true}, nil
}

func (s *Server) removePassword(c *call, u *user) error {
	if !u.hasPassword() {
		return refuse(http.StatusBadRequest, "no_password_set", "no password set", "This user does not have a password set.")
	}
	u.password, u.passwordDigest, u.passwordHasher, u.updated = "", "", "", s.milliseconds()
	if c.flag("sign_out_of_other_sessions") {
		s.endSessionsOf(u, "revoked")
	}
	return nil
}

func (s *Server) setPasswordCompromised(c *call, u *user) error {
	if !u.hasPassword() {
		return refuse(http.StatusBadRequest, "no_password_set", "no password set", "This user does not have a password set.")
	}
	u.passwordCompromised, u.updated = true, s.milliseconds()
	if c.flag("revoke_all_sessions") {
		s.endSessionsOf(u, "revoked")
	}
	return nil
}

func (s *Server) verifyTOTP(c *call, u *user) (any, error) {
	code := c.text("code")
	if u.totpSecret == "" && len(u.backupCodes) == 0 {
		return nil, refuse(http.StatusBadRequest, "totp_disabled", "TOTP is disabled", "This user does not have TOTP enabled.")
	}
	kind := s.secondFactor(u, code)
	switch {
	case kind != "":
		return object{"verified": true, "code_type": kind}, nil
	case len(code) != len("123456") && len(u.backupCodes) == 0:
		return nil, refuse(http.StatusUnprocessableEntity, "totp_invalid_length", "invalid length",
			"The provided TOTP code must be 6 characters long.", "code")
	default:
		return nil, refuse(http.StatusUnprocessableEntity, "totp_incorrect_code", "incorrect TOTP",
			"The provided TOTP code is incorrect.", "code")
	}
}

// without takes something away from a user and answers with the user's id.
func (s *Server) without(drop func(*user)) func(*call, *user) (any, error) {
	return func(_ *call, u *user) (any, error) {
		drop(u)
		s.noteSecondFactor(u)
		u.updated = s.milliseconds()
		return object{"user_id": u.id}, nil
	}
}

// taken takes the value of the path's id out of a list.
func taken[T any](c *call, list *[]T, kind, key string, id func(T) string) (any, error) {
	i := slices.IndexFunc(*list, func(value T) bool { return id(value) == c.path(key) })
	if i < 0 {
		return nil, refuseNotFound(kind, c.path(key))
	}
	*list = slices.Delete(*list, i, i+1)
	return deletedView(kind, c.path(key)), nil
}

func deviceView(d trustedDevice) object {
	status := "active"
	if d.revoked != 0 {
		status = "revoked"
	}
	return object{
		"object": "trusted_device", "id": d.id, "platform": d.platform, "app_identifier": d.app, "name": nullable(d.name),
		"algorithm": "ES256", "status": status, "last_used_at": nil, "revoked_at": moment(d.revoked),
		"created_at": d.created, "updated_at": d.updated,
	}
}

func (s *Server) revokeDevice(c *call, u *user) (any, error) {
	for i := range u.devices {
		if d := &u.devices[i]; d.id == c.path("trusted_device_id") {
			d.revoked, d.updated = s.milliseconds(), s.milliseconds()
			return deviceView(*d), nil
		}
	}
	return nil, refuseNotFound("trusted_device", c.path("trusted_device_id"))
}

func oauthAccessTokens(c *call, u *user) (any, error) {
	var found []*object
	for _, a := range u.accounts {
		if a.provider == c.path("provider") || a.provider == "oauth_"+c.path("provider") {
			found = append(found, &object{
				"object": "oauth_access_token", "external_account_id": a.id, "provider_user_id": a.providerUserID, "token": a.token,
				"expires_at": nil, "provider": a.provider, "public_metadata": object{}, "label": nil, "scopes": orNone(a.scopes),
			})
		}
	}
	return bareList(c, found, func(o *object) object { return *o }), nil
}
