package authn

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/flight"
)

// Storage is the part of fiber.Storage that the cache needs.
type Storage interface {
	Get(key string) ([]byte, error)
	Set(key string, value []byte, expiry time.Duration) error
}

// MachineCacheConfig says how answers about opaque machine tokens are kept.
type MachineCacheConfig struct {
	// Storage may be shared with others and is not believed. Default: this
	// process's memory.
	Storage Storage
	TTL     time.Duration
	// Secret seals what is stored. Scope tells instances and plugins apart that
	// share a storage. Neither leaves the process but inside a hash.
	Secret, Scope string
	// Warn is told of a storage that fails.
	Warn func(cause, message string, args ...any)
}

// MachineCache remembers for a few seconds which opaque machine tokens Clerk
// accepted, never longer than the token is valid. What it stores is sealed, so
// that whoever can write to the storage cannot make tokens; without a storage it
// keeps the answers as they are.
type MachineCache struct {
	config       MachineCacheConfig
	own          *flight.Memory[flight.Key, *Machine] // nil with a storage; what it has is never written to
	scope        [sha256.Size]byte
	seal         cipher.AEAD
	backOffUntil atomic.Int64 // when a storage that failed is tried again, in Unix milliseconds
}

const (
	// storageBackOff is how long a storage that failed is left alone: one that is
	// down may take seconds to say so, and requests must not wait for it in turn.
	storageBackOff = 5 * time.Second
	// storageSkew is how far the clocks of those who share a storage may differ.
	storageSkew = 5 * time.Second

	machineCacheEntries = 10_000
)

// NewMachineCache makes a cache.
func NewMachineCache(c MachineCacheConfig) (*MachineCache, error) {
	if c.Secret == "" {
		return nil, errors.New("no secret to seal the cache of machine tokens with")
	}
	if c.Storage == nil {
		own, err := flight.NewMemory[flight.Key, *Machine](machineCacheEntries)
		if err != nil {
			return nil, err
		}
		return &MachineCache{config: c, own: own}, nil
	}
	key, err := hkdf.Key(sha256.New, []byte(c.Secret), nil, "clerkfiber: cache of machine tokens", sha256.Size)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &MachineCache{config: c, scope: sha256.Sum256([]byte(c.Scope)), seal: seal}, nil
}

// entry is what is stored, sealed under its key.
type entry struct {
	Until   int64 // Unix milliseconds
	Machine *Machine
}

// ttl returns how long an answer may be remembered; zero without a cache.
func (c *MachineCache) ttl() time.Duration {
	if c == nil {
		return 0
	}
	return c.config.TTL
}

// rememberedHere returns the answer about a token in the memory of this process,
// nil without one.
func (c *MachineCache) rememberedHere(question flight.Key) *Machine {
	m, ok := c.own.Get(question)
	// The memory's clock stands still while the machine sleeps, the token's does not.
	if !ok || m.Expires != 0 && time.Now().UnixMilli() >= m.Expires {
		return nil
	}
	return m
}

// remembered returns the answer about a token, nil for one that is not there or
// not to be believed: a storage that is down costs calls to Clerk and nothing else.
func (c *MachineCache) remembered(question flight.Key) *Machine {
	if c == nil {
		return nil
	}
	if c.own != nil {
		return c.rememberedHere(question)
	}
	key := c.key(question)
	sealed := c.load(key)
	if len(sealed) == 0 {
		return nil
	}
	data, err := c.seal.Open(nil, nil, sealed, []byte(key))
	if err != nil {
		return nil
	}
	var e entry
	if json.Unmarshal(data, &e) != nil || e.Machine == nil || e.Machine.ID == "" {
		return nil
	}
	left := time.Until(time.UnixMilli(e.Until))
	if left <= 0 || left > c.config.TTL+storageSkew {
		return nil
	}
	return e.Machine
}

func (c *MachineCache) remember(question flight.Key, m *Machine) {
	if c == nil {
		return
	}
	now := time.Now()
	until := now.Add(c.config.TTL)
	if expires := time.UnixMilli(m.Expires); m.Expires != 0 && expires.Before(until) {
		until = expires
	}
	if !now.Before(until) {
		return
	}
	if c.own != nil {
		c.own.Put(question, m, until.Sub(now))
		return
	}
	key := c.key(question)
	c.save(key, c.sealed(key, entry{until.UnixMilli(), m}), until.Sub(now))
}

// sealed returns an entry as it is stored under key, and nowhere else.
func (c *MachineCache) sealed(key string, e entry) []byte {
	data, err := json.Marshal(e)
	if err != nil {
		return nil // strings and numbers can be written; what is empty is not read
	}
	return c.seal.Seal(nil, nil, data, []byte(key)) //nolint:gosec // it makes a nonce of its own
}

func (c *MachineCache) load(key string) (value []byte) {
	c.use(func() (err error) {
		value, err = c.config.Storage.Get(key)
		return err
	})
	return value
}

func (c *MachineCache) save(key string, value []byte, expiry time.Duration) {
	c.use(func() error { return c.config.Storage.Set(key, value, expiry) })
}

// use calls the storage unless it is left alone, which it is for a while when it fails.
func (c *MachineCache) use(storage func() error) {
	if time.Now().UnixMilli() < c.backOffUntil.Load() {
		return
	}
	if err := unpanicked(storage); err != nil {
		c.backOffUntil.Store(time.Now().Add(storageBackOff).UnixMilli())
		c.config.Warn("machine-token-storage", "the storage of the machine-token cache failed; Clerk is asked instead", "error", err)
	}
}

// unpanicked turns a panic into an error, without its text: it may hold anything.
func unpanicked(f func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("it panicked: %T", cause)
		}
	}()
	return f()
}

// key is where the answer to a question is stored.
func (c *MachineCache) key(question flight.Key) string {
	h := flight.KeyOf(string(c.scope[:]), string(question[:]))
	return "clerkfiber:machine:" + hex.EncodeToString(h[:])
}
