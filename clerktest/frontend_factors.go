package clerktest

import (
	"net/http"
	"slices"
	"strings"
)

// Strategies beside byEmailCode and byPhoneCode, as Clerk calls them.
const (
	byPassword   = "password"
	byTicket     = "ticket"
	byTOTP       = "totp"
	byBackupCode = "backup_code"
	resetByEmail = "reset_password_email_code"
	resetByPhone = "reset_password_phone_code"
)

// firstFactors are the ways in which a user can prove who they are.
func (s *Server) firstFactors(u *user) []object {
	factors := []object{}
	if u.hasPassword() {
		factors = append(factors, object{"strategy": byPassword})
	}
	emails, phones := byEmail(u, byEmailCode), byPhone(u, byPhoneCode)
	factors = append(append(factors, emails...), phones...)
	if u.hasPassword() {
		factors = append(append(factors, byEmail(u, resetByEmail)...), byPhone(u, resetByPhone)...)
	}
	for _, account := range u.accounts {
		if s.config.Accounts.offers(account.provider) {
			factors = append(factors, object{"strategy": account.provider})
		}
	}
	return factors
}

func byEmail(u *user, strategy string) []object {
	var factors []object
	for _, e := range u.emails {
		if !e.owned() {
			continue
		}
		factors = append(factors, object{
			"strategy": strategy, "email_address_id": e.id, "safe_identifier": e.address, "primary": e.id == u.primaryEmail,
		})
	}
	return factors
}

func byPhone(u *user, strategy string) []object {
	var factors []object
	for _, p := range u.phones {
		if p.owned() && !p.secondFactor {
			factors = append(factors, object{
				"strategy": strategy, "phone_number_id": p.id, "safe_identifier": p.number, "primary": p.id == u.primaryPhone,
			})
		}
	}
	return factors
}

// secondFactors are nil for a user who has none.
func secondFactors(u *user) []object {
	if !u.twoFactor() {
		return nil
	}
	var factors []object
	if u.totpSecret != "" {
		factors = append(factors, object{"strategy": byTOTP})
	}
	for _, p := range u.phones {
		if p.secondFactor {
			factors = append(factors, object{
				"strategy": byPhoneCode, "phone_number_id": p.id, "safe_identifier": p.number, "default": u.totpSecret == "",
			})
		}
	}
	if len(u.backupCodes) > 0 {
		factors = append(factors, object{"strategy": byBackupCode})
	}
	return factors
}

func has(factors []object, strategy string) bool {
	return slices.ContainsFunc(factors, func(f object) bool { return f["strategy"] == strategy })
}

// prepare sends a code, as far as that goes here.
func (p *proof) prepare(strategy string, factors []object) *reply {
	var refusal reply
	switch {
	case !strings.HasSuffix(strategy, "_code") || strategy == byBackupCode:
		refusal = problemAbout(http.StatusUnprocessableEntity, "form_param_value_invalid", "This strategy cannot be prepared.", "strategy")
	case !has(factors, strategy):
		return noSuchStrategy()
	default:
		p.prepared = append(p.prepared, strategy)
		return nil
	}
	return &refusal
}

// proveFirst checks a first factor.
func (s *Server) proveFirst(c *call, u *user, p *proof, strategy string) *reply {
	switch {
	case strategy == byPassword:
		return checkPassword(u, c.text("password"))
	case slices.Contains(p.prepared, strategy):
		return checkCode(c.text("code"))
	case has(s.firstFactors(u), strategy):
		return unprepared()
	default:
		return noSuchStrategy()
	}
}

func unprepared() *reply {
	refusal := problem(http.StatusBadRequest, "verification_missing", "This strategy requires verification preparation before attempting to validate it.")
	return &refusal
}

func noSuchStrategy() *reply {
	refusal := problem(http.StatusBadRequest, "strategy_for_user_invalid", "The verification strategy is not valid for this account.")
	return &refusal
}

// proveSecond checks a second factor; a backup code is used up.
func (s *Server) proveSecond(c *call, u *user, p *proof, strategy string) *reply {
	code := c.text("code")
	switch {
	case !has(secondFactors(u), strategy):
		return noSuchStrategy()
	case strategy == byTOTP && s.totpIs(u, code):
	case strategy == byBackupCode && u.useBackupCode(code):
	case strategy == byPhoneCode && !slices.Contains(p.prepared, byPhoneCode):
		return unprepared()
	case strategy == byPhoneCode:
		return checkCode(code)
	default:
		refusal := problemAbout(http.StatusUnprocessableEntity, "form_code_incorrect", "Incorrect code.", "code")
		return &refusal
	}
	return nil
}

// firstVerification and secondVerification say how far a proof has come.
func (p *proof) firstVerification(expires int64) any {
	return p.verification(p.first, "", expires)
}

func (p *proof) secondVerification(expires int64) any {
	if p.status == "complete" && p.second == "" || p.first == "" {
		return nil
	}
	return p.verification(p.second, byPhoneCode, expires)
}

func (p *proof) verification(done, only string, expires int64) any {
	if done != "" {
		return object{"object": "verification", "status": "verified", "strategy": done, "attempts": 1, "expire_at": nil}
	}
	if len(p.prepared) == 0 || only != "" && !slices.Contains(p.prepared, only) {
		return nil
	}
	return object{
		"object": "verification", "status": "unverified", "strategy": p.prepared[len(p.prepared)-1], "attempts": 0, "expire_at": expires,
	}
}
