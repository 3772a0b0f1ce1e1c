package plugin

import (
	"crypto/sha256"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

const defaultTenants = 1000

// tenantTable keeps the tenants that were asked for last. To find one by the
// very options that were kept takes no lock.
type tenantTable[C Ctx] struct {
	most    int
	texts   optionset.Texts[Options[C]]
	age     atomic.Uint64 // how many have been added
	byPlace atomic.Pointer[map[place][]*tenant[C]]

	mu         sync.Mutex
	latest     *tenant[C] // nil for none
	byIdentity map[[sha256.Size]byte]*tenant[C]
	byKey      map[string]int // how many there are for a publishable key
}

// tenant is a plugin and the options that it is for. The memory of those that
// were given may say something else by now: an application may fill one map again,
// and what Fiber hands out, such as a host, is the next request's.
type tenant[C Ctx] struct {
	ready    atomic.Bool   // there is a plugin
	lastUsed atomic.Uint64 // the table's age then
	kept     optionset.Kept[Options[C]]
	plugin   Plugin[C]

	build    sync.Once
	err      error // instead of a plugin
	place    place
	identity [sha256.Size]byte
}

func newTenantTable[C Ctx](most int) *tenantTable[C] {
	t := &tenantTable[C]{
		most: most, texts: optionset.TextsOf[Options[C]](),
		byIdentity: map[[sha256.Size]byte]*tenant[C]{}, byKey: map[string]int{},
	}
	t.byPlace.Store(&map[place][]*tenant[C]{})
	return t
}

// find returns nil for a plugin that is not made yet, and for options in other
// memory than those that were kept: add knows whether they are equal.
func (t *tenantTable[C]) find(o *Options[C]) *Plugin[C] {
	for _, candidate := range (*t.byPlace.Load())[placeOf(o)] {
		if candidate.kept.Same(o) && candidate.ready.Load() {
			t.touch(candidate)
			return &candidate.plugin
		}
	}
	return nil
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
	byPlace := maps.Clone(*t.byPlace.Load())
	for len(t.byIdentity) >= t.most {
		t.evict(byPlace)
	}
	added = &tenant[C]{kept: t.keep(o), place: placeOf(o), identity: identity}
	t.latest = added
	added.lastUsed.Store(t.age.Add(1))
	// What the same memory said before, it will hardly say again.
	others := without(byPlace[added.place], func(other *tenant[C]) bool { return other.kept.SameMemory(o) })
	byPlace[added.place] = append(others, added)
	t.byPlace.Store(&byPlace)
	t.byIdentity[identity] = added
	key := added.kept.Options.PublishableKey
	siblings = t.byKey[key]
	t.byKey[key]++
	return added, siblings
}

// keep shares texts with another tenant: most are everybody's.
func (t *tenantTable[C]) keep(o *Options[C]) optionset.Kept[Options[C]] {
	if t.latest == nil {
		return t.texts.Keep(o, nil)
	}
	return t.texts.Keep(o, &t.latest.kept)
}

func (t *tenantTable[C]) evict(byPlace map[place][]*tenant[C]) {
	var victim *tenant[C]
	for _, candidate := range t.byIdentity {
		if victim == nil || candidate.lastUsed.Load() < victim.lastUsed.Load() {
			victim = candidate
		}
	}
	delete(t.byIdentity, victim.identity)
	byPlace[victim.place] = without(byPlace[victim.place], func(other *tenant[C]) bool { return other == victim })
	if len(byPlace[victim.place]) == 0 {
		delete(byPlace, victim.place)
	}
	key := victim.kept.Options.PublishableKey
	t.byKey[key]--
	if t.byKey[key] == 0 {
		delete(t.byKey, key)
	}
}

// without returns a list of its own, since find reads the one that it is given.
func without[T any](list []T, unwanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), unwanted)
}
