package instance

import "strings"

// Clerk's own environments, told apart by the Frontend API's host.
const (
	production environment = iota
	staging
	local
)

type environment int

func environmentOf(frontendAPI string) environment {
	if strings.HasPrefix(frontendAPI, "clerk.") && endsWithAny(frontendAPI, ".lcl.dev", ".lclstage.dev", ".lclclerk.com") {
		return production // instances from before development hosts had names of their own
	}
	if endsWithAny(frontendAPI, ".lcl.dev", "lclstage.dev", ".lclclerk.com") {
		return local
	}
	if endsWithAny(frontendAPI, ".accountsstage.dev") {
		return staging
	}
	return production
}

func endsWithAny(text string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(text, suffix) {
			return true
		}
	}
	return false
}

// APIURL is where the Backend API of an instance is: https://api.clerk.com for
// all but Clerk's own test environments.
func APIURL(frontendAPI string) string {
	switch environmentOf(frontendAPI) {
	case local:
		return "https://api.lclclerk.com"
	case staging:
		return "https://api.clerkstage.dev"
	default:
		return "https://api.clerk.com"
	}
}

// ProxyTarget is where the Frontend API proxy sends what it receives.
func ProxyTarget(frontendAPI string) string {
	switch environmentOf(frontendAPI) {
	case local:
		return "https://frontend-api.lclclerk.com"
	case staging:
		return "https://frontend-api.clerkstage.dev"
	default:
		return "https://frontend-api.clerk.dev"
	}
}

// AccountsURL is the origin of an instance's Account Portal, with its hosted
// sign-in page; empty when the Frontend API is unknown.
func AccountsURL(frontendAPI string) string {
	if frontendAPI == "" {
		return ""
	}
	host := strings.Replace(frontendAPI, "clerk.accountsstage.", "accountsstage.", 1)
	return "https://" + replaceClerk(host)
}

// replaceClerk turns the first "clerk.accounts." or "clerk." into "accounts.".
func replaceClerk(host string) string {
	before, after, found := strings.Cut(host, "clerk.")
	if !found {
		return host
	}
	return before + "accounts." + strings.TrimPrefix(after, "accounts.")
}
