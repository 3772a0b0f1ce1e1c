package plugin

import "time"

// What the tests of both faces turn, and nobody else.

// LookAtEverything switches the short way of anonymous requests off.
func (p *Plugin[C]) LookAtEverything() { p.anonymous.state = nil }

// SetProxyIdle replaces how long the proxy waits for the next byte.
func (p *Plugin[C]) SetProxyIdle(d time.Duration) { p.proxy.SetIdle(d) }
