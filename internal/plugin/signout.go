package plugin

import (
	"context"
	"errors"
	"fmt"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/edge"
)

// SignOut ends the request's session at Clerk and deletes Clerk's cookies by
// the answer. The cookies are deleted whatever Clerk says.
func SignOut[C Ctx](face Face[C], c C) error {
	r := cover(face, c)
	if r == nil {
		return clerkauth.ErrPluginNotRegistered
	}
	http := face.HTTP(c)
	edge.AddHeaders(http, r.engine.ForgetCookies(&r.facts.Request))
	http.Response.Header.Set(fasthttp.HeaderCacheControl, "no-store")
	return r.endSession(face.Context(c))
}

// endSession takes a session that has ended before for ended.
func (r *covered) endSession(ctx context.Context) error {
	id := r.engine.SessionOf(ctx, r.state.Decision())
	if id == "" {
		return nil
	}
	_, err := r.client.Sessions.RevokeSession(ctx, id)
	if err == nil || errors.Is(err, backendapi.ErrNotFound) {
		return nil
	}
	return fmt.Errorf("clerkfiber: the session could not be ended at Clerk: %w", err)
}
