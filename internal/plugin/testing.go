package plugin

import "time"

// What the tests of both faces turn, and nobody else.

// LookAtEverything switches the short ways of requests without a token off.
func (c *core) LookAtEverything() { c.anonymousAnswer.state = nil }

// SetProxyIdle replaces how long the proxy waits for the next byte.
func (c *core) SetProxyIdle(d time.Duration) { c.proxy.SetIdle(d) }
