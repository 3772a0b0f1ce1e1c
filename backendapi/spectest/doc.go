// Package spectest holds backendapi against Clerk's OpenAPI description of the
// Backend API. It is a module of its own, so that the validator stays out of
// what users of clerkfiber download.
//
//	CLERK_OPENAPI_SPEC=bapi-2026-05-12.yml go test ./...
package spectest
