package authn

import (
	"context"

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

// SignedInBy returns the decision about a request whose token is StillValid.
func SignedInBy(t *token.Token) *Decision {
	return &Decision{Status: SignedIn, Rule: ruleSignedIn, TokenType: SessionToken, Token: t.Raw, Session: t, Cached: true}
}
