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

	Plugin  Plugin
	Cached  *token.Token    // signed somebody in without a look at the request
	Decided *authn.Decision // nil with a cached token, which tells all
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
		return authn.SignedInBy(s.Cached)
	}
	return s.Decided
}

// SignedIn returns the kind of token that was decided about, and the token of
// the session that is signed in, nil for none.
func (s *State) SignedIn() (kind string, t *token.Token) {
	if s.Cached != nil {
		return authn.SessionToken, s.Cached
	}
	return s.Decided.TokenType, s.Decided.SignedInSession()
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

// From returns the state that a context carries, nil for none.
func From(ctx context.Context) *State {
	s, _ := ctx.Value(contextKey{}).(*State)
	return s
}
