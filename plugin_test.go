package clerkfiber_test

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/conformance"
	"github.com/clerkfiber/clerkfiber/internal/conformance/replay"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

func TestMain(m *testing.M) {
	if conformance.Preforked(v2{}) {
		return
	}
	replay.Prepare(v2{})
	os.Exit(m.Run())
}

func TestReplay(t *testing.T) { replay.Run(t, v2{}) }

func TestConformance(t *testing.T) { conformance.Run(t, v2{}) }

func FuzzShortWays(f *testing.F) { conformance.FuzzShortWays(f, v2{}) }

func FuzzCanonicalPaths(f *testing.F) { conformance.FuzzCanonicalPaths(f, v2{}) }

func FuzzProxy(f *testing.F) { conformance.FuzzProxy(f, v2{}) }

func BenchmarkProxyLargeAnswer(b *testing.B) { conformance.BenchmarkProxyLargeAnswer(b, v2{}) }

// v2 is Fiber v2 for the suite that both Fibers pass.
type v2 struct{}

func (v2) NewApp(c conformance.Config) conformance.App {
	config := fiber.Config{
		DisableStartupMessage:    true,
		BodyLimit:                c.BodyLimit,
		ReadBufferSize:           c.ReadBufferSize,
		StreamRequestBody:        c.StreamRequestBody,
		DisableHeaderNormalizing: c.DisableHeaderNormalizing,
		EnableTrustedProxyCheck:  len(c.TrustedProxies) > 0,
		TrustedProxies:           c.TrustedProxies,
	}
	if c.ReadBufferSize == 0 {
		config.ReadBufferSize = conformance.ReadBufferSize
	}
	if c.ErrorHandler != nil {
		config.ErrorHandler = func(c2 *fiber.Ctx, err error) error { return c.ErrorHandler(v2Ctx{c2}, err) }
	}
	app := fiber.New(config)
	return v2App{app, app}
}

func v2Options(o conformance.Options) clerkfiber.Options {
	return clerkfiber.Options(conformance.For(o, func(c *fiber.Ctx) conformance.Ctx { return v2Ctx{c} }))
}

func (v2) New(o ...conformance.Options) conformance.Handler {
	if len(o) == 0 {
		return clerkfiber.New()
	}
	return clerkfiber.New(v2Options(o[0]))
}

func (v2) NewThorough(o conformance.Options) conformance.Handler {
	return clerkfiber.NewThorough(v2Options(o))
}

func (v2) NewPerRequest(choose func(conformance.Ctx) (conformance.Options, error), options ...plugin.TenantsOptions) conformance.Handler {
	own := make([]clerkfiber.PerRequestOptions, len(options))
	for i, o := range options {
		own[i] = clerkfiber.PerRequestOptions(o)
	}
	if choose == nil {
		return clerkfiber.NewPerRequest(nil, own...)
	}
	return clerkfiber.NewPerRequest(func(c *fiber.Ctx) (clerkfiber.Options, error) {
		o, err := choose(v2Ctx{c})
		return v2Options(o), err
	}, own...)
}

func (v2) NewTenant(o conformance.Options) conformance.Handler {
	kept := v2Options(o)
	return clerkfiber.NewPerRequest(func(*fiber.Ctx) (clerkfiber.Options, error) { return kept, nil })
}

func (v2) NewHandler(o conformance.Options) (conformance.Handler, error) {
	handler, err := clerkfiber.NewHandler(v2Options(o))
	if err != nil {
		return nil, err
	}
	return handler, nil
}

func (v2) NewAuthenticator(o conformance.Options) (conformance.Authenticator, error) {
	a, err := clerkfiber.NewAuthenticator(v2Options(o))
	if err != nil {
		return nil, err
	}
	return v2Authenticator{a}, nil
}

func (v2) RequireAuth(o ...clerkauth.AuthOption) conformance.Handler {
	return clerkfiber.RequireAuth(o...)
}

func (v2) AuthFromLocals(locals func(key string, value ...any) any, o ...clerkauth.AuthOption) (*clerkauth.Auth, error) {
	return clerkfiber.AuthFromLocals(locals, o...)
}

func (v2) VerifyToken(ctx context.Context, token string, o clerkauth.VerifyTokenOptions) (*clerkauth.SessionClaims, error) {
	return clerkfiber.VerifyToken(ctx, token, o)
}

func (v2) ClerkClient() (*backendapi.Client, error) { return clerkfiber.ClerkClient() }

func (v2) NilCtx() conformance.Ctx  { return v2Ctx{} }
func (v2) ZeroCtx() conformance.Ctx { return v2Ctx{new(fiber.Ctx)} }

func (v2) Call(h conformance.Handler, c conformance.Ctx) error {
	return h.(func(*fiber.Ctx) error)(c.(v2Ctx).Ctx)
}

func (v2) Adapt(h http.Handler) conformance.Handler { return adaptor.HTTPHandler(h) }

func (v2) NewError(status int) error { return fiber.NewError(status) }

func (v2) NewAuthError(reason string) error { return &clerkfiber.AuthError{Reason: reason} }

func (v2) Native(o conformance.Options) any { return v2Options(o) }

func (v2) Root() string { return "." }

func (v2) Zeros() []any {
	return []any{clerkfiber.Options{}, clerkfiber.PerRequestOptions{}, clerkfiber.Authenticator{}, clerkfiber.AuthError{}}
}

