package clerktest

import (
	"fmt"
	"net/http"
)

// A ticket in a link signs somebody in or up: sign-in tokens, actor tokens,
// agents' tasks and invitations have one each.

// invitationBy finds the invitation of a ticket, if one can still be used.
func (s *Server) invitationBy(secret string) (*invitation, *reply) {
	i := s.state.invitations.first(func(i *invitation) bool { return i.ticket == secret })
	if i == nil {
		return nil, nil
	}
	return i, usable(i.kind(), s.statusOf(i))
}

func (i *invitation) kind() string {
	if i.organization != "" {
		return "organization_invitation"
	}
	return "invitation"
}

// ticketCodes are Clerk's codes for what nobody can use any more.
var ticketCodes = map[string]struct{ used, revoked, unknown, elsewhere string }{
	"invitation": {"invitation_already_accepted", "revoked_invitation", "invitation_account_not_exists", "invitation_account_exists"},
	"organization_invitation": {
		"organization_invitation_already_accepted", "organization_invitation_revoked_code",
		"organization_invitation_identification_not_exist", "organization_invitation_identification_already_exists",
	},
	kindSignInToken: {"sign_in_token_already_used_code", "sign_in_token_revoked_code", "sign_in_identification_or_user_deleted", "sign_in_token_not_in_sign_in_code"},
	kindActorToken:  {"actor_token_already_used_code", "actor_token_revoked_code", "actor_token_subject_not_found", "actor_token_not_in_sign_in_code"},
	kindAgentTask:   {"agent_task_already_used", "agent_task_revoked", "agent_task_subject_not_found", "agent_task_not_in_sign_in"},
}

// usable refuses a ticket that was used or revoked, or has expired.
func usable(kind, status string) *reply {
	var refusal reply
	switch status {
	case "pending":
		return nil
	case "accepted":
		refusal = problem(http.StatusBadRequest, ticketCodes[kind].used, "This link has already been used. Each can only be used once.")
	case "expired":
		refusal = problem(http.StatusBadRequest, "ticket_expired_code", "This link has expired. Please request a new one.")
	default:
		refusal = problem(http.StatusBadRequest, ticketCodes[kind].revoked, fmt.Sprintf("This link has been %s and cannot be used anymore.", status))
	}
	return &refusal
}

func badTicket() *reply {
	refusal := problemAbout(http.StatusBadRequest, "ticket_invalid_code", "The ticket is invalid.", "ticket")
	return &refusal
}

func (s *Server) statusOfTicket(t *ticket) string {
	if t.status == "pending" && t.expires <= s.milliseconds() {
		return "expired"
	}
	return t.status
}

// signInByTicket is the Frontend API's way: the sign-in is complete at once,
// without a second factor, which a ticket stands for too.
func (s *Server) signInByTicket(c *call) reply {
	a, refusal := s.useTicket(c, c.text("ticket"))
	if refusal != nil {
		return *refusal
	}
	return s.wrap(c, s.signInView(a))
}

// useTicket signs in whom a ticket is for.
func (s *Server) useTicket(c *call, secret string) (*signInAttempt, *reply) {
	i, refusal := s.invitationBy(secret)
	if refusal != nil {
		return nil, refusal
	}
	if i != nil {
		return s.useInvitation(c, i)
	}
	t := s.state.tickets.first(func(t *ticket) bool { return t.secret == secret })
	if t == nil {
		return nil, badTicket()
	}
	u := s.state.users.get(t.user)
	if refusal := usable(t.kind, s.statusOfTicket(t)); refusal != nil {
		return nil, refusal
	}
	if u == nil {
		gone := problem(http.StatusNotFound, ticketCodes[t.kind].unknown, "The user of the token no longer exists. Please request a new one.")
		return nil, &gone
	}
	e, a, refusal := s.enterByTicket(c, u)
	if refusal != nil {
		return nil, refusal
	}
	t.status, t.updated = "accepted", s.milliseconds()
	e.actor = t.actor
	if t.sessionTTL > 0 {
		e.expires = s.milliseconds() + t.sessionTTL*1000
	}
	s.workIn(e, t.organization)
	return a, nil
}

