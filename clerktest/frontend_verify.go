package clerktest

import (
	"cmp"
	"net/http"
)

// Reverification: a user who is signed in proves again who they are, which
// makes the fva of the session's tokens young.

func (s *Server) reverificationRoutes(route frontendRouter) {
	route("POST /client/sessions/{id}/verify", s.forOwnSession(s.beginVerification))
	for path, h := range map[string]func(*call, *user, *session) *reply{
		"prepare_first_factor": func(c *call, u *user, e *session) *reply {
			return e.verification.prepare(c.text("strategy"), s.firstFactors(u))
		},
		"attempt_first_factor": s.reverifyFirst,
		"prepare_second_factor": func(c *call, u *user, e *session) *reply {
			return e.verification.prepare(c.text("strategy"), secondFactors(u))
		},
		"attempt_second_factor": s.reverifySecond,
	} {
		route("POST /client/sessions/{id}/verify/"+path, s.forOwnSession(s.reverify(h)))
	}
}

func (s *Server) beginVerification(c *call, e *session) reply {
	u := s.state.users.get(e.user)
	if u == nil {
		return notFound("user", e.user)
	}
	p := &proof{status: "needs_first_factor", level: cmp.Or(c.text("level"), "first_factor")}
	switch p.level {
	case "first_factor", "multi_factor":
	case "second_factor":
		if u.twoFactor() {
			p.status = "needs_second_factor"
		}
	default:
		return refused(refuseValue("level", p.level))
	}
	e.verification = p
	return s.wrap(c, s.verificationView(c, e, u))
}

func (s *Server) reverify(h func(*call, *user, *session) *reply) func(*call, *session) reply {
	return func(c *call, e *session) reply {
		u := s.state.users.get(e.user)
		if u == nil || e.verification == nil || e.verification.status == "complete" {
			return problem(http.StatusBadRequest, "session_reverification_missing", "You need to start a new session verification first.")
		}
		if refusal := h(c, u, e); refusal != nil {
			return *refusal
		}
		return s.wrap(c, s.verificationView(c, e, u))
	}
}

func (s *Server) reverifyFirst(c *call, u *user, e *session) *reply {
	strategy := cmp.Or(c.text("strategy"), byPassword)
	if strategy == resetByEmail || strategy == resetByPhone || e.verification.status != "needs_first_factor" {
		return unprepared()
	}
	if refusal := s.proveFirst(c, u, e.verification, strategy); refusal != nil {
		return refusal
	}
	e.verification.first, e.verification.status = strategy, "complete"
	if e.verification.level == "multi_factor" && u.twoFactor() {
		e.verification.status = "needs_second_factor"
	}
	e.signedIn = s.now()
	return nil
}

func (s *Server) reverifySecond(c *call, u *user, e *session) *reply {
	strategy := c.text("strategy")
	if e.verification.status != "needs_second_factor" {
		return unprepared()
	}
	if refusal := s.proveSecond(c, u, e.verification, strategy); refusal != nil {
		return refusal
	}
	e.verification.second, e.verification.status = strategy, "complete"
	e.secondFactor = s.now()
	return nil
}

func (s *Server) verificationView(c *call, e *session, u *user) object {
	p, expires := e.verification, s.milliseconds()+codeLifetime
	return object{
		"object":                     "session_verification",
		"id":                         e.id,
		"status":                     p.status,
		"level":                      p.level,
		"session":                    s.frontendSessionView(e, c.who.origin),
		"supported_first_factors":    s.firstFactors(u),
		"supported_second_factors":   secondFactors(u),
		"first_factor_verification":  p.firstVerification(expires),
		"second_factor_verification": p.secondVerification(expires),
	}
}

// joinWaitlist is open to everybody.
func (s *Server) joinWaitlist(c *call) reply {
	entry, err := s.addWaitlistEntry(c.body)
	if err != nil {
		return refused(err)
	}
	return s.wrap(c, object{"object": "waitlist", "id": entry.id, "created_at": entry.created, "updated_at": entry.updated})
}
