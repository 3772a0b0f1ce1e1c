package clerktest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A provider such as oauth_google is a page of this server: it asks for an
// address and takes anybody's word for it.

// offers reports whether people can sign in by a provider: oauth_google.
func (a Accounts) offers(strategy string) bool {
	name := strings.TrimPrefix(strategy, "oauth_")
	return slices.ContainsFunc(a.Social, func(p string) bool { return strings.TrimPrefix(p, "oauth_") == name })
}

// newSocial begins a visit to a provider.
func (s *Server) newSocial(c *call, strategy string) (*socialAttempt, *reply) {
	back, complete := c.text("redirect_url"), c.text("action_complete_redirect_url")
	if !s.config.Accounts.offers(strategy) {
		refusal := problem(http.StatusBadRequest, "oauth_provider_not_enabled",
			strategy+" is not enabled in the instance settings. See Config.Accounts.Social.")
		return nil, &refusal
	}
	if complete == "" {
		complete = back
	}
	for _, address := range []string{back, complete} {
		if !s.allowedOrigin(address) {
			refusal := problemAbout(http.StatusUnprocessableEntity, "form_param_format_invalid",
				"redirect_url must be an address of the application.", "redirect_url")
			return nil, &refusal
		}
	}
	return &socialAttempt{id: randomHex(16), strategy: strategy, status: "unverified", redirectURL: back, completeURL: complete}, nil
}

func (s *Server) signInBySocial(c *call, strategy string) reply {
	if refusal := s.alreadyIn(c.who.client, nil); refusal != nil {
		return *refusal
	}
	social, refusal := s.newSocial(c, strategy)
	if refusal != nil {
		return *refusal
	}
	a := s.newSignIn("", nil)
	a.social = social
	s.keepSignIn(s.ensureClient(c), a)
	return s.wrap(c, s.signInView(a))
}

func (s *Server) providerURL(a *socialAttempt) string {
	return s.FrontendURL() + "/oauth/provider?state=" + url.QueryEscape(a.id)
}

func (s *Server) socialView(a *socialAttempt) object {
	view := object{
		"object": "verification", "status": a.status, "strategy": a.strategy, "attempts": nil, "expire_at": nil,
		"external_verification_redirect_url": nil, "error": nil,
	}
	switch a.status {
	case "unverified":
		view["external_verification_redirect_url"] = s.providerURL(a)
	case "transferable":
		code, text := "external_account_not_found", "The External Account was not found."
		if s.socialUser(a) != nil {
			code, text = "external_account_exists", "This account already exists."
		}
		view["error"] = object{"code": code, "message": text, "long_message": text}
	case "failed":
		view["error"] = object{"code": "oauth_access_denied", "message": "You did not grant access to your account.", "long_message": "You did not grant access to your account."}
	}
	return view
}

// socialUser is whose account at the provider it is, or whose address.
func (s *Server) socialUser(a *socialAttempt) *user {
	return s.state.users.first(func(u *user) bool { return u.ownsEmail(a.email) || u.hasAccount(a.strategy, a.email) })
}

func (u *user) hasAccount(provider, email string) bool {
	return slices.ContainsFunc(u.accounts, func(a externalAccount) bool {
		return a.provider == provider && strings.EqualFold(a.email, email)
	})
}

// linkSocial keeps the account at the provider as the user's own.
func (s *Server) linkSocial(u *user, a *socialAttempt) {
	if !u.hasAccount(a.strategy, a.email) {
		s.addExternalAccount(u, ExternalAccount{Provider: a.strategy, Email: a.email})
	}
}

// socialSignIn signs in whose account it is, or leaves the sign-in to be
// transferred to a sign-up.
func (s *Server) socialSignIn(client *browserClient, a *signInAttempt) *reply {
	u := s.socialUser(a.social)
	if u == nil {
		a.social.status = "transferable"
		return nil
	}
	if refusal := s.mayNotSignIn(u); refusal != nil {
		return refusal
	}
	if refusal := s.alreadyIn(client, u); refusal != nil {
		return refusal
	}
	s.linkSocial(u, a.social)
	a.social.status, a.user, a.identifier = "verified", u.id, a.social.email
	s.passedFirst(client, a, u, a.social.strategy)
	return nil
}

// socialSignUp takes the address over, verified, or leaves the sign-up to be
// transferred to a sign-in.
func (s *Server) socialSignUp(client *browserClient, a *signUpAttempt) {
	if s.socialUser(a.social) != nil {
		a.social.status = "transferable"
		return
	}
	a.social.status, a.email, a.emailVerified = "verified", a.social.email, true
	s.completeSignUp(client, a)
}

func nothingToTransfer() *reply {
	refusal := problem(http.StatusBadRequest, "account_transfer_invalid", "There is no account to transfer.")
	return &refusal
}

// transferToSignUp goes on with a sign-in at a provider that found no user.
func (s *Server) transferToSignUp(c *call, a *signUpAttempt) *reply {
	if c.who.client == nil {
		return nothingToTransfer()
	}
	from := s.state.signIns.get(c.who.client.signIn)
	if from == nil || from.social == nil || from.social.status != "transferable" {
		return nothingToTransfer()
	}
	social := *from.social
	social.status = "verified"
	a.social, a.email, a.emailVerified = &social, social.email, true
	return nil
}

// transferToSignIn goes on with a sign-up at a provider that found a user.
func (s *Server) transferToSignIn(c *call) reply {
	if c.who.client == nil {
		return *nothingToTransfer()
	}
	from := s.state.signUps.get(c.who.client.signUp)
	if from == nil || from.social == nil || from.social.status != "transferable" {
		return *nothingToTransfer()
	}
	social := *from.social
	a := s.newSignIn(social.email, nil)
	a.social = &social
	if refusal := s.socialSignIn(c.who.client, a); refusal != nil {
		return *refusal
	}
	s.keepSignIn(c.who.client, a)
	return s.wrap(c, s.signInView(a))
}
