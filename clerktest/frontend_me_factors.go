package clerktest

import (
	"net/http"
	"net/url"
)

// meFactorRoutes are how a user sets a second factor up, and takes it away.
func (s *Server) meFactorRoutes(route frontendRouter) {
	route("POST /me/totp", s.forMe(s.beginTOTP))
	route("POST /me/totp/attempt_verification", s.forMe(s.confirmTOTP))
	route("DELETE /me/totp", s.forMe(func(c *call, u *user) reply {
		u.newTOTP = ""
		s.setTOTP(u, "")
		return s.wrap(c, object{"object": "totp", "id": "totp_" + u.id, "deleted": true})
	}))
	route("POST /me/backup_codes", s.forMe(s.newBackupCodes))
	route("POST /me/backup_codes/{$}", s.forMe(s.newBackupCodes))
}

// beginTOTP gives out a secret, which counts once a code of it was shown.
func (s *Server) beginTOTP(c *call, u *user) reply {
	if u.totpSecret != "" {
		return problem(http.StatusBadRequest, "totp_already_enabled", "You have an authenticator app already.")
	}
	u.newTOTP = randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32)
	view := s.totpView(u, false)
	view["secret"] = u.newTOTP
	view["uri"] = "otpauth://totp/clerktest:" + url.PathEscape(u.identifier()) + "?issuer=clerktest&secret=" + u.newTOTP
	return s.wrap(c, view)
}

func (s *Server) confirmTOTP(c *call, u *user) reply {
	shown := user{totpSecret: u.newTOTP}
	if u.newTOTP == "" || !s.totpIs(&shown, c.text("code")) {
		return problemAbout(http.StatusUnprocessableEntity, "form_code_incorrect", "Incorrect code.", "code")
	}
	s.setTOTP(u, u.newTOTP)
	u.newTOTP = ""
	return s.wrap(c, s.totpView(u, true))
}

func (s *Server) totpView(u *user, verified bool) object {
	return object{
		"object": "totp", "id": "totp_" + u.id, "verified": verified, "secret": nil, "uri": nil, "backup_codes": nil,
		"created_at": s.milliseconds(), "updated_at": s.milliseconds(),
	}
}

// newBackupCodes replaces those that there were.
func (s *Server) newBackupCodes(c *call, u *user) reply {
	if !u.twoFactor() {
		return problem(http.StatusBadRequest, "backup_codes_not_available", "In order to use backup codes, you have to enable any other Multi-factor method.")
	}
	u.backupCodes = nil
	for range 10 {
		u.backupCodes = append(u.backupCodes, randomText(lowercase, 8))
	}
	return s.wrap(c, object{
		"object": "backup_code", "id": "backup_" + u.id, "codes": u.backupCodes,
		"created_at": s.milliseconds(), "updated_at": s.milliseconds(),
	})
}
