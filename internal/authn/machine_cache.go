package authn

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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
}

// NewMachineCache keeps answers for ttl. The scope tells instances apart that
// share a storage; it is only ever used inside a hash.
func NewMachineCache(storage Storage, ttl time.Duration, scope string) *MachineCache {
	return &MachineCache{storage: storage, ttl: ttl, scope: sha256.Sum256([]byte(scope))}
}

type askFunc func(ctx context.Context, kind, raw string) (*Machine, *token.MachineError)

// verify gives the remembered answer, or asks and remembers.
func (c *MachineCache) verify(ctx context.Context, kind, raw string, ask askFunc) (m *Machine, hit bool, _ *token.MachineError) {
	key := c.key(kind, raw)
	if data, err := c.storage.Get(key); err == nil && len(data) > 0 {
		m := new(Machine)
		if json.Unmarshal(data, m) == nil && m.ID != "" {
			return m, true, nil
		}
	}
	m, fault := ask(ctx, kind, raw)
	if fault != nil {
		return nil, false, fault
	}
	if data, err := json.Marshal(m); err == nil {
		// A storage that is down costs a call to Clerk for each request, and nothing else.
		_ = c.storage.Set(key, data, c.ttl)
	}
	return m, false, nil
}

func (c *MachineCache) key(kind, raw string) string {
	h := sha256.New()
	h.Write(c.scope[:])
	h.Write([]byte(kind))
	h.Write([]byte{0})
	h.Write([]byte(raw))
	return "clerkfiber:machine:" + hex.EncodeToString(h.Sum(nil))
}
