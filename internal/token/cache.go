package token

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

const (
	defaultEntries = 10_000
	defaultBytes   = 32 << 20
	shardCount     = 16 // so that two cores rarely meet at one lock

	// entryOverhead is what an entry costs beyond the texts of its token: the
	// structs, the list, its share of the map.
	entryOverhead = 1024

	sweepPause = 10 * time.Second
)

// cache keeps verified tokens under their own text. It is bounded by entries
// and by bytes; the token that was used least recently makes room.
type cache struct {
	shards [shardCount]shard
}

type shard struct {
	mu       sync.Mutex
	tokens   *simplelru.LRU[string, cached]
	bytes    int
	maxBytes int
	swept    time.Time
}

type cached struct {
	token   *Token
	expires int64 // Unix milliseconds
}

// newCache makes a cache; entries and size in bytes are shared out evenly.
func newCache(entries, size int) (*cache, error) {
	c := &cache{}
	for i := range c.shards {
		s := &c.shards[i]
		s.maxBytes = max(size/shardCount, 1)
		tokens, err := simplelru.NewLRU(max(entries/shardCount, 1), func(raw string, entry cached) {
			s.bytes -= cost(entry.token)
		})
		if err != nil {
			return nil, err
		}
		s.tokens = tokens
	}
	return c, nil
}

func cost(t *Token) int { return len(t.Raw) + len(t.Payload) + entryOverhead }

// shardOf goes by the end of the signature, which is as good as random. Only
// verified tokens enter, so nobody chooses where they go.
func (c *cache) shardOf(raw string) *shard {
	n := 0
	for i := max(len(raw)-4, 0); i < len(raw); i++ {
		n = n*31 + int(raw[i])
	}
	return &c.shards[n%shardCount]
}

// get gives a verified token, also one that is about to leave: whether it is
// still good is for the checks to say.
func (c *cache) get(raw string, now time.Time) *Token {
	s := c.shardOf(raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.tokens.Get(raw)
	s.sweep(now)
	if !ok {
		return nil
	}
	return entry.token
}

func (c *cache) add(t *Token, expires int64, now time.Time) {
	s := c.shardOf(t.Raw)
	size := cost(t)
	if expires <= now.UnixMilli() || size > s.maxBytes {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(now)
	s.tokens.Remove(t.Raw)
	s.tokens.Add(t.Raw, cached{t, expires})
	s.bytes += size
	for s.bytes > s.maxBytes {
		s.tokens.RemoveOldest()
	}
}

// sweep lets go of expired tokens, now and then. The lock is held.
func (s *shard) sweep(now time.Time) {
	if now.Sub(s.swept) < sweepPause {
		return
	}
	s.swept = now
	limit := now.UnixMilli()
	s.removeIf(func(entry cached) bool { return entry.expires <= limit })
}

func (s *shard) removeIf(unwanted func(cached) bool) {
	for _, raw := range s.tokens.Keys() {
		if entry, ok := s.tokens.Peek(raw); ok && unwanted(entry) {
			s.tokens.Remove(raw)
		}
	}
}

// drop lets go of all that a key verified.
func (c *cache) drop(k *key) {
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		s.removeIf(func(entry cached) bool { return entry.token.verifiedBy.Load() == k })
		s.mu.Unlock()
	}
}
