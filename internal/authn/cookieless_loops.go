package authn

import (
	"time"

	"github.com/clerkfiber/clerkfiber/internal/flight"
)

// cookielessLoops notices browsers that keep no cookies, on development
// instances: it counts each visitor's handshakes that came back without a single
// one, although one was set when they began. There the redirect counter, a
// cookie, does not count, and a handshake always seems to be needed; without this
// memory such a browser is sent around until it gives up by itself. Production
// never starts a handshake for somebody without cookies.
type cookielessLoops struct {
	finished *flight.Memory[flight.Key, int]
}

const (
	loopMemory  = 10 * time.Second
	loopEntries = 1000
)

// note counts a finished handshake.
func (r cookielessLoops) note(visitor flight.Key) {
	count, _ := r.finished.Get(visitor)
	r.finished.Put(visitor, count+1, loopMemory)
}

// looping reports a visitor whose handshakes have come to nothing too often.
func (r cookielessLoops) looping(visitor flight.Key) bool {
	count, _ := r.finished.Get(visitor)
	return count >= maxRedirects
}

// withoutCookies reports a browser that sent none, to a development instance.
func (a *attempt) withoutCookies() bool { return !a.production() && a.request.Cookie == "" }

// visitor is a browser on one page, as well as it can be told without cookies.
func (a *attempt) visitor() flight.Key {
	u := a.request.URL.Delete(nameHandshake, paramHandshakeHelp, nameDevBrowser, nameHandshakeNonce)
	return flight.KeyOf(a.request.UserAgent, u.Href())
}
