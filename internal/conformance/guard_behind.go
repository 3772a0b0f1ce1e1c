package conformance

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// whoIsIt asks in every way there is, without options, and tells a difference.
func (f Suite) whoIsIt(c Ctx) string {
	fromCtx, err := c.GetAuth()
	if err != nil {
		return err.Error()
	}
	said := shortly(fromCtx)
	locals, _ := f.AuthFromLocals(localsOf(c))
	user, _ := clerkauth.FromContext(c.Context())
	request, _ := clerkauth.FromContext(c.HTTP())
	for _, other := range []*clerkauth.Auth{locals, user, request} {
		if told := shortly(other); told != said {
			return said + ", but also " + told
		}
	}
	return said
}

// Behind a guard, who asks without options is answered by what the guard took.
func (f Suite) TestBehindAGuardGetAuthTakesWhatTheGuardTook(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	session, pending := s.SessionToken(user), s.SessionToken(user, clerktest.Pending())
	key, machine := s.APIKey(user), s.M2MToken("mch_1")

	type guards = []Handler
	guard := f.RequireAuth
	accepts := clerkauth.AcceptsToken
	keys, everything := guard(accepts(clerkauth.APIKey)), guard(accepts(clerkauth.AnyToken))
	mixed := guard(accepts(clerkauth.SessionToken, clerkauth.M2MToken))
	welcoming := guard(clerkauth.TreatPendingAsSignedOut(false))

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
			app := f.NewApp(Config{})
			var after string
			app.Use("/", f.Middleware("https://app.example")[0], f.New(o), func(c Ctx) error {
				before := f.whoIsIt(c)
				defer func() {
					if now := f.whoIsIt(c); now != before {
						after = "before the guard " + before + ", after it " + now
					}
				}()
				return c.Next()
			})
			for _, g := range test.guards {
				app.Use("/", g)
			}
			app.All("/", func(c Ctx) error { return c.SendString(f.whoIsIt(c)) })
			app.All("/panics", func(Ctx) error { panic("a handler's own") })
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
func (f Suite) TestBehindAGuardOptionsSayOtherwise(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	user := s.CreateUser(clerktest.User{}).ID
	for _, test := range []struct {
		name    string
		options []clerkauth.AuthOption
		want    string
	}{
		{"none", nil, "api_key true"},
		{"sessions", []clerkauth.AuthOption{clerkauth.AcceptsToken(clerkauth.SessionToken)}, "session_token false"},
		{"machines", []clerkauth.AuthOption{clerkauth.AcceptsToken(clerkauth.M2MToken)}, "m2m_token false"},
		{"pending sessions", []clerkauth.AuthOption{clerkauth.TreatPendingAsSignedOut(false)}, "api_key true"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			app := f.NewApp(Config{})
			app.Use("/", f.New(o), f.RequireAuth(clerkauth.AcceptsToken(clerkauth.APIKey)))
			app.All("/", func(c Ctx) error {
				auth, err := c.GetAuth(test.options...)
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
func (f Suite) TestAGuardSaysNothingOfOtherRequests(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.Group("/keys", f.RequireAuth(clerkauth.AcceptsToken(clerkauth.APIKey))).
		All("/", func(c Ctx) error { return c.SendString(f.whoIsIt(c)) })
	app.All("/open", func(c Ctx) error { return c.SendString(f.whoIsIt(c)) })
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
func (f Suite) TestAContextKeepsWhatTheGuardTook(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	var kept context.Context
	app := f.NewApp(Config{})
	app.Use("/", f.New(o), f.RequireAuth(clerkauth.AcceptsToken(clerkauth.APIKey)))
	app.All("/", func(c Ctx) error {
		kept = c.Context()
		return nil
	})
	send(t, app, bearer(s.APIKey("user_1")))
	send(t, app, request(http.MethodGet, "/"))
	if auth, ok := clerkauth.FromContext(kept); !ok || auth.TokenType != clerkauth.APIKey || auth.UserID != "user_1" {
		t.Errorf("got %+v, %t", auth, ok)
	}
}

// A context is a context, whichever of Fiber's it is.
func (f Suite) TestEveryContextOfARequestLeadsToItsUser(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	type key struct{}
	derived := func(ctx context.Context) context.Context {
		ctx, cancel := context.WithCancel(context.WithValue(ctx, key{}, 1))
		t.Cleanup(cancel)
		return ctx
	}
	answer := func(w http.ResponseWriter, r *http.Request) { _, _ = fmt.Fprint(w, repository(r.Context())) }
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	routes := map[string]Handler{
		"/user":            func(c Ctx) error { return c.SendString(repository(c.Context())) },
		"/user-derived":    func(c Ctx) error { return c.SendString(repository(derived(c.Context()))) },
		"/request":         func(c Ctx) error { return c.SendString(repository(c.HTTP())) },
		"/request-derived": func(c Ctx) error { return c.SendString(repository(derived(c.HTTP()))) },
		"/net-http":        f.Adapt(http.HandlerFunc(answer)),
		"/net-http-derived": f.Adapt(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer(w, r.WithContext(derived(r.Context())))
		})),
	}
	for path, handler := range routes {
		app.All(path, handler)
	}
	for path := range routes {
		if got := send(t, app, bearerAt(path, s.SessionToken("user_1"))); got.body != "user_1" {
			t.Errorf("%s: %q", path, got.body)
		}
	}
}

func shortly(auth *clerkauth.Auth) string {
	id := auth.Subject
	if auth.TokenType == clerkauth.SessionToken {
		id = auth.UserID
	}
	return fmt.Sprint(auth.TokenType, " ", id, " ", auth.IsAuthenticated)
}

// localsOf are a Ctx's Locals as a websocket's connection has them.
func localsOf(c Ctx) func(key string, value ...any) any {
	return func(key string, value ...any) any { return c.Locals(key, value...) }
}

func bearerAt(path, token string) *http.Request {
	return request(http.MethodGet, path, "Authorization", "Bearer "+token)
}
