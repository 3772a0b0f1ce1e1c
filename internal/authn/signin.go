package authn

import (
	"net/http"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/instance"
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

// SignInURL returns the sign-in page with the way back, as createRedirect of
// @clerk/backend builds it: the application's own page or Clerk's account
// portal, its tasks for a pending session. It is empty when it cannot be built.
func (e *Engine) SignInURL(r *Request, pending bool, devBrowser string) string {
	target := e.config.SignInURL
	if target == "" {
		target = instance.AccountsURL(e.config.Instance.FrontendAPI) + "/sign-in"
	}
	if pending {
		target += "/tasks"
	}
	base, back := r.URL, r.URL
	u, err := base.Resolve(target)
	if err != nil || !isWeb(u) {
		return ""
	}
	crossOrigin := u.Hostname() != base.Hostname() || u.Port() != base.Port()
	if crossOrigin && e.config.IsSatellite {
		back = back.Set(paramSynced, syncNeeded)
	}
	u = u.Set("redirect_url", back.Href())
	if crossOrigin && devBrowser != "" && !e.config.Instance.Production {
		u = u.Set(nameDevBrowser, devBrowser)
	}
	return u.Href()
}

// DevBrowser is the development browser that the request named, empty for none.
func (d *Decision) DevBrowser() string {
	if d.facts == nil {
		return ""
	}
	return d.facts.devBrowser
}
