package clerktest

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// frontendRoutes is the Frontend API, what clerk-js and the handshake ask, and
// beside it the hosted pages and Clerk's scripts.
func (s *Server) frontendRoutes() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /v1"+path, s.serve(s.visited(h)))
	}
	// open routes need no dev browser: the visitor may come to get one.
	open := func(pattern string, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /v1"+path, s.serve(s.recognized(h)))
	}
	open("POST /dev_browser", s.createDevBrowser)
	open("GET /environment", s.environmentView)
	open("PATCH /environment", s.environmentView)
	open("GET /client/handshake", s.handshake)
	open("GET /proxy-health", proxyHealth)
	s.frontendClientRoutes(route)
	s.signInRoutes(route)
	s.signUpRoutes(route)
	s.reverificationRoutes(route)
	route("POST /waitlist", s.joinWaitlist)
	s.meRoutes(route)
	s.consentRoutes(route)
	s.frontendOrganizationRoutes(route)
	s.hostedRoutes(mux)
	s.oauthRoutes(mux)
	s.scriptRoutes(mux)
	mux.HandleFunc("/v1/", s.serve(notServed))
	mux.HandleFunc("/", s.serve(func(c *call) reply {
		return problem(http.StatusNotFound, "resource_not_found", "clerktest has no page "+c.r.URL.EscapedPath()+".")
	}))
	return s.knownHost(s.crossOrigin(realMethod(s.failing("frontend", mux))))
}

type frontendRouter func(pattern string, h handler)

// visitor is who asks the Frontend API.
type visitor struct {
	devBrowser string         // in development
	client     *browserClient // nil when it has none yet
	origin     string         // of the page that asks: the azp of its tokens
	host       string         // the host name under which the visitor sees the Frontend API
}

// recognized finds out who asks, and refuses a proxy that has the wrong key.
func (s *Server) recognized(h handler) handler {
	return func(c *call) reply {
		proxyURL := c.r.Header.Get("Clerk-Proxy-Url")
		switch key := c.r.Header.Get("Clerk-Secret-Key"); {
		case proxyURL != "" && key == "":
			return problem(http.StatusBadRequest, "proxy_request_missing_secret_key", "The proxied request has no Clerk-Secret-Key.")
		case proxyURL != "" && key != s.instance.secretKey:
			return problem(http.StatusUnauthorized, "proxy_request_invalid_secret_key", "The Clerk-Secret-Key of the proxied request is not this instance's.")
		}
		c.who = visitor{origin: pageOrigin(c), host: hostName(c.r.Host)}
		if proxy, err := url.Parse(proxyURL); err == nil && proxy.Host != "" {
			c.who.host = proxy.Hostname()
		}
		if s.instance.production {
			c.who.client = s.clientOf(c.r)
			s.expireSessions(c.who.client)
			return h(c)
		}
		browser := c.query.Get("__clerk_db_jwt")
		if client, known := s.state.devBrowsers.get(browser); known {
			c.who.devBrowser = browser
			c.who.client = s.state.clients.get(client)
		}
		s.expireSessions(c.who.client)
		return h(c)
	}
}

// visited also insists on a dev browser in development.
func (s *Server) visited(h handler) handler {
	return s.recognized(func(c *call) reply {
		if !s.instance.production && c.who.devBrowser == "" {
			return problem(http.StatusUnauthorized, "dev_browser_unauthenticated",
				"Browser unauthenticated. The __clerk_db_jwt query parameter is missing or unknown.")
		}
		return h(c)
	})
}

// clientOf finds the client of the __client cookie.
func (s *Server) clientOf(r *http.Request) *browserClient {
	cookie, err := r.Cookie("__client")
	if err != nil || cookie.Value == "" {
		return nil
	}
	return s.state.clients.first(func(c *browserClient) bool { return c.token == cookie.Value })
}

// ensureClient gives the visitor a client when it has none.
func (s *Server) ensureClient(c *call) *browserClient {
	if c.who.client == nil {
		c.who.client = s.newClient()
		if c.who.devBrowser != "" {
			s.bindDevBrowser(c.who.devBrowser, c.who.client)
		}
	}
	return c.who.client
}

