package clerkfiber

import (
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// PerRequestOptions configures NewPerRequest.
type PerRequestOptions struct {
	// Max is how many instances' plugins are kept; beyond it, those that nobody
	// has asked for lately are let go. Default: 1,000.
	Max int
}

// NewPerRequest is New for an application that serves many Clerk instances: the
// function says which, by the request's host, path or whatever it reads. There
// is one plugin for each distinct Options, made on first sight; none takes
// another's token, keys or cache.
//
// Return the same slices, functions and clients for the same instance: Options
// with another function or client are other Options. An error of the function
// goes to the application's ErrorHandler; so does, without its details, one
// about wrong options or a panic, which is logged. Nobody is signed in then.
func NewPerRequest(choose func(c *fiber.Ctx) (Options, error), options ...PerRequestOptions) fiber.Handler {
	var o PerRequestOptions
	if len(options) > 0 {
		o = options[0]
	}
	return plugin.NewTenants(face, func(c *fiber.Ctx) (plugin.Options[*fiber.Ctx], error) {
		chosen, err := choose(c)
		return plugin.Options[*fiber.Ctx](chosen), err
	}, o.Max).Handle
}
