package authn

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Names that Clerk's browser code and its Frontend API use. Some are cookies
// and query parameters at once.
const (
	cookieSession       = "__session"
	cookieRefresh       = "__refresh"
	cookieClientUAT     = "__client_uat"
	cookieRedirectCount = "__clerk_redirect_count"

	nameDevBrowser     = "__clerk_db_jwt"
	nameHandshake      = "__clerk_handshake"
	nameHandshakeNonce = "__clerk_handshake_nonce"

	paramSynced           = "__clerk_synced"
	paramRedirectURL      = "__clerk_redirect_url"
	paramHandshakeHelp    = "__clerk_help"
	paramLegacyDevBrowser = "__dev_session"

	syncNeeded    = "false"
	syncCompleted = "true"
)

// attempt is one request being decided: the facts that rules look at, read once.
type attempt struct {
	engine  *Engine
	request *Request
	accepts Accepts

	// bearer is the token in the Authorization header.
	bearer string

	// What the cookies say; empty where the caller takes machine tokens alone.
	suffixed       bool
	sessionCookie  string
	refreshCookie  string
	clientUAT      float64
	devBrowser     string
	handshakeToken string
	handshakeNonce string
	redirects      float64

	// frontendAPI is a host, or the proxy's URL.
	frontendAPI string

	session *token.Token // the token in question, once it is decoded
	parsed  [2]parsedToken

	kind      string // the kind of machine token in the header
	kindKnown bool

	verdict  verdict
	decision Decision
}

type parsedToken struct {
	raw string
	jwt *token.Token
	err *token.Error
}

// gather reads the facts.
func gather(e *Engine, r *Request, accepts Accepts) *attempt {
	a := &r.room
	if a.engine != nil { // taken by an earlier decision, which may be in use
		a = new(attempt)
	}
	a.engine, a.request, a.accepts = e, r, accepts
	a.bearer = BearerToken(r.Authorization)
	if t := r.Bearer; t != nil {
		a.parsed[0] = parsedToken{t.Raw, t, nil}
	}
	if k := accepts.Single(); k == M2MToken || k == APIKey {
		return a
	}
	a.frontendAPI = e.frontendAPI(r)
	a.readCookies()
	return a
}

func (a *attempt) readCookies() {
	c := &a.engine.config
	if header := a.request.Cookie; header != "" {
		j := a.engine.cookies.read(header)
		p := a.engine.pair(&j)
		if p.plain != "" {
			p.plainToken, _ = a.parse(p.plain)
		}
		if p.suffixed != "" {
			p.suffixedToken, _ = a.parse(p.suffixed)
		}
		a.suffixed = p.usesSuffixed()
		a.sessionCookie = j[pick(a.suffixed, suffixedSession, plainSession)]
		a.refreshCookie = j.text(suffixedRefresh)
		a.clientUAT = orZero(js.ParseInt(j.text(pick(a.suffixed, suffixedClientUAT, plainClientUAT))))
		a.devBrowser = j.text(pick(a.suffixed, suffixedDevBrowser, plainDevBrowser))
		a.redirects = orZero(js.Number(j.text(redirectCount)))
		if !c.DisableHandshake {
			a.handshakeToken = j[handshakeToken]
			a.handshakeNonce = j.text(handshakeNonce)
		}
	}
	a.devBrowser = cmp.Or(a.param(nameDevBrowser), a.devBrowser)
	if !c.DisableHandshake {
		a.handshakeToken = cmp.Or(a.param(nameHandshake), a.handshakeToken)
		a.handshakeNonce = cmp.Or(a.param(nameHandshakeNonce), a.handshakeNonce)
	}
}

func (a *attempt) param(name string) string {
	if a.request.URL.Search() == "" {
		return ""
	}
	v, _ := a.request.URL.Get(name)
	return v
}

// orZero is n || 0: cookies hold numbers as text that anyone can write.
func orZero(n float64) float64 {
	if n == n {
		return n
	}
	return 0
}

// BearerToken reads an Authorization header as Clerk does: a bare token, or
// the Bearer scheme in exactly this spelling. Other schemes are not ours.
func BearerToken(header string) string {
	if header == "" {
		return ""
	}
	scheme, rest, _ := strings.Cut(header, " ")
	value, _, _ := strings.Cut(rest, " ")
	switch {
	case value == "":
		return scheme
	case scheme == "Bearer":
		return value
	}
	return ""
}

// parse takes a JWT apart, at most once a request for each of two tokens.
func (a *attempt) parse(raw string) (*token.Token, *token.Error) {
	for i := range a.parsed {
		p := &a.parsed[i]
		if p.raw == raw && (p.jwt != nil || p.err != nil) {
			return p.jwt, p.err
		}
	}
	jwt, err := a.engine.config.Verifier.Parse(raw)
	a.parsed[1] = a.parsed[0]
	a.parsed[0] = parsedToken{raw, jwt, err}
	return jwt, err
}

// sessionToken is the cookie's token, else the header's.
func (a *attempt) sessionToken() string { return cmp.Or(a.sessionCookie, a.bearer) }

// carried is the token that the rules in use look at, and where it came from.
func (a *attempt) carried() (raw, carrier string) {
	if a.bearer != "" {
		return a.bearer, "header"
	}
	return a.sessionCookie, "cookie"
}

func (a *attempt) production() bool { return a.engine.config.Instance.Production }

func (a *attempt) hasCookies() bool { return a.sessionCookie != "" || a.clientUAT != 0 }

// isDocument reports a page that a browser navigates to by GET.
func (a *attempt) isDocument() bool {
	return a.request.SecFetchDest == "document" && a.request.Method == http.MethodGet
}
