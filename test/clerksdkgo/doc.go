// Package clerksdkgo holds clerktest against Clerk's own client for Go,
// github.com/clerk/clerk-sdk-go/v2: its every method, its verification of
// tokens, and its middleware. It is a module of its own, so that nobody else
// needs that client.
package clerksdkgo
