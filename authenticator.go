package clerkfiber

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/oplog"
	"github.com/clerkfiber/clerkfiber/internal/rawanswer"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Authenticator is what New and NewHandler are made of, for code that
// authenticates by itself. It is safe for concurrent use and needs no closing.
type Authenticator struct {
	options  Options
	identity [sha256.Size]byte
	engine   *authn.Engine
	verifier *token.Verifier
	client   *backendapi.Client
	operator *oplog.Log
	proxy    *frontendAPIProxy // nil when it is off
	telling  int               // how many headers tell that nobody is asking
	spelling atomic.Pointer[spelling]

	// What requests that bring nothing share: nil when each is looked at, and
	// its headers, names and values.
	nobody        *requestAuth
	nobodyHeaders [][2][]byte
}

// NewAuthenticator checks the options and prepares the plugin. It makes no
// request. The error names every fault of the options at once.
func NewAuthenticator(options Options) (*Authenticator, error) {
	r, err := options.resolve()
	if err != nil {
		return nil, err
	}
	a := &Authenticator{options: r.Options, identity: r.identity(), operator: oplog.New(r.Logger, time.Now), proxy: newFrontendAPIProxy(r)}
	if a.verifier, a.client, err = newVerifier(r, a.operator); err != nil {
		return nil, err
	}
	cache, err := newMachineCache(r)
	if err != nil {
		return nil, err
	}
	a.engine, err = authn.NewEngine(authn.Config{
		Instance:          r.instance,
		Verifier:          a.verifier,
		Backend:           a.client,
		Domain:            r.Domain,
		SignInURL:         r.SignInURL,
		IsSatellite:       r.IsSatellite,
		SatelliteAutoSync: r.SatelliteAutoSync,
		DisableHandshake:  r.DisableHandshake,
		Organizations:     r.organizations,
		MachineCache:      cache,
		Warn:              a.operator.Warn,
		Now:               time.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: %w", err)
	}
	a.telling = tellingInDevelopment
	if r.instance.Production {
		a.telling = tellingInProduction
	}
	a.shareNobody()
	return a, nil
}

func newVerifier(r *resolved, operator *oplog.Log) (*token.Verifier, *backendapi.Client, error) {
	client, err := newClient(r.Options)
	if err != nil {
		return nil, nil, fmt.Errorf("clerkfiber: %w", err)
	}
	c := token.Config{
		SecretKey: r.SecretKey, JWTKey: r.JWTKey, APIURL: r.APIURL, APIVersion: r.APIVersion,
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
		return nil, nil, fmt.Errorf("clerkfiber: %w", err)
	}
	return v, client, nil
}

// identity tells two plugins apart by what they would decide. Secrets enter
// it hashed.
func (r *resolved) identity() [sha256.Size]byte {
	o := r.Options
	return sha256.Sum256(fmt.Appendf(nil, "%q", []any{
		o.PublishableKey, o.SecretKey, o.MachineSecretKey, o.JWTKey, o.APIURL, o.APIVersion, o.FrontendAPIURL, o.UserAgent,
		o.Audience, o.AuthorizedParties, o.ClockSkew.String(), fmt.Sprint(o.SkipJWKSCache, o.TokenCache),
		o.MachineTokenCache.TTL.String(), fmt.Sprintf("%p", o.MachineTokenCache.Storage),
		o.Domain, fmt.Sprint(o.IsSatellite), o.ProxyURL, o.SignInURL, o.SignUpURL, o.AfterSignInURL, o.AfterSignUpURL,
		fmt.Sprint(o.SatelliteAutoSync), o.OrganizationSync.OrganizationPatterns, o.OrganizationSync.PersonalAccountPatterns,
		fmt.Sprint(o.FrontendAPIProxy.Enabled, fmt.Sprintf("%p", o.FrontendAPIProxy.EnabledFunc)), o.FrontendAPIProxy.Path,
		fmt.Sprint(o.DisableHandshake), fmt.Sprintf("%p", o.HTTPClient),
	}))
}

// log writes one record per decided request. It holds no token.
func (a *Authenticator) log(r *requestAuth) {
	ctx, logger := context.Background(), a.operator.Logger()
	if !logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	d := r.decision()
	logger.LogAttrs(ctx, slog.LevelDebug, "clerkfiber: decided",
		slog.String("status", string(d.Status)),
		slog.String("rule", d.Rule),
		slog.String("reason", d.Reason),
		slog.String("token_type", d.TokenType),
		slog.String("instance", a.engine.Instance()),
	)
}
