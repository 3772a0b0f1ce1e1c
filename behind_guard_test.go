package clerkfiber_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// whoIsIt asks in every way there is, without options, and tells a difference.
func whoIsIt(c *fiber.Ctx) string {
	fromCtx, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err.Error()
	}
	said := shortly(fromCtx)
	locals, _ := clerkfiber.AuthFromLocals(localsOf(c))
	user, _ := clerkfiber.FromContext(c.UserContext())
	request, _ := clerkfiber.FromContext(c.Context())
	for _, other := range []*clerkfiber.Auth{locals, user, request} {
		if told := shortly(other); told != said {
			return said + ", but also " + told
		}
	}
	return said
}

// Behind a guard, who asks without options is answered by what the guard took.
func TestBehindAGuardGetAuthTakesWhatTheGuardTook(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	session, pending := s.SessionToken(user), s.SessionToken(user, clerktest.Pending())
	key, machine := s.APIKey(user), s.M2MToken("mch_1")

	type guards = []fiber.Handler
	guard := clerkfiber.RequireAuth
	accepts := clerkfiber.AcceptsToken
	keys, everything := guard(accepts(clerkfiber.APIKey)), guard(accepts(clerkfiber.AnyToken))
	mixed := guard(accepts(clerkfiber.SessionToken, clerkfiber.M2MToken))
	welcoming := guard(clerkfiber.TreatPendingAsSignedOut(false))

	for _, test := range []struct {
		name   string
		guards guards
		token  string
		want   string
	}{
		{"no guard, a session", nil, session, "session_token " + user + " true"},
		{"no guard, a key", nil, key, "session_token  false"},
		{"a guard for sessions", guards{guard()}, session, "session_token " + user + " true"},
		{"a guard for keys", guards{keys}, key, "api_key " + user + " true"},
		{"a guard for anything, a key", guards{everything}, key, "api_key " + user + " true"},
		{"a guard for anything, a machine", guards{everything}, machine, "m2m_token mch_1 true"},
		{"a guard for anything, a session", guards{everything}, session, "session_token " + user + " true"},
		{"a guard for two kinds", guards{mixed}, machine, "m2m_token mch_1 true"},
		{"a guard that welcomes pending sessions", guards{welcoming}, pending, "session_token " + user + " true"},
		{"the innermost counts, a narrower one", guards{everything, guard()}, session, "session_token " + user + " true"},
		{"the innermost counts, a wider one", guards{keys, everything}, key, "api_key " + user + " true"},
		{"the innermost counts, twice the same", guards{keys, keys}, key, "api_key " + user + " true"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			app := fiber.New()
			var after string
			app.Use(recover.New(), clerkfiber.New(o), func(c *fiber.Ctx) error {
				before := whoIsIt(c)
				defer func() {
					if now := whoIsIt(c); now != before {
						after = "before the guard " + before + ", after it " + now
					}
				}()
				return c.Next()
			})
			for _, g := range test.guards {
				app.Use(g)
			}
			app.Get("/", func(c *fiber.Ctx) error { return c.SendString(whoIsIt(c)) })
			app.Get("/panics", func(*fiber.Ctx) error { panic("a handler's own") })
			if got := send(t, app, bearer(test.token)); got.body != test.want {
				t.Errorf("got %q, want %q", got.body, test.want)
			}
			if panicked := send(t, app, bearerAt("/panics", test.token)); panicked.status != http.StatusInternalServerError || after != "" {
				t.Errorf("status %d; %s", panicked.status, after)
			}
		})
	}
}

// What an option says replaces what the guard took, and nothing else does.
func TestBehindAGuardOptionsSayOtherwise(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	for _, test := range []struct {
		name    string
		options []clerkfiber.AuthOption
		want    string
	}{
		{"none", nil, "api_key true"},
		{"sessions", []clerkfiber.AuthOption{clerkfiber.AcceptsToken(clerkfiber.SessionToken)}, "session_token false"},
		{"machines", []clerkfiber.AuthOption{clerkfiber.AcceptsToken(clerkfiber.M2MToken)}, "m2m_token false"},
		{"pending sessions", []clerkfiber.AuthOption{clerkfiber.TreatPendingAsSignedOut(false)}, "api_key true"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			app := fiber.New()
			app.Use(clerkfiber.New(o), clerkfiber.RequireAuth(clerkfiber.AcceptsToken(clerkfiber.APIKey)))
			app.Get("/", func(c *fiber.Ctx) error {
				auth, err := clerkfiber.GetAuth(c, test.options...)
				if err != nil {
					return err
				}
				return c.SendString(fmt.Sprint(auth.TokenType, " ", auth.IsAuthenticated))
			})
			if got := send(t, app, bearer(s.APIKey(user))); got.body != test.want {
				t.Errorf("got %q, want %q", got.body, test.want)
			}
		})
	}
}

