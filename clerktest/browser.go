package clerktest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	maxRedirects = 20
	maxPage      = 16 << 20

	redirectCounter = "__clerk_redirect_count"
)

// Browser visits an application as a browser does: it keeps cookies by host
// (ports do not count), asks for documents, and follows redirects, also to the
// instance's own host names, https://<Frontend API>, which it finds although
// they do not resolve. It goes nowhere but to the applications it was given,
// to the instance and to loopback. It runs no scripts. Between two visits it
// lets the cookie run out by which Clerk counts redirects for two seconds: a
// test clicks faster than a person.
//
// A Browser is for one goroutine at a time.
type Browser struct {
	// Origin is where paths without a host lead. Default: DefaultOrigin for a
	// development instance, https://<Domain> for a production one.
	Origin string

	// RefuseCookies makes a browser that stores no cookies any more.
	RefuseCookies bool

	server    *Server
	apps      map[string]tester // by origin
	jar       http.CookieJar
	transport *http.Transport
	count     atomic.Int64
	counted   map[string]*url.URL // pages that set the redirect counter
	lead      time.Duration       // of the server's clock at the last visit
}

// Page is what a visit ended with.
type Page struct {
	URL        *url.URL // of the page, after all redirects
	StatusCode int
	Header     http.Header
	Body       string
	Redirects  []string // the addresses on the way, the first one included
	Handshakes int      // how many of them were handshakes
}

// NewBrowser makes a browser without cookies for an application that is called
// directly, without a port, under the browser's Origin. With nil the browser
// goes to real ports on loopback.
func (s *Server) NewBrowser(app App) *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(fmt.Sprintf("clerktest: no cookie jar: %v", err)) // it never fails without options
	}
	b := &Browser{Origin: DefaultOrigin, server: s, apps: map[string]tester{}, jar: jar, counted: map[string]*url.URL{}, lead: s.lead()}
	if s.instance.production {
		b.Origin = "https://" + s.instance.domain
	}
	b.transport = &http.Transport{DisableKeepAlives: true, DialContext: dialLoopback}
	if app != nil {
		b.Serve(b.Origin, app)
	}
	return b
}

// Serve adds an application under an origin, such as a satellite's.
func (b *Browser) Serve(origin string, app App) { b.apps[origin] = testerOf(app) }

// Handshakes counts the handshakes of all visits.
func (b *Browser) Handshakes() int { return int(b.count.Load()) }

// Get visits an address, or a path below Origin, as if it were typed in.
func (b *Browser) Get(address string) (*Page, error) {
	return b.visit(http.MethodGet, address, nil, "")
}

// Click visits an address as a link on a page does, with its referrer.
func (b *Browser) Click(from *Page, address string) (*Page, error) {
	return b.visit(http.MethodGet, address, nil, from.URL.String())
}

// PostForm sends a form as a page of the same origin does.
func (b *Browser) PostForm(address string, form url.Values) (*Page, error) {
	u, err := b.resolve(address)
	if err != nil {
		return nil, err
	}
	return b.visit(http.MethodPost, address, form, u.String())
}

// SignIn signs in on the hosted page with a password and comes back to Origin.
func (b *Browser) SignIn(identifier, password string) (*Page, error) {
	return b.submitHosted("/sign-in", url.Values{"identifier": {identifier}, "password": {password}})
}

// SignOut signs out on the hosted page and comes back to Origin.
func (b *Browser) SignOut() (*Page, error) { return b.submitHosted("/sign-out", url.Values{}) }

// ChooseOrganization chooses an organization by id on the hosted page, or the
// personal account when it is empty, and comes back to Origin.
func (b *Browser) ChooseOrganization(id string) (*Page, error) {
	return b.submitHosted("/organization", url.Values{"organization_id": {id}})
}

func (b *Browser) submitHosted(path string, form url.Values) (*Page, error) {
	home, err := b.resolve("/")
	if err != nil {
		return nil, err
	}
	form.Set("redirect_url", home.String())
	portal := "https://" + b.server.instance.accounts
	if loopbackHost(home.Hostname()) {
		portal = b.server.FrontendURL()
	}
	return b.PostForm(portal+path, form)
}

// Cookie is a cookie's value as the pages of Origin see it, or "".
func (b *Browser) Cookie(name string) string {
	u, err := b.resolve("/")
	if err != nil {
		return ""
	}
	for _, cookie := range b.jar.Cookies(jarURL(u)) {
		if cookie.Name == name {
			return cookie.Value
		}
	}
	return ""
}

// SetCookie puts a cookie into the jar for the pages of Origin; an empty value
// takes it out.
func (b *Browser) SetCookie(name, value string) {
	u, err := b.resolve("/")
	if err != nil {
		return
	}
	cookie := &http.Cookie{Name: name, Value: value, Path: "/"}
	if value == "" {
		cookie.MaxAge = -1
	}
	b.jar.SetCookies(jarURL(u), []*http.Cookie{cookie})
}

func (b *Browser) resolve(address string) (*url.URL, error) {
	base, err := url.Parse(b.Origin + "/")
	if err != nil {
		return nil, fmt.Errorf("clerktest: browser: origin %q: %w", b.Origin, err)
	}
	u, err := base.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("clerktest: browser: address %q: %w", address, err)
	}
	return u, nil
}

