// Package conformance is one suite of tests for the plugin of both Fibers. A
// face brings a Face, which says in its Fiber's words what the suite asks for.
package conformance

import (
	"context"
	"html/template"
	"net"
	"net/http"
	"reflect"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// Options are a face's, with the suite's Ctx for Fiber's.
type Options = plugin.Options[Ctx]

// For returns options for a face whose own context wrap makes the suite's of.
func For[C any](o Options, wrap func(C) Ctx) plugin.Options[C] {
	var own plugin.Options[C]
	from, to := reflect.ValueOf(o), reflect.ValueOf(&own).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).Name != "Next" {
			to.Field(i).Set(from.Field(i))
		}
	}
	if next := o.Next; next != nil {
		own.Next = func(c C) bool { return next(wrap(c)) }
	}
	return own
}

// Handler is a handler of the face's own Fiber, such as New returns, or a
// func(Ctx) error of the suite.
type Handler any

// Face is one Fiber and its plugin.
type Face interface {
	// NewApp returns an application.
	NewApp(Config) App

	// The face's functions of the same names. New panics, as NewThorough does,
	// which is New without what requests share.
	New(...Options) Handler
	NewThorough(Options) Handler
	NewHandler(Options) (Handler, error)
	NewAuthenticator(Options) (Authenticator, error)
	NewPerRequest(choose func(Ctx) (Options, error), options ...plugin.TenantsOptions) Handler
	// NewTenant is NewPerRequest with a function of the face's own, which hands
	// out the options that it keeps.
	NewTenant(Options) Handler
	RequireAuth(...clerkauth.AuthOption) Handler
	AuthFromLocals(locals func(key string, value ...any) any, options ...clerkauth.AuthOption) (*clerkauth.Auth, error)
	VerifyToken(context.Context, string, clerkauth.VerifyTokenOptions) (*clerkauth.SessionClaims, error)
	ClerkClient() (*backendapi.Client, error)

	// NilCtx is a Ctx that is nil, ZeroCtx one that Fiber has not made.
	NilCtx() Ctx
	ZeroCtx() Ctx
	// Call calls a handler of the face's own.
	Call(Handler, Ctx) error
	// Adapt is Fiber's adaptor for net/http.
	Adapt(http.Handler) Handler
	// NewError and NewAuthError make a *fiber.Error, and an *AuthError as an
	// application does.
	NewError(status int) error
	NewAuthError(reason string) error
	// Native returns the face's own Options.
	Native(Options) any
	// Root is the repository's folder, seen from the face's.
	Root() string
	// Zeros are the zero values of the face's own types.
	Zeros() []any

	// Middleware returns Fiber's own recover, requestid and cors, the last for
	// one origin.
	Middleware(origin string) []Handler

	// ServePreforked serves in several processes, until one of them ends.
	ServePreforked(address string, handlers ...Handler) error

	// Expect returns a handler of Fiber's own, for what is measured: it asks GetAuth
	// and answers 418 when somebody is signed in and should not be, or the reverse.
	Expect(signedIn bool) Handler
	// Silent returns a handler of Fiber's own that does nothing.
	Silent() Handler

	// Quirks tells where this Fiber routes in its own way.
	Quirks() Quirks

	// StatusOf returns the status of the *fiber.Error in an error, 0 for none.
	StatusOf(error) int
	// AuthErrorOf returns the *AuthError in an error, nil for none.
	AuthErrorOf(error) *AuthError
}

// Quirks are where the Fibers route differently, before any plugin.
type Quirks struct {
	// BareSlashes: middleware sees a target of slashes alone, such as //.
	BareSlashes bool
	// PartsOfWords: a group's middleware for /api sees /api-docs too.
	PartsOfWords bool
	// Backslashes: Static reads a backslash as a slash, on every system.
	Backslashes bool
}

// AuthError is a face's, field by field.
type AuthError struct {
	Reason, Message string
	TokenType       clerkauth.TokenType
}

// Authenticator is a face's.
type Authenticator interface {
	Handler() Handler
	AuthenticateRequest(Ctx, ...clerkauth.AuthOption) (*clerkauth.RequestState, error)
	VerifyToken(ctx context.Context, token string) (*clerkauth.SessionClaims, error)

	// Native returns the face's own *Authenticator.
	Native() any
	LookAtEverything()
	SetProxyIdle(time.Duration)
}

// Config is what the suite sets of an application's.
type Config struct {
	BodyLimit                int
	ReadBufferSize           int // default: 16 KiB
	StreamRequestBody        bool
	DisableHeaderNormalizing bool
	// TrustedProxies are the peers whose forwarded headers count. Default: every peer.
	TrustedProxies []string
	ErrorHandler   func(Ctx, error) error
}

// App is an application of one Fiber.
type App interface {
	Use(prefix string, handlers ...Handler)
	All(path string, handlers ...Handler)
	Group(prefix string, handlers ...Handler) App
	// Mount hangs an application of the same face below a prefix.
	Mount(prefix string, app App)
	// Static serves a folder below a prefix.
	Static(prefix, folder string)

	// Native returns Fiber's own application.
	Native() any
	Test(*http.Request) (*http.Response, error)
	// Server returns fasthttp's server, ready to serve.
	Server() *fasthttp.Server
	// Serve returns after Shutdown.
	Serve(net.Listener) error
	Shutdown(within time.Duration) error
}

// Ctx is a request in a handler of the suite.
type Ctx interface {
	// The face's functions of the same names.
	GetAuth(...clerkauth.AuthOption) (*clerkauth.Auth, error)
	Client() *backendapi.Client
	// HTTP, Context and SetContext are by other names in each Fiber.
	HTTP() *fasthttp.RequestCtx
	Context() context.Context
	SetContext(context.Context)

	SignInURL(returnTo ...string) string
	SignUpURL(returnTo ...string) string
	SignOut() error
	Scripts() template.HTML

	Next() error
	Path() string
	Query(name string) string
	Method() string
	Get(name string) string
	Set(name, value string)
	Locals(key any, value ...any) any
	JSON(v any) error
	SendString(string) error
	SendStatus(int) error
}

// ReadBufferSize is enough for a development instance's cookies, in bytes.
const ReadBufferSize = 16 << 10
