package clerktest

// codeLifetime is how long a code may be tried, in milliseconds.
const codeLifetime = 10 * 60 * 1000

// maxAttempts is how often a code may be tried.
const maxAttempts = 5

func (s *Server) identificationOperations(route router) {
	emails := resource[emailAddress]{
		path: "/email_addresses", key: "email_address_id", kind: "email_address",
		find:   func(_ *call, id string) *emailAddress { _, e := s.emailByID(id); return e },
		view:   func(e *emailAddress) object { return emailView(*e) },
		create: s.createEmail, update: s.updateEmail, remove: s.deleteEmail,
	}
	emails.serve(route)
	route("POST /email_addresses/{email_address_id}/prepare_verification", emails.with(func(_ *call, e *emailAddress) (any, error) {
		return s.sendCode(e.id, byEmailCode)
	}))
	route("POST /email_addresses/{email_address_id}/attempt_verification", emails.with(func(c *call, e *emailAddress) (any, error) {
		if err := s.freeEmail(e); err != nil {
			return nil, err
		}
		return s.tryCode(c, e.id, func() {
			if !e.verified {
				e.verified, e.reserved, e.strategy = true, false, byEmailCode
			}
		})
	}))
	route("PUT /users/{user_id}/email_address", s.users().with(s.replaceEmails))

	phones := resource[phoneNumber]{
		path: "/phone_numbers", key: "phone_number_id", kind: "phone_number",
		find:   func(_ *call, id string) *phoneNumber { _, p := s.phoneByID(id); return p },
		view:   func(p *phoneNumber) object { return phoneView(*p) },
		create: s.createPhone, update: s.updatePhone, remove: s.deletePhone,
	}
	phones.serve(route)
	route("POST /phone_numbers/{phone_number_id}/prepare_verification", phones.with(func(_ *call, p *phoneNumber) (any, error) {
		return s.sendCode(p.id, byPhoneCode)
	}))
	route("POST /phone_numbers/{phone_number_id}/attempt_verification", phones.with(func(c *call, p *phoneNumber) (any, error) {
		if err := s.freePhone(p); err != nil {
			return nil, err
		}
		return s.tryCode(c, p.id, func() {
			if !p.verified {
				p.verified, p.reserved, p.strategy = true, false, byPhoneCode
			}
		})
	}))
	route("PUT /users/{user_id}/phone_number", s.users().with(s.replacePhones))
}

// emailByID finds an address and whose it is.
func (s *Server) emailByID(id string) (*user, *emailAddress) {
	for _, u := range s.state.users.all() {
		for i := range u.emails {
			if u.emails[i].id == id {
				return u, &u.emails[i]
			}
		}
	}
	return nil, nil
}

func (s *Server) phoneByID(id string) (*user, *phoneNumber) {
	for _, u := range s.state.users.all() {
		for i := range u.phones {
			if u.phones[i].id == id {
				return u, &u.phones[i]
			}
		}
	}
	return nil, nil
}

func (s *Server) createEmail(c *call) (*emailAddress, error) {
	u := s.state.users.get(c.text("user_id"))
	if u == nil {
		return nil, refuseNotFound("user", c.text("user_id"))
	}
	if err := s.checkNewEmail(u, c.text("email_address")); err != nil {
		return nil, err
	}
	added := s.addEmail(u, c.text("email_address"), c.flag("verified"))
	if c.flag("primary") {
		u.primaryEmail = added.id
	}
	u.updated = s.milliseconds()
	return added, nil
}

func (s *Server) updateEmail(c *call, e *emailAddress) error {
	u, _ := s.emailByID(e.id)
	if c.flag("verified") {
		if err := s.freeEmail(e); err != nil {
			return err
		}
	}
	if c.body["verified"] != nil {
		e.verified, e.strategy = c.flag("verified"), byAdmin
		if !e.verified {
			e.strategy = byEmailCode
		}
	}
	if c.flag("primary") {
		if !e.owned() {
			return refuseBecause("identification_update_failed", "Only a verified identification can be the primary one.")
		}
		u.primaryEmail = e.id
	}
	e.updated, u.updated = s.milliseconds(), s.milliseconds()
	return nil
}

func (s *Server) deleteEmail(c *call, e *emailAddress) error {
	u, _ := s.emailByID(e.id)
	if err := u.mayLoseIdentification(); err != nil {
		return err
	}
	id := e.id
	if _, err := taken(c, &u.emails, "email_address", "email_address_id", func(e emailAddress) string { return e.id }); err != nil {
		return err
	}
	if u.primaryEmail == id {
		u.primaryEmail = ""
		if len(u.emails) > 0 {
			u.primaryEmail = u.emails[0].id
		}
	}
	return nil
}

// checkNewEmail also refuses an address that the user has already.
func (s *Server) checkNewEmail(u *user, address string) error {
	if u.hasEmail(address) {
		return refuseTaken("email_address", "email address")
	}
	return s.checkEmail(address, "email_address")
}

func (s *Server) checkNewPhone(u *user, number string) error {
	if u.hasPhone(plainNumber(number)) {
		return refuseTaken("phone_number", "phone number")
	}
	return s.checkPhone(number, "phone_number")
}

// freeEmail refuses to verify a claim that somebody else has made good.
func (s *Server) freeEmail(e *emailAddress) error {
	if e.owned() {
		return nil
	}
	return s.checkEmail(e.address, "email_address")
}