// visit goes to an address and on until there is a page.
func (b *Browser) visit(method, address string, form url.Values, referrer string) (*Page, error) {
	u, err := b.resolve(address)
	if err != nil {
		return nil, err
	}
	b.forgetCounters()
	b.age()
	page := &Page{}
	for len(page.Redirects) < maxRedirects {
		if strings.HasSuffix(u.Path, "/v1/client/handshake") {
			page.Handshakes++
			b.count.Add(1)
		}
		res, err := b.send(method, u, form, referrer)
		if err != nil {
			return nil, err
		}
		next, keepsMethod := redirectOf(res)
		if next == "" {
			return page.read(u, res)
		}
		_ = res.Body.Close() // nobody reads a redirect's body
		page.Redirects = append(page.Redirects, u.String())
		if !keepsMethod {
			method, form = http.MethodGet, nil
		}
		if u, err = u.Parse(next); err != nil {
			return nil, fmt.Errorf("clerktest: browser: Location %q: %w", next, err)
		}
	}
	return nil, fmt.Errorf("clerktest: browser: gave up after %d redirects, the last to %s", maxRedirects, u)
}

func (b *Browser) send(method string, u *url.URL, form url.Values, referrer string) (*http.Response, error) {
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	}
	ctx, cancel := context.WithTimeout(context.Background(), appTimeout)
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("clerktest: browser: %w", err)
	}
	b.dress(req, referrer)
	res, err := b.carry(req)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("clerktest: browser: %s %s: %w", method, u, err)
	}
	res.Body = closing{ReadCloser: res.Body, after: cancel}
	b.store(u, res.Cookies())
	return res, nil
}

func (b *Browser) store(u *url.URL, cookies []*http.Cookie) {
	if b.RefuseCookies {
		return
	}
	b.jar.SetCookies(jarURL(u), cookies)
	for _, cookie := range cookies {
		if cookie.Name == redirectCounter {
			b.counted[u.String()] = u
		}
	}
}

// forgetCounters takes the redirect counters out, page by page: a cookie
// without a path belongs to the directory of the page that set it.
func (b *Browser) forgetCounters() {
	for address, u := range b.counted {
		b.jar.SetCookies(jarURL(u), []*http.Cookie{{Name: redirectCounter, MaxAge: -1}})
		delete(b.counted, address)
	}
}

// carry takes a request to where it belongs.
func (b *Browser) carry(req *http.Request) (*http.Response, error) {
	if app := b.apps[req.URL.Scheme+"://"+req.URL.Host]; app != nil {
		if req.URL.Scheme == "https" {
			// As behind whatever ends TLS before an application.
			req.Header.Set("X-Forwarded-Proto", "https")
		}
		return app(req)
	}
	if b.server.servesHost(req.URL.Hostname()) {
		// The names of the instance need no lookup, and have no certificate.
		named := *req.URL
		req.URL.Scheme, req.URL.Host = "http", "127.0.0.1:"+b.server.frontend.port
		req.Host = named.Host
	}
	return b.transport.RoundTrip(req)
}

func dialLoopback(ctx context.Context, network, address string) (net.Conn, error) {
	if host := hostName(address); !loopbackHost(host) {
		return nil, fmt.Errorf("%s is neither on loopback nor known to the browser", host)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, address)
}

// dress puts on what browsers send when they ask for a document.
func (b *Browser) dress(req *http.Request, referrer string) {
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Sec-Fetch-Dest", "document")
	req.Header.Set("Sec-Fetch-Mode", "navigate")
	req.Header.Set("Sec-Fetch-Site", "none")
	req.Header.Set("User-Agent", "clerktest-browser")
	if from, err := url.Parse(referrer); referrer != "" && err == nil {
		origin := from.Scheme + "://" + from.Host
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		req.Header.Set("Referer", origin+"/")
		if origin == req.URL.Scheme+"://"+req.URL.Host {
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			req.Header.Set("Referer", referrer)
		}
		if req.Method == http.MethodPost {
			req.Header.Set("Origin", origin)
		}
	}
	if req.Method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, cookie := range b.jar.Cookies(jarURL(req.URL)) {
		req.AddCookie(cookie)
	}
}

// jarURL files loopback under https: to a browser it is secure without TLS.
func jarURL(u *url.URL) *url.URL {
	filed := *u
	if loopbackHost(u.Hostname()) {
		filed.Scheme = "https"
	}
	return &filed
}

func redirectOf(res *http.Response) (location string, keepsMethod bool) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
		return res.Header.Get("Location"), false
	case http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return res.Header.Get("Location"), true
	default:
		return "", false
	}
}

func (p *Page) read(u *url.URL, res *http.Response) (*Page, error) {
	defer func() { _ = res.Body.Close() }() // all of it has been read
	body, err := io.ReadAll(io.LimitReader(res.Body, maxPage))
	if err != nil {
		return nil, fmt.Errorf("clerktest: browser: reading %s: %w", u, err)
	}
	p.URL, p.StatusCode, p.Header, p.Body = u, res.StatusCode, res.Header, string(body)
	return p, nil
}

// closing ends a request's context with its body.
type closing struct {
	io.ReadCloser
	after context.CancelFunc
}

func (c closing) Close() error {
	defer c.after()
	return c.ReadCloser.Close()
}
