package authn

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/cookie"
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
	ctx, cancel := context.WithTimeout(ctx, backendTimeout)
	defer cancel()
	answer, err := a.engine.config.Backend.Sessions.RefreshSession(ctx, jwt.Claims.Sid.ToString(), a.refreshParams(expired))
	if err != nil {
		return nil, refreshFailure(err)
	}
	return answer.Cookies, ""
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
	case !errors.As(err, &e), unreadable(err):
		return reasonRefreshFetch
	case len(e.Errors) == 0:
		return reasonRefreshUnexpectedBackend
	case e.Errors[0].Code == "unexpected_error":
		return reasonRefreshFetch
	}
	return e.Errors[0].Code
}

// unreadable says that an answer began, but ended early or is not JSON.
func unreadable(err error) bool {
	var notJSON *json.SyntaxError
	var lost net.Error
	return errors.As(err, &notJSON) || errors.As(err, &lost) || errors.Is(err, io.ErrUnexpectedEOF)
}
