package clerkfiber_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/conformance"
	"github.com/clerkfiber/clerkfiber/internal/conformance/replay"
)

func TestMain(m *testing.M) {
	replay.Prepare(v2{})
	os.Exit(m.Run())
}

func TestReplay(t *testing.T) { replay.Run(t, v2{}) }

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

func (v2) Handle(f func(conformance.Ctx) error) conformance.Handler {
	return func(c *fiber.Ctx) error { return f(v2Ctx{c}) }
}

func v2Options(o conformance.Options) clerkfiber.Options {
	return clerkfiber.Options(conformance.For(o, func(c *fiber.Ctx) conformance.Ctx { return v2Ctx{c} }))
}

func (v2) New(o conformance.Options) conformance.Handler { return clerkfiber.New(v2Options(o)) }

func (v2) NewHandler(o conformance.Options) (conformance.Handler, error) {
	return clerkfiber.NewHandler(v2Options(o))
}

func (v2) NewAuthenticator(o conformance.Options) (conformance.Authenticator, error) {
	a, err := clerkfiber.NewAuthenticator(v2Options(o))
	return v2Authenticator{a}, err
}

func (v2) RequireAuth(o ...clerkauth.AuthOption) conformance.Handler {
	return clerkfiber.RequireAuth(o...)
}

func (v2) RoutesBareSlashes() bool { return true }

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
		own[i] = h.(func(*fiber.Ctx) error)
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

func (a v2App) Test(r *http.Request) (*http.Response, error) { return a.app.Test(r, answerWithin) }

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

func (c v2Ctx) Client() *backendapi.Client       { return clerkfiber.Client(c.Ctx) }
func (c v2Ctx) HTTP() *fasthttp.RequestCtx       { return c.Ctx.Context() }
func (c v2Ctx) Context() context.Context         { return c.UserContext() }
func (c v2Ctx) SetContext(ctx context.Context)   { c.SetUserContext(ctx) }
func (c v2Ctx) Path() string                     { return c.Ctx.Path() }
func (c v2Ctx) Method() string                   { return c.Ctx.Method() }
func (c v2Ctx) Get(name string) string           { return c.Ctx.Get(name) }
func (c v2Ctx) Locals(key any, value ...any) any { return c.Ctx.Locals(key, value...) }
func (c v2Ctx) JSON(v any) error                 { return c.Ctx.JSON(v) }
