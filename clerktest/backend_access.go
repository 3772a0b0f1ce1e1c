package clerktest

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// accessListOperations are the allow-list and the block-list.
func (s *Server) accessListOperations(route router) {
	allowed := s.records("allowlist_identifier", "/allowlist_identifiers", "identifier_id", &s.state.allowlist)
	allowed.list = func(c *call) (any, error) {
		return bareList(c, newestFirst(s.state.allowlist.all()), allowed.view), nil
	}
	allowed.create = func(c *call) (*record, error) {
		return s.addIdentifier(c, &s.state.allowlist, "alid", "allowlist")
	}
	allowed.serve(route)

	blocked := s.records("blocklist_identifier", "/blocklist_identifiers", "identifier_id", &s.state.blocklist)
	blocked.list = func(c *call) (any, error) {
		found := newestFirst(s.state.blocklist.all())
		if c.query.Has("limit") || c.query.Has("offset") {
			return listed(c, found, blocked.view), nil
		}
		return object{"data": views(found, blocked.view), "total_count": len(found)}, nil
	}
	blocked.create = func(c *call) (*record, error) {
		return s.addIdentifier(c, &s.state.blocklist, "blid", "blocklist")
	}
	blocked.serve(route)
}

// identifierType tells an address or a domain (*@example.com), a phone number
// and a wallet apart; it is "" for anything else.
func identifierType(identifier string) string {
	domain, isDomain := strings.CutPrefix(identifier, "*@")
	switch {
	case walletPattern.MatchString(identifier):
		return "web3_wallet"
	case phonePattern.MatchString(plainNumber(identifier)):
		return "phone_number"
	case contract.IsEmail(identifier), isDomain && domainPattern.MatchString(domain):
		return "email_address"
	default:
		return ""
	}
}

func (s *Server) addIdentifier(c *call, in *table[record], prefix, list string) (*record, error) {
	identifier := strings.ToLower(c.text("identifier"))
	kind := identifierType(identifier)
	if kind == "" {
		return nil, refuseFormat("identifier", "identifier must be either a valid email address, a valid phone number according to E.164 international standard or a valid web3 wallet.")
	}
	if in.first(func(r *record) bool { return r.text("identifier") == identifier }) != nil {
		return nil, refuse(http.StatusBadRequest, "duplicate_record", "duplicate "+list+" identifier", "the identifier "+identifier+" already exists")
	}
	return s.addRecord(in, prefix, object{"identifier": identifier, "identifier_type": kind, "instance_id": s.instance.id}, nil), nil
}

func (s *Server) waitlistOperations(route router) {
	entries := s.records("waitlist_entry", "/waitlist_entries", "waitlist_entry_id", &s.state.waitlist)
	entries.view = s.waitlistView
	entries.list = func(c *call) (any, error) {
		by := recordOrdering("email_address")
		by["invited_at"] = func(a, b *record) int { return cmp.Compare(invitedAt(a), invitedAt(b)) }
		found, err := sorted(c, s.state.waitlist.where(func(r *record) bool {
			return c.anyOf("status", is(r.text("status"))) && c.found(r.id, r.text("email_address"))
		}), "-created_at", by)
		if err != nil {
			return nil, err
		}
		return listed(c, found, entries.view), nil
	}
	entries.create = func(c *call) (*record, error) { return s.addWaitlistEntry(c.body) }
	entries.remove = func(_ *call, r *record) error {
		if err := pendingEntry(r); err != nil {
			return err
		}
		s.state.waitlist.remove(r.id)
		return nil
	}
	entries.serve(route)
	route("POST /waitlist_entries/bulk", func(c *call) (any, error) {
		made, err := all(c, s.addWaitlistEntry, func(r *record) { s.state.waitlist.remove(r.id) })
		if err != nil {
			return nil, err
		}
		return views(made, entries.view), nil
	})
	route("POST /waitlist_entries/{waitlist_entry_id}/invite", entries.one(s.inviteWaiting))
	route("POST /waitlist_entries/{waitlist_entry_id}/reject", entries.one(func(_ *call, r *record) error {
		if err := pendingEntry(r); err != nil {
			return err
		}
		r.fields["status"], r.updated = "rejected", s.milliseconds()
		return nil
	}))
}

func invitedAt(r *record) int64 {
	at, _ := r.hidden["invited_at"].(int64)
	return at
}

func (s *Server) waitlistView(r *record) object {
	view := recordView("waitlist_entry")(r)
	id, _ := r.hidden["invitation"].(string)
	if i := s.state.invitations.get(id); i != nil {
		view["invitation"] = s.invitationView(i)
	}
	return view
}

func pendingEntry(r *record) error {
	if r.text("status") == "pending" {
		return nil
	}
	return refuse(http.StatusConflict, "waitlist_entry_not_pending", "not pending", "The waitlist entry is "+r.text("status")+" already.")
}

// addWaitlistEntry returns the entry that an address has already.
func (s *Server) addWaitlistEntry(body object) (*record, error) {
	b := &call{body: body}
	email := strings.ToLower(b.text("email_address"))
	if !contract.IsEmail(email) {
		return nil, refuseFormat("email_address", "email_address must be a valid email address.")
	}
	if r := s.state.waitlist.first(func(r *record) bool { return r.text("email_address") == email }); r != nil {
		return r, nil
	}
	return s.addRecord(&s.state.waitlist, "wle", object{"email_address": email, "status": "pending", "is_locked": false}, nil), nil
}

func (s *Server) inviteWaiting(c *call, r *record) error {
	if r.text("status") != "pending" && !c.flag("ignore_existing") {
		return pendingEntry(r)
	}
	i, err := s.inviteToInstance(object{"email_address": r.text("email_address"), "ignore_existing": c.flag("ignore_existing")})
	if err != nil {
		return err
	}
	r.hidden["invitation"], r.hidden["invited_at"] = i.id, s.milliseconds()
	r.fields["status"], r.updated = "invited", s.milliseconds()
	return nil
}
