package clerktest

import "net/http"

// mine is a kind of identification as its owner asks for it, on the profile's
// pages: it is added unverified, and counts once its code was shown.
type mine[T any] struct {
	path, key       string // /me/email_addresses, email_address_id
	field, strategy string // email_address, email_code
	find            func(u *user, id string) *T
	check           func(u *user, value string) error
	add             func(u *user, value string) *T
	verified        func(*T) *bool
	primary         func(*user) *string
	free            func(*T) error               // of other owners
	change          func(*call, *user, *T) error // nil when nothing can be changed
	remove          func(*call, *T) error
	view            func(*T) object
}

func (s *Server) meIdentificationRoutes(route frontendRouter) {
	emails := mine[emailAddress]{
		path: "/me/email_addresses", key: "email_address_id", field: "email_address", strategy: byEmailCode,
		find: func(u *user, id string) *emailAddress {
			return within(u.emails, func(e *emailAddress) bool { return e.id == id })
		},
		check:    s.checkNewEmail,
		add:      func(u *user, address string) *emailAddress { return s.addEmail(u, address, false) },
		verified: func(e *emailAddress) *bool { return &e.verified },
		primary:  func(u *user) *string { return &u.primaryEmail },
		free:     s.freeEmail,
		remove:   s.deleteEmail,
		view:     func(e *emailAddress) object { return emailView(*e) },
	}
	phones := mine[phoneNumber]{
		path: "/me/phone_numbers", key: "phone_number_id", field: "phone_number", strategy: byPhoneCode,
		find: func(u *user, id string) *phoneNumber {
			return within(u.phones, func(p *phoneNumber) bool { return p.id == id })
		},
		check:    s.checkNewPhone,
		add:      func(u *user, number string) *phoneNumber { return s.addPhone(u, number, false) },
		verified: func(p *phoneNumber) *bool { return &p.verified },
		primary:  func(u *user) *string { return &u.primaryPhone },
		free:     s.freePhone,
		change:   s.updateMyPhone,
		remove:   s.deletePhone,
		view:     func(p *phoneNumber) object { return phoneView(*p) },
	}
	serveMine(s, route, emails)
	serveMine(s, route, phones)
}

// within finds an entry of a user's own.
func within[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

func serveMine[T any](s *Server, route frontendRouter, k mine[T]) {
	create := s.forMe(func(c *call, u *user) reply {
		added, err := k.create(s, c, u)
		return s.answerMine(c, u, err, func() object { return k.view(added) })
	})
	one := func(do func(*call, *user, *T) error, view func(*call, *T) object) handler {
		return s.forMe(func(c *call, u *user) reply {
			found := k.find(u, c.path(k.key))
			if found == nil {
				return notFound(k.field, c.path(k.key))
			}
			return s.answerMine(c, u, do(c, u, found), func() object { return view(c, found) })
		})
	}
	shown := func(_ *call, found *T) object { return k.view(found) }
	path := k.path + "/{" + k.key + "}"
	route("POST "+k.path, create)
	route("POST "+k.path+"/{$}", create) // as clerk-js asks
	route("GET "+path, one(func(*call, *user, *T) error { return nil }, shown))
	route("POST "+path+"/prepare_verification", one(func(c *call, _ *user, found *T) error {
		return k.prepare(s, c, found)
	}, shown))
	route("POST "+path+"/attempt_verification", one(func(c *call, u *user, found *T) error {
		return k.attempt(s, c, u, found)
	}, shown))
	if k.change != nil {
		route("PATCH "+path, one(k.change, shown))
	}
	route("DELETE "+path, one(func(c *call, _ *user, found *T) error { return k.remove(c, found) }, func(c *call, _ *T) object {
		return deletedView(k.field, c.path(k.key))
	}))
}

func (s *Server) answerMine(c *call, u *user, err error, view func() object) reply {
	if err != nil {
		return refused(err)
	}
	if c.r.Method != http.MethodGet {
		u.updated = s.milliseconds()
	}
	return s.wrap(c, view())
}

func (k mine[T]) create(s *Server, c *call, u *user) (*T, error) {
	if err := s.mayAdd(c, k.field); err != nil {
		return nil, err
	}
	if err := k.check(u, c.text(k.field)); err != nil {
		return nil, err
	}
	first := *k.primary(u)
	added := k.add(u, c.text(k.field))
	*k.primary(u) = first
	return added, nil
}

func (k mine[T]) prepare(s *Server, c *call, found *T) error {
	if asked := c.text("strategy"); asked != "" && asked != k.strategy {
		return refuseValue("strategy", asked)
	}
	if *k.verified(found) {
		return alreadyVerified()
	}
	_, err := s.sendCode(c.path(k.key), k.strategy)
	return err
}

func (k mine[T]) attempt(s *Server, c *call, u *user, found *T) error {
	if *k.verified(found) {
		return alreadyVerified()
	}
	if err := k.free(found); err != nil {
		return err
	}
	if err := s.showCode(c.path(k.key), c.text("code")); err != nil {
		return err
	}
	*k.verified(found) = true
	if first := k.primary(u); *first == "" {
		*first = c.path(k.key)
	}
	return nil
}

func alreadyVerified() error {
	return refuseBecause("verification_already_verified", "This verification has already been verified.")
}

// mayAdd refuses what the instance does not ask for.
func (s *Server) mayAdd(c *call, field string) error {
	switch {
	case s.config.Accounts.attributes()[field] == Off:
		return refuseUnknown(field)
	case c.text(field) == "":
		return refuseMissing(field)
	default:
		return nil
	}
}

// showCode tries the code that was sent last.
func (s *Server) showCode(identification, code string) error {
	sent := s.state.verifications.where(func(v *verification) bool { return v.identification == identification })
	if len(sent) == 0 {
		return refusalError{*unprepared()}
	}
	v := sent[len(sent)-1]
	v.attempts++
	switch {
	case s.milliseconds() > v.expires:
		return refuseBecause("verification_expired", "This verification has expired. You must create a new one.")
	case v.attempts > maxAttempts:
		return refuseBecause("verification_failed", "Too many failed attempts. You have to try again with the same or another method.")
	}
	if wrong := checkCode(code); wrong != nil {
		return refusalError{*wrong}
	}
	v.status = "verified"
	return nil
}

// updateMyPhone makes a number a second factor, or takes it back.
func (s *Server) updateMyPhone(c *call, u *user, p *phoneNumber) error {
	second := c.flag("reserved_for_second_factor") || c.flag("default_second_factor")
	if second && !p.verified {
		return refuseBecause("identification_update_second_factor_unverified",
			"Cannot update second factor attributes for unverified identification.")
	}
	if second || c.has("reserved_for_second_factor") {
		p.secondFactor = second
		s.noteSecondFactor(u)
	}
	p.updated = s.milliseconds()
	return nil
}
