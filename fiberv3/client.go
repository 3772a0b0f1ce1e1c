package clerkfiber

import (
	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// Client returns the Backend API client of the plugin that covers the request,
// with the plugin's keys: request.clerk of @clerk/fastify. It may be kept, unlike
// the Ctx. Without the plugin it is a client whose every call returns
// ErrPluginNotRegistered.
func Client(c fiber.Ctx) *backendapi.Client { return plugin.ClientOf(httpOf(c)) }

// ClerkClient returns a Backend API client with the keys in the environment:
// clerkClient of @clerk/fastify. It is made on first use and then shared; an
// error, which says what is missing, is not kept. With an error comes a client
// whose every call returns it.
func ClerkClient() (*backendapi.Client, error) { return plugin.ClerkClient() }
