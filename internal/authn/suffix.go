package authn

import (
	"time"

	"github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// cookieNames are those of one instance. Two applications on one domain keep
// their cookies apart by a suffix; the plain names remain for older browser code.
type cookieNames struct{ session, refresh, clientUAT, devBrowser cookieName }

type cookieName struct{ plain, suffixed string }

// cookieTexts is what a request says under some of these names.
type cookieTexts struct{ session, clientUAT, devBrowser cookieName }

func newCookieNames(suffix string) cookieNames {
	named := func(plain string) cookieName { return cookieName{plain, plain + "_" + suffix} }
	return cookieNames{
		session: named(cookieSession), refresh: named(cookieRefresh),
		clientUAT: named(cookieClientUAT), devBrowser: named(nameDevBrowser),
	}
}

func (n cookieName) pick(suffixed bool) string {
	if suffixed {
		return n.suffixed
	}
	return n.plain
}

func valueOf(jar cookie.Jar, name string) string {
	v, _ := jar.Get(name)
	return v
}

// tokenOf returns the value as it was sent: nothing in a token needs an escape,
// so that an escaped one would be another spelling of it.
func tokenOf(jar cookie.Jar, name string) string {
	v, _ := jar.Raw(name)
	return v
}

// pair is what the plain and the suffixed cookies say, side by side.
type pair struct {
	engine                    *Engine
	plain, suffixed           string // session tokens
	plainUAT, suffixedUAT     string
	plainToken, suffixedToken *token.Token
	plainIssuer               bool
}

// suffixRules decide between suffixed and plain cookies; the first that
// applies wins, and suffixed wins when none does.
var suffixRules = []struct {
	name     string
	applies  func(pair) bool
	suffixed bool
}{
	{"the plain session names no issuer", func(p pair) bool { return p.plain != "" && !p.plainIssuer }, false},
	{"the plain session is another instance's", func(p pair) bool { return p.plain != "" && !p.plainIsOurs() }, true},
	{"nothing is suffixed", func(p pair) bool { return p.suffixedUAT == "" && p.suffixed == "" }, false},
	{"both are signed in, plain is newer", func(p pair) bool {
		return p.suffixedUAT != "0" && p.plainUAT != "0" && issuedAt(p.plainToken) > issuedAt(p.suffixedToken)
	}, false},
	{"suffixed is signed out, plain is not", func(p pair) bool { return p.suffixedUAT == "0" && p.plainUAT != "0" }, false},
	{"plain is signed out, suffixed has expired (development)", func(p pair) bool {
		return !p.engine.Production() && p.suffixedUAT != "0" && p.plainUAT == "0" && p.suffixedExpired()
	}, false},
	{"a suffixed session without its client_uat", func(p pair) bool { return p.suffixedUAT == "" && p.suffixed != "" }, false},
}

func usesSuffixedCookies(a *attempt, jar cookie.Jar) bool {
	names := &a.engine.cookies
	p := pair{
		engine:      a.engine,
		plain:       tokenOf(jar, names.session.plain),
		suffixed:    tokenOf(jar, names.session.suffixed),
		plainUAT:    valueOf(jar, names.clientUAT.plain),
		suffixedUAT: valueOf(jar, names.clientUAT.suffixed),
	}
	if p.plain != "" {
		p.plainToken, _ = a.parse(p.plain)
	}
	if p.suffixed != "" {
		p.suffixedToken, _ = a.parse(p.suffixed)
	}
	return p.pickSuffixed()
}

// pickSuffixed reports whether the suffixed cookies count.
func (p pair) pickSuffixed() bool {
	p.plainIssuer = p.plainToken != nil && p.plainToken.Claims.Iss.ToBoolean()
	for i := range suffixRules {
		if suffixRules[i].applies(p) {
			return suffixRules[i].suffixed
		}
	}
	return true
}

// plainIsOurs compares the issuer with the instance's own Frontend API, not
// with a proxy: tokens are issued behind it.
func (p pair) plainIsOurs() bool {
	iss, ok := p.plainToken.Claims.Iss.Text()
	return ok && withoutScheme(iss) == p.engine.issuerHost
}

func (p pair) suffixedExpired() bool {
	if p.suffixedToken == nil {
		return false
	}
	return p.suffixedToken.Claims.Exp.ToNumber() <= float64(p.engine.now().UnixMilli()/int64(time.Second/time.Millisecond))
}

func issuedAt(t *token.Token) float64 {
	if t == nil {
		return 0
	}
	return orZero(t.Claims.Iat.ToNumber())
}
