// Package backendapi calls Clerk's Backend API.
//
// A [Client] has one service for each area of the API, and a service one
// method for each operation, named as in Clerk's JavaScript client:
//
//	client, err := backendapi.New(backendapi.Options{SecretKey: key})
//	user, err := client.Users.GetUser(ctx, "user_2abc")
//
// Parameters of a request body have three states, see [Optional]: what is not
// set is not sent. Parameters of the URL are left out when zero.
//
// In answers a field that Clerk may leave out is a pointer or a slice (nil:
// left out), a field that may be null is a pointer (nil: null), and one that
// may be either is an [Optional]. Ids and the like, which are never empty, are
// plain strings even so. Fields that this version does not know are
// kept in Extra and written again by encoding/json. Times are Unix
// milliseconds, as time.UnixMilli takes them. Enumerated strings have types
// with constants, and any other value is kept as it came. Metadata and custom
// claims are raw JSON.
//
// What has a secret in a field, such as an [APIKeySecret], prints and logs with
// it cut to seven characters. As JSON it is whole, since that is what it is for.
//
// A failed call returns an error; when Clerk answered, errors.As finds an
// [*Error] in it.
//
// The package was written for version 2026-05-12 of the API, see
// https://clerk.com/docs/reference/backend-api.
package backendapi
