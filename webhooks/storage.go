package webhooks

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Storage keeps the marks of messages. Fiber's storages, those of v2 and of v3
// (github.com/gofiber/storage), are ones.
type Storage interface {
	// Get returns nil for a key that is not there.
	Get(key string) ([]byte, error)
	// Set keeps a value for as long as the lifetime says.
	Set(key string, value []byte, lifetime time.Duration) error
	// Delete forgets a key, which need not be there.
	Delete(key string) error
}

// ClaimFunc stores value under key for ttl if the key is free, and reports
// whether it was: both in one step, however many processes ask at the same
// time. Redis calls this SET NX, see SetNX.
type ClaimFunc func(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error)

// Claimer is a storage with a ClaimFunc of its own. Once finds it by itself.
type Claimer interface {
	Claim(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error)
}

// SetNX makes a ClaimFunc of a client for Redis, for instance the Conn() of
// gofiber/storage/redis or any client of redis/go-redis.
func SetNX[Client interface {
	SetNX(ctx context.Context, key string, value any, ttl time.Duration) Result
}, Result interface{ Result() (bool, error) }](client Client) ClaimFunc {
	return func(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error) {
		return client.SetNX(ctx, key, value, ttl).Result()
	}
}

// guarded calls a storage. What it returns becomes an error of the kind, and so
// does a panic: the storage is somebody else's code on a request's path.
func guarded(kind error, operation string, call func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %s panicked: %v", kind, operation, cause)
		}
	}()
	if err := call(); err != nil {
		return fmt.Errorf("%w: %s: %w", kind, operation, err)
	}
	return nil
}

// memory is the storage of one process. Only verified messages enter it, and
// each is forgotten at its time.
type memory struct {
	mu      sync.Mutex
	entries map[string]memoryEntry
	// sweepAt is how many entries there may be before those that are over are
	// looked for.
	sweepAt int
}

type memoryEntry struct {
	value []byte
	until time.Time
}

const smallestSweep = 1024

func newMemory() *memory {
	return &memory{entries: make(map[string]memoryEntry), sweepAt: smallestSweep}
}

func (m *memory) Get(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	entry, ok := m.entries[key]
	if !ok || !time.Now().Before(entry.until) {
		return nil, nil
	}
	return entry.value, nil
}

func (m *memory) Set(key string, value []byte, lifetime time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	m.entries[key] = memoryEntry{value, now.Add(lifetime)}
	if len(m.entries) < m.sweepAt {
		return nil
	}
	for key, entry := range m.entries {
		if !now.Before(entry.until) {
			delete(m.entries, key)
		}
	}
	m.sweepAt = max(2*len(m.entries), smallestSweep)
	return nil
}

func (m *memory) Delete(key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.entries, key)
	return nil
}
