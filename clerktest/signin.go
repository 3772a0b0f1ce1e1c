package clerktest

import (
	"net/http"
	"strconv"
)

// SignIn puts the cookies of a signed-in browser on a request, for app.Test:
// the session token and __client_uat, under their plain and their suffixed
// names, and in development the dev browser. The options change the token, for
// instance Expired; its azp is the request's origin unless they say otherwise.
func (s *Server) SignIn(req *http.Request, userID string, options ...TokenOption) {
	s.mu.Lock()
	defer s.mu.Unlock()
	plan := s.planToken(userID)
	plan.azp = originOf(req)
	for _, option := range options {
		option(plan)
	}
	e := s.state.sessions.get(plan.session)
	if e == nil {
		e = s.sessionFor(userID, plan.status)
	}
	if plan.session == "" {
		plan.session = e.id
	}
	if plan.organization != nil {
		s.fillOrganization(plan)
	}
	// A token older than __client_uat would be refused for that alone.
	client := s.state.clients.get(e.client)
	uat := min(plan.issued.Unix(), client.updated/1000)
	token := s.mint(plan)
	s.addCookie(req, "__session", token)
	s.addCookie(req, "__client_uat", strconv.FormatInt(uat, 10))
	if !s.instance.production {
		s.addCookie(req, "__clerk_db_jwt", s.devBrowserOf(client))
	}
}

func (s *Server) addCookie(req *http.Request, name, value string) {
	req.AddCookie(&http.Cookie{Name: name, Value: value})
	req.AddCookie(&http.Cookie{Name: s.instance.suffixed(name), Value: value})
}

// devBrowserOf finds or makes the dev browser of a client.
func (s *Server) devBrowserOf(c *browserClient) string {
	if _, known := s.state.devBrowsers.get(c.devBrowser); !known {
		s.bindDevBrowser(s.newDevBrowser(), c)
	}
	return c.devBrowser
}

// originOf is the origin that a page of the request would have.
func originOf(req *http.Request) string {
	scheme := "http"
	if req.TLS != nil || req.URL.Scheme == "https" {
		scheme = "https"
	}
	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	return scheme + "://" + host
}
