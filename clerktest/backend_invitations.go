package clerktest

import (
	"cmp"
	"net/http"
	"strings"
)

func (s *Server) invitationOperations(route router) {
	invitations := resource[invitation]{
		path: "/invitations", key: "invitation_id", kind: "invitation",
		find: func(_ *call, id string) *invitation {
			if i := s.state.invitations.get(id); i != nil && i.organization == "" {
				return i
			}
			return nil
		},
		view: s.invitationView, list: s.listInvitations,
		create: func(c *call) (*invitation, error) { return s.inviteToInstance(c.body) },
		remove: func(_ *call, i *invitation) error { s.state.invitations.remove(i.id); return nil },
	}
	invitations.serve(route)
	route("POST /invitations/bulk", s.inviteMany)
	route("POST /invitations/{invitation_id}/revoke", invitations.one(s.revokeInvitation))
	s.organizationInvitationOperations(route)
}

func (s *Server) organizationInvitationOperations(route router) {
	organizations := s.organizationsResource()
	invitations := resource[invitation]{
		path: "/organizations/{organization_id}/invitations", key: "invitation_id", kind: "organization_invitation",
		find: func(c *call, id string) *invitation {
			i, o := s.state.invitations.get(id), s.findOrganization(c.path("organization_id"))
			if i == nil || o == nil || i.organization != o.id {
				return nil
			}
			return i
		},
		view: s.invitationView,
	}
	invitations.serve(route)
	route("GET "+invitations.path, organizations.with(func(c *call, o *organization) (any, error) {
		return s.listOrganizationInvitations(c, s.invitationView, func(i *invitation) bool { return i.organization == o.id })
	}))
	route("GET "+invitations.path+"/pending", organizations.with(func(c *call, o *organization) (any, error) {
		return listed(c, newestFirst(s.pendingInvitationsOf(o)), s.invitationView), nil
	}))
	route("GET /organization_invitations", func(c *call) (any, error) {
		return s.listOrganizationInvitations(c, s.invitationToUser, func(i *invitation) bool { return i.organization != "" })
	})
	route("POST "+invitations.path, organizations.with(func(c *call, o *organization) (any, error) {
		i, err := s.inviteTo(o, c.body)
		if err != nil {
			return nil, err
		}
		return s.invitationView(i), nil
	}))
	route("POST "+invitations.path+"/bulk", organizations.with(s.inviteManyTo))
	route("POST "+invitations.path+"/{invitation_id}/revoke", invitations.one(func(c *call, i *invitation) error {
		if id := c.text("requesting_user_id"); id != "" && s.member(i.organization, id) == nil {
			return refuse(http.StatusForbidden, "not_a_member_in_organization", "not a member", "The user is not a member of the organization.")
		}
		return s.revokeInvitation(c, i)
	}))
}

func (s *Server) invitationOrdering() ordering[invitation] {
	return ordering[invitation]{
		"created_at":    func(a, b *invitation) int { return cmp.Compare(a.created, b.created) },
		"expires_at":    func(a, b *invitation) int { return cmp.Compare(a.expires, b.expires) },
		"email_address": func(a, b *invitation) int { return cmp.Compare(a.email, b.email) },
	}
}

// listInvitations leaves the revoked ones out unless they are asked for.
func (s *Server) listInvitations(c *call) (any, error) {
	found, err := sorted(c, s.state.invitations.where(func(i *invitation) bool {
		asked := c.query.Get("status")
		return i.organization == "" && (asked == s.statusOf(i) || asked == "" && i.status != "revoked") && c.found(i.id, i.email)
	}), "-created_at", s.invitationOrdering())
	if err != nil {
		return nil, err
	}
	return bareList(c, found, s.invitationView), nil
}

func (s *Server) listOrganizationInvitations(c *call, view func(*invitation) object, keep func(*invitation) bool) (any, error) {
	by := s.invitationOrdering()
	delete(by, "expires_at")
	found, err := sorted(c, s.state.invitations.where(func(i *invitation) bool {
		return keep(i) && c.anyOf("status", is(s.statusOf(i))) && c.matches("query", i.email) &&
			c.anyOf("email_address", func(email string) bool { return strings.EqualFold(email, i.email) })
	}), "-created_at", by)
	if err != nil {
		return nil, err
	}
	return listed(c, found, view), nil
}

func (s *Server) listInvitationsOfUser(c *call, u *user) (any, error) {
	return listed(c, newestFirst(s.state.invitations.where(func(i *invitation) bool {
		return i.organization != "" && u.ownsEmail(i.email) && c.anyOf("status", is(s.statusOf(i)))
	})), s.invitationToUser), nil
}

// each is the objects of a body that is an array.
func (c *call) each() []object {
	items, _ := c.json.([]any)
	var objects []object
	for _, item := range items {
		if o, isObject := item.(object); isObject {
			objects = append(objects, o)
		}
	}
	return objects
}

// all makes something of each object of the body, or nothing at all.
func all[T any](c *call, create func(object) (*T, error), undo func(*T)) ([]*T, error) {
	var made []*T
	for _, body := range c.each() {
		one, err := create(body)
		if err != nil {
			for _, earlier := range made {
				undo(earlier)
			}
			return nil, err
		}
		made = append(made, one)
	}
	return made, nil
}

func (s *Server) inviteMany(c *call) (any, error) {
	made, err := all(c, s.inviteToInstance, func(i *invitation) { s.state.invitations.remove(i.id) })
	if err != nil {
		return nil, err
	}
	return views(made, s.invitationView), nil
}

func (s *Server) inviteManyTo(c *call, o *organization) (any, error) {
	made, err := all(c, func(body object) (*invitation, error) { return s.inviteTo(o, body) },
		func(i *invitation) { s.state.invitations.remove(i.id) })
	if err != nil {
		return nil, err
	}
	return object{"data": views(made, s.invitationView), "total_count": len(made)}, nil
}

func (s *Server) revokeInvitation(_ *call, i *invitation) error {
	switch s.statusOf(i) {
	case "accepted":
		return refuseBecause("invitation_already_accepted", "Invitation is already accepted, try signing in instead.")
	case "revoked":
		return refuseBecause("invitation_already_revoked", "Invitation is already revoked.")
	}
	i.status, i.updated = "revoked", s.milliseconds()
	return nil
}
