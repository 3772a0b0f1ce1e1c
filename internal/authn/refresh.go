package authn

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strconv"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/flight"
)

// refresh replaces an expired session token through the Backend API, without
// sending the browser around. The verdict is nil when that failed, and the
// failure says how.
func (a *attempt) refresh(ctx context.Context) (_ *verdict, failure string) {
	directives, failure := a.refreshedCookies(ctx)
	if failure != "" {
		return nil, failure
	}
	if len(directives) == 0 {
		return nil, reasonRefreshUnexpectedSDK
	}
	headers, raw, ok := setCookies(directives)
	if !ok {
		return nil, reasonRefreshUnexpectedBackend
	}
	jwt, err := a.parse(raw)
	if err == nil {
		err = a.engine.config.Verifier.Session(ctx, jwt)
	}
	if err != nil {
		return nil, reasonRefreshInvalidSession
	}
	return renewed(jwt, headers), ""
}

func (a *attempt) refreshedCookies(ctx context.Context) (directives []string, failure string) {
	expired := a.sessionToken()
	if expired == "" {
		return nil, reasonRefreshMissingSession
	}
	jwt, fault := a.parse(expired)
	if fault != nil {
		return nil, reasonRefreshUndecodable
	}
	if !jwt.Claims.Sid.ToBoolean() {
		return nil, reasonRefreshMissingSID
	}
	sid, params := jwt.Claims.Sid.ToString(), a.refreshParams(expired)
	session := a.engine.key("session", sid)
	got := a.ask(ctx, a.engine.out.refreshes, flight.Question[exchanged]{
		Key: a.engine.key("refresh", sid, expired, a.refreshCookie, strconv.FormatBool(a.suffixed), params.RequestOrigin),
		// The token is expired and else in order, so it bears Clerk's signature.
		Vouched: func() bool { return a.engine.out.vouchOnce(session) },
		Call:    a.engine.refreshing(session, sid, params),
	})
	if got.err != nil {
		return nil, refreshFailure(got.err)
	}
	return got.directives, ""
}

// refreshing asks Clerk for the cookies that replace an expired session's.
func (e *Engine) refreshing(session flight.Key, sid string, params backendapi.RefreshSessionParams) func(context.Context) (exchanged, flight.Outcome) {
	return func(ctx context.Context) (x exchanged, _ flight.Outcome) {
		ctx, cancel := context.WithTimeout(ctx, backendTimeout)
		defer cancel()
		answer, err := e.config.Backend.Sessions.RefreshSession(ctx, sid, params)
		if x.err = err; err == nil {
			x.directives = answer.Cookies
			e.out.refreshed.Forget(session)
		}
		return x, x.outcome()
	}
}

// vouchOnce vouches for a session's refresh, unless another is under way or
// came to nothing a moment ago.
func (o *outgoing) vouchOnce(session flight.Key) bool {
	if _, lately := o.refreshed.Get(session); lately {
		return false
	}
	o.refreshed.Put(session, struct{}{}, oneRefreshEach)
	return true
}

func (a *attempt) refreshParams(expired string) backendapi.RefreshSessionParams {
	headers := map[string][]string{}
	for name, value := range a.request.Headers.All() {
		headers[name] = []string{value}
	}
	if sent, ok := headers["cookie"]; ok && a.engine.config.DisableHandshake {
		sent[0] = cookie.Without(sent[0], nameHandshake, nameHandshakeNonce)
	}
	return backendapi.RefreshSessionParams{
		Format:          backendapi.Set("cookie"),
		SuffixedCookies: a.suffixed,
		ExpiredToken:    expired,
		RefreshToken:    a.refreshCookie,
		RequestOrigin:   a.request.URL.Origin(),
		RequestHeaders:  backendapi.Set(headers),
	}
}

func refreshFailure(err error) string {
	var e *backendapi.Error
	switch {
	case errors.Is(err, flight.ErrBusy):
		return ReasonThrottled
	case !errors.As(err, &e), unreadable(err):
		return reasonRefreshFetch
	case len(e.Errors) == 0:
		return reasonRefreshUnexpectedBackend
	case e.Errors[0].Code == "unexpected_error":
		return reasonRefreshFetch
	}
	return e.Errors[0].Code
}

// unreadable reports whether an answer began, but ended early or is not JSON.
func unreadable(err error) bool {
	var notJSON *json.SyntaxError
	var lost net.Error
	return errors.As(err, &notJSON) || errors.As(err, &lost) || errors.Is(err, io.ErrUnexpectedEOF)
}