// pageOrigin is the origin of the page that sent a request, or "".
func pageOrigin(c *call) string {
	for _, candidate := range []string{
		c.r.Header.Get("Origin"), c.r.Referer(), c.query.Get("redirect_url"), c.r.Header.Get("Clerk-Proxy-Url"),
	} {
		if origin := httpOrigin(candidate); origin != "" {
			return origin
		}
	}
	return ""
}

// wrap is the shape of most answers: the object, and the client beside it,
// which is how clerk-js learns its new state. In production it also renews the
// cookies that say who the browser is.
func (s *Server) wrap(c *call, response any) reply {
	answer := ok(object{"response": response, "client": s.frontendClientOrNull(c)})
	if s.instance.production && c.who.client != nil {
		answer.header = http.Header{"Set-Cookie": s.clientCookies(c)}
	}
	return answer
}

func (s *Server) frontendClientOrNull(c *call) any {
	if c.who.client == nil {
		return nil
	}
	return s.frontendClientView(c.who.client, c.who.origin)
}

func (s *Server) createDevBrowser(*call) reply {
	if s.instance.production {
		return problem(http.StatusBadRequest, "request_invalid_for_environment", "A production instance has no dev browsers.")
	}
	return ok(object{"object": "dev_browser", "id": s.newDevBrowser()})
}

func (s *Server) newDevBrowser() string {
	browser := newID("dvb")
	s.state.devBrowsers.put(browser, "")
	return browser
}

func (s *Server) bindDevBrowser(browser string, client *browserClient) {
	s.state.devBrowsers.put(browser, client.id)
	client.devBrowser = browser
}

func proxyHealth(c *call) reply {
	return ok(object{"status": "healthy", "x_forwarded_for": c.r.Header.Get("X-Forwarded-For")})
}

// realMethod undoes what clerk-js does to avoid preflights: PATCH, PUT and
// DELETE come as POST with ?_method=.
func realMethod(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch method := r.URL.Query().Get("_method"); {
		case r.Method != http.MethodPost:
		case method == http.MethodPatch, method == http.MethodPut, method == http.MethodDelete:
			r = r.Clone(r.Context())
			r.Method = method
		}
		next.ServeHTTP(w, r)
	})
}

// crossOrigin lets pages of other origins read the answers. A development
// instance has no cookies to misuse; in production the origin must be known.
func (s *Server) crossOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origin != "" && (!s.instance.production || s.allowedOrigin(origin)) {
			h := w.Header()
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Allow-Credentials", "true")
			h.Set("Access-Control-Expose-Headers", "Authorization, X-Country, X-Clerk-Trace-Id")
			h.Add("Vary", "Origin")
		}
		if r.Method == http.MethodOptions {
			w.Header().Set("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
			w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// knownHost refuses host names that are not ours, so that a page whose name
// was pointed at loopback cannot talk to the server.
func (s *Server) knownHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := hostName(r.Host)
		if !loopbackHost(host) && !s.servesHost(host) {
			writeReply(w, problem(http.StatusBadRequest, "host_invalid", "clerktest answers on loopback and on its instance's own host names."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// servesHost reports whether host is one under which a Browser finds the
// Frontend API or the hosted pages.
func (s *Server) servesHost(host string) bool {
	if host == s.instance.frontendAPI || host == s.instance.accounts {
		return true
	}
	satellite, isClerk := strings.CutPrefix(host, "clerk.")
	if !isClerk {
		return false
	}
	for _, origin := range s.config.AllowedOrigins {
		if u, err := url.Parse(origin); err == nil && u.Hostname() == satellite {
			return true
		}
	}
	return false
}

// allowedOrigin reports whether a visitor may be sent, or answers be shown, to
// pages of an origin: those on loopback, of the instance's domain, and what
// the configuration names.
func (s *Server) allowedOrigin(address string) bool {
	origin := httpOrigin(address)
	u, err := url.Parse(origin)
	if origin == "" || err != nil {
		return false
	}
	if loopbackHost(u.Hostname()) || s.instance.appHost(u.Hostname()) {
		return true
	}
	for _, allowed := range s.config.AllowedOrigins {
		if httpOrigin(allowed) == origin {
			return true
		}
	}
	return false
}

func loopbackHost(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// hostName takes the port off.
func hostName(hostPort string) string {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return strings.ToLower(hostPort)
	}
	return strings.ToLower(host)
}
