package clerktest

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// invitationLifetime is how long an invitation holds, in days.
const invitationLifetime = 30

const day = 24 * 60 * 60 * 1000 // in milliseconds

// statusOf is an invitation's status by the server's clock.
func (s *Server) statusOf(i *invitation) string {
	if i.status == "pending" && i.expires != 0 && i.expires <= s.milliseconds() {
		return "expired"
	}
	return i.status
}

// inviteToInstance makes an invitation to sign up.
func (s *Server) inviteToInstance(body object) (*invitation, error) {
	b := &call{body: body}
	email := strings.ToLower(b.text("email_address"))
	if err := checkInvitation(b, email); err != nil {
		return nil, err
	}
	pending := s.state.invitations.first(func(i *invitation) bool {
		return i.email == email && i.organization == "" && s.statusOf(i) == "pending"
	})
	switch {
	case b.flag("ignore_existing"):
	case s.userByEmail(email) != nil:
		return nil, refuseTaken("email_address", "email address")
	case pending != nil:
		return nil, refuseDuplicate("There are already pending invitations for the following email addresses: " + email)
	}
	i := s.addInvitation(b, "inv", email)
	return i, nil
}

// inviteTo makes an invitation to an organization.
func (s *Server) inviteTo(o *organization, body object) (*invitation, error) {
	b := &call{body: body}
	email, role := strings.ToLower(b.text("email_address")), cmp.Or(b.text("role"), memberRole)
	if err := checkInvitation(b, email); err != nil {
		return nil, err
	}
	if err := s.checkRole(o, role); err != nil {
		return nil, err
	}
	u, inviter := s.userByEmail(email), b.text("inviter_user_id")
	pending := s.state.invitations.first(func(i *invitation) bool {
		return i.email == email && i.organization == o.id && s.statusOf(i) == "pending"
	})
	switch {
	case u != nil && s.member(o.id, u.id) != nil:
		return nil, refuseBecause("already_a_member_in_organization", "The user is already a member of the organization.")
	case pending != nil:
		return nil, refuseBecause("organization_invitation_not_unique",
			"Organizations cannot have duplicate pending invitations for an email address.")
	case inviter != "" && s.state.users.get(inviter) == nil:
		return nil, refuseNotFound("user", inviter)
	case inviter != "" && s.member(o.id, inviter) == nil:
		return nil, refuse(http.StatusForbidden, "not_a_member_in_organization", "not a member", "The inviter is not a member of the organization.")
	}
	if err := s.checkRoom(o, 1); err != nil {
		return nil, err
	}
	i := s.addInvitation(b, "orginv", email)
	i.organization, i.role, i.inviter = o.id, role, inviter
	return i, nil
}

func checkInvitation(b *call, email string) error {
	if email == "" {
		return refuseMissing("email_address")
	}
	if !contract.IsEmail(email) {
		return refuseFormat("email_address", "email_address must be a valid email address.")
	}
	if address := b.text("redirect_url"); address != "" {
		if u, err := url.Parse(address); err != nil || u.Scheme == "" {
			return refuseFormat("redirect_url", "redirect_url must be a valid url.")
		}
	}
	return nil
}

func (s *Server) addInvitation(b *call, prefix, email string) *invitation {
	now := s.milliseconds()
	days, given := b.number("expires_in_days")
	if !given {
		days = invitationLifetime
	}
	i := &invitation{
		id: newID(prefix), email: email, ticket: "ticket_" + randomText(base62, 48), status: "pending", redirectURL: b.text("redirect_url"),
		public: orEmpty(b.fields("public_metadata")), private: orEmpty(b.fields("private_metadata")),
		expires: now + days*day, created: now, updated: now,
	}
	s.state.invitations.put(i.id, i)
	return i
}

func (s *Server) invitationView(i *invitation) object {
	view := object{
		"object":          "invitation",
		"id":              i.id,
		"email_address":   i.email,
		"public_metadata": i.public,
		"status":          s.statusOf(i),
		"url":             s.ticketLink(i.ticket),
		"expires_at":      i.expires,
		"created_at":      i.created,
		"updated_at":      i.updated,
	}
	if i.organization == "" {
		view["revoked"] = i.status == "revoked"
		return view
	}
	view["object"] = "organization_invitation"
	view["organization_id"] = i.organization
	view["role"], view["role_name"] = i.role, s.nameOfRole(i.role)
	view["private_metadata"] = i.private
	view["inviter_id"] = nullable(i.inviter)
	view["public_inviter_data"] = s.publicInviterData(i.inviter)
	return view
}

// invitationToUser is what the invited one sees: it says what organization it is.
func (s *Server) invitationToUser(i *invitation) object {
	view := s.invitationView(i)
	if o := s.state.organizations.get(i.organization); o != nil {
		view["public_organization_data"] = publicOrganizationData(o)
	}
	return view
}
