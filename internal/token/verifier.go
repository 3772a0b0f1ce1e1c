// Package token takes JWTs apart and verifies them with the keys of one Clerk
// instance. A signature is checked once in a token's life; its claims are
// checked every time.
//
// The checks, their order, reasons and texts are those of verifyToken() in
// @clerk/backend; see
// https://clerk.com/docs/guides/sessions/manual-jwt-verification.
package token

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/singleflight"
)

// Config says whose tokens are verified, and how.
type Config struct {
	// SecretKey allows fetching the keys. It is not sent from here, only
	// required: Fetch sends it.
	SecretKey string
	// JWTKey is the instance's public key as PEM, with or without its first and
	// last line. With it nothing is ever fetched.
	JWTKey string
	// APIURL and APIVersion say where the keys are, for messages.
	APIURL, APIVersion string

	Audience          []string // refused: tokens that name audiences, none of them here
	AuthorizedParties []string // refused: tokens for no origin or another one
	ClockSkew         time.Duration

	// SkipJWKSCache fetches the keys for every verification and keeps no
	// verified tokens: a key that was withdrawn refuses its tokens at once.
	SkipJWKSCache bool
	// CacheEntries and CacheBytes bound the cache of verified tokens. Default:
	// 20,000 entries, 64 MiB. Negative entries: no cache.
	CacheEntries, CacheBytes int

	// Fetch gets the JWKS once. Its error is a transport's; an answer of any
	// status is none. It must heed its context.
	Fetch func(ctx context.Context) (jwks []byte, status int, err error)
	// Now is the clock. Default: time.Now.
	Now func() time.Time
	// Warn is told what an operator must fix. Default: nothing.
	Warn func(cause, msg string, args ...any)
}

// Verifier verifies the tokens of one instance. It may be used by many
// goroutines at once.
type Verifier struct {
	config  Config
	local   *key // from JWTKey
	keys    *keyCache
	tokens  *cache // nil: off
	flights singleflight.Group
}

// NewVerifier makes a Verifier. It fails when JWTKey is no RSA public key.
func NewVerifier(config Config) (*Verifier, error) {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Warn == nil {
		config.Warn = func(string, string, ...any) {}
	}
	v := &Verifier{config: config}
	if config.JWTKey != "" {
		local, err := parsePEM(config.JWTKey)
		if err != nil {
			return nil, fmt.Errorf("token: JWTKey: %w", err)
		}
		v.local = local
	}
	if err := v.makeCache(); err != nil {
		return nil, err
	}
	v.keys = &keyCache{
		fetch:     config.Fetch,
		url:       strings.TrimRight(config.APIURL, "/") + "/" + strings.Trim(config.APIVersion, "/") + "/jwks",
		warn:      config.Warn,
		onRetired: v.forget,
		always:    config.SkipJWKSCache,
	}
	return v, nil
}

func (v *Verifier) makeCache() error {
	entries, size := v.config.CacheEntries, v.config.CacheBytes
	if entries < 0 || v.config.SkipJWKSCache {
		return nil
	}
	if entries == 0 {
		entries = defaultEntries
	}
	if size <= 0 {
		size = defaultBytes
	}
	tokens, err := newCache(entries, size, v.config.ClockSkew)
	if err != nil {
		return fmt.Errorf("token: cache of verified tokens: %w", err)
	}
	v.tokens = tokens
	return nil
}

func (v *Verifier) forget(k *key) {
	if v.tokens != nil {
		v.tokens.drop(k)
	}
}

// Parse returns the token of a text: the verified one when it was seen before,
// else what Decode makes of it.
func (v *Verifier) Parse(raw string) (*Token, *Error) {
	if t := v.Known(raw); t != nil {
		return t, nil
	}
	return Decode(raw)
}

// Known returns the token of a text that was verified before and is remembered,
// nil for any other. The text is not kept.
func (v *Verifier) Known(raw string) *Token {
	if v.tokens == nil {
		return nil
	}
	return v.tokens.get(raw, v.config.Now)
}

// Session verifies a session token: kind, key, type, algorithm, signature, then
// the claims sub, aud, azp, exp, nbf and iat.
func (v *Verifier) Session(ctx context.Context, t *Token) *Error {
	return v.SessionWithSkew(ctx, t, v.config.ClockSkew)
}

// SessionWithSkew is Session with another tolerance for wrong clocks.
func (v *Verifier) SessionWithSkew(ctx context.Context, t *Token, skew time.Duration) *Error {
	if t.Kind != KindSession {
		return wrongKind()
	}
	return v.ofUser(ctx, t, skew)
}

// OfUser verifies a token that was made for a user: a session token, or one
// made by a JWT template, which says nothing of a session.
func (v *Verifier) OfUser(ctx context.Context, t *Token) *Error {
	if t.Kind != KindSession && t.Kind != KindTemplate {
		return wrongKind()
	}
	return v.ofUser(ctx, t, v.config.ClockSkew)
}

func wrongKind() *Error {
	return &Error{Reason: ReasonInvalid, Message: "Invalid session token category.", Action: actionEnsureClerkJWT}
}

func (v *Verifier) ofUser(ctx context.Context, t *Token, skew time.Duration) *Error {
	known := t.Verified() // then its header has passed already
	now := v.config.Now() // once: it is asked on every request
	k, refusal := v.key(ctx, t, now, "Failed to resolve JWK during verification.")
	if refusal != nil {
		return refusal
	}
	if !known {
		if refusal := checkHeader(t, false); refusal != nil {
			return refusal
		}
	}
	if refusal := v.signature(t, k); refusal != nil {
		return refusal
	}
	c := checks{audience: v.config.Audience, authorizedParties: v.config.AuthorizedParties, now: now, skew: skew}
	if known && c.pass(t) {
		return nil
	}
	return c.claims(&t.Claims)
}

// machineChecks are the checks of a token that is made for no party.
func (v *Verifier) machineChecks(audience []string, now time.Time) *checks {
	return &checks{audience: audience, now: now, skew: v.config.ClockSkew}
}

// key returns the key that a token names.
func (v *Verifier) key(ctx context.Context, t *Token, now time.Time, unresolved string) (*key, *Error) {
	switch {
	case v.local != nil:
		return v.local, nil
	case v.config.SecretKey != "" && v.config.Fetch != nil:
		return v.keys.find(ctx, t.Header.Kid.ToString(), now)
	}
	return nil, &Error{Reason: ReasonJWKFailedToResolve, Message: unresolved, Action: actionSetKey}
}
