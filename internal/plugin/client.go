package plugin

import (
	"fmt"
	"sync"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

func newClient(s Settings) (*backendapi.Client, error) {
	client, err := backendapi.New(backendapi.Options{
		SecretKey:        s.SecretKey,
		MachineSecretKey: s.MachineSecretKey,
		APIURL:           s.APIURL,
		APIVersion:       s.APIVersion,
		UserAgent:        s.UserAgent,
		HTTPClient:       steady(s.HTTPClient),
	})
	if err != nil {
		return nil, fmt.Errorf("clerkfiber: %w", err)
	}
	return client, nil
}

// fromEnvironment holds the one client that belongs to no plugin: the
// environment it is made of is the process's as well.
var fromEnvironment struct {
	sync.Mutex
	client *backendapi.Client
}

// ClerkClient returns a Backend API client with the keys in the environment. It
// is made on first use and then shared; an error, which says what is missing,
// is not kept. With an error comes a client whose every call returns it.
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
	var r resolved
	var faults faultList
	r.fillFromEnvironment(&faults)
	optionset.Trim(&r.Settings)
	r.checkClient(&faults)
	if err := faults.err(wrongConfiguration); err != nil {
		return nil, err
	}
	r.setDefaults()
	client, err := newClient(r.Settings)
	if err == nil {
		fromEnvironment.client = client
	}
	return client, err
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

// ForgetClerkClient makes the next ClerkClient read the environment again.
func ForgetClerkClient() {
	fromEnvironment.Lock()
	defer fromEnvironment.Unlock()
	fromEnvironment.client = nil
}
