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

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/adaptor"
	"github.com/gofiber/fiber/v3/middleware/cors"
	"github.com/gofiber/fiber/v3/middleware/recover"
	"github.com/gofiber/fiber/v3/middleware/requestid"
	"github.com/gofiber/fiber/v3/middleware/static"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
	"github.com/clerkfiber/clerkfiber/internal/conformance"
	"github.com/clerkfiber/clerkfiber/internal/conformance/replay"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

func TestMain(m *testing.M) {
	if conformance.Preforked(v3{}) {
		return
	}
	replay.Prepare(v3{})
	os.Exit(m.Run())
}

func TestReplay(t *testing.T) { replay.Run(t, v3{}) }

func TestConformance(t *testing.T) { conformance.Run(t, v3{}) }

func FuzzShortWays(f *testing.F) { conformance.FuzzShortWays(f, v3{}) }

func FuzzCanonicalPaths(f *testing.F) { conformance.FuzzCanonicalPaths(f, v3{}) }

func FuzzProxy(f *testing.F) { conformance.FuzzProxy(f, v3{}) }

func BenchmarkProxyLargeAnswer(b *testing.B) { conformance.BenchmarkProxyLargeAnswer(b, v3{}) }

// v3 is Fiber v3 for the suite that both Fibers pass.
type v3 struct{}

func (v3) NewApp(c conformance.Config) conformance.App {
	config := fiber.Config{
		BodyLimit:                c.BodyLimit,
		ReadBufferSize:           c.ReadBufferSize,
		StreamRequestBody:        c.StreamRequestBody,
		DisableHeaderNormalizing: c.DisableHeaderNormalizing,
		TrustProxy:               true,
		TrustProxyConfig:         fiber.TrustProxyConfig{Proxies: c.TrustedProxies},
	}
	if c.ReadBufferSize == 0 {
		config.ReadBufferSize = conformance.ReadBufferSize
	}
	if c.ErrorHandler != nil {
		config.ErrorHandler = func(c2 fiber.Ctx, err error) error { return c.ErrorHandler(v3Ctx{c2}, err) }
	}
	if len(c.TrustedProxies) == 0 { // every peer, as Fiber v2 has it by default
		config.TrustProxyConfig.Proxies = []string{"0.0.0.0/0", "::/0"}
	}
	app := fiber.New(config)
	return v3App{app, app}
}

func v3Options(o conformance.Options) clerkfiber.Options {
	return clerkfiber.Options(conformance.For(o, func(c fiber.Ctx) conformance.Ctx { return v3Ctx{c} }))
}

func (v3) New(o ...conformance.Options) conformance.Handler {
	if len(o) == 0 {
		return clerkfiber.New()
	}
	return clerkfiber.New(v3Options(o[0]))
}

func (v3) NewThorough(o conformance.Options) conformance.Handler {
	return clerkfiber.NewThorough(v3Options(o))
}

func (v3) NewPerRequest(choose func(conformance.Ctx) (conformance.Options, error), options ...plugin.TenantsOptions) conformance.Handler {
	own := make([]clerkfiber.PerRequestOptions, len(options))
	for i, o := range options {
		own[i] = clerkfiber.PerRequestOptions(o)
	}
	if choose == nil {
		return clerkfiber.NewPerRequest(nil, own...)
	}
	return clerkfiber.NewPerRequest(func(c fiber.Ctx) (clerkfiber.Options, error) {
		o, err := choose(v3Ctx{c})
		return v3Options(o), err
	}, own...)
}

func (v3) NewTenant(o conformance.Options) conformance.Handler {
	kept := v3Options(o)
	return clerkfiber.NewPerRequest(func(fiber.Ctx) (clerkfiber.Options, error) { return kept, nil })
}

func (v3) NewHandler(o conformance.Options) (conformance.Handler, error) {
	handler, err := clerkfiber.NewHandler(v3Options(o))
	if err != nil {
		return nil, err
	}
	return handler, nil
}

func (v3) NewAuthenticator(o conformance.Options) (conformance.Authenticator, error) {
	a, err := clerkfiber.NewAuthenticator(v3Options(o))
	if err != nil {
		return nil, err
	}
	return v3Authenticator{a}, nil
}

func (v3) RequireAuth(o ...clerkauth.AuthOption) conformance.Handler {
	return clerkfiber.RequireAuth(o...)
}

func (v3) AuthFromLocals(locals func(key string, value ...any) any, o ...clerkauth.AuthOption) (*clerkauth.Auth, error) {
	return clerkfiber.AuthFromLocals(locals, o...)
}

func (v3) VerifyToken(ctx context.Context, token string, o clerkauth.VerifyTokenOptions) (*clerkauth.SessionClaims, error) {
	return clerkfiber.VerifyToken(ctx, token, o)
}

func (v3) ClerkClient() (*backendapi.Client, error) { return clerkfiber.ClerkClient() }

func (v3) NilCtx() conformance.Ctx  { return v3Ctx{} }
func (v3) ZeroCtx() conformance.Ctx { return v3Ctx{new(fiber.DefaultCtx)} }

func (v3) Call(h conformance.Handler, c conformance.Ctx) error {
	return h.(func(fiber.Ctx) error)(c.(v3Ctx).Ctx)
}

func (v3) Adapt(h http.Handler) conformance.Handler { return adaptor.HTTPHandler(h) }

func (v3) NewError(status int) error { return fiber.NewError(status) }

func (v3) NewAuthError(reason string) error { return &clerkfiber.AuthError{Reason: reason} }

func (v3) Native(o conformance.Options) any { return v3Options(o) }

