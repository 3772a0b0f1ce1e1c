package plugin

import (
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// Populate fills an empty Auth with who made the request, as a caller with
// these options sees it. The error is ErrPluginNotRegistered.
func Populate(auth *clerkauth.Auth, http *fasthttp.RequestCtx, options []clerkauth.AuthOption) error {
	return auth.Populate(stateOf(http), clerkauth.Collect(options))
}

// PopulateFromLocals is Populate where there are only a request's Locals.
func PopulateFromLocals(auth *clerkauth.Auth, locals func(key string, value ...any) any, options []clerkauth.AuthOption) error {
	s, _ := locals(state.LocalsKey).(*state.State)
	return auth.Populate(s, clerkauth.Collect(options))
}

// ClientOf returns the Backend API client of the plugin that covers the request.
func ClientOf(http *fasthttp.RequestCtx) *backendapi.Client {
	if s := stateOf(http); s != nil {
		return s.Plugin.Client()
	}
	return nil
}
