package conformance

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

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// takers calls every exported function that takes a Ctx, or returns a handler
// that does, by its name. An error other than ErrPluginNotRegistered is the
// function's own.
func (f Suite) takers(t *testing.T, a Authenticator, o Options) map[string]func(Ctx) error {
	t.Helper()
	handler, err := f.NewHandler(o)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]func(Ctx) error{
		"New":                   f.calling(f.New(o)),
		"NewHandler":            f.calling(handler),
		"Authenticator.Handler": f.calling(a.Handler()),
		"RequireAuth":           f.calling(f.RequireAuth(clerkauth.RedirectToSignIn())),
		"NewPerRequest":         f.calling(f.NewPerRequest(func(Ctx) (Options, error) { return o, nil })),
		"GetAuth": func(c Ctx) error {
			auth, err := c.GetAuth()
			if auth == nil || auth.IsAuthenticated {
				t.Errorf("GetAuth: %+v", auth)
			}
			return err
		},
		"Client": func(c Ctx) error {
			_, err := c.Client().Users.GetUser(context.Background(), "user_1")
			return err
		},
		"Authenticator.AuthenticateRequest": func(c Ctx) error {
			_, err := a.AuthenticateRequest(c)
			return err
		},
		"SignOut":   Ctx.SignOut,
		"SignInURL": func(c Ctx) error { return unless(c.SignInURL() == "") },
		"SignUpURL": func(c Ctx) error { return unless(c.SignUpURL() == "") },
		"Scripts":   func(c Ctx) error { return unless(c.Scripts() == "") },
	}
}

// unless returns the error that a function would return which has none to return.
func unless(empty bool) error {
	if empty {
		return clerkauth.ErrPluginNotRegistered
	}
	return nil
}

func (f Suite) calling(h Handler) func(Ctx) error {
	return func(c Ctx) error { return f.Call(h, c) }
}

// A Ctx that Fiber has taken back is a request without the plugin, whatever is
// done with it.
func (f Suite) TestAReleasedCtxIsARequestWithoutThePlugin(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	a, err := f.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	all := f.takers(t, a, o)
	for _, name := range functionsOfCtx(t) {
		if all[name] == nil {
			t.Errorf("%s takes a Ctx, or makes what does, and is not tried here", name)
		}
	}
	try := func(where string, c Ctx) {
		for name, call := range all {
			func() {
				defer func() {
					if why := recover(); why != nil {
						t.Errorf("%s %s panics: %v", name, where, why)
					}
				}()
				if err := call(c); !errors.Is(err, clerkauth.ErrPluginNotRegistered) {
					t.Errorf("%s %s: %v", name, where, err)
				}
			}()
		}
	}
	try("with nil", f.NilCtx())
	try("with a zero Ctx", f.ZeroCtx())

	var kept Ctx
	released, done := make(chan struct{}), make(chan struct{})
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		kept = c
		user := c.Context()
		go func() {
			defer close(done)
			<-released
			try("in a goroutine after the handler", c)
		}()
		// fasthttp writes in a goroutine that it starts at once.
		c.HTTP().SetBodyStreamWriter(func(w *bufio.Writer) {
			<-released
			try("inside SetBodyStreamWriter", c)
			if auth, ok := clerkauth.FromContext(user); !ok || auth.UserID != "user_1" {
				t.Errorf("the context that was kept leads to %+v", auth)
			}
			_, _ = w.WriteString("streamed")
		})
		return nil
	})
	request := requestOf(t, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+s.SessionToken("user_1")+"\r\n\r\n")
	app.Server().Handler(request)
	close(released)
	if body := string(request.Response.Body()); body != "streamed" {
		t.Errorf("got %d %q", request.Response.StatusCode(), body)
	}
	<-done
	try("kept", kept)
}

// A Ctx that is another request's by now is that request's: this is why GetAuth
// says to keep the *Auth.
func (f Suite) TestACtxThatIsUsedAgainIsTheOtherRequests(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	var kept Ctx
	var auth *clerkauth.Auth
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/first", func(c Ctx) (err error) {
		kept = c
		auth, err = c.GetAuth()
		return err
	})
	app.All("/second", func(c Ctx) error {
		if now, err := kept.GetAuth(); kept.HTTP() == c.HTTP() && (err != nil || now.UserID != "user_2") {
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
func (f Suite) TestContextsAndLocalsOfAReleasedCtx(t *testing.T) {
	t.Parallel()
	released := f.ZeroCtx()
	gone := context.Context(released.HTTP())
	derived := context.WithValue(gone, http.ServerContextKey, 1)
	for name, ctx := range map[string]context.Context{
		"nil": nil, "a released Ctx's": gone, "derived from it": derived, "another": context.Background(),
	} {
		if auth, ok := clerkauth.FromContext(ctx); ok || auth == nil || auth.IsAuthenticated {
			t.Errorf("%s: %+v, %t", name, auth, ok)
		}
	}
	for name, locals := range map[string]func(string, ...any) any{"nil": nil, "a released Ctx's": localsOf(released)} {
		if auth, err := f.AuthFromLocals(locals); !errors.Is(err, clerkauth.ErrPluginNotRegistered) || auth == nil {
			t.Errorf("%s: %+v, %v", name, auth, err)
		}
	}
}

// functionsOfCtx names the exported functions and methods of the face whose
// parameters or results mention a Ctx or a handler.
func functionsOfCtx(t *testing.T) []string {
	t.Helper()
	var names []string
	paths, err := filepath.Glob("*.go") // of the face whose tests these are
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
			if !strings.Contains(signature, "fiber.Ctx") && !strings.Contains(signature, "Handler") {
				continue
			}
			name := f.Name.Name
			if f.Recv != nil {
				if name = receiverName(f); !ast.IsExported(name) {
					continue
				}
				name += "." + f.Name.Name
			}
			names = append(names, name)
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
