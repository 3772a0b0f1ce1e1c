package authn

import (
	"context"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Known is the token in an Authorization header, if it was verified before.
// The header is not kept.
func (e *Engine) Known(authorization string) *token.Token {
	raw := bearerToken(authorization)
	if raw == "" {
		return nil
	}
	return e.config.Verifier.Known(raw)
}

// SignedInBy fills d, and reports true, when bearerRules would sign in the
// owner of a token that was verified before. Every check of them is made; which
// of them refuses is for Decide to say.
func (e *Engine) SignedInBy(ctx context.Context, t *token.Token, d *Decision) bool {
	if !t.KnownSession() || e.config.Verifier.Session(ctx, t) != nil {
		return false
	}
	if _, err := t.Session(); err != nil {
		return false
	}
	d.Status, d.Rule, d.TokenType = SignedIn, ruleSignedIn, SessionToken
	d.Token, d.Session, d.Cached = t.Raw, t, true
	return true
}
