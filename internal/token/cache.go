package token

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

const (
	defaultEntries = 20_000
	defaultBytes   = 64 << 20
	shardCount     = 16 // so that two requests rarely meet at one lock

	// entryOverhead is what an entry costs beyond the texts of its token: its
	// structs, the session worked out of it, its share of list and map.
	entryOverhead = 1024

	sweepPause = 10 * time.Second
	sweepLooks = 16 // a look at the clock costs as much as the look-up
)

// cache keeps verified tokens under their own text. It is bounded by entries
// and by bytes; the token that was used least recently in its shard makes
// room.
type cache struct {
	shards     [shardCount]shard
	maxEntries int64
	maxBytes   int64
	skew       time.Duration // how long after its expiry a token may still pass
	entries    atomic.Int64
	bytes      atomic.Int64
}

type shard struct {
	mu     sync.Mutex
	tokens *simplelru.LRU[string, *Token]
	swept  time.Time
	looks  uint
}

func newCache(entries, bytes int, skew time.Duration) (*cache, error) {
	c := &cache{maxEntries: int64(entries), maxBytes: int64(bytes), skew: skew}
	left := func(_ string, t *Token) {
		c.entries.Add(-1)
		c.bytes.Add(-cost(t))
	}
	for i := range c.shards {
		// The list itself is never full: the bounds are those of all shards
		// together, so that an uneven share pushes nobody out.
		tokens, err := simplelru.NewLRU(entries+1, left)
		if err != nil {
			return nil, err
		}
		c.shards[i].tokens = tokens
	}
	return c, nil
}

func cost(t *Token) int64 { return int64(len(t.Raw) + len(t.Payload) + entryOverhead) }

// shardOf goes by the end of the signature, which is as good as random. Only
// verified tokens enter, so nobody chooses where they go.
func shardOf(raw string) int {
	n := uint(0)
	for i := max(len(raw)-4, 0); i < len(raw); i++ {
		n = n*31 + uint(raw[i])
	}
	return int(n % shardCount)
}

// get returns a verified token, also one that is about to leave: whether it is
// still good is for the checks to say.
func (c *cache) get(raw string, now func() time.Time) *Token {
	s := &c.shards[shardOf(raw)]
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.tokens.Get(raw)
	s.looks++
	if s.looks%sweepLooks == 0 {
		s.sweep(c, now())
	}
	if !ok {
		return nil
	}
	return t
}

// expired reports whether a token can pass no check of its expiry any more.
// What has no proper expiry is treated as expired, and so never kept.
func (c *cache) expired(t *Token, now time.Time) bool {
	at, ok := timeOf(t.Claims.Exp)
	return !ok || at+c.skew.Milliseconds() <= now.UnixMilli()
}

func (c *cache) add(t *Token, now time.Time) {
	if c.expired(t, now) || cost(t) > c.maxBytes {
		return
	}
	own := shardOf(t.Raw)
	c.shards[own].add(c, t, now)
	// The own shard first, but not for the sake of a token that just came.
	for i := 0; c.full() && i < shardCount; i++ {
		keep := 0
		if i == 0 {
			keep = 1
		}
		c.shards[(own+i)%shardCount].shrink(c, keep)
	}
}

func (c *cache) full() bool {
	return c.entries.Load() > c.maxEntries || c.bytes.Load() > c.maxBytes
}

func (s *shard) add(c *cache, t *Token, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(c, now)
	s.tokens.Remove(t.Raw)
	s.tokens.Add(t.Raw, t)
	c.entries.Add(1)
	c.bytes.Add(cost(t))
}

// shrink lets go of the tokens used least recently until the cache has room or
// the shard has no more than keep.
func (s *shard) shrink(c *cache, keep int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c.full() && s.tokens.Len() > keep {
		s.tokens.RemoveOldest()
	}
}

// sweep lets go of expired tokens, now and then. The lock is held.
func (s *shard) sweep(c *cache, now time.Time) {
	if now.Sub(s.swept) < sweepPause {
		return
	}
	s.swept = now
	s.removeIf(func(t *Token) bool { return c.expired(t, now) })
}

// removeIf lets go of unwanted tokens. The lock is held.
func (s *shard) removeIf(unwanted func(*Token) bool) {
	for _, raw := range s.tokens.Keys() {
		if t, ok := s.tokens.Peek(raw); ok && unwanted(t) {
			s.tokens.Remove(raw)
		}
	}
}

// drop lets go of all that a key verified.
func (c *cache) drop(k *key) {
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		s.removeIf(func(t *Token) bool { return t.verifiedBy.Load() == k })
		s.mu.Unlock()
	}
}
