package replay

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/conformance"
)

// rule is a difference on purpose: where it applies, what the plugin must
// answer there instead, and which of the differences that explains.
type rule struct {
	name     string // its row in docs/parity.md
	applies  func(c *recorded, g *got) bool
	holds    func(c *recorded, g *got) bool
	explains func(what string) bool
}

var used [64]atomic.Int64

// rules are looked up in this order; several may apply to one case.
func rules() []rule {
	return []rule{
		{"22: options that cannot work are refused at the start", refusedThere, refusedAtStart, everything},
		{"8: the request's own host, always", otherHostThere, ownHostHere, everything},
		{"9: only http and https, only a usable host", oddSchemeOrHost, harmlessHere, everything},
		{"10: strangers cause no 500", brokenThere, signedOutHere, everything},
		{"10: a JWT is made of two objects", noObjects, objectsHere, everything},
		{"16: a development handshake that cannot be finished is 400", unfinishedThere, badRequestHere, everything},
		{"10: an Origin header decides nothing about options", originBlamedThere, redirectedHere, everything},
		{"11: a kid on JavaScript's prototype chain is no key", prototypeKid, unknownKidHere, everything},
		{"12: ids and names are escaped in paths", oddSegments, escapedHere, about("getToken", "asked", "x-clerk-auth-reason", "location", "debug reason")},
		{"12: what the Backend API says is read by its shape", oddAnswer, readByShape, everything},
		{"12: what a verification leaves out is null", leftOut, nullHere, about("auth ", "direct ")},
		{"12: half an answer to a refresh is Clerk's fault", halfAnswer, backendBlamed, about("location __clerk_hs_reason", "x-clerk-auth-reason", "debug reason", "direct ")},
		{"15: a revoked or expired machine token is refused", revokedAnswer, tokenInvalidHere, everything},
		{"32: what can be no opaque token is not asked about", prefixAlone, refusedUnasked, everything},
		{"13: one attempt at the keys", keysRetriedThere, askedOnceHere, everything},
		{"14: an API that never redirects does not even for a dev browser", apiOnly, staysHere, everything},
		{"17: a repeated parameter is compared as text", repeatedParameter, notRedirectedHere, everything},
		{"17: no patterns is no organization sync", noPatterns, notRedirectedHere, everything},
		{"19: no proxy is guessed from a hosting platform", platformGuess, ownFrontendHere, about("location")},
		{"23: a target that Fastify refuses before any plugin", refusedByServer, harmlessHere, everything},
		{"25: a token has one spelling", paddedToken, tokenInvalidHere, everything},
		{"26: a handshake token is one, and fresh", notAHandshake, goesOnHere, everything},
		{"27: only a session token signs in", otherHandedOut, notSignedInByIt, everything},
		{"28: a time is a time", endless, notBelievedHere, everything},
		{"29: nobody is a user without an id", withoutID, notBelievedHere, everything},
		{"39: a handshake that brings no cookies opens no answer to other origins", emptyHandshake, closedHere, about("access-control-")},
		{"40: a satellite that is not among the authorized parties is not answered", foreignSatellite, notAnsweredHere, everything},
		{"20: the proxy names the client", proxyAsked, clientNamedHere, about("asked 0 x-forwarded-for")},
		{"20: the proxy keeps the port", portOfHost, portHere, about("asked 0 clerk-proxy-url", "asked 0 x-forwarded-host", "location")},
		{"20: the proxy hands an encoded body on as it is", encodedThere, encodedHere, about("content-encoding")},
		{"37: options that work for nobody are refused at the start", uselessThere, uselessRefusedHere, everything},
	}
}

// rulesOf adds what differs by a face's Fiber.
func rulesOf(face conformance.Face) []rule {
	all := rules()
	if !face.Quirks().BareSlashes {
		all = append(all, rule{"23: a target that Fiber v3 takes to no middleware", bareSlashes, notFoundHere, everything})
	}
	return all
}

func everything(string) bool { return true }

func about(prefixes ...string) func(string) bool {
	return func(what string) bool {
		for _, prefix := range prefixes {
			if strings.HasPrefix(what, prefix) {
				return true
			}
		}
		return false
	}
}

// explain takes away what is different on purpose, and returns the rest. A
// rule that applies and does not hold explains nothing.
func explain(face conformance.Face, c *recorded, g *got, all differences) differences {
	for i, r := range rulesOf(face) {
		if len(all) == 0 {
			break
		}
		if !r.applies(c, g) || !r.holds(c, g) {
			continue
		}
		var rest differences
		for _, d := range all {
			if !r.explains(d.What) {
				rest = append(rest, d)
			}
		}
		if len(rest) < len(all) {
			used[i].Add(1)
		}
		all = rest
	}
	return all
}

// noRuleIsIdle fails for a rule that explained nothing: it would hide the next regression.
func noRuleIsIdle(t *testing.T, face conformance.Face) {
	t.Helper()
	for i, r := range rulesOf(face) {
		if n := used[i].Load(); n == 0 {
			t.Errorf("no recording differs by the rule %q: remove it", r.name)
		} else {
			t.Logf("%4d  %s", n, r.name)
		}
	}
}
