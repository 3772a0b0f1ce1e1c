package clerktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
)

// Webhook makes an event of that type, such as user.created, and signs it: the
// body and the headers of the request that Clerk would send. The data is the
// object that the event is about, as JSON writes it: a *backendapi.User, a
// json.RawMessage, a map.
func (s *Server) Webhook(eventType string, data any) (body []byte, header http.Header) {
	body, err := json.Marshal(s.event(eventType, data))
	if err != nil {
		panic(fmt.Sprintf("clerktest: Webhook(%q): the data is no JSON: %v", eventType, err))
	}
	return body, s.SignWebhook(body)
}

func (s *Server) event(eventType string, data any) object {
	return object{
		"object": "event", "type": eventType, "data": data, "instance_id": s.instance.id,
		"timestamp":        s.config.Now().UnixMilli(),
		"event_attributes": object{"http_request": object{"client_ip": "127.0.0.1", "user_agent": "clerktest"}},
	}
}

// watched is one kind of entity whose changes are events. draw gives the data
// of an event, by id; the caller holds the lock.
type watched struct {
	kind   string // user, of user.created
	object string // what a deleted one is called; empty: its last data is sent
	draw   func(s *Server) map[string]object
	order  func(s *Server) []string
	// event is the second word of the type, for an entity that was there (or is
	// new: nil) and is now; "" for no event. Nil: created and updated.
	event func(before, after object) string
}

func watch[T any](kind, deleted string, in func(s *Server) *table[T], view func(s *Server, entity *T) object, event func(before, after object) string) watched {
	return watched{
		kind: kind, object: deleted, event: event,
		order: func(s *Server) []string { return in(s).order },
		draw: func(s *Server) map[string]object {
			drawn := map[string]object{}
			for id, entity := range in(s).byID {
				if view := view(s, entity); view != nil {
					drawn[id] = view
				}
			}
			return drawn
		},
	}
}

// watchedKinds is in the order in which the events of one change are sent;
// those of deletions come in the opposite one.
var watchedKinds = []watched{
	watch("permission", "permission", func(s *Server) *table[permission] { return &s.state.permissions },
		func(_ *Server, p *permission) object { return permissionView(p) }, nil),
	watch("role", "role", func(s *Server) *table[role] { return &s.state.roles }, (*Server).roleView, nil),
	watch("user", "user", func(s *Server) *table[user] { return &s.state.users },
		func(_ *Server, u *user) object { return userView(u) }, nil),
	watch("session", "", func(s *Server) *table[session] { return &s.state.sessions }, (*Server).sessionEvent, sessionEventType),
	watch("organization", "organization", func(s *Server) *table[organization] { return &s.state.organizations }, (*Server).organizationView, nil),
	watch("organizationDomain", "organization_domain", func(s *Server) *table[organizationDomain] { return &s.state.domains }, (*Server).domainView, nil),
	watch("organizationInvitation", "", func(s *Server) *table[invitation] { return &s.state.invitations }, (*Server).invitationEvent, byStatus("pending")),
	watch("organizationMembership", "", func(s *Server) *table[membership] { return &s.state.memberships }, (*Server).membershipView, nil),
	watch("waitlistEntry", "", func(s *Server) *table[record] { return &s.state.waitlist }, (*Server).waitlistView, nil),
	watch("email", "", func(s *Server) *table[record] { return &s.state.emails },
		func(_ *Server, r *record) object {
			view := recordView("email")(r)
			if view["data"] == nil {
				view["data"] = object{}
			}
			return view
		}, createdAlone),
}

// derived are the fields of a kind that follow other entities: that they change
// is no event.
var derived = map[string][]string{
	"organization":           {"members_count", "pending_invitations_count", "missing_member_with_elevated_permissions"},
	"organizationMembership": {"organization", "public_user_data", "permissions", "role_name"},
}

// mute are the kinds whose end is no event.
var mute = map[string]bool{"session": true, "organizationInvitation": true, "waitlistEntry": true, "email": true}

func (s *Server) sessionEvent(e *session) object {
	view := sessionView(e)
	view["user"] = nil
	if u := s.state.users.get(e.user); u != nil {
		view["user"] = userView(u)
	}
	return view
}

// sessionEventType tells of a beginning and an end, and nothing of what lies
// between: a session that is used is no event.
func sessionEventType(before, after object) string {
	status, _ := after["status"].(string)
	switch {
	case before != nil && before["status"] == status:
		return ""
	case status == "active":
		return "created"
	case status == "pending", status == "ended", status == "removed", status == "revoked":
		return status
	default:
		return ""
	}
}

// invitationEvent is nil for invitations to the instance, of which Clerk sends
// no events.
func (s *Server) invitationEvent(i *invitation) object {
	if i.organization == "" {
		return nil
	}
	view := maps.Clone(s.invitationView(i))
	view["status"] = i.status
	var public any
	if o := s.state.organizations.get(i.organization); o != nil {
		public = object{"id": o.id, "name": o.name, "slug": o.slug, "image_url": o.image, "has_image": o.image != ""}
	}
	view["data"] = object{"public_organization_data": public}
	if u := s.userByEmail(i.email); u != nil && i.status == "accepted" {
		view["user_id"] = u.id
	}
	return view
}

// byStatus names an event after the status that an entity has come to; the
// first one is created.
func byStatus(first string) func(before, after object) string {
	return func(before, after object) string {
		status, _ := after["status"].(string)
		switch {
		case before != nil && before["status"] == status:
			return ""
		case status == first:
			return "created"
		default:
			return status
		}
	}
}

func createdAlone(before, _ object) string {
	if before == nil {
		return "created"
	}
	return ""
}

// seen is what endpoints were last told of: the data of each entity, by kind
// and id.
type seen map[string]map[string]sighting

type sighting struct {
	data object
	text string // its own fields, as JSON
}

// look draws everything that events are about. The caller holds the lock.
func (s *Server) look() seen {
	all := seen{}
	for _, kind := range watchedKinds {
		all[kind.kind] = map[string]sighting{}
		for id, data := range kind.draw(s) {
			own := maps.Clone(data)
			for _, name := range derived[kind.kind] {
				delete(own, name)
			}
			text, err := json.Marshal(own)
			if err != nil {
				continue // serve answers such a state with 500
			}
			all[kind.kind][id] = sighting{data: data, text: string(text)}
		}
	}
	return all
}

// news are the bodies of the events that lead from one look to another.
func (s *Server) news(before, after seen) [][]byte {
	var bodies [][]byte
	tell := func(eventType string, data any) {
		if body, err := json.Marshal(s.event(eventType, data)); err == nil {
			bodies = append(bodies, body)
		}
	}
	for i := len(watchedKinds) - 1; i >= 0; i-- {
		kind := watchedKinds[i]
		for id, was := range before[kind.kind] {
			if _, there := after[kind.kind][id]; there || mute[kind.kind] {
				continue
			}
			if kind.object == "" {
				tell(kind.kind+".deleted", was.data)
				continue
			}
			tell(kind.kind+".deleted", deletedView(kind.object, id))
		}
	}
	for _, kind := range watchedKinds {
		for _, id := range kind.order(s) {
			was, known := before[kind.kind][id]
			is, there := after[kind.kind][id]
			if !there || known && was.text == is.text {
				continue
			}
			if word := kind.word(was.data, is.data); word != "" {
				tell(kind.kind+"."+word, is.data)
			}
		}
	}
	return bodies
}

func (k watched) word(before, after object) string {
	switch {
	case k.event != nil:
		return k.event(before, after)
	case before == nil:
		return "created"
	default:
		return "updated"
	}
}
