package authn

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// IsPage reports a request for a page that a browser shows.
func (r *Request) IsPage() bool { return r.asksForPage() && r.URL.Origin() != "" }

func (f *Fields) asksForPage() bool {
	if f.Method != http.MethodGet {
		return false
	}
	switch f.SecFetchDest {
	case "document", "iframe":
		return true
	case "":
		return strings.HasPrefix(f.Accept, "text/html")
	}
	return false
}

// Page is what the address of a sign-in or sign-up page depends on besides the request.
type Page struct {
	Pending bool // a session with an unfinished task
	// ReturnTo is where the visitor comes back to: an address on the request's
	// own origin, absolute or not. Anything else, and nothing, is the request's
	// own address.
	ReturnTo string
}

// SignInURL returns the address of the sign-in page, the application's own or
// the account portal's, with the way back, as createRedirect of @clerk/backend
// builds it. It is empty when it cannot be built.
func (e *Engine) SignInURL(r *Request, p Page) string {
	return e.pageURL(r, p, cmp.Or(e.config.SignInURL, e.accountPortal()+"/sign-in"))
}

// SignUpURL returns the address of the sign-up page likewise. An application
// that has only a sign-in page signs up below it.
func (e *Engine) SignUpURL(r *Request, p Page) string {
	target := e.config.SignUpURL
	if target == "" && e.config.SignInURL != "" {
		if u, err := r.URL.Resolve(e.config.SignInURL); err == nil {
			target = u.Origin() + strings.TrimRight(u.Pathname(), "/") + "/create" + u.Search()
		}
	}
	return e.pageURL(r, p, cmp.Or(target, e.accountPortal()+"/sign-up"))
}

func (e *Engine) accountPortal() string { return instance.AccountsURL(e.config.Instance.FrontendAPI) }

func (e *Engine) pageURL(r *Request, p Page, target string) string {
	if p.Pending {
		target += "/tasks"
	}
	base, back := r.URL, p.back(r.URL)
	u, err := base.Resolve(target)
	if err != nil || !isWeb(u) {
		return ""
	}
	crossOrigin := u.Hostname() != base.Hostname() || u.Port() != base.Port()
	if crossOrigin && e.config.IsSatellite {
		back = back.Set(paramSynced, syncNeeded)
	}
	u = u.Set("redirect_url", back.Href())
	if crossOrigin && !e.config.Instance.Production {
		// Read here: what the short ways have decided knows no more of the cookies.
		if browser := gather(e, r, AcceptAny()).devBrowser; browser != "" {
			u = u.Set(nameDevBrowser, browser)
		}
	}
	return u.Href()
}

// back never leads to another host: what an application takes from a query
// must not become an open redirect.
func (p Page) back(base *weburl.URL) *weburl.URL {
	if p.ReturnTo == "" {
		return base
	}
	u, err := base.Resolve(p.ReturnTo)
	if err != nil || !isWeb(u) || u.Origin() != base.Origin() || u.Username() != "" || u.Password() != "" {
		return base
	}
	return u
}
