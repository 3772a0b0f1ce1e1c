package authn

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Cached returns the token in an Authorization header, if it was verified before.
// The header is not kept.
func (e *Engine) Cached(authorization string) *token.Token {
	raw := bearerToken(authorization)
	if raw == "" {
		return nil
	}
	return e.config.Verifier.Known(raw)
}

// CookieGlance is what the short way of a session in cookies saw of them.
type CookieGlance struct {
	ClientUAT float64
	Suffixed  bool
}

// CachedInCookies returns the session token in a request's cookies if it was
// verified before and cookieRules, down to the verification, have nothing to say:
// StillValid has the rest. It errs on the side of Decide, and returns nil for a
// satellite, where paths name organizations, for whatever of Clerk's is in the
// query, and for a page that was come to from elsewhere (referred). The strings
// are not kept.
func (e *Engine) CachedInCookies(f *Fields, query string, referred bool) (*token.Token, CookieGlance) {
	if e.config.IsSatellite || e.organizations != nil || bearerToken(f.Authorization) != "" || mayBeClerks(query) ||
		referred && f.SecFetchDest == "document" {
		return nil, CookieGlance{}
	}
	jar, ok := e.glance(f.Cookie)
	if !ok {
		return nil, CookieGlance{}
	}
	p := pair{
		engine: e, plain: jar.session.plain, suffixed: jar.session.suffixed,
		plainUAT: jar.clientUAT.plain, suffixedUAT: jar.clientUAT.suffixed,
	}
	known := e.config.Verifier.Known
	if p.plain != "" {
		if p.plainToken = known(p.plain); p.plainToken == nil {
			return nil, CookieGlance{}
		}
	}
	switch {
	case p.suffixed == p.plain:
		p.suffixedToken = p.plainToken
	case p.suffixed != "":
		if p.suffixedToken = known(p.suffixed); p.suffixedToken == nil {
			return nil, CookieGlance{}
		}
	}
	suffixed, t := p.pickSuffixed(), p.plainToken
	if suffixed {
		t = p.suffixedToken
	}
	seen := CookieGlance{js.ParseInt(jar.clientUAT.pick(suffixed)), suffixed}
	switch {
	case t == nil,
		!e.config.Instance.Production && jar.devBrowser.pick(suffixed) == "",
		!(seen.ClientUAT > 0) || !(t.Claims.Iat.ToNumber() >= seen.ClientUAT), // NaN is neither
		!t.Claims.Azp.ToBoolean():
		return nil, CookieGlance{}
	}
	return t, seen
}

// glance reads Clerk's cookies without taking memory. ok is false where reading
// them takes more: a value that is empty or escaped, a handshake under way.
func (e *Engine) glance(header string) (jar cookieTexts, ok bool) {
	names := &e.cookies
	for header != "" {
		var name, value string
		var ok bool
		if name, value, header, ok = cookie.Next(header); !ok || !strings.HasPrefix(name, "__") {
			continue
		}
		var to *string
		switch name {
		case names.session.plain:
			to = &jar.session.plain
		case names.session.suffixed:
			to = &jar.session.suffixed
		case names.clientUAT.plain:
			to = &jar.clientUAT.plain
		case names.clientUAT.suffixed:
			to = &jar.clientUAT.suffixed
		case names.devBrowser.plain:
			to = &jar.devBrowser.plain
		case names.devBrowser.suffixed:
			to = &jar.devBrowser.suffixed
		case cookieRedirectCount, nameHandshake, nameHandshakeNonce:
			return jar, false
		default:
			continue
		}
		switch {
		case value == "" || strings.IndexByte(value, '%') >= 0:
			return jar, false
		case *to == "": // of two, the first counts
			*to = value
		}
	}
	return jar, jar.session != cookieName{}
}

// StillValid reports whether bearerRules would sign in the owner of a token that
// was verified before. Every check of them is made; which of them refuses is
// for Decide to say.
func (e *Engine) StillValid(ctx context.Context, t *token.Token) bool {
	if !t.KnownSession() || e.config.Verifier.Session(ctx, t) != nil {
		return false
	}
	_, err := t.Session()
	return err == nil
}

// SignedInBy returns the decision about a request whose token is StillValid. It
// was in the header where there is no glance at cookies.
func SignedInBy(t *token.Token, cookies *CookieGlance) *Decision {
	return &Decision{
		Status: SignedIn, Rule: ruleSignedIn, TokenType: SessionToken, Token: t.Raw, Session: t, Cached: true, glance: cookies,
	}
}
