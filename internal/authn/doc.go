// Package authn decides who is asking.
//
// A decision has three parts, kept apart: facts (attempt.go) are read from the
// request once; rules (rules.go) are ordered, named functions of which the
// first with an opinion wins; settling (settle.go) turns "a handshake is
// needed" into a redirect, or into signed out where a redirect cannot help.
//
// The protocol is that of authenticateRequest in @clerk/backend, see
// https://clerk.com/docs/guides/how-clerk-works/overview. The package knows
// nothing of any web framework.
package authn
