package authn

import "context"

// A rule decides, or has no opinion and returns nil.
type rule struct {
	name   string
	decide func(context.Context, *attempt) *verdict
}

const ruleSignedIn = "signed-in"

// The order is the protocol. Each list is read from the top; the first rule
// with an opinion decides. Why a rule stands where it stands is told, and
// pinned, in rules_test.go.

// A browser's request, recognised by its cookies.
var cookieRules = []rule{
	{"finish-handshake", finishHandshake},
	{"satellite-sync-in-production", satelliteSyncInProduction},
	{"satellite-sync-in-development", satelliteSyncInDevelopment},
	{"primary-answers-satellite", primaryAnswersSatellite},
	{"dev-browser-in-url", devBrowserInURL},
	{"dev-browser-missing", devBrowserMissing},
	{"no-cookies", noCookies},
	{"session-without-client-uat", sessionWithoutClientUAT},
	{"client-uat-without-session", clientUATWithoutSession},
	{"unreadable-session", unreadableSession},
	{"not-a-session-token", notASessionToken},
	{"issued-before-client-uat", issuedBeforeClientUAT},
	{"verify-session", verifySession},
	{"cross-domain-sync", crossDomainSync},
	{"unreadable-claims", unreadableClaims},
	{"organization-sync", organizationSync},
	{ruleSignedIn, signedIn},
}

// A session token in the Authorization header.
var bearerRules = []rule{
	{"unreadable-session", unreadableSession},
	{"not-a-session-token", notASessionToken},
	{"verify-session", verifySession},
	{"unreadable-claims", unreadableClaims},
	{ruleSignedIn, signedIn},
}

// An API key, an M2M token or an OAuth token in the Authorization header.
var machineRules = []rule{
	{"not-a-machine-token", notAMachineToken},
	{"kind-not-accepted", kindNotAccepted},
	{"verify-machine-token", verifyMachineToken},
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
