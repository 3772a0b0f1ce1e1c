package plugin

import (
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// Populate fills an empty Auth with who made the request, as a caller with
// these options sees it. The error is ErrPluginNotRegistered.
//
// It is not generic: the compiler, which does not see through a Face, would put
// every Auth on the heap.
func Populate(auth *clerkauth.Auth, http *fasthttp.RequestCtx, options []clerkauth.AuthOption) error {
	return auth.Populate(stateOf(http), options)
}

// PopulateFromLocals is Populate where there are only a request's Locals.
func PopulateFromLocals(auth *clerkauth.Auth, locals func(key string, value ...any) any, options []clerkauth.AuthOption) error {
	return auth.Populate(state.In(locals), options)
}

// ClientOf returns the Backend API client of the plugin that covers the request;
// without one, a client whose every call returns ErrPluginNotRegistered.
func ClientOf(http *fasthttp.RequestCtx) *backendapi.Client {
	if s := stateOf(http); s != nil {
		return s.Plugin.Client()
	}
	return backendapi.Unavailable(clerkauth.ErrPluginNotRegistered)
}

// BackendClient returns the plugin's client, and for no plugin one whose every
// call says so.
func (p *Plugin[C]) BackendClient() *backendapi.Client {
	if p == nil {
		return backendapi.Unavailable(errNotMade)
	}
	return p.Client()
}
