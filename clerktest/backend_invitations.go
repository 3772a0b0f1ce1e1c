package clerktest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

func (s *Server) invitationRoutes(route router) {
	route("GET /invitations", s.listInvitations)
	route("POST /invitations", s.createInvitation)
	route("POST /invitations/bulk", s.createInvitations)
	route("POST /invitations/{id}/revoke", s.revokeInvitation)
	route("GET /organization_invitations", s.listAllOrganizationInvitations)
	route("GET /organizations/{org}/invitations", s.forOrganization(s.listOrganizationInvitations))
	route("GET /organizations/{org}/invitations/pending", s.forOrganization(s.listPendingInvitations))
	route("POST /organizations/{org}/invitations", s.forOrganization(s.createOrganizationInvitation))
	route("POST /organizations/{org}/invitations/bulk", s.forOrganization(s.createOrganizationInvitations))
	route("GET /organizations/{org}/invitations/{id}", s.forOrganizationInvitation(func(_ *call, i *invitation) reply {
		return ok(s.invitationView(i))
	}))
	route("POST /organizations/{org}/invitations/{id}/revoke", s.forOrganizationInvitation(s.revokeOrganizationInvitation))
}

// invitationsWhere lists by status, newest first as Clerk does.
func (s *Server) invitationsWhere(c *call, keep func(*invitation) bool) []*invitation {
	statuses := c.queryList("status")
	found := s.state.invitations.where(func(i *invitation) bool {
		return keep(i) && (len(statuses) == 0 || slices.Contains(statuses, i.status))
	})
	slices.Reverse(found)
	return found
}

func (s *Server) listInvitations(c *call) reply {
	found := s.invitationsWhere(c, func(i *invitation) bool { return i.organization == "" })
	if c.query.Get("paginated") == "true" {
		return paged(c, found, s.invitationView)
	}
	return ok(views(page(c, found), s.invitationView))
}

func (s *Server) listAllOrganizationInvitations(c *call) reply {
	return paged(c, s.invitationsWhere(c, func(i *invitation) bool { return i.organization != "" }), s.invitationView)
}

func (s *Server) listOrganizationInvitations(c *call, o *organization) reply {
	return paged(c, s.invitationsWhere(c, func(i *invitation) bool { return i.organization == o.id }), s.invitationView)
}

func (s *Server) listPendingInvitations(c *call, o *organization) reply {
	pending := func(i *invitation) bool { return i.organization == o.id && i.status == "pending" }
	return paged(c, s.state.invitations.where(pending), s.invitationView)
}

func (s *Server) listInvitationsOfUser(c *call, u *user) reply {
	return paged(c, s.invitationsWhere(c, func(i *invitation) bool {
		return i.organization != "" && strings.EqualFold(i.email, u.email())
	}), s.invitationToUser)
}

func (s *Server) createInvitation(c *call) reply {
	i, refusal := s.invite(c, nil)
	if refusal != nil {
		return *refusal
	}
	return ok(s.invitationView(i))
}

func (s *Server) createInvitations(c *call) reply { return s.inviteAll(c, nil, "invitations") }

func (s *Server) createOrganizationInvitation(c *call, o *organization) reply {
	i, refusal := s.invite(c, o)
	if refusal != nil {
		return *refusal
	}
	return ok(s.invitationView(i))
}

func (s *Server) createOrganizationInvitations(c *call, o *organization) reply {
	return s.inviteAll(c, o, "data")
}

// inviteAll makes an invitation of each object in the body, which is an array.
func (s *Server) inviteAll(c *call, o *organization, key string) reply {
	var bodies []object
	if err := json.Unmarshal(c.raw, &bodies); err != nil {
		return problem(http.StatusBadRequest, "request_body_invalid", "The body must be an array of invitations.")
	}
	var made []*invitation
	for _, body := range bodies {
		i, refusal := s.invite(&call{r: c.r, query: c.query, body: body}, o)
		if refusal != nil {
			return *refusal
		}
		made = append(made, i)
	}
	if o == nil {
		return ok(views(made, s.invitationView))
	}
	return ok(object{key: views(made, s.invitationView), "total_count": len(made)})
}

func (s *Server) invite(c *call, o *organization) (*invitation, *reply) {
	email := strings.ToLower(c.text("email_address"))
	organizationID := ""
	if o != nil {
		organizationID = o.id
	}
	again := func(i *invitation) bool {
		return i.email == email && i.organization == organizationID && i.status == "pending"
	}
	switch {
	case email == "":
		refusal := missing("email_address")
		return nil, &refusal
	case s.state.invitations.first(again) != nil && !c.flag("ignore_existing"):
		refusal := problemAbout(http.StatusBadRequest, "duplicate_record",
			"There is already a pending invitation for this email address.", "email_address")
		return nil, &refusal
	}
	now := s.milliseconds()
	i := &invitation{
		id: newID("inv"), email: email, status: "pending", redirectURL: c.text("redirect_url"),
		public: orEmpty(c.fields("public_metadata")), private: orEmpty(c.fields("private_metadata")),
		created: now, updated: now,
	}
	if o != nil {
		i.id = newID("orginv")
		i.organization = o.id
		i.role, i.inviter = cmp.Or(c.text("role"), "org:member"), c.text("inviter_user_id")
	}
	s.state.invitations.put(i.id, i)
	return i, nil
}

func (s *Server) revokeInvitation(c *call) reply {
	i := s.state.invitations.get(c.path("id"))
	if i == nil || i.organization != "" {
		return notFound("invitation", c.path("id"))
	}
	return s.revokePending(c, i)
}

func (s *Server) forOrganizationInvitation(h func(*call, *invitation) reply) handler {
	return s.forOrganization(func(c *call, o *organization) reply {
		i := s.state.invitations.get(c.path("id"))
		if i == nil || i.organization != o.id {
			return notFound("organization_invitation", c.path("id"))
		}
		return h(c, i)
	})
}

func (s *Server) revokeOrganizationInvitation(c *call, i *invitation) reply {
	return s.revokePending(c, i)
}

func (s *Server) revokePending(_ *call, i *invitation) reply {
	if i.status != "pending" {
		return problem(http.StatusBadRequest, "invitation_already_accepted_or_revoked",
			"The invitation is not pending any more.")
	}
	i.status, i.updated = "revoked", s.milliseconds()
	return ok(s.invitationView(i))
}
