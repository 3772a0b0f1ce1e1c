package clerktest

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

// The hosted pages are this Clerk's account portal: plain HTML that works
// without JavaScript, and in a text browser.

//go:embed pages
var pageFiles embed.FS

var pageTemplates = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// SignInURL is the hosted sign-in page. Afterwards it sends the visitor to
// redirect, when that is on loopback, on the instance's domain or among
// Config.AllowedOrigins.
func (s *Server) SignInURL(redirect string) string { return s.hostedURL("/sign-in", redirect) }

// SignUpURL is the hosted sign-up page, see SignInURL.
func (s *Server) SignUpURL(redirect string) string { return s.hostedURL("/sign-up", redirect) }

// SignOutURL is the hosted page that asks before it signs out, see SignInURL.
func (s *Server) SignOutURL(redirect string) string { return s.hostedURL("/sign-out", redirect) }

// OrganizationURL is the hosted page where the visitor chooses or makes an
// organization, see SignInURL.
func (s *Server) OrganizationURL(redirect string) string {
	return s.hostedURL("/organization", redirect)
}

func (s *Server) hostedURL(path, redirect string) string {
	address := s.FrontendURL() + path
	if redirect != "" {
		address += "?redirect_url=" + url.QueryEscape(redirect)
	}
	return address
}

// pageData is what the templates draw.
type pageData struct {
	Kind, Title     string
	Notice, Problem string
	Redirect        string // an address to return to, allowed
	DevBrowser      string
	Method          string // of signing in: password or code
	Ticket          string // of an invitation
	State           string // of a visit to a provider
	Social          []choice
	Waitlist        bool
	Asked           string // by an OAuth application: the query
	Application     string
	Scopes          []string
	Fields          []field
	People          []string
	Organizations   []choice
}

// Query keeps what a link to another page must carry on.
func (p pageData) Query() template.URL {
	query := url.Values{}
	if p.Redirect != "" {
		query.Set("redirect_url", p.Redirect)
	}
	if p.DevBrowser != "" {
		query.Set("__clerk_db_jwt", p.DevBrowser)
	}
	return template.URL(query.Encode()) // encoded just now
}

type field struct {
	Name, Label, Type, Autocomplete, InputMode string
	Value, Error, Hint                         string
	Optional, Focus                            bool
}

type choice struct {
	ID, Name, Role string
	Active         bool
}

// hostedReply is a page, or the way on.
type hostedReply struct {
	status   int
	page     pageData
	location string
}

func (s *Server) hostedRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.hosted(s.homePage))
	mux.HandleFunc("GET /v1/tickets/accept", s.hosted(s.acceptTicket))
	mux.HandleFunc("GET /sign-in", s.hosted(s.signInPage))
	mux.HandleFunc("POST /sign-in", s.hosted(s.submitSignIn))
	mux.HandleFunc("GET /sign-up", s.hosted(s.signUpPage))
	mux.HandleFunc("POST /sign-up", s.hosted(s.submitSignUp))
	mux.HandleFunc("POST /second-factor", s.hosted(s.submitSecondFactor))
	mux.HandleFunc("GET /waitlist", s.hosted(s.waitlistPage))
	mux.HandleFunc("POST /waitlist", s.hosted(s.submitWaitlist))
	mux.HandleFunc("GET /oauth/start", s.hosted(s.startSocial))
	mux.HandleFunc("GET /oauth/provider", s.hosted(s.providerPage))
	mux.HandleFunc("POST /oauth/provider", s.hosted(s.submitProvider))
	mux.HandleFunc("GET /sign-out", s.hosted(s.signOutPage))
	mux.HandleFunc("POST /sign-out", s.hosted(s.submitSignOut))
	mux.HandleFunc("GET /organization", s.hosted(s.organizationPage))
	mux.HandleFunc("POST /organization", s.hosted(s.submitOrganization))
	mux.HandleFunc("GET /clerktest.css", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, pageFiles, "pages/clerktest.css")
	})
}

// hosted serves a page. A form must come from one of our own pages: the
// browser's word for it is enough (Sec-Fetch-Site, Origin).
func (s *Server) hosted(h func(*call) hostedReply) http.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	serve := func(w http.ResponseWriter, r *http.Request) {
		c, err := newCall(w, r)
		if err != nil {
			http.Error(w, "clerktest: "+err.Error(), http.StatusBadRequest)
			return
		}
		s.mu.Lock()
		s.recognizeOnPages(c)
		answer := h(c)
		cookies := s.pageCookies(c)
		s.mu.Unlock()
		for _, line := range cookies {
			w.Header().Add("Set-Cookie", line)
		}
		writePage(w, answer)
	}
	return protection.Handler(http.HandlerFunc(serve)).ServeHTTP
}

