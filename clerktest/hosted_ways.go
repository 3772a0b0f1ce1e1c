package clerktest

import (
	"net/http"
	"net/url"
	"strings"
)

// What the hosted pages offer beside a password and a code: second factors,
// providers, the waitlist.

// afterFirst asks for the second factor, or lets go.
func (s *Server) afterFirst(c *call, a *signInAttempt) hostedReply {
	if a.status == "needs_second_factor" {
		return s.showSecondFactor(c, http.StatusOK, nil)
	}
	return s.leaveOrChoose(c)
}

// leaveOrChoose goes back to the application, unless there is a task left.
func (s *Server) leaveOrChoose(c *call) hostedReply {
	if e := s.activeSession(c.who.client); e != nil && e.status == "pending" {
		return s.showOrganizations(c, http.StatusOK, nil)
	}
	return s.leave(c)
}

func (s *Server) showSecondFactor(c *call, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "second-factor", "Two-step verification")
	p.Fields = []field{codeField("Of your authenticator app, a backup code, or the one sent to your phone, which is " + emailCode + " here.")}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

// submitSecondFactor tries what the user has: people do not say what kind of
// code it is.
func (s *Server) submitSecondFactor(c *call) hostedReply {
	var a *signInAttempt
	if c.who.client != nil {
		a = s.state.signIns.get(c.who.client.signIn)
	}
	if a == nil || a.status != "needs_second_factor" || s.state.users.get(a.user) == nil {
		return s.showSignIn(c, "", http.StatusOK, nil)
	}
	u := s.state.users.get(a.user)
	a.prepared = append(a.prepared, byPhoneCode)
	refusal := s.mayNotSignIn(u)
	for _, strategy := range []string{byTOTP, byBackupCode, byPhoneCode} {
		if refusal == nil && has(secondFactors(u), strategy) && s.proveSecond(c, u, &a.proof, strategy) == nil {
			a.second = strategy
			s.completeSignIn(c.who.client, a)
			return s.leaveOrChoose(c)
		}
	}
	if refusal == nil {
		wrong := problemAbout(http.StatusUnprocessableEntity, "form_code_incorrect", "Incorrect code.", "code")
		refusal = &wrong
	}
	return s.showSecondFactor(c, http.StatusUnprocessableEntity, refusal)
}

func (s *Server) waitlistPage(c *call) hostedReply { return s.showWaitlist(c, http.StatusOK, nil) }

func (s *Server) showWaitlist(c *call, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "waitlist", "Join the waitlist")
	p.Fields = []field{{Name: "email_address", Label: "E-mail address", Type: "email", Autocomplete: "email", Value: c.text("email_address")}}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

func (s *Server) submitWaitlist(c *call) hostedReply {
	if _, err := s.addWaitlistEntry(c.body); err != nil {
		refusal := refused(err)
		return s.showWaitlist(c, http.StatusUnprocessableEntity, &refusal)
	}
	p := s.newPage(c, "home", "You are on the waitlist")
	return hostedReply{status: http.StatusOK, page: p}
}

// startSocial is a link on the sign-in page: it begins a sign-in at a provider.
func (s *Server) startSocial(c *call) hostedReply {
	back := s.returnAddress(c)
	if back == "" {
		back = s.FrontendURL() + "/"
	}
	c.body = object{"redirect_url": back}
	social, refusal := s.newSocial(c, c.query.Get("strategy"))
	if refusal == nil {
		refusal = s.alreadyIn(c.who.client, nil)
	}
	if refusal != nil {
		return s.showSignIn(c, "", http.StatusUnprocessableEntity, refusal)
	}
	a := s.newSignIn("", nil)
	a.social = social
	social.hosted = true
	s.keepSignIn(s.ensureClient(c), a)
	return hostedReply{location: "/oauth/provider?state=" + url.QueryEscape(social.id)}
}

