package authn

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// verdict is a rule's opinion, before it is settled.
type verdict struct {
	status  Status
	reason  string
	message string
	kind    string // the token's kind; session token when empty
	noKind  bool
	raw     string
	session *token.Token
	machine *Machine
	headers []Header
	// location overrides Clerk's handshake endpoint as the target of a handshake.
	location       string
	operatorHint   string
	developerError string
}

const maxRedirects = 3

// needsHandshake is a rule's way to say: only a round trip to Clerk can tell.
func needsHandshake(reason string) *verdict {
	return &verdict{status: Handshake, reason: reason}
}

func signedOutBecause(reason string) *verdict {
	return &verdict{status: SignedOut, reason: reason}
}

// settle turns a verdict into the decision. A handshake becomes a redirect
// when the request is a page that a browser loads, and signed out otherwise or
// when the browser has been sent around too often.
func (a *attempt) settle(name string, v *verdict) *Decision {
	d := &a.decision
	d.Rule, d.Status, d.Reason, d.Message = name, v.status, v.reason, v.message
	d.Token, d.Session, d.Machine = v.raw, v.session, v.machine
	d.OperatorHint, d.DeveloperError = v.operatorHint, v.developerError
	d.Headers = v.headers
	d.facts = a
	switch {
	case v.noKind:
	case v.kind != "":
		d.TokenType = v.kind
	default:
		d.TokenType = SessionToken
	}
	if v.status == Handshake {
		a.settleHandshake(d, v)
	}
	if d.Status != SignedIn {
		d.Headers = append(d.Headers, explain(d)...)
	}
	return d
}

func (a *attempt) settleHandshake(d *Decision, v *verdict) {
	d.Status = SignedOut
	// A redirect helps only where a browser shows what it leads to.
	if !a.request.IsPage() {
		return
	}
	if a.redirects == maxRedirects {
		d.OperatorHint = loopAdvice(v.reason)
		a.engine.warn("redirect-loop", d.OperatorHint)
		return
	}
	if a.withoutCookies() && a.engine.cookieless.looping(a.visitor()) {
		d.OperatorHint = "the browser keeps no cookies: nobody can be signed in"
		a.engine.warn("refused-cookies", d.OperatorHint)
		return
	}
	location := v.location
	if location == "" {
		location = a.handshakeURL(v.reason)
	}
	if location == "" {
		return
	}
	d.Status = Handshake
	d.Headers = append(d.Headers,
		Header{headerLocation, location},
		// A cached redirect is a loop that no counter sees.
		Header{headerCacheControl, "no-store"},
		Header{headerSetCookie, cookieRedirectCount + "=" + js.String(a.redirects+1) + "; SameSite=Lax; HttpOnly; Max-Age=2"},
	)
}

func loopAdvice(reason string) string {
	if reason == ReasonSatelliteNeedsSync {
		return "satellite authentication ended in a redirect loop: check that this domain is configured as a primary or satellite domain of the instance"
	}
	return "refreshing the session token ended in a redirect loop: the publishable key and the secret key probably belong to different instances; compare both with https://dashboard.clerk.com/~/api-keys"
}

// explain returns the headers that tell why nobody is signed in. Text that a
// header cannot carry is left out, as fetch's Headers leave it out.
func explain(d *Decision) []Header {
	hs := make([]Header, 0, 3)
	for _, h := range [...]Header{
		{headerAuthMessage, d.Message},
		{headerAuthReason, d.Reason},
		{headerAuthStatus, string(d.Status)},
	} {
		if value, ok := headerText(h.Value); ok && value != "" {
			hs = append(hs, Header{h.Name, value})
		}
	}
	return hs
}

// headerText returns text as the bytes of a header value: Latin-1, without
// surrounding white space. Anything beyond Latin-1 and all control characters
// but the tab are refused, so that a token's text cannot break out of its line.
func headerText(s string) (string, bool) {
	s = strings.Trim(s, " \t\r\n")
	plain := true
	for _, r := range s {
		switch {
		case r > 0xFF, r < 0x20 && r != '\t', r == 0x7F:
			return "", false
		case r >= 0x80:
			plain = false
		}
	}
	if plain {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b), true
}
