// Package bench measures clerkfiber beside its peers. It is a module of its
// own, so that what the peers drag in stays out of clerkfiber's go.mod.
package bench
