package clerkfiber

import (
	"sync"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// Client returns the Backend API client of the plugin that covers the request,
// with the plugin's keys: request.clerk of @clerk/fastify. It is nil without
// the plugin.
func Client(c *fiber.Ctx) *backendapi.Client {
	if r := stateOf(c); r != nil {
		return r.authenticator.client
	}
	return nil
}

// fromEnvironment holds the one client that belongs to no plugin: the
// environment it is made of is the process's as well.
var fromEnvironment struct {
	sync.Mutex
	client *backendapi.Client
}

// ClerkClient returns a Backend API client with the keys in the environment:
// clerkClient of @clerk/fastify. It is made on first use and then shared; an
// error, which says what is missing, is not kept.
func ClerkClient() (*backendapi.Client, error) {
	fromEnvironment.Lock()
	defer fromEnvironment.Unlock()
	if fromEnvironment.client != nil {
		return fromEnvironment.client, nil
	}
	var r resolved
	var faults faultList
	r.fillFromEnvironment(&faults)
	optionset.Trim(&r.Options)
	r.checkClient(&faults)
	if err := faults.err(); err != nil {
		return nil, err
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
		HTTPClient:       o.HTTPClient,
	})
}

// checkClient finds the faults of what the client needs. Without a publishable
// key it is one for Clerk's own API.
func (r *resolved) checkClient(faults *faultList) {
	r.checkSecretKey(faults)
	r.checkMachineSecretKey(faults)
	r.checkAPIURLs(faults)
	r.checkNumbers(faults)
	if parsed, err := instance.Parse(r.PublishableKey); err == nil {
		r.instance = parsed
	}
}
