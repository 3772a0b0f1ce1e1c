package clerkfiber

import (
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// PerRequestOptions configures NewPerRequest.
type PerRequestOptions struct {
	// Max is how many instances' plugins are kept; beyond it, those that nobody
	// has asked for lately are let go. Default: 1,000.
	Max int

	// Logger receives warnings about requests for which there is no instance.
	//
	// Optional. Default: slog.Default().
	Logger *slog.Logger
}

// NewPerRequest is New for an application that serves many Clerk instances: the
// function says which, by the request's host, path or whatever it reads. There
// is one plugin for each distinct Options, made on first sight; none takes
// another's token, keys or cache.
//
// The function runs before every request, with whatever the request brings:
// choose from a list of the hosts that are yours. Return the Options that you
// keep: with another function, client or storage they are other Options, with
// lists made anew they are found more slowly.
//
// An error of the function goes to the application's ErrorHandler as it is, and
// into the log unless it is a *fiber.Error, such as fiber.ErrNotFound. One about
// wrong options, or a panic, goes there without its details, which are in the
// log. Nobody is signed in then. NewPerRequest panics for a nil function.
func NewPerRequest(choose func(c *fiber.Ctx) (Options, error), options ...PerRequestOptions) fiber.Handler {
	var o PerRequestOptions
	if len(options) > 0 {
		o = options[0]
	}
	var mirrored func(c *fiber.Ctx) (plugin.Options[*fiber.Ctx], error)
	if choose != nil {
		mirrored = func(c *fiber.Ctx) (plugin.Options[*fiber.Ctx], error) {
			chosen, err := choose(c)
			return plugin.Options[*fiber.Ctx](chosen), err
		}
	}
	return plugin.NewTenants(face, mirrored, plugin.TenantsOptions(o)).Handle
}
