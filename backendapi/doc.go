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
// plain strings even so. What the fields cannot say is kept in Extra and written
// again by encoding/json, see [Extra]. An integer takes a whole number in any
// spelling; a fraction is an error. Times are Unix
// milliseconds, as time.UnixMilli takes them. Enumerated strings have types
// with constants, and any other value is kept as it came. Metadata and custom
// claims are raw JSON.
//
// An iterator, such as [UsersService.AllUsers], fetches a page when it is needed.
// Its loop may delete and change what it gets: the next page is asked for
// before the last element of a page is yielded, and begins behind it, by
// Clerk's cursor where there is one, and else wherever it is by then.
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