func (v2) Middleware(origin string) []conformance.Handler {
	return []conformance.Handler{
		recover.New(), requestid.New(),
		cors.New(cors.Config{AllowOrigins: origin, AllowHeaders: "Authorization"}),
	}
}

func (v2) ServePreforked(address string, handlers ...conformance.Handler) error {
	app := fiber.New(fiber.Config{Prefork: true, DisableStartupMessage: true})
	v2App{app, app}.Use("/", handlers...)
	return app.Listen(address)
}

func (v2) Expect(signedIn bool) conformance.Handler {
	if signedIn {
		return expectSomebody
	}
	return expectNobody
}

func expectSomebody(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err == nil && !auth.IsAuthenticated {
		return fiber.ErrTeapot
	}
	return err
}

func expectNobody(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err == nil && auth.IsAuthenticated {
		return fiber.ErrTeapot
	}
	return err
}

func (v2) Silent() conformance.Handler { return func(*fiber.Ctx) error { return nil } }

func (v2) Quirks() conformance.Quirks {
	return conformance.Quirks{BareSlashes: true, PartsOfWords: true}
}

func (v2) StatusOf(err error) int {
	if e := (*fiber.Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func (v2) AuthErrorOf(err error) *conformance.AuthError {
	if e := (*clerkfiber.AuthError)(nil); errors.As(err, &e) {
		return &conformance.AuthError{Reason: e.Reason, Message: e.Message, TokenType: e.TokenType}
	}
	return nil
}

type v2Authenticator struct{ *clerkfiber.Authenticator }

func (a v2Authenticator) Native() any { return a.Authenticator }

func (a v2Authenticator) Handler() conformance.Handler { return a.Authenticator.Handler() }

func (a v2Authenticator) AuthenticateRequest(c conformance.Ctx, o ...clerkauth.AuthOption) (*clerkauth.RequestState, error) {
	return a.Authenticator.AuthenticateRequest(c.(v2Ctx).Ctx, o...)
}

// v2App is an application or a group of one.
type v2App struct {
	router fiber.Router
	app    *fiber.App
}

func v2Handlers(handlers []conformance.Handler) []fiber.Handler {
	own := make([]fiber.Handler, len(handlers))
	for i, h := range handlers {
		switch h := h.(type) {
		case func(*fiber.Ctx) error: // also fiber.Handler, which is an alias
			own[i] = h
		case func(conformance.Ctx) error:
			own[i] = func(c *fiber.Ctx) error { return h(v2Ctx{c}) }
		default:
			panic(fmt.Sprintf("%T is no handler", h))
		}
	}
	return own
}

func (a v2App) Use(prefix string, handlers ...conformance.Handler) {
	args := []any{prefix}
	for _, h := range v2Handlers(handlers) {
		args = append(args, h)
	}
	a.router.Use(args...)
}

func (a v2App) All(path string, handlers ...conformance.Handler) {
	a.router.All(path, v2Handlers(handlers)...)
}

func (a v2App) Group(prefix string, handlers ...conformance.Handler) conformance.App {
	return v2App{a.router.Group(prefix, v2Handlers(handlers)...), a.app}
}

func (a v2App) Mount(prefix string, app conformance.App) { a.router.Mount(prefix, app.(v2App).app) }

func (a v2App) Static(prefix, folder string) { a.router.Static(prefix, folder) }

func (a v2App) Native() any { return a.app }

func (a v2App) Test(r *http.Request) (*http.Response, error) { return a.app.Test(r, 10_000) }

func (a v2App) Server() *fasthttp.Server {
	a.app.Handler() // prepares the app, as Listen does
	return a.app.Server()
}

func (a v2App) Serve(l net.Listener) error { return a.app.Listener(l) }

func (a v2App) Shutdown(within time.Duration) error { return a.app.ShutdownWithTimeout(within) }

type v2Ctx struct{ *fiber.Ctx }

func (c v2Ctx) GetAuth(o ...clerkauth.AuthOption) (*clerkauth.Auth, error) {
	return clerkfiber.GetAuth(c.Ctx, o...)
}

func (c v2Ctx) SignInURL(to ...string) string    { return clerkfiber.SignInURL(c.Ctx, to...) }
func (c v2Ctx) SignUpURL(to ...string) string    { return clerkfiber.SignUpURL(c.Ctx, to...) }
func (c v2Ctx) SignOut() error                   { return clerkfiber.SignOut(c.Ctx) }
func (c v2Ctx) Scripts() template.HTML           { return clerkfiber.Scripts(c.Ctx) }
func (c v2Ctx) Query(name string) string         { return c.Ctx.Query(name) }
func (c v2Ctx) Client() *backendapi.Client       { return clerkfiber.Client(c.Ctx) }
func (c v2Ctx) HTTP() *fasthttp.RequestCtx       { return c.Ctx.Context() }
func (c v2Ctx) Context() context.Context         { return c.UserContext() }
func (c v2Ctx) SetContext(ctx context.Context)   { c.SetUserContext(ctx) }
func (c v2Ctx) Path() string                     { return c.Ctx.Path() }
func (c v2Ctx) Method() string                   { return c.Ctx.Method() }
func (c v2Ctx) Get(name string) string           { return c.Ctx.Get(name) }
func (c v2Ctx) Locals(key any, value ...any) any { return c.Ctx.Locals(key, value...) }
func (c v2Ctx) JSON(v any) error                 { return c.Ctx.JSON(v) }