func (s *Server) freePhone(p *phoneNumber) error {
	if p.owned() {
		return nil
	}
	return s.checkPhone(p.number, "phone_number")
}

// mayLoseIdentification refuses to take a user's last way to sign in away.
func (u *user) mayLoseIdentification() error {
	if len(u.emails)+len(u.phones)+len(u.wallets)+len(u.accounts) > 1 || u.username != "" {
		return nil
	}
	return refuseBecause("last_identification_deletion_failed", "You cannot delete the last identification of a user.")
}

// replaceEmails leaves a user with one address.
func (s *Server) replaceEmails(c *call, u *user) (any, error) {
	if !u.hasEmail(c.text("email_address")) {
		if err := s.checkEmail(c.text("email_address"), "email_address"); err != nil {
			return nil, err
		}
	}
	status := c.text("identification_status")
	u.emails, u.primaryEmail = nil, ""
	added := s.addEmail(u, c.text("email_address"), status == "" || status == "verified")
	added.reserved = status == "reserved"
	u.updated = s.milliseconds()
	return emailView(*added), nil
}

func (s *Server) createPhone(c *call) (*phoneNumber, error) {
	u := s.state.users.get(c.text("user_id"))
	if u == nil {
		return nil, refuseNotFound("user", c.text("user_id"))
	}
	if err := s.checkNewPhone(u, c.text("phone_number")); err != nil {
		return nil, err
	}
	if c.flag("reserved_for_second_factor") && !c.flag("verified") {
		return nil, refuseBecause("identification_create_second_factor_unverified", "Unverified identifications cannot be a second factor.")
	}
	added := s.addPhone(u, c.text("phone_number"), c.flag("verified"))
	added.secondFactor = c.flag("reserved_for_second_factor")
	if c.flag("primary") {
		u.primaryPhone = added.id
	}
	s.noteSecondFactor(u)
	u.updated = s.milliseconds()
	return added, nil
}

func (s *Server) updatePhone(c *call, p *phoneNumber) error {
	u, _ := s.phoneByID(p.id)
	if c.flag("verified") {
		if err := s.freePhone(p); err != nil {
			return err
		}
	}
	if c.body["verified"] != nil {
		p.verified, p.strategy = c.flag("verified"), byAdmin
		if !p.verified {
			p.strategy = byPhoneCode
		}
	}
	if c.flag("reserved_for_second_factor") && !p.verified {
		return refuseBecause("identification_update_second_factor_unverified",
			"Cannot update second factor attributes for unverified identification.")
	}
	if c.body["reserved_for_second_factor"] != nil {
		p.secondFactor = c.flag("reserved_for_second_factor")
		s.noteSecondFactor(u)
	}
	if c.flag("primary") {
		u.primaryPhone = p.id
	}
	p.updated, u.updated = s.milliseconds(), s.milliseconds()
	return nil
}

func (s *Server) deletePhone(c *call, p *phoneNumber) error {
	u, _ := s.phoneByID(p.id)
	if err := u.mayLoseIdentification(); err != nil {
		return err
	}
	id := p.id
	if _, err := taken(c, &u.phones, "phone_number", "phone_number_id", func(p phoneNumber) string { return p.id }); err != nil {
		return err
	}
	if u.primaryPhone == id {
		u.primaryPhone = ""
		if len(u.phones) > 0 {
			u.primaryPhone = u.phones[0].id
		}
	}
	s.noteSecondFactor(u)
	return nil
}

func (s *Server) replacePhones(c *call, u *user) (any, error) {
	if !u.hasPhone(plainNumber(c.text("phone_number"))) {
		if err := s.checkPhone(c.text("phone_number"), "phone_number"); err != nil {
			return nil, err
		}
	}
	status := c.text("identification_status")
	u.phones, u.primaryPhone = nil, ""
	added := s.addPhone(u, c.text("phone_number"), status == "" || status == "verified")
	added.reserved = status == "reserved"
	s.noteSecondFactor(u)
	u.updated = s.milliseconds()
	return phoneView(*added), nil
}

// sendCode begins a verification. No code is sent: it is always emailCode.
func (s *Server) sendCode(identification, strategy string) (any, error) {
	v := &verification{
		id: newID("ver"), identification: identification, strategy: strategy, status: "unverified",
		expires: s.milliseconds() + codeLifetime,
	}
	s.state.verifications.put(v.id, v)
	return v.view(), nil
}

func (v *verification) view() object {
	return object{
		"object": "verification_otp", "id": v.id, "status": v.status, "strategy": v.strategy,
		"attempts": v.attempts, "expire_at": v.expires,
	}
}

// tryCode reports a wrong or a late code through the status, as Clerk does.
func (s *Server) tryCode(c *call, identification string, verified func()) (any, error) {
	v := s.state.verifications.get(c.text("verification_id"))
	if v == nil || v.identification != identification {
		return nil, refuseNotFound("verification", c.text("verification_id"))
	}
	if v.status == "verified" {
		return nil, alreadyVerified()
	}
	v.attempts++
	switch {
	case s.milliseconds() > v.expires:
		v.status = "expired"
	case v.attempts > maxAttempts:
		v.status = "failed"
	case c.text("code") == emailCode:
		v.status = "verified"
		verified()
	}
	return v.view(), nil
}