// useInvitation signs in who was invited and has an account already.
func (s *Server) useInvitation(c *call, i *invitation) (*signInAttempt, *reply) {
	u := s.userByEmail(i.email)
	if u == nil {
		unknown := problem(http.StatusBadRequest, ticketCodes[i.kind()].unknown, "There is no account for this invitation. Sign up first.")
		return nil, &unknown
	}
	e, a, refusal := s.enterByTicket(c, u)
	if refusal != nil {
		return nil, refusal
	}
	s.workIn(e, s.acceptInvitation(i, u))
	return a, nil
}

// enterByTicket begins a session for a user who has shown a ticket.
func (s *Server) enterByTicket(c *call, u *user) (*session, *signInAttempt, *reply) {
	if refusal := s.mayNotSignIn(u); refusal != nil {
		return nil, nil, refusal
	}
	if refusal := s.alreadyIn(c.who.client, u); refusal != nil {
		return nil, nil, refusal
	}
	client := s.ensureClient(c)
	a := s.newSignIn(u.identifier(), u)
	a.first = byTicket
	s.keepSignIn(client, a)
	return s.completeSignIn(client, a), a, nil
}

// signUpByTicket takes the address of an invitation over: it is verified.
func (s *Server) signUpByTicket(secret string, a *signUpAttempt) *reply {
	i, refusal := s.invitationBy(secret)
	if refusal != nil {
		return refusal
	}
	if i == nil {
		if t := s.state.tickets.first(func(t *ticket) bool { return t.secret == secret }); t != nil {
			wrong := problem(http.StatusBadRequest, ticketCodes[t.kind].elsewhere, "These tokens can only be used during sign in.")
			return &wrong
		}
		return badTicket()
	}
	if s.userByEmail(i.email) != nil {
		taken := problem(http.StatusBadRequest, ticketCodes[i.kind()].elsewhere, "There is an account for this invitation already. Sign in instead.")
		return &taken
	}
	a.invitation, a.email, a.emailVerified = i.id, i.email, true
	return nil
}

// acceptInvitation makes a user what the invitation says, and gives the
// organization, if it is one to an organization.
func (s *Server) acceptInvitation(i *invitation, u *user) (organization string) {
	if i == nil {
		return ""
	}
	i.status, i.updated = "accepted", s.milliseconds()
	if i.organization == "" {
		for name, value := range i.public {
			u.public[name] = value
		}
		return ""
	}
	if o := s.state.organizations.get(i.organization); o != nil && s.member(o.id, u.id) == nil {
		m := s.addMember(o.id, u.id, i.role)
		m.public, m.private = copied(i.public), copied(i.private)
	}
	return i.organization
}

// workIn makes an organization a session's own, if the user is a member.
func (s *Server) workIn(e *session, organization string) {
	if organization != "" && s.member(organization, e.user) != nil {
		e.organization = organization
	}
	s.settle(e)
}

// myInvitations are the user's own, to organizations.
func (s *Server) myInvitations(c *call, u *user) reply {
	found := newestFirst(s.state.invitations.where(func(i *invitation) bool {
		return i.organization != "" && u.ownsEmail(i.email) && (!c.query.Has("status") || c.anyOf("status", is(s.statusOf(i))))
	}))
	return s.wrap(c, object{"data": views(page(c, found), s.frontendInvitationView), "total_count": len(found)})
}

func (s *Server) acceptMyInvitation(c *call, u *user) reply {
	i := s.state.invitations.get(c.path("id"))
	if i == nil || i.organization == "" || !u.ownsEmail(i.email) {
		return problem(http.StatusNotFound, "organization_invitation_not_found", "No invitation found with id "+c.path("id")+".")
	}
	if refusal := usable("organization_invitation", s.statusOf(i)); refusal != nil {
		return *refusal
	}
	s.acceptInvitation(i, u)
	return s.wrap(c, s.frontendInvitationView(i))
}
