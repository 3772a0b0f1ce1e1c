package authn

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// Storage is the part of fiber.Storage that the cache needs.
type Storage interface {
	Get(key string) ([]byte, error)
	Set(key string, value []byte, expiry time.Duration) error
}

// MachineCache remembers for a few seconds which opaque machine tokens Clerk
// accepted. Refusals are not remembered: a token may become valid any moment,
// and garbage must not push out anybody.
type MachineCache struct {
	storage Storage
	ttl     time.Duration
	scope   [sha256.Size]byte
	resting atomic.Int64 // when a storage that failed is tried again, in Unix milliseconds
}

// storageRest is how long a storage that failed is left alone: one that is down
// may take seconds to say so, and requests must not wait for it in turn.
const storageRest = 5 * time.Second

// NewMachineCache keeps answers for ttl. The scope tells instances apart that
// share a storage; it is only ever used inside a hash.
func NewMachineCache(storage Storage, ttl time.Duration, scope string) *MachineCache {
	return &MachineCache{storage: steadyStorage{storage}, ttl: ttl, scope: sha256.Sum256([]byte(scope))}
}

type askFunc func(ctx context.Context, kind, raw string) (*Machine, *token.MachineError)

// verify gives the remembered answer, or asks and remembers.
func (c *MachineCache) verify(ctx context.Context, kind, raw string, ask askFunc) (m *Machine, hit bool, _ *token.MachineError) {
	key := c.key(kind, raw)
	if m := c.remembered(key); m != nil {
		return m, true, nil
	}
	m, fault := ask(ctx, kind, raw)
	if fault != nil {
		return nil, false, fault
	}
	c.remember(key, m)
	return m, false, nil
}

// remembered is nil for an answer that is not there, or not to be read: a
// storage that is down costs calls to Clerk and nothing else.
func (c *MachineCache) remembered(key string) *Machine {
	if c.rests() {
		return nil
	}
	data, err := c.storage.Get(key)
	if err != nil {
		c.rest()
		return nil
	}
	m := new(Machine)
	if json.Unmarshal(data, m) != nil || m.ID == "" {
		return nil
	}
	return m
}

func (c *MachineCache) remember(key string, m *Machine) {
	data, err := json.Marshal(m)
	if err != nil || c.rests() {
		return
	}
	if c.storage.Set(key, data, c.ttl) != nil {
		c.rest()
	}
}

func (c *MachineCache) rest() { c.resting.Store(time.Now().Add(storageRest).UnixMilli()) }

func (c *MachineCache) rests() bool { return time.Now().UnixMilli() < c.resting.Load() }

func (c *MachineCache) key(kind, raw string) string {
	h := sha256.New()
	h.Write(c.scope[:])
	h.Write([]byte(kind))
	h.Write([]byte{0})
	h.Write([]byte(raw))
	return "clerkfiber:machine:" + hex.EncodeToString(h.Sum(nil))
}
