package plugin

import (
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// covered is a request that a plugin has decided about, read once more.
type covered struct {
	*core
	state *state.State
	facts edge.Facts
}

// cover returns nil for a request without the plugin, and for one whose target
// is no URL, which the plugin has refused.
func cover[C Ctx](face Face[C], c C) *covered {
	http := face.HTTP(c)
	s := stateOf(http)
	if s == nil {
		return nil
	}
	r := covered{core: coreOf(s), state: s}
	request := edge.NewRequest(http, c, face.AppConfig(face.App(c)).Config)
	if request.Copy(&r.facts) != nil {
		return nil
	}
	r.facts.Request.ProxyURL = r.settings.ProxyURL
	r.isForProxy(&r.facts)
	return &r
}

// page is what a sign-in page's address depends on.
func (r *covered) page(returnTo []string) authn.Page {
	auth := new(clerkauth.Auth)
	auth.PopulateIdentity(r.state, state.Taking{})
	p := authn.Page{Pending: auth.Pending()}
	if len(returnTo) > 0 {
		p.ReturnTo = returnTo[0]
	}
	return p
}

// SignInURL returns the sign-in page's address with the way back.
func SignInURL[C Ctx](face Face[C], c C, returnTo []string) string {
	r := cover(face, c)
	if r == nil {
		return ""
	}
	return r.engine.SignInURL(&r.facts.Request, r.page(returnTo))
}

// SignUpURL returns the sign-up page's address with the way back.
func SignUpURL[C Ctx](face Face[C], c C, returnTo []string) string {
	r := cover(face, c)
	if r == nil {
		return ""
	}
	return r.engine.SignUpURL(&r.facts.Request, r.page(returnTo))
}
