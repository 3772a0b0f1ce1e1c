package plugin

import (
	"context"
	"fmt"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/rawanswer"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/warnlog"
)

// VerifyToken verifies a session token with the plugin's keys and options. The
// error is a *clerkauth.VerificationError.
func (p *Plugin[C]) VerifyToken(ctx context.Context, raw string) (*clerkauth.SessionClaims, error) {
	if p == nil {
		return nil, errNotMade
	}
	return verifyToken(ctx, p.verifier, raw)
}

// VerifyToken verifies a session token with keys that are fetched for this one call.
func VerifyToken(ctx context.Context, raw string, o clerkauth.VerifyTokenOptions) (*clerkauth.SessionClaims, error) {
	r := resolved{Settings: Settings{
		SecretKey: o.SecretKey, JWTKey: o.JWTKey, APIURL: o.APIURL, APIVersion: o.APIVersion,
		Audience: o.Audience, AuthorizedParties: o.AuthorizedParties, ClockSkew: o.ClockSkew,
		SkipJWKSCache: o.SkipJWKSCache, HTTPClient: o.HTTPClient,
		TokenCache: clerkauth.TokenCacheOptions{Disabled: true},
	}}
	optionset.Trim(&r.Settings)
	if err := r.checkVerification(); err != nil {
		return nil, err
	}
	r.setDefaults()
	client, err := newClient(r.Settings)
	if err != nil {
		return nil, err
	}
	v, err := newVerifier(&r, client, warnlog.New(nil, time.Now))
	if err != nil {
		return nil, err
	}
	return verifyToken(ctx, v, raw)
}

// checkVerification finds the faults of VerifyTokenOptions, which name no
// variable: none is read.
func (r *resolved) checkVerification() error {
	faults := faultList{withoutVariables: true}
	if r.SecretKey != "" {
		r.checkSecretKey(&faults)
	}
	r.checkJWTKey(&faults)
	r.checkAPIURLs(&faults)
	r.checkParties(&faults)
	r.checkNumbers(&faults)
	return faults.err(wrongConfiguration)
}

func verifyToken(ctx context.Context, v *token.Verifier, raw string) (*clerkauth.SessionClaims, error) {
	t, fault := v.Parse(raw)
	if fault == nil {
		fault = v.OfUser(ctx, t)
	}
	if fault != nil {
		return nil, &clerkauth.VerificationError{Reason: fault.Reason, Message: fault.Message, Action: fault.Action}
	}
	return clerkauth.ClaimsOf(t), nil
}

func newVerifier(r *resolved, client *backendapi.Client, operator *warnlog.Log) (*token.Verifier, error) {
	c := token.Config{
		SecretKey: redact.Prefix(r.SecretKey), // that there is one is all it asks
		JWTKey:    r.JWTKey,
		APIURL:    r.APIURL, APIVersion: r.APIVersion,
		Audience: r.Audience, AuthorizedParties: r.AuthorizedParties, ClockSkew: r.ClockSkew,
		SkipJWKSCache: r.SkipJWKSCache,
		CacheEntries:  r.TokenCache.Size, CacheBytes: r.TokenCache.MaxBytes,
		Fetch: func(ctx context.Context) ([]byte, int, error) {
			var answer rawanswer.Answer
			if _, err := client.JWKS.GetJWKS(rawanswer.Keep(ctx, &answer)); err != nil && answer.Status == 0 {
				return nil, 0, err
			}
			return answer.Body, answer.Status, nil
		},
		Warn: operator.Warn,
	}
	if r.TokenCache.Disabled {
		c.CacheEntries = -1
	}
	v, err := token.NewVerifier(c)
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: %w", err)
	}
	return v, nil
}
