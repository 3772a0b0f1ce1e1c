// Package fibertest tests webhooks behind Fiber v2 and Fiber v3, of which the
// package itself imports neither. It is a module of its own so that Fiber v3
// stays out of clerkfiber's requirements.
package fibertest
