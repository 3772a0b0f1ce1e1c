package authn

import (
	"context"
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// A satellite is an application on a domain of its own whose visitors sign in
// on the primary domain. See
// https://clerk.com/docs/guides/dashboard/dns-domains/satellite-domains.

// satelliteMustSync reports a satellite's page whose visitor the primary may
// know. Without auto-sync a visitor without cookies stays signed out until the
// primary sends them back with __clerk_synced=false.
func (a *attempt) satelliteMustSync() (sync, skip bool) {
	if !a.engine.config.IsSatellite || !a.isDocument() {
		return false, false
	}
	state := a.param(paramSynced)
	if state == syncCompleted {
		return false, false
	}
	needed := state == syncNeeded
	if !a.engine.config.SatelliteAutoSync && !a.hasCookies() && !needed {
		return false, true
	}
	return !a.hasCookies() || needed, false
}

func satelliteSyncInProduction(_ context.Context, a *attempt) *verdict {
	if !a.production() {
		return nil
	}
	sync, skip := a.satelliteMustSync()
	switch {
	case skip:
		return signedOutBecause(ReasonNoCookies)
	case sync:
		return needsHandshake(ReasonSatelliteNeedsSync)
	}
	return nil
}

// satelliteSyncInDevelopment sends the visitor to the primary's sign-in page,
// which sends them back with a dev browser: localhost has no shared cookies.
func satelliteSyncInDevelopment(_ context.Context, a *attempt) *verdict {
	if a.production() {
		return nil
	}
	sync, skip := a.satelliteMustSync()
	switch {
	case skip:
		return signedOutBecause(ReasonNoCookies)
	case sync:
		v := needsHandshake(ReasonSatelliteNeedsSync)
		v.location = a.engine.signInURL.Append(paramRedirectURL, a.request.URL.Href()).Href()
		return v
	}
	return nil
}

// primaryAnswersSatellite: the primary, in development, sends a satellite's
// visitor back and hands over its dev browser. Whoever made the link chose the
// address: where AuthorizedParties says which origins are the instance's, it has
// to be one of them.
func primaryAnswersSatellite(_ context.Context, a *attempt) *verdict {
	if a.production() || a.engine.config.IsSatellite {
		return nil
	}
	target := a.param(paramRedirectURL)
	if target == "" {
		return nil
	}
	back, err := weburl.Parse(target)
	if err != nil || !isWeb(back) {
		return signedOutBecause(ReasonUnexpected)
	}
	if !a.engine.mayTakeDevBrowser(back) {
		a.engine.warn("satellite-origin", "a visitor was not sent back to a satellite whose origin is not among AuthorizedParties", "origin", shortened(back.Origin()))
		return signedOutBecause(ReasonPrimaryAnswersSatellite)
	}
	if a.devBrowser != "" {
		back = back.Append(nameDevBrowser, a.devBrowser)
	}
	v := needsHandshake(ReasonPrimaryAnswersSatellite)
	v.location = back.Set(paramSynced, syncCompleted).Href()
	return v
}

func isWeb(u *weburl.URL) bool { return u.Protocol() == "https:" || u.Protocol() == "http:" }

func (e *Engine) mayTakeDevBrowser(u *weburl.URL) bool {
	return len(e.parties) == 0 || slices.Contains(e.parties, u.Origin())
}

// shortened is a stranger's text for a log.
func shortened(s string) string { return s[:min(len(s), 100)] }
