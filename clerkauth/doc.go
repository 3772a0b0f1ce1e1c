// Package clerkauth is who makes a request, for any layer of an application:
// services, resolvers and repositories that have a context and no web
// framework. The plugin of either Fiber puts it there:
//
//	if auth, ok := clerkauth.FromContext(ctx); ok && auth.IsAuthenticated {
//		…
//	}
//
// The packages clerkfiber of both Fibers name everything here again, so a
// handler needs no second import.
package clerkauth
