package authn

import (
	"context"
	"net/http"
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// unreadableSession: the token is no JWT. It leaves the decoded token behind
// for the rules after it.
func unreadableSession(ctx context.Context, a *attempt) *verdict {
	raw, _ := a.carried()
	jwt, err := a.parse(raw)
	if err != nil {
		return a.tokenFault(ctx, err)
	}
	a.session = jwt
	return nil
}

// notASessionToken: a JWT of another class, signed by the same key. Such a
// token outlives the session that made it, or was never a person's.
func notASessionToken(_ context.Context, a *attempt) *verdict {
	if a.session.Kind != token.KindSession {
		return signedOutBecause(ReasonTokenTypeMismatch)
	}
	return nil
}

func verifySession(ctx context.Context, a *attempt) *verdict {
	a.decision.Cached = a.session.Verified()
	if err := a.engine.config.Verifier.Session(ctx, a.session); err != nil {
		return a.tokenFault(ctx, err)
	}
	if a.bearer == "" && !a.session.Claims.Azp.ToBoolean() {
		a.engine.warnMissingAZP()
	}
	return nil
}

// unreadableClaims: the token is genuine but says something that no Clerk
// token says, such as features without a scope.
func unreadableClaims(_ context.Context, a *attempt) *verdict {
	if _, err := a.session.Session(); err != nil {
		return signedOutBecause(ReasonUnexpected)
	}
	return nil
}

func signedIn(_ context.Context, a *attempt) *verdict {
	v := &a.verdict
	v.status, v.raw, v.session = SignedIn, a.session.Raw, a.session
	return v
}

// tokenFault concludes from a token that was refused: an expired one may be
// refreshed, one at odds with the clock may be replaced by a handshake, any
// other means signed out.
func (a *attempt) tokenFault(ctx context.Context, err *token.Error) *verdict {
	_, carrier := a.carried()
	refresh := a.whyNotRefreshed(err)
	if refresh == "" {
		v, failure := a.refresh(ctx)
		if v != nil {
			return v
		}
		refresh = failure
	}
	message := err.Full(carrier)
	var v *verdict
	switch err.Reason {
	case token.ReasonExpired:
		v = needsHandshake(ReasonSessionExpired + "-refresh-" + refresh)
	case token.ReasonNotActiveYet:
		v = needsHandshake(ReasonSessionNotYetValid)
	case token.ReasonIatInTheFuture:
		v = needsHandshake(ReasonSessionIssuedInFuture)
	default:
		v = signedOutBecause(err.Reason)
		v.operatorHint = a.engine.explainTokenFault(a, err)
	}
	v.message = message
	return v
}

// isOwnForm reports whether a request that changes something comes from the
// application's own pages, and is refreshed as a page is. A browser names the
// origin of every such request, and no other site can make it name another.
func (a *attempt) isOwnForm() bool {
	c := &a.engine.config
	if !c.RefreshForms || a.bearer != "" {
		return false
	}
	switch a.request.Method {
	case http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
	default:
		return false
	}
	origin := a.request.Origin
	return origin != "" && (origin == a.request.URL.Origin() || slices.Contains(a.engine.parties, origin))
}

// whyNotRefreshed is empty when the token may be refreshed.
func (a *attempt) whyNotRefreshed(err *token.Error) string {
	switch {
	case a.request.Method != http.MethodGet && !a.isOwnForm():
		return reasonRefreshNotGET
	case a.refreshCookie == "":
		return reasonRefreshNoCookie
	case err.Reason != token.ReasonExpired:
		return "null"
	}
	return ""
}
