package authn

import (
	"context"
	"math"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// CookieGlance is what the short way of a token in cookies saw of them. The zero
// value has seen none.
type CookieGlance struct {
	ClientUAT uint32 // never 0 with a token
	Suffixed  bool
}

// CachedInCookies returns the token that counts among the cookies of a request
// without a bearer token, if it was verified before and cookieRules would only
// ask whether it is StillValid: every earlier rule of theirs has nothing to say,
// and no later one will have. It errs on the side of Decide, which has to look at
// satellites, at parameters and cookies of a handshake or a dev browser in the
// URL, and at what is written in an unusual way. It does not look at who referred
// a page: crossDomainSync does. The strings are not kept.
func (e *Engine) CachedInCookies(cookies, path, query string) (*token.Token, CookieGlance) {
	if e.config.IsSatellite || mayBeClerks(query) || e.organizations.target(path) != nil {
		return nil, CookieGlance{}
	}
	j := e.cookies.read(cookies)
	if j[plainSession] == "" && j[suffixedSession] == "" || j[redirectCount] != "" || j[handshakeToken] != "" || j[handshakeNonce] != "" {
		return nil, CookieGlance{}
	}
	p, ok := e.knownPair(&j)
	if !ok {
		return nil, CookieGlance{}
	}
	t, uat, devBrowser := p.plainToken, p.plainUAT, j[plainDevBrowser]
	suffixed := p.usesSuffixed()
	if suffixed {
		t, uat, devBrowser = p.suffixedToken, p.suffixedUAT, j[suffixedDevBrowser]
	}
	if t == nil || uat == "" || !js.IsASCII(uat) { // bytes beyond ASCII are Latin-1, and not decoded yet
		return nil, CookieGlance{}
	}
	since := orZero(js.ParseInt(uat))
	switch {
	case !(since > 0 && since <= math.MaxUint32), t.Claims.Iat.ToNumber() < since,
		devBrowser == "" && !e.Production(),
		!t.Claims.Azp.ToBoolean(): // the operator is warned
		return nil, CookieGlance{}
	}
	return t, CookieGlance{uint32(since), suffixed}
}

// knownPair reports whether every session token among the cookies was verified
// before. Clerk sends most of them twice, with and without the suffix.
func (e *Engine) knownPair(j *jar) (p pair, ok bool) {
	p = e.pair(j)
	if p.suffixed != "" {
		if p.suffixedToken = e.config.Verifier.Known(p.suffixed); p.suffixedToken == nil {
			return p, false
		}
	}
	switch p.plain {
	case "":
	case p.suffixed:
		p.plainToken = p.suffixedToken
	default:
		if p.plainToken = e.config.Verifier.Known(p.plain); p.plainToken == nil {
			return p, false
		}
	}
	return p, true
}

// CachedMachine returns the decision about a request with an opaque machine token
// in its Authorization header, if this process remembers that Clerk accepted it;
// else it reports false. The text is not kept.
func (e *Engine) CachedMachine(raw string) (Decision, bool) {
	kind, opaque := token.Opaque(raw)
	cache := e.config.MachineCache
	if !opaque || cache == nil || cache.own == nil || token.IsJWT(raw) {
		return Decision{}, false
	}
	m := cache.rememberedHere(e.key(kind, raw))
	if m == nil {
		return Decision{}, false
	}
	return acceptedMachine(kind, strings.Clone(raw), m), true
}

// CachedMachineJWT returns the decision about a request with a machine's JWT in its
// Authorization header that was verified before; it reports false for any other
// token, and when a check refuses it now.
func (e *Engine) CachedMachineJWT(ctx context.Context, t *token.Token) (Decision, bool) {
	if _, opaque := token.Opaque(t.Raw); opaque || t.Kind != M2MToken && t.Kind != OAuthToken {
		return Decision{}, false
	}
	kind, m, fault := e.verifyMachineJWT(ctx, t)
	return acceptedMachine(kind, t.Raw, m), fault == nil
}

func acceptedMachine(kind, raw string, m *Machine) Decision {
	return Decision{Status: SignedIn, Rule: ruleMachine, TokenType: kind, Token: raw, Machine: m, Cached: true}
}

// StillValid reports whether the rules would sign in the owner of a token that was
// verified before. Every check of theirs is made; which of them refuses is for
// Decide to say.
func StillValid(ctx context.Context, v *token.Verifier, t *token.Token) bool {
	if !t.KnownSession() || v.Session(ctx, t) != nil {
		return false
	}
	_, err := t.Session()
	return err == nil
}

// SignedInBy returns the decision about a request whose token is StillValid. It
// was in the header where there was no glance at cookies.
func SignedInBy(t *token.Token, cookies CookieGlance) *Decision {
	return &Decision{
		Status: SignedIn, Rule: ruleSignedIn, TokenType: SessionToken, Token: t.Raw, Session: t,
		Cached: true, cookies: cookies,
	}
}
