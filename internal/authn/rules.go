package authn

import "context"

// A rule decides, or has no opinion and returns nil.
type rule struct {
	name   string
	decide func(context.Context, *attempt) *verdict
}

const (
	ruleSignedIn = "signed-in"
	ruleMachine  = "verify-machine-token"
)

// The order is the protocol. Each list is read from the top; the first rule
// with an opinion decides. Beside each stands why it stands there.

// A browser's request, recognised by its cookies.
var cookieRules = []rule{
	// First of all: later rules would start the handshake anew that has just been
	// finished.
	{"finish-handshake", finishHandshake},
	// Before the cookies are judged: a satellite's visitor has none on the first
	// visit, and that is the point.
	{"satellite-sync-in-production", satelliteSyncInProduction},
	// Likewise, and before the dev browser is missed: the primary hands it over.
	{"satellite-sync-in-development", satelliteSyncInDevelopment},
	// Before any handshake of the primary's own, which would lose the satellite's
	// address.
	{"primary-answers-satellite", primaryAnswersSatellite},
	// Before a missing dev browser: the one in the URL has to be made a cookie.
	{"dev-browser-in-url", devBrowserInURL},
	// Before the cookies are judged: without a dev browser, cookies of localhost are
	// anybody's.
	{"dev-browser-missing", devBrowserMissing},
	// Before the two that miss one cookie, so that a stranger is never redirected in
	// production.
	{"no-cookies", noCookies},
	// Before the token is read: without client_uat nobody knows whether it is still
	// meant.
	{"session-without-client-uat", sessionWithoutClientUAT},
	// Before the token is read: there is none.
	{"client-uat-without-session", clientUATWithoutSession},
	// Before whatever looks into the token.
	{"unreadable-session", unreadableSession},
	// Before verification: such a token may well be genuine, and is in the wrong place.
	{"not-a-session-token", notASessionToken},
	// Before verification: a token of before the last sign-out is genuine and not
	// meant any more.
	{"issued-before-client-uat", issuedBeforeClientUAT},
	// Before anything is believed.
	{"verify-session", verifySession},
	// After verification: only somebody who is signed in here can have changed
	// elsewhere.
	{"cross-domain-sync", crossDomainSync},
	// After cross-domain sync, which does not look at claims, and before
	// organizations, which do.
	{"unreadable-claims", unreadableClaims},
	// Last but one: it compares with the organization of somebody who is signed in.
	{"organization-sync", organizationSync},
	// Last: nothing objects.
	{ruleSignedIn, signedIn},
}

// A session token in the Authorization header.
var bearerRules = []rule{
	// Before whatever looks into the token.
	{"unreadable-session", unreadableSession},
	// Before verification: such a token may well be genuine, and is in the wrong place.
	{"not-a-session-token", notASessionToken},
	// Before anything is believed.
	{"verify-session", verifySession},
	// After verification: what a stranger writes into claims is not worth a reason of
	// its own.
	{"unreadable-claims", unreadableClaims},
	// Last: nothing objects.
	{ruleSignedIn, signedIn},
}

// An API key, an M2M token or an OAuth token in the Authorization header.
var machineRules = []rule{
	// Before its kind is asked for.
	{"not-a-machine-token", notAMachineToken},
	// Before the Backend API is asked about a token that nobody wants.
	{"kind-not-accepted", kindNotAccepted},
	// Last: it decides either way.
	{ruleMachine, verifyMachineToken},
}

// rulesFor picks the list that fits how the request presents itself and what the caller takes.
func rulesFor(a *attempt) []rule {
	single := a.accepts.Single()
	switch {
	case a.bearer == "" && single != "" && single != SessionToken:
		return []rule{{"no-token-in-header", noTokenInHeader}}
	case a.bearer == "":
		return cookieRules
	case single == SessionToken:
		return bearerRules
	case single != "" || a.machineKind() != "":
		return machineRules
	}
	return bearerRules
}