// visitOf finds whose visit to a provider it is, by its state.
func (s *Server) visitOf(c *call, state string) (*signInAttempt, *signUpAttempt, *socialAttempt) {
	in := s.state.signIns.first(func(a *signInAttempt) bool { return a.social != nil && a.social.id == state })
	up := s.state.signUps.first(func(a *signUpAttempt) bool { return a.social != nil && a.social.id == state })
	client := s.state.clients.first(func(b *browserClient) bool { return in != nil && b.signIn == in.id || up != nil && b.signUp == up.id })
	if state == "" || client == nil {
		return nil, nil, nil
	}
	c.who.client = client
	if !s.instance.production {
		c.who.devBrowser = s.devBrowserOf(client)
	}
	if in != nil {
		return in, nil, in.social
	}
	return nil, up, up.social
}

func (s *Server) providerPage(c *call) hostedReply {
	state := c.query.Get("state")
	if _, _, social := s.visitOf(c, state); social == nil || social.status != "unverified" {
		return s.strayed(c)
	}
	return s.showProvider(c, state, http.StatusOK, nil)
}

func (s *Server) strayed(c *call) hostedReply {
	p := s.newPage(c, "home", "This visit is over")
	p.Problem = "Nobody waits for an answer of this provider. Start again from the application."
	return hostedReply{status: http.StatusBadRequest, page: p}
}

func (s *Server) showProvider(c *call, state string, status int, wrong *reply) hostedReply {
	p := s.newPage(c, "provider", "Sign in at a made-up provider")
	p.State = state
	p.Fields = []field{{
		Name: "email_address", Label: "E-mail address", Type: "email", Autocomplete: "email", Value: c.text("email_address"),
		Hint: "Of your account at the provider. Any will do.",
	}}
	p.explain(wrong)
	return hostedReply{status: status, page: p}
}

// submitProvider is the provider's answer: an address, or that access was denied.
func (s *Server) submitProvider(c *call) hostedReply {
	in, up, social := s.visitOf(c, c.text("state"))
	if social == nil || social.status != "unverified" {
		return s.strayed(c)
	}
	if c.text("deny") != "" {
		social.status = "failed"
		return s.leaveTo(c, social.redirectURL)
	}
	email := strings.ToLower(c.text("email_address"))
	if err := checkInvitation(&call{body: object{"email_address": email}}, email); err != nil {
		refusal := refused(err)
		return s.showProvider(c, c.text("state"), http.StatusUnprocessableEntity, &refusal)
	}
	social.email = email
	if up != nil {
		s.socialSignUp(c.who.client, up)
		return s.leaveTo(c, social.next(up.status))
	}
	if refusal := s.socialSignIn(c.who.client, in); refusal != nil {
		return s.showProvider(c, c.text("state"), http.StatusUnprocessableEntity, refusal)
	}
	if !social.hosted {
		return s.leaveTo(c, social.next(in.status))
	}
	c.body["redirect_url"] = social.completeURL
	if social.status == "transferable" {
		return s.signUpFromProvider(c)
	}
	return s.afterFirst(c, in)
}

// signUpFromProvider makes an account of one at a provider, on the pages.
func (s *Server) signUpFromProvider(c *call) hostedReply {
	c.body = object{"transfer": "true", "redirect_url": c.text("redirect_url")}
	a := &signUpAttempt{id: newID("sua"), status: "missing_requirements", created: s.milliseconds()}
	refusal := s.beginSignUp(c, a)
	if _, _, lacking, _ := s.signUpFields(a); refusal == nil && len(lacking) > 0 {
		lack := missing(lacking[0])
		refusal = &lack
	}
	if refusal != nil {
		return s.showSignUp(c, http.StatusUnprocessableEntity, refusal)
	}
	s.state.signUps.put(a.id, a)
	s.completeSignUp(c.who.client, a)
	return s.leaveOrChoose(c)
}

// next is where the visitor goes on after the provider.
func (a *socialAttempt) next(status string) string {
	if status == "complete" {
		return a.completeURL
	}
	return a.redirectURL
}
