package clerktest

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

func (s *Server) users() resource[user] {
	return resource[user]{
		path: "/users", key: "user_id", kind: "user",
		find: func(_ *call, id string) *user { return s.state.users.get(id) },
		view: userView,
		list: s.listUsers, create: s.createUser, update: s.updateUser,
		remove: func(_ *call, u *user) error { s.dropUser(u); return nil },
	}
}

func (s *Server) userOperations(route router) {
	users := s.users()
	users.serve(route)
	route("GET /users/count", s.countUsers)
	route("POST /users/ban", s.forUsers(func(u *user) { s.setBanned(u, true) }))
	route("POST /users/unban", s.forUsers(func(u *user) { s.setBanned(u, false) }))
	for path, change := range map[string]func(*user){
		"ban":                        func(u *user) { s.setBanned(u, true) },
		"unban":                      func(u *user) { s.setBanned(u, false) },
		"lock":                       func(u *user) { u.locked = true },
		"unlock":                     func(u *user) { u.locked = false },
		"password/unset_compromised": func(u *user) { u.passwordCompromised = false },
	} {
		route("POST /users/{user_id}/"+path, users.one(func(_ *call, u *user) error {
			change(u)
			u.updated = s.milliseconds()
			return nil
		}))
	}
	route("PUT /users/{user_id}/metadata", users.one(s.replaceUserMetadata))
	route("PATCH /users/{user_id}/metadata", users.one(s.mergeUserMetadata))
	route("POST /users/{user_id}/profile_image", users.one(s.setProfileImage))
	route("DELETE /users/{user_id}/profile_image", users.one(func(_ *call, u *user) error { u.image = ""; return nil }))
	route("GET /users/{user_id}/organization_memberships", users.with(s.listMembershipsOfUser))
	route("GET /users/{user_id}/organization_invitations", users.with(s.listInvitationsOfUser))
	s.credentialOperations(route, users)
}

// forUsers does something to all users that the body names.
func (s *Server) forUsers(do func(*user)) operation {
	return func(c *call) (any, error) {
		var found []*user
		for _, id := range c.list("user_ids") {
			u := s.state.users.get(id)
			if u == nil {
				return nil, refuse(http.StatusBadRequest, "form_param_value_invalid", "is invalid", "No user was found with id "+id+".", "user_ids")
			}
			found = append(found, u)
		}
		for _, u := range found {
			do(u)
			u.updated = s.milliseconds()
		}
		return views(found, userView), nil
	}
}

func (s *Server) createUser(c *call) (*user, error) {
	if err := s.checkNewUser(c); err != nil {
		return nil, err
	}
	u := s.addUser(User{
		FirstName: c.text("first_name"), LastName: c.text("last_name"), Username: c.text("username"),
		ExternalID: c.text("external_id"), BackupCodes: c.list("backup_codes"),
		PublicMetadata: c.fields("public_metadata"), PrivateMetadata: c.fields("private_metadata"),
		UnsafeMetadata: c.fields("unsafe_metadata"),
	})
	emailStatus, phoneStatus := c.list("email_address_identification_status"), c.list("phone_number_identification_status")
	for i, address := range c.list("email_address") {
		reserved := i < len(emailStatus) && emailStatus[i] == "reserved"
		s.addEmail(u, address, !reserved).reserved = reserved
	}
	for i, number := range c.list("phone_number") {
		reserved := i < len(phoneStatus) && phoneStatus[i] == "reserved"
		s.addPhone(u, number, !reserved).reserved = reserved
	}
	for _, address := range c.list("web3_wallet") {
		s.addWallet(u, address)
	}
	if c.flag("banned") {
		s.setBanned(u, true)
	}
	u.locked = c.flag("locked")
	s.fillUser(c, u)
	return u, nil
}

// checkNewUser refuses what a user cannot have, and a user who could not sign in.
func (s *Server) checkNewUser(c *call) error {
	for param, check := range map[string]func(value, param string) error{
		"email_address": s.checkEmail, "phone_number": s.checkPhone, "web3_wallet": s.checkWallet,
	} {
		values := c.list(param)
		for i, value := range values {
			if err := check(value, param); err != nil {
				return err
			}
			if slices.Contains(values[:i], value) {
				return refuse(http.StatusUnprocessableEntity, "form_param_duplicate", "is duplicate", value+" is given twice.", param)
			}
		}
	}
	if len(c.list("email_address"))+len(c.list("phone_number"))+len(c.list("web3_wallet")) == 0 &&
		c.text("username") == "" && !c.flag("skip_user_requirement") {
		return refuse(http.StatusUnprocessableEntity, "form_data_missing", "missing data",
			`["email_address"] data doesn't match user requirements set for this instance`)
	}
	return s.checkUserFields(c, nil)
}

