package plugin

import (
	"crypto/sha256"
	"hash/maphash"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

const defaultTenants = 1000

// tenantTable keeps the tenants that were asked for last. To find one by the
// very options that were kept takes no lock.
type tenantTable[C Ctx] struct {
	most   int
	seed   maphash.Seed
	texts  optionset.Texts[Options[C]]
	age    atomic.Uint64 // how many have been added
	byHash atomic.Pointer[map[uint64]*tenant[C]]

	mu         sync.Mutex
	byIdentity map[[sha256.Size]byte]*tenant[C]
	byKey      map[string]int // how many there are for a publishable key
}

// tenant is a plugin and the options that it is for, as they were when they were
// kept. The memory of those that were given may say something else by now: an
// application may fill one map again, and what Fiber hands out, such as a host, is
// the next request's.
type tenant[C Ctx] struct {
	options  Options[C]
	lastUsed atomic.Uint64 // the table's age then
	plugin   atomic.Pointer[Plugin[C]]

	build    sync.Once
	err      error // instead of a plugin
	hash     uint64
	identity [sha256.Size]byte
}

func newTenantTable[C Ctx](most int) *tenantTable[C] {
	t := &tenantTable[C]{
		most: most, seed: maphash.MakeSeed(), texts: optionset.TextsOf[Options[C]](),
		byIdentity: map[[sha256.Size]byte]*tenant[C]{}, byKey: map[string]int{},
	}
	t.byHash.Store(&map[uint64]*tenant[C]{})
	return t
}

// find returns nil for a plugin that is not made yet, and for options in other
// memory than those that were kept: add knows whether they are equal. Texts are
// compared; that options with the same texts, but another client, function or
// flag, have the same hash happens once in 10^19.
func (t *tenantTable[C]) find(o *Options[C]) *Plugin[C] {
	found := (*t.byHash.Load())[hashOf(t.seed, o)]
	if found == nil || !t.texts.Same(&found.options, o) {
		return nil
	}
	t.touch(found)
	return found.plugin.Load()
}

// touch writes as rarely as it can: it is everybody's memory.
func (t *tenantTable[C]) touch(found *tenant[C]) {
	if age := t.age.Load(); found.lastUsed.Load() != age {
		found.lastUsed.Store(age)
	}
}

// add returns the tenant with equal options, or a new one in the place of the
// one that was asked for longest ago; with a new one, how many others there are
// for the same publishable key.
func (t *tenantTable[C]) add(o *Options[C]) (added *tenant[C], siblings int) {
	identity := identityOf(o)
	t.mu.Lock()
	defer t.mu.Unlock()
	if known := t.byIdentity[identity]; known != nil {
		t.touch(known)
		return known, 0
	}
	byHash := maps.Clone(*t.byHash.Load())
	for len(t.byIdentity) >= t.most {
		t.evict(byHash)
	}
	added = &tenant[C]{options: *o, hash: hashOf(t.seed, o), identity: identity}
	t.texts.Own(&added.options)
	added.lastUsed.Store(t.age.Add(1))
	byHash[added.hash] = added
	t.byHash.Store(&byHash)
	t.byIdentity[identity] = added
	siblings = t.byKey[o.PublishableKey]
	t.byKey[o.PublishableKey]++
	return added, siblings
}

func (t *tenantTable[C]) evict(byHash map[uint64]*tenant[C]) {
	var victim *tenant[C]
	for _, candidate := range t.byIdentity {
		if victim == nil || candidate.lastUsed.Load() < victim.lastUsed.Load() {
			victim = candidate
		}
	}
	delete(t.byIdentity, victim.identity)
	if byHash[victim.hash] == victim {
		delete(byHash, victim.hash)
	}
	key := victim.options.PublishableKey
	t.byKey[key]--
	if t.byKey[key] == 0 {
		delete(t.byKey, key)
	}
}
