package clerkfiber

import (
	"errors"
	"sync"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/instance"
)

// Client returns the Backend API client of the plugin that covers the request,
// with the plugin's keys: request.clerk of @clerk/fastify. It may be kept, unlike
// the Ctx. Without the plugin it is a client whose every call returns
// ErrPluginNotRegistered.
func Client(c *fiber.Ctx) *backendapi.Client {
	if r := stateOf(c); r != nil {
		return r.authenticator.client
	}
	return backendapi.Unavailable(ErrPluginNotRegistered)
}

// fromEnvironment holds the one client that belongs to no plugin: the
// environment it is made of is the process's as well.
var fromEnvironment struct {
	sync.Mutex
	client *backendapi.Client
}

// ClerkClient returns a Backend API client with the keys in the environment:
// clerkClient of @clerk/fastify. It is made on first use and then shared; an
// error, which says what is missing, is not kept. With an error comes a client
// whose every call returns it.
func ClerkClient() (*backendapi.Client, error) {
	client, err := clientFromEnvironment()
	if err != nil {
		return backendapi.Unavailable(err), err
	}
	return client, nil
}

func clientFromEnvironment() (*backendapi.Client, error) {
	fromEnvironment.Lock()
	defer fromEnvironment.Unlock()
	if fromEnvironment.client != nil {
		return fromEnvironment.client, nil
	}
	var o Options
	if err := fillFromEnvironment(&o); err != nil {
		return nil, err
	}
	r := resolved{Options: o}
	r.trim()
	if r.SecretKey == "" {
		return nil, errors.New("clerkfiber: SecretKey (CLERK_SECRET_KEY): missing: " + keysPage)
	}
	if parsed, err := instance.Parse(r.PublishableKey); err == nil {
		r.instance = parsed
	}
	r.setDefaults()
	client, err := newClient(r.Options)
	if err != nil {
		return nil, err
	}
	fromEnvironment.client = client
	return client, nil
}

func newClient(o Options) (*backendapi.Client, error) {
	return backendapi.New(backendapi.Options{
		SecretKey:        o.SecretKey,
		MachineSecretKey: o.MachineSecretKey,
		APIURL:           o.APIURL,
		APIVersion:       o.APIVersion,
		UserAgent:        o.UserAgent,
		HTTPClient:       steady(o.HTTPClient),
	})
}
