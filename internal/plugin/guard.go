package plugin

import (
	"context"
	"slices"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// Require returns the guard of one face: it lets those through who are what
// the options ask for.
func Require[C Ctx](face Face[C], options []clerkauth.AuthOption) func(C) error {
	g := guard[C]{face: face, asks: clerkauth.Collect(options, nil)}
	if err := checkGuard(&g.asks); err != nil {
		panic(err) //nolint:forbidigo // a fault of the program, found at its start
	}
	if g.asks.Accepts.Single() != authn.SessionToken || g.asks.KeepPending {
		g.taken = &g.asks.Taking
	}
	return g.handle
}

type guard[C Ctx] struct {
	face Face[C]
	asks clerkauth.AuthOptions
	// taken is what counts behind the guard where options say nothing; nil for
	// the default.
	taken *state.Taking
}

func (g *guard[C]) handle(c C) error {
	http := g.face.HTTP(c)
	s := stateOf(http)
	if s == nil {
		return clerkauth.ErrPluginNotRegistered
	}
	auth := new(clerkauth.Auth)
	auth.PopulateIdentity(s, g.asks.Taking)
	if !auth.IsAuthenticated {
		return g.refuseNobody(c, s, auth)
	}
	for _, params := range g.asks.Requires {
		if !auth.Has(params) {
			return g.refuseSomebody(c, auth, params)
		}
	}
	for _, params := range g.asks.Any {
		if !slices.ContainsFunc(params, auth.Has) {
			return g.refuseSomebody(c, auth, params...)
		}
	}
	for _, scopes := range g.asks.Scopes {
		if !hasScopes(auth, scopes) {
			return g.forbid(auth)
		}
	}
	for _, allowed := range g.asks.Funcs {
		if !coreOf(s).allows(allowed, s, g.asks.Taking) {
			return g.forbid(auth)
		}
	}
	return g.letThrough(c, s)
}

// letThrough lets the handlers behind a guard see the request as the guard did.
// They have a state of their own, since others may be reading this one, and
// whoever comes after them has this one back.
func (g *guard[C]) letThrough(c C, s *state.State) error {
	if s.Taken == g.taken {
		return c.Next()
	}
	behind := s.Behind(g.face.Context(c), g.taken)
	g.face.HTTP(c).SetUserValue(state.LocalsKey, behind)
	g.face.SetContext(c, behind)
	defer func() {
		http := g.face.HTTP(c)
		if stateOf(http) == behind {
			http.SetUserValue(state.LocalsKey, s)
		}
		if http != nil && g.face.Context(c) == context.Context(behind) {
			g.face.SetContext(c, behind.Context)
		}
	}()
	return c.Next()
}

func (g *guard[C]) refuseNobody(c C, s *state.State, auth *clerkauth.Auth) error {
	http := g.face.HTTP(c)
	if g.asks.Redirect {
		if target := g.signInURL(c); target != "" {
			http.Response.Header.Set(fasthttp.HeaderCacheControl, "no-store")
			http.Response.Header.Set(fasthttp.HeaderLocation, target)
			http.Response.SetStatusCode(fasthttp.StatusFound)
			return nil
		}
	}
	http.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, "Bearer")
	d := s.Decision()
	reason := d.Reason
	switch {
	case auth.Pending():
		reason = "session-pending"
	case reason == "":
		reason = authn.ReasonTokenTypeMismatch // somebody, but with a token of another kind
	}
	return g.face.Refuse(Refusal{Status: fasthttp.StatusUnauthorized, Reason: reason, Message: d.Message, TokenType: auth.TokenType})
}

// signInURL returns where a browser that loads a page is sent; empty for any other request.
func (g *guard[C]) signInURL(c C) string {
	r := cover(g.face, c)
	if r == nil || !r.facts.Request.IsPage() {
		return ""
	}
	return r.engine.SignInURL(&r.facts.Request, r.page(nil))
}

// hasScopes reports whether a machine's token has all the scopes.
func hasScopes(auth *clerkauth.Auth, scopes []string) bool {
	if auth.TokenType == clerkauth.SessionToken {
		return false
	}
	for _, scope := range scopes {
		if !slices.Contains(auth.Scopes, scope) {
			return false
		}
	}
	return true
}

// allows asks a function of the application's, with an Auth of its own, since
// it may write to it.
func (c *core) allows(allowed func(*clerkauth.Auth) bool, s *state.State, taken state.Taking) (yes bool) {
	auth := new(clerkauth.Auth)
	if auth.Populate(s.Behind(s.Context, &taken), nil) != nil {
		return false
	}
	defer c.caught("RequiresFunc")
	return allowed(auth)
}

// refuseSomebody tells an unmet reverification, which the visitor can mend by
// verifying a factor, from a plain lack of permission. Each of the params would
// have been enough.
func (g *guard[C]) refuseSomebody(c C, auth *clerkauth.Auth, anyOf ...clerkauth.AuthorizationParams) error {
	for _, params := range anyOf {
		due, rest := params.Reverification, params
		rest.Reverification = nil
		allowedOtherwise := rest == (clerkauth.AuthorizationParams{}) || auth.Has(rest)
		if auth.TokenType == clerkauth.SessionToken && due != nil && allowedOtherwise {
			return edge.AnswerJSON(g.face.HTTP(c), fasthttp.StatusForbidden, reverificationError(due))
		}
	}
	return g.forbid(auth)
}

func (g *guard[C]) forbid(auth *clerkauth.Auth) error {
	return g.face.Refuse(Refusal{Status: fasthttp.StatusForbidden, Reason: "forbidden", TokenType: auth.TokenType})
}

// reverificationError is the body that makes Clerk's frontend ask for a factor.
func reverificationError(due *clerkauth.Reverification) map[string]any {
	return map[string]any{"clerk_error": map[string]any{
		"type":   "forbidden",
		"reason": "reverification-error",
		"metadata": map[string]any{"reverification": map[string]any{
			"level":        due.Level,
			"afterMinutes": due.AfterMinutes,
		}},
	}}
}
