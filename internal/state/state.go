// Package state is what was decided about one request, and where every layer
// of an application finds it again.
package state

import (
	"context"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// LocalsKey is the key under which a State lies among a request's user values.
// It is a string because contrib/websocket hands no other keys to a socket.
const LocalsKey = "clerkfiber"

// State is one request's state. The requests of those who bring nothing share
// one, which is never written to.
//
// It is the request's context as well, so that code which has only a context
// finds it there.
type State struct {
	context.Context
	*View

	Cached  *token.Token       // signed somebody in without a closer look at the request
	Cookies authn.CookieGlance // at those that the cached token was in
	Decided *authn.Decision    // nil with a cached token, which tells all
}

// View is what the states of many requests share. It is never written to.
type View struct {
	Plugin Plugin
	// Taken is what the guard in front took, and what who asks without options
	// is answered by; nil without a guard, and for one that takes the default.
	Taken *Taking
}

// Taking is whom a caller takes for somebody. The zero value takes session
// tokens, but no pending sessions.
type Taking struct {
	Accepts     authn.Accepts
	KeepPending bool
}

// Plugin is what a State needs of the plugin that decided.
type Plugin interface {
	Client() *backendapi.Client
	// Debug returns what Auth.Debug tells of the configuration. It holds no
	// whole secret.
	Debug() map[string]any
}

// Decision returns what was decided.
func (s *State) Decision() *authn.Decision {
	if s.Cached != nil {
		return authn.SignedInBy(s.Cached, s.Cookies)
	}
	return s.Decided
}

// SignedIn returns the kind of token that was decided about, and the place of
// the token of the session that is signed in, nil for none.
func (s *State) SignedIn() (kind string, t **token.Token) {
	switch {
	case s.Cached != nil:
		return authn.SessionToken, &s.Cached
	case s.Decided.SignedInSession() == nil:
		return s.Decided.TokenType, nil
	}
	return s.Decided.TokenType, &s.Decided.Session
}

// Behind returns the state as those see it who ask behind a guard.
func (s *State) Behind(ctx context.Context, taken *Taking) *State {
	own := &struct {
		State
		view View
	}{*s, View{s.Plugin, taken}}
	own.Context, own.View = ctx, &own.view
	return &own.State
}

type contextKey struct{}

// Value returns the state itself to From, and what the request's own context
// has to everybody else.
func (s *State) Value(key any) any {
	if key == (contextKey{}) {
		return s
	}
	return s.Context.Value(key)
}

// From returns the state that a context leads to, nil for none: the state
// itself, as the user's context is one, or fasthttp's context, whose values are
// the Locals. That of a released request panics.
func From(ctx context.Context) (s *State) {
	if ctx == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			s = nil
		}
	}()
	if s, ok := ctx.Value(contextKey{}).(*State); ok {
		return s
	}
	s, _ = ctx.Value(LocalsKey).(*State)
	return s
}

// In returns the state among a request's Locals, nil for none. Those of a
// released request panic.
func In(locals func(key string, value ...any) any) (s *State) {
	if locals == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			s = nil
		}
	}()
	s, _ = locals(LocalsKey).(*State)
	return s
}
