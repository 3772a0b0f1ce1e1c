package authn

import (
	"sync"
	"time"
)

// refusedCookies notices browsers that keep no cookies, on development
// instances. There the redirect counter, a cookie, does not count, and a
// handshake always seems to be needed; without this memory such a browser is
// sent around until it gives up by itself. Production never starts a handshake
// for somebody without cookies.
type refusedCookies struct {
	mu       sync.Mutex
	finished map[string]finishedHandshakes
}

// finishedHandshakes counts handshakes that came back without a single cookie,
// although one was set when they began.
type finishedHandshakes struct {
	count int
	last  time.Time
}

const (
	refusalMemory  = 10 * time.Second
	refusalEntries = 1000
)

// note counts a finished handshake.
func (r *refusedCookies) note(visitor string, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.finished == nil || len(r.finished) >= refusalEntries {
		r.finished = map[string]finishedHandshakes{} // forgetting costs a few more redirects
	}
	f := r.finished[visitor]
	if now.Sub(f.last) > refusalMemory {
		f.count = 0
	}
	r.finished[visitor] = finishedHandshakes{f.count + 1, now}
}

// looping reports a visitor whose handshakes have come to nothing too often.
func (r *refusedCookies) looping(visitor string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, known := r.finished[visitor]
	return known && f.count >= maxRedirects && now.Sub(f.last) <= refusalMemory
}

// withoutCookies reports a browser that sent none, to a development instance.
func (a *attempt) withoutCookies() bool { return !a.production() && a.request.Cookie == "" }

// visitor is a browser on one page, as well as it can be told without cookies.
func (a *attempt) visitor() string {
	u := a.request.URL.Delete(nameHandshake, paramHandshakeHelp, nameDevBrowser, nameHandshakeNonce)
	return a.request.UserAgent + " " + u.Href()
}
