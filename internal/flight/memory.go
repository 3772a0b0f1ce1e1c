package flight

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Key names a question by a hash of all that it asks, so that a credential is
// neither kept nor confused with one that begins alike.
type Key [sha256.Size]byte

// KeyOf returns the key of a question. Parts do not run into each other.
func KeyOf(first string, parts ...string) Key {
	text := appendPart(make([]byte, 0, 256), first) // room for an API key and where it is from
	for _, part := range parts {
		text = appendPart(text, part)
	}
	return sha256.Sum256(text)
}

func appendPart(text []byte, part string) []byte {
	return append(binary.BigEndian.AppendUint64(text, uint64(len(part))), part...)
}

// Memory remembers so many things at most, each for a while. When it is full,
// what was used least recently makes room. It is safe for concurrent use.
type Memory[K comparable, V any] struct {
	mu      sync.Mutex
	entries *simplelru.LRU[K, remembered[V]]
}

type remembered[V any] struct {
	value V
	until time.Time
}

// NewMemory returns a memory of at most size things.
func NewMemory[K comparable, V any](size int) (*Memory[K, V], error) {
	entries, err := simplelru.NewLRU[K, remembered[V]](size, nil)
	if err != nil {
		return nil, err
	}
	return &Memory[K, V]{entries: entries}, nil
}

// Get returns what is remembered of k.
func (m *Memory[K, V]) Get(k K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.entries.Get(k)
	if ok && !time.Now().Before(r.until) {
		m.entries.Remove(k)
		r, ok = remembered[V]{}, false
	}
	return r.value, ok
}

// Put remembers v for a while.
func (m *Memory[K, V]) Put(k K, v V, while time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries.Add(k, remembered[V]{v, time.Now().Add(while)})
}

// Forget forgets k.
func (m *Memory[K, V]) Forget(k K) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries.Remove(k)
}
