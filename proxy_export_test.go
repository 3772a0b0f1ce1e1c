package clerkfiber

import "time"

// SetProxyPatience replaces how long the proxy waits for the next byte.
func (a *Authenticator) SetProxyPatience(d time.Duration) { a.proxy.patience = d }
