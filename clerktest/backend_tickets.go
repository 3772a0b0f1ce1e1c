package clerktest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// The kinds of tickets, as the Backend API names its objects.
const (
	kindSignInToken = "sign_in_token"
	kindActorToken  = "actor_token"
	kindAgentTask   = "agent_task"
)

// ticketOperations are the links that sign somebody in, and testing tokens.
func (s *Server) ticketOperations(route router) {
	signIn := s.tickets(kindSignInToken, "/sign_in_tokens", "sign_in_token_id", s.signInTokenView)
	signIn.create = s.createSignInToken
	signIn.serve(route)
	route("POST /sign_in_tokens/{sign_in_token_id}/revoke", signIn.one(s.revokeTicket))

	actor := s.tickets(kindActorToken, "/actor_tokens", "actor_token_id", s.actorTokenView)
	actor.create = s.createActorToken
	actor.serve(route)
	route("POST /actor_tokens/{actor_token_id}/revoke", actor.one(s.revokeTicket))

	tasks := s.tickets(kindAgentTask, "/agents/tasks", "agent_task_id", s.agentTaskView)
	tasks.create = s.createAgentTask
	tasks.serve(route)
	route("POST /agents/tasks/{agent_task_id}/revoke", tasks.one(s.revokeTicket))

	route("POST /testing_tokens", func(*call) (any, error) {
		expires := s.now().Add(time.Hour).Unix()
		return object{
			"object": "testing_token", "token": strconv.FormatInt(s.now().Unix(), 10) + "-" + randomText(base62, 43), "expires_at": expires,
		}, nil
	})
}

func (s *Server) tickets(kind, path, key string, view func(*ticket) object) resource[ticket] {
	return resource[ticket]{
		path: path, key: key, kind: kind, view: view,
		find: func(_ *call, id string) *ticket {
			if t := s.state.tickets.get(id); t != nil && t.kind == kind {
				return t
			}
			return nil
		},
	}
}

// addTicket keeps a ticket for a user that is there.
func (s *Server) addTicket(c *call, t ticket, seconds int64) (*ticket, error) {
	if u := s.state.users.get(t.user); u == nil {
		return nil, refuseReference("user_id")
	}
	if given, asked := c.number("expires_in_seconds"); asked {
		seconds = given
	}
	now := s.milliseconds()
	t.secret, t.status = "ticket_"+randomText(base62, 48), "pending"
	t.expires, t.created, t.updated = now+seconds*1000, now, now
	s.state.tickets.put(t.id, &t)
	return &t, nil
}

// The lifetimes of tickets, in seconds.
const (
	signInTokenLifetime = 30 * 24 * 60 * 60
	actorTokenLifetime  = 60 * 60
	actorSession        = 30 * 60
)

func (s *Server) createSignInToken(c *call) (*ticket, error) {
	user, organization := c.text("user_id"), c.text("org_id")
	if s.state.users.get(user) == nil {
		return nil, refuseNotFound("user", user)
	}
	if organization != "" && s.member(organization, user) == nil {
		return nil, refuseReference("org_id")
	}
	return s.addTicket(c, ticket{kind: kindSignInToken, id: newID("sit"), user: user, organization: organization}, signInTokenLifetime)
}

func (s *Server) createActorToken(c *call) (*ticket, error) {
	// The actor may have more fields than sub: it goes into the session's act.
	t := ticket{kind: kindActorToken, id: newID("act"), user: c.text("user_id"), actor: c.fields("actor"), sessionTTL: actorSession}
	if seconds, given := c.number("session_max_duration_in_seconds"); given {
		t.sessionTTL = seconds
	}
	return s.addTicket(c, t, actorTokenLifetime)
}

func (s *Server) createAgentTask(c *call) (*ticket, error) {
	behalf := &call{body: c.fields("on_behalf_of")}
	u := s.state.users.get(behalf.text("user_id"))
	if identifier := behalf.text("identifier"); u == nil && identifier != "" {
		u = s.userByIdentifier(identifier)
	}
	if u == nil {
		return nil, refuseNotFound("user", behalf.text("user_id")+behalf.text("identifier"))
	}
	t := ticket{kind: kindAgentTask, id: newID("agtask"), user: u.id, agent: c.text("agent_name"), redirectURL: c.text("redirect_url"), sessionTTL: actorSession}
	if seconds, given := c.number("session_max_duration_in_seconds"); given {
		t.sessionTTL = seconds
	}
	return s.addTicket(c, t, actorTokenLifetime)
}

// revokedCode is Clerk's code for a ticket that cannot be revoked.
func revokedCode(kind string) string {
	if kind == kindAgentTask {
		return "agent_task_cannot_be_revoked"
	}
	return kind + "_cannot_be_revoked_code"
}

// revokeTicket revokes a ticket that nobody has used.
func (s *Server) revokeTicket(_ *call, t *ticket) error {
	if t.status != "pending" {
		return refuse(http.StatusBadRequest, revokedCode(t.kind), "cannot revoke",
			fmt.Sprintf("It cannot be revoked because its status is %s. Only pending tokens can be revoked.", t.status))
	}
	t.status, t.updated = "revoked", s.milliseconds()
	return nil
}

func (s *Server) signInTokenView(t *ticket) object {
	return object{
		"object": t.kind, "id": t.id, "status": t.status, "user_id": t.user, "token": t.secret, "url": s.ticketLink(t.secret),
		"created_at": t.created, "updated_at": t.updated,
	}
}

func (s *Server) actorTokenView(t *ticket) object {
	view := s.signInTokenView(t)
	view["actor"] = t.actor
	return view
}

func (s *Server) agentTaskView(t *ticket) object {
	return object{
		"object": t.kind, "agent_id": "agent_" + hexOf(s.instance.id+t.agent), "agent_task_id": t.id, "task_id": t.id, "url": s.ticketLink(t.secret),
	}
}