func writePage(w http.ResponseWriter, answer hostedReply) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	if answer.location != "" {
		header.Set("Location", answer.location)
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	var page bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&page, "page", answer.page); err != nil {
		http.Error(w, "clerktest: "+err.Error(), http.StatusInternalServerError)
		return
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(answer.status)
	_, _ = page.WriteTo(w) // the reader may have gone away, which is its affair
}

// recognizeOnPages finds out who looks at a hosted page. In development the
// application's own dev browser comes first, which the pages can see when both
// run on localhost; otherwise they keep one of their own, as Clerk's do.
func (s *Server) recognizeOnPages(c *call) {
	c.who = visitor{host: hostName(c.r.Host)}
	if s.instance.production {
		c.who.client = s.clientOf(c.r)
		s.expireSessions(c.who.client)
		return
	}
	candidates := []string{c.text("__clerk_db_jwt"), c.query.Get("__clerk_db_jwt")}
	for _, name := range []string{s.instance.suffixed("__clerk_db_jwt"), "__clerk_db_jwt", s.pageCookieName()} {
		if cookie, err := c.r.Cookie(name); err == nil {
			candidates = append(candidates, cookie.Value)
		}
	}
	for _, browser := range candidates {
		if client, known := s.state.devBrowsers.get(browser); known {
			c.who.devBrowser, c.who.client = browser, s.state.clients.get(client)
			s.expireSessions(c.who.client)
			return
		}
	}
	c.who.devBrowser = s.newDevBrowser()
}

func (s *Server) pageCookieName() string { return s.instance.suffixed("__clerktest_browser") }

// pageCookies let the pages know the visitor again.
func (s *Server) pageCookies(c *call) []string {
	if !s.instance.production {
		return []string{s.pageCookieName() + "=" + c.who.devBrowser + "; Path=/; HttpOnly; SameSite=Lax" + aYear}
	}
	if c.who.client == nil {
		return nil
	}
	return s.clientCookies(c)
}

// leave sends the visitor back to the application. In development it tells
// the application which dev browser is its own from now on, and in production
// it goes by way of a handshake, so that the application notices in any case.
func (s *Server) leave(c *call) hostedReply {
	return s.leaveTo(c, s.returnAddress(c))
}

// leaveTo goes to an address that is allowed, or to the first page for "".
func (s *Server) leaveTo(c *call, target string) hostedReply {
	if target == "" {
		return hostedReply{location: "/"}
	}
	if s.instance.production {
		query := url.Values{"redirect_url": {target}, "format": {"nonce"}}
		return hostedReply{location: "/v1/client/handshake?" + query.Encode()}
	}
	u, err := url.Parse(target)
	if err != nil {
		return hostedReply{location: "/"}
	}
	setQuery(u, "__clerk_db_jwt", c.who.devBrowser)
	return hostedReply{location: u.String()}
}

// returnAddress is the redirect_url when it is allowed, or "".
func (s *Server) returnAddress(c *call) string {
	target := c.text("redirect_url")
	if target == "" {
		target = c.query.Get("redirect_url")
	}
	if target == "" || !s.allowedOrigin(target) {
		return ""
	}
	return target
}

// newPage starts a page with what all pages share.
func (s *Server) newPage(c *call, kind, title string) pageData {
	p := pageData{Kind: kind, Title: title, Redirect: s.returnAddress(c)}
	if c.query.Get("__clerk_db_jwt") != "" || c.text("__clerk_db_jwt") != "" {
		p.DevBrowser = c.who.devBrowser
	}
	asked := c.text("redirect_url") + c.query.Get("redirect_url")
	if asked != "" && p.Redirect == "" {
		p.Notice = "The address to return to is on an origin that is not allowed, so this page will not go there."
	}
	p.Waitlist = s.config.Accounts.SignUpMode == "waitlist"
	for _, provider := range s.config.Accounts.Social {
		name := strings.TrimPrefix(provider, "oauth_")
		p.Social = append(p.Social, choice{ID: "oauth_" + name, Name: name})
	}
	for _, e := range s.liveSessions(c.who.client) {
		name := e.user
		if u := s.state.users.get(e.user); u != nil {
			name = u.fullName()
			if email := u.email(); email != "" && email != name {
				name += " (" + email + ")"
			}
		}
		p.People = append(p.People, name)
	}
	return p
}
