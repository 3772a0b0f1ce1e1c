package authn

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/flight"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// developmentSkew is the second try for a machine whose clock is wrong, which
// happens on laptops that slept. In development only.
const developmentSkew = 24 * time.Hour

// apiRevision is the version of the Frontend API that the redirect asks for.
const apiRevision = "2026-05-12"

// finishHandshake: the browser comes back from Clerk with the cookies to set,
// by nonce or in a signed token.
func finishHandshake(ctx context.Context, a *attempt) *verdict {
	if a.handshakeNonce == "" && a.handshakeToken == "" {
		return nil
	}
	if a.withoutCookies() {
		a.engine.cookieless.note(a.visitor())
	}
	x, refused := a.handshakeCookies(ctx)
	if refused != nil {
		return a.handshakeRefused(refused)
	}
	headers, sessionToken, ok := setCookies(x.directives)
	if !ok || x.unusable {
		a.engine.warn("handshake-cookies", "the handshake holds a cookie that no header can carry; it was ignored")
		return nil
	}
	if len(x.directives) > 0 {
		// A fetch that was sent to Clerk and back may read the answer with its new
		// cookies. Without any, this is whatever page was asked for.
		headers = append(headers, Header{headerAllowOrigin, "null"}, Header{headerAllowCredentials, "true"})
	}
	if !a.production() {
		back := a.request.URL.Delete(nameHandshake, paramHandshakeHelp, nameDevBrowser, nameHandshakeNonce)
		headers = append(headers, Header{headerLocation, back.Href()}, Header{headerCacheControl, "no-store"})
	}
	if sessionToken == "" {
		return &verdict{status: SignedOut, reason: cmp.Or(x.reason, ReasonSessionMissing), headers: headers, operatorHint: x.operatorHint}
	}
	jwt, err := a.verifyHandshakeSession(ctx, sessionToken)
	if err != nil {
		a.engine.warn("handshake-session", "the session token of a handshake was refused: "+err.Reason)
		return nil
	}
	return renewed(jwt, headers)
}

// renewed signs in by a token that came with cookies to set.
func renewed(jwt *token.Token, headers []Header) *verdict {
	if _, err := jwt.Session(); err != nil {
		return &verdict{status: SignedOut, reason: ReasonUnexpected, headers: headers}
	}
	return &verdict{status: SignedIn, raw: jwt.Raw, session: jwt, headers: headers}
}

// handshakeCookies returns the Set-Cookie lines. A nonce that Clerk does not
// take leaves none, and says so in operatorHint.
func (a *attempt) handshakeCookies(ctx context.Context) (x handshakeResult, refused *token.Error) {
	if a.handshakeNonce == "" {
		x.directives, refused = a.verifyHandshake(ctx)
		if refused != nil && refused.Reason == token.ReasonUnexpected {
			return handshakeResult{unusable: true}, nil
		}
		return x, refused
	}
	got := a.ask(ctx, a.engine.out.nonces, flight.Question[exchanged]{
		Key: a.engine.key("nonce", a.handshakeNonce), Call: a.engine.exchanging(a.handshakeNonce),
	})
	var wrongType *json.UnmarshalTypeError
	switch {
	case got.err == nil:
		return handshakeResult{directives: got.directives}, nil
	case errors.Is(got.err, flight.ErrBusy):
		return handshakeResult{reason: ReasonThrottled, operatorHint: ReasonHandshakeExchangeFailed + ": " + ReasonThrottled}, nil
	case errors.As(got.err, &wrongType) && wrongType.Type.Kind() == reflect.String:
		return handshakeResult{unusable: true}, nil
	}
	a.engine.warn("handshake-exchange", "a handshake nonce could not be exchanged; the visitor is treated as signed out", "error", shortError(got.err))
	return handshakeResult{operatorHint: ReasonHandshakeExchangeFailed + ": " + shortError(got.err)}, nil
}

// handshakeResult is what a nonce or a handshake token came to.
type handshakeResult struct {
	directives   []string
	unusable     bool   // one of them is no text
	reason       string // why there are none, when that is not Clerk's doing
	operatorHint string
}

// exchanging asks Clerk for what a nonce stands for.
func (e *Engine) exchanging(nonce string) func(context.Context) (exchanged, flight.Outcome) {
	return func(ctx context.Context) (x exchanged, _ flight.Outcome) {
		ctx, cancel := context.WithTimeout(ctx, backendTimeout)
		defer cancel()
		payload, err := e.config.Backend.Clients.GetHandshakePayload(ctx, nonce)
		if x.err = err; err == nil {
			x.directives = payload.Directives
		}
		return x, x.outcome()
	}
}

