package authn

import (
	"context"
)

func devBrowserInURL(_ context.Context, a *attempt) *verdict {
	if a.production() || !a.request.URL.Has(nameDevBrowser) {
		return nil
	}
	return needsHandshake(ReasonDevBrowserSync)
}

func devBrowserMissing(_ context.Context, a *attempt) *verdict {
	if a.production() || a.devBrowser != "" {
		return nil
	}
	return needsHandshake(ReasonDevBrowserMissing)
}

func noCookies(_ context.Context, a *attempt) *verdict {
	if a.hasCookies() {
		return nil
	}
	return signedOutBecause(ReasonNoCookies)
}

func sessionWithoutClientUAT(_ context.Context, a *attempt) *verdict {
	if a.clientUAT != 0 {
		return nil
	}
	return needsHandshake(ReasonSessionWithoutClientUAT)
}

func clientUATWithoutSession(_ context.Context, a *attempt) *verdict {
	if a.sessionCookie != "" {
		return nil
	}
	return needsHandshake(ReasonClientUATWithoutSession)
}

// issuedBeforeClientUAT: client_uat is when the browser last signed in or out,
// so an older token may be somebody's who has signed out since.
func issuedBeforeClientUAT(_ context.Context, a *attempt) *verdict {
	if a.session.Claims.Iat.ToNumber() < a.clientUAT {
		return needsHandshake(ReasonIssuedBeforeClientUAT)
	}
	return nil
}

// crossDomainSync: somebody comes from another domain to the primary, with a
// session; a satellite may have changed it, so Clerk is asked.
func crossDomainSync(_ context.Context, a *attempt) *verdict {
	if a.engine.config.IsSatellite || !a.isDocument() || a.redirects != 0 {
		return nil
	}
	if !a.crossOriginReferrer() || a.knownClerkReferrer() {
		return nil
	}
	v := needsHandshake(ReasonCrossDomainSync)
	v.message = "Cross-origin request from satellite domain requires handshake"
	return v
}

// organizationSync: the page's path names another organization than the
// session's. Where a handshake cannot help, the page is served all the same.
func organizationSync(_ context.Context, a *attempt) *verdict {
	target := a.engine.organizations.target(a.request.URL.Pathname())
	if target == nil {
		return nil
	}
	p, _ := a.session.Session()
	if p.UserID == "" || p.Status == statusPending || !target.differs(p) {
		return nil
	}
	if a.redirects >= maxRedirects {
		a.engine.warn("organization-sync-loop",
			"activating the organization in the URL ended in a redirect loop; its id or slug is probably wrong")
		return nil
	}
	if !a.request.IsPage() {
		return nil
	}
	return needsHandshake(ReasonActiveOrganization)
}

const statusPending = "pending"