// A guard of one request, or of one group, says nothing of another.
func TestAGuardSaysNothingOfOtherRequests(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	app.Group("/keys", clerkfiber.RequireAuth(clerkfiber.AcceptsToken(clerkfiber.APIKey))).
		Get("/", func(c *fiber.Ctx) error { return c.SendString(whoIsIt(c)) })
	app.Get("/open", func(c *fiber.Ctx) error { return c.SendString(whoIsIt(c)) })
	key, session := s.APIKey("user_1"), s.SessionToken("user_1")
	for _, test := range []struct{ path, token, want string }{
		{"/keys", key, "api_key user_1 true"},
		{"/open", key, "session_token  false"},
		{"/open", session, "session_token user_1 true"},
		{"/open", "", "session_token  false"},
		{"/keys", "", "Unauthorized"},
		{"/open", "", "session_token  false"},
	} {
		r := request(http.MethodGet, test.path)
		if test.token != "" {
			r.Header.Set("Authorization", "Bearer "+test.token)
		}
		if got := send(t, app, r); got.body != test.want {
			t.Errorf("%s: got %q, want %q", test.path, got.body, test.want)
		}
	}
}

// What a handler behind a guard was given as its context says the same for ever.
func TestAContextKeepsWhatTheGuardTook(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	kept := make(chan context.Context, 1)
	app := fiber.New()
	app.Use(clerkfiber.New(o), clerkfiber.RequireAuth(clerkfiber.AcceptsToken(clerkfiber.APIKey)))
	app.Get("/", func(c *fiber.Ctx) error {
		kept <- c.UserContext()
		return nil
	})
	send(t, app, bearer(s.APIKey("user_1")))
	send(t, app, request(http.MethodGet, "/"))
	if auth, ok := clerkfiber.FromContext(<-kept); !ok || auth.TokenType != clerkfiber.APIKey || auth.UserID != "user_1" {
		t.Errorf("got %+v, %t", auth, ok)
	}
}

// A context is a context, whichever of Fiber's it is.
func TestEveryContextOfARequestLeadsToItsUser(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	type key struct{}
	derived := func(ctx context.Context) context.Context {
		ctx, cancel := context.WithCancel(context.WithValue(ctx, key{}, 1))
		t.Cleanup(cancel)
		return ctx
	}
	answer := func(w http.ResponseWriter, r *http.Request) { _, _ = fmt.Fprint(w, repository(r.Context())) }
	app := fiber.New()
	app.Use(clerkfiber.New(o))
	routes := map[string]fiber.Handler{
		"/user":            func(c *fiber.Ctx) error { return c.SendString(repository(c.UserContext())) },
		"/user-derived":    func(c *fiber.Ctx) error { return c.SendString(repository(derived(c.UserContext()))) },
		"/request":         func(c *fiber.Ctx) error { return c.SendString(repository(c.Context())) },
		"/request-derived": func(c *fiber.Ctx) error { return c.SendString(repository(derived(c.Context()))) },
		"/net-http":        adaptor.HTTPHandlerFunc(answer),
		"/net-http-derived": adaptor.HTTPHandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer(w, r.WithContext(derived(r.Context())))
		}),
	}
	for path, handler := range routes {
		app.Get(path, handler)
	}
	for path := range routes {
		if got := send(t, app, bearerAt(path, s.SessionToken("user_1"))); got.body != "user_1" {
			t.Errorf("%s: %q", path, got.body)
		}
	}
}

func shortly(auth *clerkfiber.Auth) string {
	id := auth.Subject
	if auth.TokenType == clerkfiber.SessionToken {
		id = auth.UserID
	}
	return fmt.Sprint(auth.TokenType, " ", id, " ", auth.IsAuthenticated)
}

// localsOf are a Ctx's Locals as a websocket's connection has them.
func localsOf(c *fiber.Ctx) func(key string, value ...any) any {
	return func(key string, value ...any) any { return c.Locals(key, value...) }
}

func bearerAt(path, token string) *http.Request {
	return request(http.MethodGet, path, "Authorization", "Bearer "+token)
}