// verifyHandshake: in development a wrong clock is forgiven, as it is to the
// session token within.
func (a *attempt) verifyHandshake(ctx context.Context) ([]string, *token.Error) {
	v := a.engine.config.Verifier
	if a.production() {
		return v.Handshake(ctx, a.handshakeToken)
	}
	return v.HandshakeWithSkew(ctx, a.handshakeToken, developmentSkew)
}

// shortError names an error of the Backend API without its text.
func shortError(err error) string {
	var e *backendapi.Error
	if errors.As(err, &e) {
		if len(e.Errors) > 0 {
			return e.Errors[0].Code
		}
		return "status " + strconv.Itoa(e.Status)
	}
	return "no answer"
}

// handshakeRefused: in production the request goes on without the handshake, and
// everywhere without one that is too old, such as a bookmarked one.
// In development the token came in the URL, so no other application's cookie
// can be the cause: the keys were switched, and the developer is told.
func (a *attempt) handshakeRefused(err *token.Error) *verdict {
	if a.production() || clockFault(err) {
		a.engine.warn("handshake-token", "a handshake token was refused: "+err.Reason)
		return nil
	}
	fault := "Handshake token verification failed: " + err.Full("")
	if err.Reason == token.ReasonInvalidSignature {
		fault = "Handshake token verification failed due to an invalid signature. If you have switched Clerk keys locally, clear your cookies and try again."
	}
	return &verdict{status: SignedOut, reason: err.Reason, message: err.Full(""), developerError: fault}
}

// verifyHandshakeSession verifies the session token among the cookies to set.
func (a *attempt) verifyHandshakeSession(ctx context.Context, raw string) (*token.Token, *token.Error) {
	v := a.engine.config.Verifier
	jwt, err := a.parse(raw)
	if err != nil {
		return nil, err
	}
	if err = v.Session(ctx, jwt); err == nil || a.production() || !clockFault(err) {
		return jwt, err
	}
	a.engine.warn("clock-skew", "this machine's clock differs from Clerk's by more than the clock skew allows; in development it is tolerated, in production it is not: "+err.Message)
	return jwt, v.SessionWithSkew(ctx, jwt, developmentSkew)
}

func clockFault(err *token.Error) bool {
	switch err.Reason {
	case token.ReasonExpired, token.ReasonNotActiveYet, token.ReasonIatInTheFuture:
		return true
	}
	return false
}

// setCookies makes header lines of Clerk's directives and finds the session
// token among them; the last one counts. A directive that would break a header
// makes it all false.
func setCookies(directives []string) (headers []Header, sessionToken string, ok bool) {
	for _, directive := range directives {
		line, fits := headerText(directive)
		if !fits {
			return nil, "", false
		}
		headers = append(headers, Header{headerSetCookie, line})
		if strings.HasPrefix(cookie.Name(directive), cookieSession) {
			sessionToken = cmp.Or(cookie.Value(directive), valueless(directive))
		}
	}
	return headers, sessionToken, true
}

// valueless is a token that nothing verifies, for a session cookie without so
// much as an equals sign: that is a broken handshake and not a sign-out.
func valueless(directive string) string {
	if pair, _, _ := strings.Cut(directive, ";"); !strings.Contains(pair, "=") {
		return "undefined"
	}
	return ""
}

// handshakeURL is where a browser is sent to have its cookies put right; empty
// when the Frontend API's address is unusable.
func (a *attempt) handshakeURL(reason string) string {
	endpoint, err := handshakeEndpoint(a.frontendAPI)
	if err != nil {
		return ""
	}
	page := a.request.URL
	u := endpoint.
		Append("redirect_url", page.Delete(nameDevBrowser, paramLegacyDevBrowser).Href()).
		Append("__clerk_api_version", apiRevision).
		Append("suffixed_cookies", strconv.FormatBool(a.suffixed)).
		Append("__clerk_hs_reason", reason).
		Append("format", "nonce")
	if t := a.sessionToken(); t != "" {
		u = u.Append(cookieSession, t)
	}
	if !a.production() && a.devBrowser != "" {
		u = u.Append(nameDevBrowser, a.devBrowser)
	}
	if target := a.engine.organizations.target(page.Pathname()); target != nil {
		u = u.Append("organization_id", target.activate)
	}
	return u.Href()
}

// handshakeEndpoint is the address of Clerk's handshake.
func handshakeEndpoint(frontendAPI string) (*weburl.URL, error) {
	base := frontendAPI
	if !strings.HasPrefix(base, "http") {
		base = "https://" + base
	}
	u, err := weburl.Parse(strings.TrimRight(base, "/") + "/")
	if err != nil {
		return nil, err
	}
	return u.Resolve("v1/client/handshake")
}
