package clerkfiber

import (
	"time"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// LookAtEverything switches the short way of anonymous requests off.
func (a *Authenticator) LookAtEverything() {
	if a != nil && a.plugin != nil { // it is called on zero values too
		a.plugin.LookAtEverything()
	}
}

// SetProxyIdle replaces how long the proxy waits for the next byte.
func (a *Authenticator) SetProxyIdle(d time.Duration) {
	if a != nil && a.plugin != nil {
		a.plugin.SetProxyIdle(d)
	}
}

// NewThorough is New without what requests share: each is looked at.
func NewThorough(o Options) fiber.Handler {
	a, err := NewAuthenticator(o)
	if err != nil {
		panic(err)
	}
	a.LookAtEverything()
	return a.Handler()
}

// ForgetClerkClient makes the next ClerkClient read the environment again.
func ForgetClerkClient() { plugin.ForgetClerkClient() }
