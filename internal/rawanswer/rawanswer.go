// Package rawanswer lets the plugin see an answer of the Backend API as it
// came: the keys of an instance are read more carefully than backendapi.JWKS
// is, and a refusal's status and body are worded as the original words them.
package rawanswer

import "context"

// Answer is an answer as it came.
type Answer struct {
	// Status is the HTTP status code, 0 as long as there is no answer.
	Status int
	Body   []byte
}

type key struct{}

// Keep returns a context under which a call of backendapi leaves its answer in
// into, also when it returns an error.
func Keep(ctx context.Context, into *Answer) context.Context {
	return context.WithValue(ctx, key{}, into)
}

// Put leaves an answer that was read to its end, where somebody wants it.
func Put(ctx context.Context, status int, body []byte) {
	if into, ok := ctx.Value(key{}).(*Answer); ok {
		*into = Answer{status, body}
	}
}