// checkUserFields refuses what creating and updating take alike.
func (s *Server) checkUserFields(c *call, u *user) error {
	if name := c.text("username"); name != "" {
		if err := s.checkUsername(name, u); err != nil {
			return err
		}
	}
	if err := s.checkExternalID(c.text("external_id"), u); err != nil {
		return err
	}
	if err := c.checkMetadata(); err != nil {
		return err
	}
	if password := c.text("password"); c.body["password"] != nil && !c.flag("skip_password_checks") {
		if err := s.checkPasswordRules(password, "password"); err != nil {
			return err
		}
	}
	if c.body["password_digest"] != nil {
		if err := checkDigest(c.text("password_digest"), c.text("password_hasher")); err != nil {
			return err
		}
	}
	if secret := c.text("totp_secret"); secret != "" {
		if err := checkTOTPSecret(secret); err != nil {
			return err
		}
	}
	for _, param := range []string{"created_at", "legal_accepted_at"} {
		if given := c.text(param); given != "" {
			if _, err := time.Parse(time.RFC3339, given); err != nil {
				return refuse(http.StatusUnprocessableEntity, "form_param_invalid_time", "invalid format",
					param+" must contain a datetime specified in RFC3339 format (e.g. `2022-10-20T10:00:27.645Z`).", param)
			}
		}
	}
	return nil
}

// fillUser takes over what creating and updating take alike.
func (s *Server) fillUser(c *call, u *user) {
	for field, target := range map[string]*bool{
		"delete_self_enabled": &u.deleteSelfDisabled, "create_organization_enabled": &u.createOrganizationDisabled,
	} {
		if c.body[field] != nil {
			*target = !c.flag(field)
		}
	}
	for field, target := range map[string]*int64{"created_at": &u.created, "legal_accepted_at": &u.legalAccepted} {
		if at, err := time.Parse(time.RFC3339, c.text(field)); err == nil {
			*target = at.UnixMilli()
		}
	}
	if c.has("create_organizations_limit") {
		u.createOrganizationsLimit = c.body["create_organizations_limit"]
	}
	if c.has("bypass_client_trust") {
		u.bypassClientTrust = c.flag("bypass_client_trust")
	}
	if c.has("locale") {
		u.locale = c.text("locale")
	}
	if c.body["password"] != nil {
		s.setPassword(u, c.text("password"))
	}
	if c.body["password_digest"] != nil {
		u.password, u.passwordDigest, u.passwordHasher = "", c.text("password_digest"), c.text("password_hasher")
		u.passwordUpdated = s.milliseconds()
	}
	if c.has("totp_secret") {
		u.totpSecret = c.text("totp_secret")
	}
	if c.body["backup_codes"] != nil {
		u.backupCodes = c.list("backup_codes")
	}
	s.noteSecondFactor(u)
}

func (s *Server) updateUser(c *call, u *user) error {
	if err := s.checkUserFields(c, u); err != nil {
		return err
	}
	primaries := map[string]*string{
		"primary_email_address_id": &u.primaryEmail, "primary_phone_number_id": &u.primaryPhone, "primary_web3_wallet_id": &u.primaryWallet,
	}
	for field := range primaries {
		if id := c.text(field); id != "" && !u.mayBePrimary(id) {
			return refuseReference(field)
		}
	}
	texts := map[string]*string{
		"first_name": &u.firstName, "last_name": &u.lastName, "username": &u.username, "external_id": &u.externalID,
	}
	maps.Copy(texts, primaries)
	for field, target := range texts {
		if c.has(field) {
			*target = c.text(field)
		}
	}
	s.fillUser(c, u)
	if c.flag("sign_out_of_other_sessions") {
		s.endSessionsOf(u, "revoked")
	}
	return s.replaceUserMetadata(c, u)
}

// identifiedBy reports whether the user has an identification, verified or not.
func (u *user) identifiedBy(id string) bool {
	return slices.ContainsFunc(u.emails, func(e emailAddress) bool { return e.id == id }) ||
		slices.ContainsFunc(u.phones, func(p phoneNumber) bool { return p.id == id })
}

// mayBePrimary reports whether the user has an identification that is verified
// or reserved.
func (u *user) mayBePrimary(id string) bool {
	return slices.ContainsFunc(u.emails, func(e emailAddress) bool { return e.id == id && e.owned() }) ||
		slices.ContainsFunc(u.phones, func(p phoneNumber) bool { return p.id == id && p.owned() }) ||
		slices.ContainsFunc(u.wallets, func(w web3Wallet) bool { return w.id == id })
}

// dropUser takes a user out with its sessions, memberships and tokens.
func (s *Server) dropUser(u *user) {
	s.state.users.remove(u.id)
	s.endSessionsOf(u, "removed")
	s.state.memberships.removeWhere(func(m *membership) bool { return m.user == u.id })
	s.state.machineTokens.removeWhere(func(t *machineToken) bool { return t.subject == u.id })
}

func (s *Server) endSessionsOf(u *user, status string) {
	for _, e := range s.state.sessions.where(func(e *session) bool { return e.user == u.id }) {
		s.endSession(e, status)
	}
}

// setBanned also ends a banned user's sessions, as Clerk does.
func (s *Server) setBanned(u *user, banned bool) {
	u.banned = banned
	if banned {
		s.endSessionsOf(u, "revoked")
	}
}
