package token

import (
	"context"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// handshakeAge is how old a handshake token may be that says when it was made.
// Clerk makes one for each handshake and sends the browser back with it at
// once; what it holds is good for a minute.
const handshakeAge = 5 * time.Minute

// Handshake verifies a handshake token and returns the Set-Cookie directives
// that it carries. Its signature is checked each time, since it is used once.
func (v *Verifier) Handshake(ctx context.Context, raw string) ([]string, *Error) {
	return v.HandshakeWithSkew(ctx, raw, v.config.ClockSkew)
}

// HandshakeWithSkew is Handshake with another tolerance for wrong clocks.
func (v *Verifier) HandshakeWithSkew(ctx context.Context, raw string, skew time.Duration) ([]string, *Error) {
	t, refusal := Decode(raw)
	if refusal != nil {
		return nil, refusal
	}
	now := v.config.Now()
	k, refusal := v.key(ctx, t, now, "Failed to resolve JWK during handshake verification.")
	if refusal != nil {
		return nil, refusal
	}
	if refusal := checkHeader(t, false); refusal != nil {
		return nil, refusal
	}
	// Others may carry a claim "handshake" too, that the author of a JWT template
	// or the maker of a machine token wrote: they must never set cookies.
	if t.Kind != KindHandshake {
		return nil, &Error{Reason: ReasonInvalid, Message: "Invalid handshake token category.", Action: actionEnsureClerkJWT}
	}
	alg := t.Header.Alg.TextOr("")
	if fault := k.faultFor(alg); fault != "" {
		return nil, &Error{Reason: ReasonVerificationFailed, Message: "Error verifying handshake token. Error: " + fault}
	}
	if !k.verify(alg, t) {
		return nil, &Error{Reason: ReasonInvalidSignature, Message: "Handshake signature is invalid."}
	}
	c := checks{now: now, skew: skew}
	if refusal := c.handshake(&t.Claims); refusal != nil {
		return nil, refusal
	}
	return directives(t.Claims.handshake)
}

// handshake checks the times that a handshake token has. Clerk's say none: what
// they hold is then as old as the session token among the cookies, which is
// verified after this.
func (c *checks) handshake(claims *Claims) *Error {
	if !claims.Exp.IsUndefined() {
		if refusal := c.expiry(claims); refusal != nil {
			return refusal
		}
	}
	if refusal := c.notBefore(claims); refusal != nil {
		return refusal
	}
	if refusal := c.issuedAt(claims); refusal != nil || claims.Iat.IsUndefined() {
		return refusal
	}
	issued, _ := timeOf(claims.Iat)
	if oldest := c.now.Add(-handshakeAge - c.skew).UnixMilli(); issued < oldest {
		return &Error{Reason: ReasonExpired, Message: "The handshake token is too old. Issued at date: " + utc(issued) + "."}
	}
	return nil
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
