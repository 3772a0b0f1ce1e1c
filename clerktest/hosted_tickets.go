package clerktest

import (
	"cmp"
	"net/http"
	"net/url"
)

// ticketLink is where a link with a ticket leads: see acceptTicket.
func (s *Server) ticketLink(secret string) string {
	return s.FrontendURL() + "/v1/tickets/accept?ticket=" + secret
}

// acceptTicket sends on who has followed a link: with the ticket to the page
// that the link was made for, or to those for signing in and up.
func (s *Server) acceptTicket(c *call) hostedReply {
	secret := c.query.Get("ticket")
	i, refusal := s.invitationBy(secret)
	switch {
	case refusal != nil:
		return s.showSignIn(c, "", http.StatusUnprocessableEntity, refusal)
	case i != nil:
		return s.followInvitation(c, i)
	}
	query := url.Values{"__clerk_ticket": {secret}}
	back := c.query.Get("redirect_url")
	if t := s.state.tickets.first(func(t *ticket) bool { return t.secret == secret }); t != nil {
		back = cmp.Or(t.redirectURL, back)
	}
	if back != "" {
		query.Set("redirect_url", back)
	}
	return hostedReply{location: "/sign-in?" + query.Encode()}
}

// followInvitation also says what is left to do (__clerk_status): to sign in,
// to sign up, or nothing for who is signed in and joins an organization.
func (s *Server) followInvitation(c *call, i *invitation) hostedReply {
	u, status, page := s.userByEmail(i.email), "sign_in", "/sign-in"
	switch {
	case u == nil:
		status, page = "sign_up", "/sign-up"
	case i.organization != "" && s.signedIn(c.who.client, u):
		s.acceptInvitation(i, u)
		status = "complete"
	}
	target, err := url.Parse(i.redirectURL)
	if err != nil || i.redirectURL == "" {
		if status == "complete" {
			return s.leave(c)
		}
		target = &url.URL{Path: page}
		if back := c.query.Get("redirect_url"); back != "" {
			setQuery(target, "redirect_url", back)
		}
	}
	setQuery(target, "__clerk_status", status)
	setQuery(target, "__clerk_ticket", i.ticket)
	return hostedReply{location: target.String()}
}

// enterWithTicket signs in whom a link is for. Whoever is signed in already
// comes back as they are.
func (s *Server) enterWithTicket(c *call, ticket string) hostedReply {
	_, refusal := s.useTicket(c, ticket)
	switch {
	case refusal.has("session_exists") && !s.config.Accounts.SingleSession:
		return s.leaveOrChoose(c)
	case refusal.has(ticketCodes["invitation"].unknown), refusal.has(ticketCodes["organization_invitation"].unknown):
		return s.showSignUp(c, http.StatusOK, nil)
	case refusal != nil:
		return s.showSignIn(c, "", http.StatusUnprocessableEntity, refusal)
	default:
		return s.leaveOrChoose(c)
	}
}
