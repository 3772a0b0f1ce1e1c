package token

import (
	"context"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Handshake verifies a handshake token and gives the Set-Cookie directives
// that it carries; none when it carries none. Its signature is checked each
// time, since it is used once.
func (v *Verifier) Handshake(ctx context.Context, raw string) ([]string, *Error) {
	t, refusal := Decode(raw)
	if refusal != nil {
		return nil, refusal
	}
	k, refusal := v.key(ctx, t, v.config.Now(), "Failed to resolve JWK during handshake verification.")
	if refusal != nil {
		return nil, refusal
	}
	if refusal := checkHeader(t, false); refusal != nil {
		return nil, refusal
	}
	// A JWT template may carry a claim "handshake" that its author wrote: such a
	// token must never set cookies.
	if t.NonSessionCategory() {
		return nil, &Error{Reason: ReasonInvalid, Message: "Invalid handshake token category.", Action: actionEnsureClerkJWT}
	}
	alg := t.Header.Alg.TextOr("")
	if fault := k.faultFor(alg); fault != "" {
		return nil, &Error{Reason: ReasonVerificationFailed, Message: "Error verifying handshake token. Error: " + fault}
	}
	if !k.verify(alg, t) {
		return nil, &Error{Reason: ReasonInvalidSignature, Message: "Handshake signature is invalid."}
	}
	return directives(js.Value(t.Payload).Get("handshake"))
}

func directives(handshake js.Value) ([]string, *Error) {
	items := handshake.Items()
	all := make([]string, 0, len(items))
	for _, item := range items {
		directive, ok := item.Text()
		if !ok {
			return nil, &Error{Reason: ReasonUnexpected, Message: "The handshake token carries a directive that is no string."}
		}
		all = append(all, directive)
	}
	return all, nil
}
