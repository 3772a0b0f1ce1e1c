package token

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	keysLive     = 5 * time.Minute  // counted from the fetch, whatever the use
	keysRefresh  = time.Minute      // age at which a request starts a refresh: an outage of four minutes goes unnoticed
	fetchTimeout = 4 * time.Second  // so that a visitor has an answer within five
	fetchPause   = 10 * time.Second // between fetches that did not bring what was looked for
)

// keySet is what one fetch brought. It never changes.
type keySet struct {
	keys    map[string]*key
	fetched time.Time
}

func (s *keySet) fresh(now time.Time) bool {
	return s != nil && now.Sub(s.fetched) < keysLive
}

// flight is one fetch, with all who wait for it.
type flight struct {
	began time.Time
	asked string        // the id for whose sake it began
	done  chan struct{} // closed at the end; set and err may be read then
	set   *keySet
	err   *Error
}

// keyCache has the keys of one instance, fetched when first asked for. It has
// no goroutine but for the length of a fetch.
type keyCache struct {
	fetch     func(context.Context) ([]byte, int, error)
	url       string
	warn      func(cause, msg string, args ...any)
	onRetired func(*key) // called with each key that a fetch no longer brought
	always    bool       // fetch for each question

	current atomic.Pointer[keySet]

	mu       sync.Mutex
	flying   *flight
	lastMiss time.Time // start of the last fetch that failed or did not have the key asked for
	failure  *Error    // of the last fetch, nil when it succeeded
}

// find returns the key of an id. Keys that are known and fresh cost no lock. An
// unknown id costs a fetch at most every fetchPause, whoever asks: ids come
// from strangers.
func (c *keyCache) find(ctx context.Context, id string, now time.Time) (*key, *Error) {
	if c.always {
		return c.findAlways(ctx, id, now)
	}
	if set := c.current.Load(); set.fresh(now) {
		if k, ok := set.keys[id]; ok {
			if now.Sub(set.fetched) >= keysRefresh {
				c.refresh(id, now)
			}
			return k, nil
		}
	}
	f, refusal := c.join(id, now)
	if f == nil {
		return nil, refusal
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		return nil, failedToLoad()
	}
	if f.err != nil {
		return nil, f.err
	}
	if k, ok := f.set.keys[id]; ok {
		return k, nil
	}
	c.block(f.began)
	return nil, unknownKey(id)
}

func (c *keyCache) findAlways(ctx context.Context, id string, now time.Time) (*key, *Error) {
	set, err := c.load(ctx, now)
	if err != nil {
		return nil, err
	}
	if k, ok := set.keys[id]; ok {
		return k, nil
	}
	return nil, unknownKey(id)
}

// join returns the fetch to wait for, or why there is none.
func (c *keyCache) join(id string, now time.Time) (*flight, *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flying != nil {
		return c.flying, nil
	}
	// A fetch may have ended since the caller looked.
	if set := c.current.Load(); set.fresh(now) {
		if _, ok := set.keys[id]; ok {
			return landed(set), nil
		}
	}
	if c.paused(now) {
		if c.failure != nil {
			return nil, c.failure
		}
		return nil, unknownKey(id)
	}
	return c.start(id, now), nil
}

func landed(set *keySet) *flight {
	f := &flight{began: set.fetched, done: make(chan struct{}), set: set}
	close(f.done)
	return f
}

// refresh fetches anew for those who come later, while the keys are still good.
func (c *keyCache) refresh(id string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	set := c.current.Load()
	if c.flying != nil || now.Sub(set.fetched) < keysRefresh || c.paused(now) {
		return
	}
	c.start(id, now)
}

// paused reports whether the last fetch was in vain too short a time ago. The lock
// is held.
func (c *keyCache) paused(now time.Time) bool {
	return !c.lastMiss.IsZero() && now.Sub(c.lastMiss) < fetchPause
}

// start begins a fetch that may outlive the request which caused it, since
// others wait for it too. It takes nothing of that request's context, not even
// its values: some servers use a request's memory again when it is over. The
// lock is held.
func (c *keyCache) start(id string, now time.Time) *flight {
	f := &flight{began: now, asked: id, done: make(chan struct{})}
	c.flying = f
	go func() {
		f.err = failedToLoad() // unless it returns: what the user gave may panic, or end this goroutine
		defer close(f.done)
		defer c.land(f)
		defer func() { _ = recover() }()
		f.set, f.err = c.load(context.Background(), now)
	}()
	return f
}

// land keeps what a fetch brought. A fetch that failed leaves the keys as they
// were.
func (c *keyCache) land(f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flying = nil
	c.failure = f.err
	if f.err != nil {
		c.lastMiss = f.began
		return
	}
	previous := c.current.Load()
	if previous != nil {
		c.replace(previous.keys, f.set.keys)
	}
	if _, found := f.set.keys[f.asked]; !found {
		c.lastMiss = f.began // here already, or the next stranger could begin another
	}
	c.current.Store(f.set)
}

// replace takes over the keys that stay, so that what they verified stays
// verified, and reports those that do not.
func (c *keyCache) replace(old, fresh map[string]*key) {
	for id, k := range old {
		if replacement, ok := fresh[id]; ok && replacement.same(k) {
			fresh[id] = k
			continue
		}
		c.onRetired(k)
	}
}

func (c *keyCache) block(began time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if began.After(c.lastMiss) {
		c.lastMiss = began
	}
}

// load fetches and reads the keys. The caller's fetch must heed its context.
func (c *keyCache) load(ctx context.Context, now time.Time) (set *keySet, refusal *Error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	defer func() {
		// A transport of the user's that panics must not end the process: this
		// runs outside of any handler's recover. The panic's text may hold the
		// request, and the key with it.
		if cause := recover(); cause != nil {
			set, refusal = nil, c.report(fmt.Errorf("token: fetching the JWKS panicked: %T", cause))
		}
	}()
	body, status, err := c.fetch(ctx)
	if err != nil {
		return nil, c.report(err)
	}
	if status < 200 || status > 299 {
		refusal := refusedKeys(c.url, status, body)
		c.warn(refusal.Reason, refusal.Message, "status", status)
		return nil, refusal
	}
	keys, err := parseJWKS(body)
	if errors.Is(err, errNoKeys) {
		refusal := noKeys()
		c.warn(refusal.Reason, refusal.Message)
		return nil, refusal
	}
	if err != nil {
		return nil, c.report(err)
	}
	return &keySet{keys: keys, fetched: now}, nil
}

func (c *keyCache) report(err error) *Error {
	refusal := failedToLoad()
	c.warn(refusal.Reason, refusal.Message, "url", c.url, "error", err)
	return refusal
}
