package clerkfiber

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/oplog"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// RequestState is what AuthenticateRequest found, see
// https://clerk.com/docs/reference/backend/authenticate-request.
type RequestState struct {
	Status          string // signed-in, signed-out or handshake
	Reason          string // why nobody is signed in; empty for signed-in
	Message         string
	TokenType       TokenType // empty for a kind that is not accepted
	Token           string    // the accepted token, empty unless signed in
	IsAuthenticated bool
	// Headers belong on the response; a handshake has a Location for a 307.
	Headers http.Header

	state *requestAuth
}

// ToAuth returns the Auth of the request, of whatever kind its token is.
// Of the options TreatPendingAsSignedOut counts.
func (s *RequestState) ToAuth(options ...AuthOption) *Auth {
	o := collect(options)
	o.accepts = authn.AcceptAny()
	if s.TokenType == "" {
		return &Auth{from: s.state}
	}
	auth := new(Auth)
	s.state.fill(auth, o)
	return auth
}

// AuthenticateRequest decides who made the request, without answering it:
// authenticateRequest of @clerk/backend. By default it takes session tokens;
// AcceptsToken says otherwise. The error, a *fiber.Error with status 400,
// means that the request target is no URL, or that a development instance's
// handshake cannot be finished.
func (a *Authenticator) AuthenticateRequest(c *fiber.Ctx, options ...AuthOption) (*RequestState, error) {
	r, err := a.read(c, new(requestParts), nil)
	if err != nil {
		return nil, err
	}
	r.decide(a.watch(c.UserContext()), collect(options).accepts)
	d := r.decided
	if d.Fault != "" {
		return nil, faultError(d)
	}
	s := &RequestState{
		Status: string(d.Status), Reason: d.Reason, Message: d.Message,
		TokenType: TokenType(d.TokenType), Token: d.Token,
		IsAuthenticated: d.Status == authn.SignedIn,
		Headers:         http.Header{},
		state:           r,
	}
	for _, h := range d.Headers {
		s.Headers.Add(h.Name, h.Value)
	}
	return s, nil
}

// VerifyToken verifies a session token with the plugin's keys and options. The
// error is a *VerificationError.
func (a *Authenticator) VerifyToken(ctx context.Context, raw string) (*SessionClaims, error) {
	return verifyToken(ctx, a.verifier, raw)
}

// VerifyTokenOptions are the fields of Options that verification needs; the
// environment is not read.
type VerifyTokenOptions struct {
	SecretKey         string `print:"cut"`
	JWTKey            string `print:"cut"`
	APIURL            string
	APIVersion        string
	Audience          []string
	AuthorizedParties []string
	ClockSkew         time.Duration
	SkipJWKSCache     bool
	HTTPClient        *http.Client
}

// VerifyToken verifies a session token, or a token that a JWT template made for
// a user; no machine's: verifyToken of @clerk/fastify. Without a JWTKey it
// fetches the JWKS for this one call; (*Authenticator).VerifyToken keeps the
// keys. The error is a *VerificationError, or is about the options.
func VerifyToken(ctx context.Context, raw string, options VerifyTokenOptions) (*SessionClaims, error) {
	r := resolved{Options: Options{
		SecretKey: options.SecretKey, JWTKey: options.JWTKey, APIURL: options.APIURL, APIVersion: options.APIVersion,
		Audience: options.Audience, AuthorizedParties: options.AuthorizedParties, ClockSkew: options.ClockSkew,
		SkipJWKSCache: options.SkipJWKSCache, HTTPClient: options.HTTPClient,
		TokenCache: TokenCacheOptions{Disabled: true},
	}}
	r.trim()
	r.setDefaults()
	v, _, err := newVerifier(&r, oplog.New(nil, time.Now))
	if err != nil {
		return nil, err
	}
	return verifyToken(ctx, v, raw)
}

func verifyToken(ctx context.Context, v *token.Verifier, raw string) (*SessionClaims, error) {
	t, fault := v.Parse(raw)
	if fault == nil {
		fault = v.OfUser(ctx, t)
	}
	if fault != nil {
		return nil, &VerificationError{Reason: fault.Reason, Message: fault.Message, Action: fault.Action}
	}
	claims := new(SessionClaims)
	claims.set(t)
	return claims, nil
}
