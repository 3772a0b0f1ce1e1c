package clerkfiber

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// Authenticator is what New and NewHandler are made of, for code that
// authenticates by itself. It is safe for concurrent use and needs no closing.
type Authenticator struct {
	plugin *plugin.Plugin[fiber.Ctx]
}

// NewAuthenticator checks the options and prepares the plugin. It makes no
// request. The error names every fault of the options at once.
func NewAuthenticator(options Options) (*Authenticator, error) {
	p, err := plugin.New(face, plugin.Options[fiber.Ctx](options))
	if err != nil {
		return nil, err
	}
	return &Authenticator{p}, nil
}

// Handler returns the plugin.
func (a *Authenticator) Handler() fiber.Handler { return a.own().Handle }

// own is nil for an Authenticator that NewAuthenticator did not make.
func (a *Authenticator) own() *plugin.Plugin[fiber.Ctx] {
	if a == nil {
		return nil
	}
	return a.plugin
}

// AuthenticateRequest decides who made the request, without answering it:
// authenticateRequest of @clerk/backend. By default it takes session tokens;
// AcceptsToken says otherwise. The error, a *fiber.Error with status 400,
// means that the request target is no URL, that the request could be read in
// two ways, or that a development instance's handshake cannot be finished. For a Ctx that Fiber has released it is
// ErrPluginNotRegistered.
func (a *Authenticator) AuthenticateRequest(c fiber.Ctx, options ...AuthOption) (*RequestState, error) {
	s, err := a.own().Authenticate(c, options)
	if err != nil {
		return nil, err
	}
	return clerkauth.NewRequestState(s), nil
}

// VerifyToken verifies a session token with the plugin's keys and options. The
// error is a *VerificationError.
func (a *Authenticator) VerifyToken(ctx context.Context, token string) (*SessionClaims, error) {
	return a.own().VerifyToken(ctx, token)
}

// Client returns the Backend API client of the plugin, with its keys, for work
// outside of requests: at the start, in the background, for one of many
// instances. In a request, Client(c) is the same.
func (a *Authenticator) Client() *backendapi.Client { return a.own().BackendClient() }

// VerifyToken verifies a session token, or a token that a JWT template made for
// a user; no machine's: verifyToken of @clerk/fastify. Without a JWTKey it
// fetches the JWKS for this one call; (*Authenticator).VerifyToken keeps the
// keys. The error is a *VerificationError, or is about the options.
func VerifyToken(ctx context.Context, token string, options VerifyTokenOptions) (*SessionClaims, error) {
	return plugin.VerifyToken(ctx, token, options)
}

// String names the plugin's instance, and nothing of its options.
func (a *Authenticator) String() string { return a.own().String() }

// Format prints String, whatever the verb.
func (a *Authenticator) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(a.String())) }

// LogValue logs String.
func (a *Authenticator) LogValue() slog.Value { return slog.StringValue(a.String()) }