func (v3) Root() string { return ".." }

func (v3) Zeros() []any {
	return []any{clerkfiber.Options{}, clerkfiber.PerRequestOptions{}, clerkfiber.Authenticator{}, clerkfiber.AuthError{}}
}

func (v3) Middleware(origin string) []conformance.Handler {
	return []conformance.Handler{
		recover.New(), requestid.New(),
		cors.New(cors.Config{AllowOrigins: []string{origin}, AllowHeaders: []string{"Authorization"}}),
	}
}

func (v3) ServePreforked(address string, handlers ...conformance.Handler) error {
	app := fiber.New()
	v3App{app, app}.Use("/", handlers...)
	return app.Listen(address, fiber.ListenConfig{EnablePrefork: true, DisableStartupMessage: true})
}

func (v3) Expect(signedIn bool) conformance.Handler {
	if signedIn {
		return expectSomebody
	}
	return expectNobody
}

func expectSomebody(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err == nil && !auth.IsAuthenticated {
		return fiber.ErrTeapot
	}
	return err
}

func expectNobody(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err == nil && auth.IsAuthenticated {
		return fiber.ErrTeapot
	}
	return err
}

func (v3) Silent() conformance.Handler { return func(fiber.Ctx) error { return nil } }

func (v3) Quirks() conformance.Quirks {
	return conformance.Quirks{Backslashes: true}
}

func (v3) StatusOf(err error) int {
	if e := (*fiber.Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func (v3) AuthErrorOf(err error) *conformance.AuthError {
	if e := (*clerkfiber.AuthError)(nil); errors.As(err, &e) {
		return &conformance.AuthError{Reason: e.Reason, Message: e.Message, TokenType: e.TokenType}
	}
	return nil
}

type v3Authenticator struct{ *clerkfiber.Authenticator }

func (a v3Authenticator) Native() any { return a.Authenticator }

func (a v3Authenticator) Handler() conformance.Handler { return a.Authenticator.Handler() }

func (a v3Authenticator) AuthenticateRequest(c conformance.Ctx, o ...clerkauth.AuthOption) (*clerkauth.RequestState, error) {
	return a.Authenticator.AuthenticateRequest(c.(v3Ctx).Ctx, o...)
}

// v3App is an application or a group of one.
type v3App struct {
	router fiber.Router
	app    *fiber.App
}

func v3Handlers(handlers []conformance.Handler) []any {
	own := make([]any, len(handlers))
	for i, h := range handlers {
		switch h := h.(type) {
		case func(fiber.Ctx) error: // also fiber.Handler, which is an alias
			own[i] = h
		case func(conformance.Ctx) error:
			own[i] = func(c fiber.Ctx) error { return h(v3Ctx{c}) }
		default:
			panic(fmt.Sprintf("%T is no handler", h))
		}
	}
	return own
}

func (a v3App) Use(prefix string, handlers ...conformance.Handler) {
	a.router.Use(append([]any{prefix}, v3Handlers(handlers)...)...)
}

func (a v3App) All(path string, handlers ...conformance.Handler) {
	own := v3Handlers(handlers)
	a.router.All(path, own[0], own[1:]...)
}

func (a v3App) Group(prefix string, handlers ...conformance.Handler) conformance.App {
	return v3App{a.router.Group(prefix, v3Handlers(handlers)...), a.app}
}

func (a v3App) Mount(prefix string, app conformance.App) { a.router.Use(prefix, app.(v3App).app) }

func (a v3App) Static(prefix, folder string) { a.router.Use(prefix, static.New(folder)) }

func (a v3App) Native() any { return a.app }

func (a v3App) Test(r *http.Request) (*http.Response, error) {
	return a.app.Test(r, fiber.TestConfig{Timeout: 10 * time.Second, FailOnTimeout: true})
}

func (a v3App) Server() *fasthttp.Server {
	a.app.Handler() // prepares the app, as Listen does
	return a.app.Server()
}

func (a v3App) Serve(l net.Listener) error {
	return a.app.Listener(l, fiber.ListenConfig{DisableStartupMessage: true})
}

func (a v3App) Shutdown(within time.Duration) error { return a.app.ShutdownWithTimeout(within) }

type v3Ctx struct{ fiber.Ctx }

func (c v3Ctx) GetAuth(o ...clerkauth.AuthOption) (*clerkauth.Auth, error) {
	return clerkfiber.GetAuth(c.Ctx, o...)
}

func (c v3Ctx) SignInURL(to ...string) string    { return clerkfiber.SignInURL(c.Ctx, to...) }
func (c v3Ctx) SignUpURL(to ...string) string    { return clerkfiber.SignUpURL(c.Ctx, to...) }
func (c v3Ctx) SignOut() error                   { return clerkfiber.SignOut(c.Ctx) }
func (c v3Ctx) Scripts() template.HTML           { return clerkfiber.Scripts(c.Ctx) }
func (c v3Ctx) Query(name string) string         { return c.Ctx.Query(name) }
func (c v3Ctx) Client() *backendapi.Client       { return clerkfiber.Client(c.Ctx) }
func (c v3Ctx) HTTP() *fasthttp.RequestCtx       { return c.RequestCtx() }
func (c v3Ctx) Path() string                     { return c.Ctx.Path() }
func (c v3Ctx) Method() string                   { return c.Ctx.Method() }
func (c v3Ctx) Get(name string) string           { return c.Ctx.Get(name) }
func (c v3Ctx) Locals(key any, value ...any) any { return c.Ctx.Locals(key, value...) }
func (c v3Ctx) JSON(v any) error                 { return c.Ctx.JSON(v) }
