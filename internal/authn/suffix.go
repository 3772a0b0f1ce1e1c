package authn

import (
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// The cookies that decide. Two applications on one domain keep theirs apart by a
// suffix; the plain names remain for older browser code.
const (
	plainSession = iota
	suffixedSession
	plainClientUAT
	suffixedClientUAT
	plainRefresh
	suffixedRefresh
	plainDevBrowser
	suffixedDevBrowser
	redirectCount
	handshakeToken
	handshakeNonce
	cookieCount
)

// cookieNames are those of one instance.
type cookieNames [cookieCount]string

func newCookieNames(suffix string) cookieNames {
	suffix = "_" + suffix
	return cookieNames{
		plainSession: cookieSession, suffixedSession: cookieSession + suffix,
		plainClientUAT: cookieClientUAT, suffixedClientUAT: cookieClientUAT + suffix,
		plainRefresh: cookieRefresh, suffixedRefresh: cookieRefresh + suffix,
		plainDevBrowser: nameDevBrowser, suffixedDevBrowser: nameDevBrowser + suffix,
		redirectCount:  cookieRedirectCount,
		handshakeToken: nameHandshake,
		handshakeNonce: nameHandshakeNonce,
	}
}

// jar has the values of these cookies in one request as they were sent; empty
// for none.
type jar [cookieCount]string

// read takes nothing but the header's memory.
func (n *cookieNames) read(header string) (j jar) {
	var sent [cookieCount]bool
	for header != "" {
		var name, value string
		var ok bool
		if name, value, header, ok = cookie.Next(header); !ok || !strings.HasPrefix(name, "__") {
			continue
		}
		for i := range n {
			if n[i] == name && !sent[i] { // the first of a name counts
				j[i], sent[i] = value, true
			}
		}
	}
	return j
}

// text returns a value decoded. A token is taken as it was sent instead: nothing
// in one needs an escape, so that an escaped one would be another spelling of it.
func (j *jar) text(i int) string { return cookie.Decode(j[i]) }

// pick returns which of two cookies counts.
func pick(suffixed bool, ifSuffixed, ifPlain int) int {
	if suffixed {
		return ifSuffixed
	}
	return ifPlain
}

// pair is what the plain and the suffixed cookies say, side by side.
type pair struct {
	engine                    *Engine
	plain, suffixed           string // session tokens
	plainUAT, suffixedUAT     string
	plainToken, suffixedToken *token.Token // nil for one that cannot be read
}

func (e *Engine) pair(j *jar) pair {
	return pair{
		engine: e,
		plain:  j[plainSession], suffixed: j[suffixedSession],
		plainUAT: j.text(plainClientUAT), suffixedUAT: j.text(suffixedClientUAT),
	}
}

// suffixRules decide between suffixed and plain cookies; the first that
// applies wins, and suffixed wins when none does.
var suffixRules = []struct {
	name     string
	applies  func(pair) bool
	suffixed bool
}{
	{"the plain session names no issuer", func(p pair) bool { return p.plain != "" && !p.plainNamesIssuer() }, false},
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

func (p pair) usesSuffixed() bool {
	for _, r := range suffixRules {
		if r.applies(p) {
			return r.suffixed
		}
	}
	return true
}

func (p pair) plainNamesIssuer() bool {
	return p.plainToken != nil && p.plainToken.Claims.Iss.ToBoolean()
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
