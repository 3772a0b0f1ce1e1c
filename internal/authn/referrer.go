package authn

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// crossOriginReferrer reports a visitor who comes from another origin.
func (a *attempt) crossOriginReferrer() bool {
	own := a.request.URL.Origin()
	if a.request.Referrer == "" || own == "" {
		return false
	}
	referrer, err := weburl.Parse(a.request.Referrer)
	return err == nil && referrer.Origin() != own
}

// knownClerkReferrer reports a visitor who comes from Clerk itself: from the
// instance's Frontend API or its account portal. Account portals of
// development instances are anybody's to have, so production does not trust
// them; and an "accounts." in front of any domain proves nothing.
func (a *attempt) knownClerkReferrer() bool {
	referrer, err := weburl.Parse(a.request.Referrer)
	if err != nil {
		return false
	}
	host := referrer.Hostname()
	if host == frontendHost(a.frontendAPI) {
		return true
	}
	if !a.production() && developmentPortal(host) {
		return true
	}
	portal, err := weburl.Parse(instance.AccountsURL(a.frontendAPI))
	return err == nil && referrer.Origin() == portal.Origin()
}

func frontendHost(frontendAPI string) string {
	if !strings.HasPrefix(frontendAPI, "http") {
		return frontendAPI
	}
	u, err := weburl.Parse(frontendAPI)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func developmentPortal(host string) bool {
	if strings.HasPrefix(host, "accounts.") {
		for _, suffix := range [...]string{".lcl.dev", ".lclstage.dev", ".lclclerk.com"} {
			if strings.HasSuffix(host, suffix) {
				return true
			}
		}
	}
	for _, suffix := range [...]string{".accounts.dev", ".accountsstage.dev", ".accounts.lclclerk.com"} {
		if strings.HasSuffix(host, suffix) && !strings.HasSuffix(host, ".clerk"+suffix) {
			return true
		}
	}
	return false
}

// referrerShown is a referrer without its query, which may hold a token.
func referrerShown(referrer string) string {
	u, err := weburl.Parse(referrer)
	if err != nil {
		return ""
	}
	return u.Origin() + u.Pathname()
}
