package clerkfiber

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// SetProxyIdleLimit replaces how long the proxy waits for the next byte.
func (a *Authenticator) SetProxyIdleLimit(d time.Duration) { a.proxy.idleLimit = d }

// NewThorough is New without what requests share: each is looked at.
func NewThorough(o Options) fiber.Handler {
	a, err := NewAuthenticator(o)
	if err != nil {
		panic(err)
	}
	a.nobody = nil
	return a.Handler()
}

// ForgetClerkClient makes the next ClerkClient read the environment again.
func ForgetClerkClient() {
	fromEnvironment.Lock()
	defer fromEnvironment.Unlock()
	fromEnvironment.client = nil
}
