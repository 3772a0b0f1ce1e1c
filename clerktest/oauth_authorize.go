package clerktest

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The instance as an identity provider of OAuth applications: authorization
// code with PKCE (RFC 6749, RFC 7636), OpenID Connect.

// oauthGrant is what a user agreed to, until an application takes it.
type oauthGrant struct {
	code, refresh    string // one of them
	client, user     string
	redirect         string
	scopes           []string
	challenge, nonce string
	expires          int64
}

const codeOfGrant = 60 * 1000 // in milliseconds

// authorizePage asks who the visitor is, and whether the application may know.
func (s *Server) authorizePage(c *call) hostedReply {
	asked := c.query
	asked.Del("__clerk_db_jwt")
	app, wrong := s.askingApplication(asked)
	if wrong != "" {
		p := s.newPage(c, "home", "The application asked for something wrong")
		p.Problem = wrong
		return hostedReply{status: http.StatusBadRequest, page: p}
	}
	if fault := faultOf(app, asked); fault != "" {
		return backToApplication(asked, "error", fault)
	}
	e := s.activeSession(c.who.client)
	switch {
	case e == nil && asked.Get("prompt") == "none":
		return backToApplication(asked, "error", "login_required")
	case e == nil:
		query := url.Values{"redirect_url": {s.FrontendURL() + "/oauth/authorize?" + asked.Encode()}}
		return hostedReply{location: "/sign-in?" + query.Encode()}
	case !app.flag("consent_screen_enabled"):
		return s.grant(asked, e)
	case asked.Get("prompt") == "none":
		return backToApplication(asked, "error", "consent_required")
	}
	p := s.newPage(c, "consent", "Give access to your account")
	p.Asked, p.Application, p.Scopes = asked.Encode(), app.text("name"), strings.Fields(asked.Get("scope"))
	return hostedReply{status: http.StatusOK, page: p}
}

// submitConsent is the visitor's yes or no. What was asked is checked anew: it
// comes from a form.
func (s *Server) submitConsent(c *call) hostedReply {
	asked, err := url.ParseQuery(c.text("asked"))
	e := s.activeSession(c.who.client)
	app, wrong := s.askingApplication(asked)
	switch {
	case err != nil || wrong != "" || e == nil || faultOf(app, asked) != "":
		return s.strayed(c)
	case c.text("deny") != "":
		return backToApplication(asked, "error", "access_denied")
	default:
		return s.grant(asked, e)
	}
}

// askingApplication finds the application, and says what keeps the visitor
// from being sent back to it.
func (s *Server) askingApplication(asked url.Values) (*record, string) {
	app := s.oauthApplication(asked.Get("client_id"))
	if app == nil {
		return nil, "There is no OAuth application with this client_id."
	}
	if uris, _ := app.fields["redirect_uris"].([]any); !slices.Contains(uris, any(asked.Get("redirect_uri"))) {
		return nil, "The redirect_uri is none of the application's."
	}
	return app, ""
}

// faultOf is OAuth's code for what is wrong with what was asked, or "".
func faultOf(app *record, asked url.Values) string {
	challenge := asked.Get("code_challenge")
	unknown := slices.ContainsFunc(strings.Fields(asked.Get("scope")), func(scope string) bool {
		return !slices.Contains(strings.Fields(app.text("scopes")), scope)
	})
	switch {
	case asked.Get("response_type") != "code":
		return "unsupported_response_type"
	case challenge == "" && (app.flag("pkce_required") || app.flag("public")):
		return "invalid_request"
	case challenge != "" && asked.Get("code_challenge_method") != "S256":
		return "invalid_request"
	case unknown:
		return "invalid_scope"
	default:
		return ""
	}
}

func (s *Server) oauthApplication(clientID string) *record {
	return s.state.oauthApplications.first(func(r *record) bool { return clientID != "" && r.text("client_id") == clientID })
}

// grant gives the application a code for what it asked.
func (s *Server) grant(asked url.Values, e *session) hostedReply {
	g := &oauthGrant{
		code: randomText(base62, 32), client: asked.Get("client_id"), user: e.user, redirect: asked.Get("redirect_uri"),
		scopes: strings.Fields(asked.Get("scope")), challenge: asked.Get("code_challenge"), nonce: asked.Get("nonce"),
		expires: s.milliseconds() + codeOfGrant,
	}
	s.state.grants.put(g.code, g)
	return backToApplication(asked, "code", g.code)
}

func backToApplication(asked url.Values, name, value string) hostedReply {
	u, err := url.Parse(asked.Get("redirect_uri"))
	if err != nil {
		return hostedReply{location: "/"}
	}
	setQuery(u, name, value)
	if state := asked.Get("state"); state != "" {
		setQuery(u, "state", state)
	}
	return hostedReply{location: u.String()}
}

// answers reports whether the verifier is that of the challenge.
func (g *oauthGrant) answers(verifier string) bool {
	if g.challenge == "" {
		return verifier == ""
	}
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:]) == g.challenge
}
