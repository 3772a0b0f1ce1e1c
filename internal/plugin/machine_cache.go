package plugin

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/clerkfiber/clerkfiber/internal/authn"
)

const machineCacheEntries = 10_000

func newMachineCache(r *resolved) (*authn.MachineCache, error) {
	o := r.MachineTokenCache
	if o.TTL == 0 {
		return nil, nil
	}
	var storage authn.Storage = o.Storage
	if o.Storage == nil {
		entries, err := lru.New[string, answer](machineCacheEntries)
		if err != nil {
			return nil, fmt.Errorf("clerkfiber: cache of machine tokens: %w", err)
		}
		storage = processMemory{entries}
	}
	scope := fmt.Sprintf("%q", []string{r.PublishableKey, r.SecretKey, r.MachineSecretKey, fmt.Sprint(r.Audience)})
	return authn.NewMachineCache(storage, o.TTL, scope), nil
}

// processMemory is a bounded storage in this process.
type processMemory struct{ entries *lru.Cache[string, answer] }

type answer struct {
	value []byte
	until time.Time
}

func (m processMemory) Get(key string) ([]byte, error) {
	a, ok := m.entries.Get(key)
	if !ok {
		return nil, nil
	}
	if !time.Now().Before(a.until) {
		m.entries.Remove(key)
		return nil, nil
	}
	return a.value, nil
}

func (m processMemory) Set(key string, value []byte, expiry time.Duration) error {
	m.entries.Add(key, answer{value, time.Now().Add(expiry)})
	return nil
}
