package clerkfiber_test

import (
	"bufio"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// takers calls every exported function that takes a Ctx, or returns a handler
// that does, by its name. An error other than ErrPluginNotRegistered is the
// function's own.
func takers(t *testing.T, a *clerkfiber.Authenticator, o clerkfiber.Options) map[string]func(*fiber.Ctx) error {
	t.Helper()
	handler, err := clerkfiber.NewHandler(o)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]func(*fiber.Ctx) error{
		"New":                   clerkfiber.New(o),
		"NewHandler":            handler,
		"Authenticator.Handler": a.Handler(),
		"RequireAuth":           clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()),
		"GetAuth": func(c *fiber.Ctx) error {
			auth, err := clerkfiber.GetAuth(c)
			if auth == nil || auth.IsAuthenticated {
				t.Errorf("GetAuth: %+v", auth)
			}
			return err
		},
		"Client": func(c *fiber.Ctx) error {
			_, err := clerkfiber.Client(c).Users.GetUser(context.Background(), "user_1")
			return err
		},
		"Authenticator.AuthenticateRequest": func(c *fiber.Ctx) error {
			_, err := a.AuthenticateRequest(c)
			return err
		},
		"webhooks.VerifyWebhook": func(c *fiber.Ctx) error {
			if _, err := webhooks.VerifyWebhook(c); !errors.Is(err, webhooks.ErrMalformed) {
				return err
			}
			return clerkfiber.ErrPluginNotRegistered // webhooks have no plugin
		},
	}
}

// A Ctx that Fiber has taken back is a request without the plugin, whatever is
// done with it.
func TestAReleasedCtxIsARequestWithoutThePlugin(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	a, err := clerkfiber.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	all := takers(t, a, o)
	for _, name := range functionsOfCtx(t) {
		if all[name] == nil {
			t.Errorf("%s takes a Ctx, or makes what does, and is not tried here", name)
		}
	}
	try := func(where string, c *fiber.Ctx) {
		for name, call := range all {
			func() {
				defer func() {
					if why := recover(); why != nil {
						t.Errorf("%s %s panics: %v", name, where, why)
					}
				}()
				if err := call(c); !errors.Is(err, clerkfiber.ErrPluginNotRegistered) {
					t.Errorf("%s %s: %v", name, where, err)
				}
			}()
		}
	}
	try("with nil", nil)
	try("with a zero Ctx", new(fiber.Ctx))

	var kept *fiber.Ctx
	released, done := make(chan struct{}), make(chan struct{})
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	app.Get("/", func(c *fiber.Ctx) error {
		kept = c
		user := c.UserContext()
		go func() {
			defer close(done)
			<-released
			try("in a goroutine after the handler", c)
		}()
		// fasthttp writes in a goroutine that it starts at once.
		c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
			<-released
			try("inside SetBodyStreamWriter", c)
			if auth, ok := clerkfiber.FromContext(user); !ok || auth.UserID != "user_1" {
				t.Errorf("the context that was kept leads to %+v", auth)
			}
			_, _ = w.WriteString("streamed")
		})
		return nil
	})
	request := requestOf(t, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+s.SessionToken("user_1")+"\r\n\r\n")
	app.Handler()(request)
	close(released)
	if body := string(request.Response.Body()); body != "streamed" {
		t.Errorf("got %d %q", request.Response.StatusCode(), body)
	}
	<-done
	try("kept", kept)
}

// A Ctx that is another request's by now is that request's: this is why GetAuth
// says to keep the *Auth.
func TestACtxThatIsUsedAgainIsTheOtherRequests(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	var kept *fiber.Ctx
	var auth *clerkfiber.Auth
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	app.Get("/first", func(c *fiber.Ctx) (err error) {
		kept = c
		auth, err = clerkfiber.GetAuth(c)
		return err
	})
	app.Get("/second", func(c *fiber.Ctx) error {
		if now, err := clerkfiber.GetAuth(kept); kept == c && (err != nil || now.UserID != "user_2") {
			t.Errorf("the Ctx that is this request's now answers %+v, %v", now, err)
		}
		return nil
	})
	send(t, app, bearerAt("/first", s.SessionToken("user_1")))
	send(t, app, bearerAt("/second", s.SessionToken("user_2")))
	if auth.UserID != "user_1" {
		t.Errorf("the Auth that was kept is %s's", auth.UserID)
	}
}

// What dies with its request answers as if there were none.
func TestContextsAndLocalsOfAReleasedCtx(t *testing.T) {
	t.Parallel()
	released := new(fiber.Ctx)
	derived := context.WithValue(released.Context(), http.ServerContextKey, 1)
	for name, ctx := range map[string]context.Context{
		"nil": nil, "a released Ctx's": released.Context(), "derived from it": derived, "another": context.Background(),
	} {
		if auth, ok := clerkfiber.FromContext(ctx); ok || auth == nil || auth.IsAuthenticated {
			t.Errorf("%s: %+v, %t", name, auth, ok)
		}
	}
	for name, locals := range map[string]func(string, ...any) any{"nil": nil, "a released Ctx's": localsOf(released)} {
		if auth, err := clerkfiber.AuthFromLocals(locals); !errors.Is(err, clerkfiber.ErrPluginNotRegistered) || auth == nil {
			t.Errorf("%s: %+v, %v", name, auth, err)
		}
	}
}

// functionsOfCtx names the exported functions and methods of the packages that
// know Fiber, whose parameters or results mention a Ctx or a handler.
func functionsOfCtx(t *testing.T) []string {
	t.Helper()
	var names []string
	for dir, prefix := range map[string]string{".": "", "webhooks": "webhooks."} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() {
					continue
				}
				signature := string(text[f.Type.Pos()-1 : f.Type.End()-1])
				if !strings.Contains(signature, "fiber.Ctx") && !strings.Contains(signature, "fiber.Handler") {
					continue
				}
				name := prefix + f.Name.Name
				if f.Recv != nil {
					if name = receiverName(f); !ast.IsExported(name) {
						continue
					}
					name = prefix + name + "." + f.Name.Name
				}
				names = append(names, name)
			}
		}
	}
	if len(names) < 8 {
		t.Fatalf("only %v were found", names)
	}
	return names
}

func receiverName(f *ast.FuncDecl) string {
	receiver := f.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, _ := receiver.(*ast.Ident)
	if name == nil {
		return ""
	}
	return name.Name
}
