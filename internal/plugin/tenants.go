package plugin

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/warnlog"
)

const defaultTenants = 1000

// Tenants is the handler of an application that serves many Clerk instances. It
// keeps a plugin for each distinct Options, so that no instance takes another's
// token, keys or cache.
type Tenants[C Ctx] struct {
	face     Face[C]
	choose   func(C) (Options[C], error)
	most     int
	operator *warnlog.Log

	mu    sync.RWMutex
	byKey map[tenantKey][]*tenant[C]
	count int
}

// tenantKey finds the few tenants that may be meant.
type tenantKey struct{ publishable, secret string }

type tenant[C Ctx] struct {
	options Options[C]
	used    atomic.Bool // since the last time that room was needed
	build   sync.Once
	plugin  *Plugin[C]
	err     error
}

// NewTenants returns the handler for a function that chooses the options of
// each request. most bounds how many plugins are kept; zero: 1,000.
func NewTenants[C Ctx](face Face[C], choose func(C) (Options[C], error), most int) *Tenants[C] {
	if most <= 0 {
		most = defaultTenants
	}
	return &Tenants[C]{
		face: face, choose: choose, most: most, operator: warnlog.New(nil, time.Now),
		byKey: map[tenantKey][]*tenant[C]{},
	}
}

// Handle hands the request to its instance's plugin. Without one the
// application's ErrorHandler has the error, and nobody is signed in.
func (t *Tenants[C]) Handle(c C) error {
	options, err := t.chosen(c)
	if err != nil {
		return err
	}
	p, err := t.pluginFor(&options)
	if err != nil {
		return err
	}
	return p.Handle(c)
}

// chosen calls the application's function. What it panics with is for the
// operator's log, not for a visitor.
func (t *Tenants[C]) chosen(c C) (o Options[C], err error) {
	defer func() {
		if v := recover(); v != nil {
			err = t.unconfigured(fmt.Errorf("the function given to NewPerRequest panicked: %v", v))
		}
	}()
	return t.choose(c)
}

func (t *Tenants[C]) pluginFor(o *Options[C]) (*Plugin[C], error) {
	known := t.find(o)
	if known == nil {
		known = t.add(o)
	}
	if !known.used.Load() {
		known.used.Store(true)
	}
	known.build.Do(func() {
		if known.plugin, known.err = New(t.face, known.options); known.err != nil {
			known.err = t.unconfigured(known.err)
		}
	})
	return known.plugin, known.err
}

func (t *Tenants[C]) find(o *Options[C]) *tenant[C] {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.among(o)
}

func (t *Tenants[C]) among(o *Options[C]) *tenant[C] {
	for _, known := range t.byKey[tenantKey{o.PublishableKey, o.SecretKey}] {
		if sameOptions(&known.options, o) {
			return known
		}
	}
	return nil
}

func (t *Tenants[C]) add(o *Options[C]) *tenant[C] {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known := t.among(o); known != nil {
		return known
	}
	for t.count >= t.most {
		t.evict()
	}
	added := &tenant[C]{options: *o}
	key := tenantKey{o.PublishableKey, o.SecretKey}
	t.byKey[key] = append(t.byKey[key], added)
	t.count++
	if len(t.byKey[key]) > 1 {
		t.operator.Warn("many-options", "NewPerRequest was given different options for one instance: return the same slices, functions and clients each time, else every request pays for a new plugin")
	}
	return added
}

// evict makes room: the first that nobody has asked for since the last time,
// else the first.
func (t *Tenants[C]) evict() {
	var victim tenantKey
	found := false
	for key, tenants := range t.byKey {
		if !found {
			victim, found = key, true
		}
		if idle := !tenants[0].used.Swap(false); idle {
			victim = key
			break
		}
	}
	tenants := t.byKey[victim]
	if len(tenants) == 1 {
		delete(t.byKey, victim)
	} else {
		t.byKey[victim] = tenants[1:]
	}
	t.count--
}

var errNoInstance = errors.New("clerkfiber: there is no Clerk instance for this request")

// unconfigured tells the operator why, and gives the ErrorHandler an error
// whose text a visitor may see.
func (t *Tenants[C]) unconfigured(why error) error {
	t.operator.Warn("no-instance", "there is no Clerk instance for a request", "error", why)
	return hiddenError{errNoInstance, why}
}

// hiddenError reads as shown, and is what it hides for errors.Is and errors.As.
type hiddenError struct{ shown, hidden error }

func (e hiddenError) Error() string   { return e.shown.Error() }
func (e hiddenError) Unwrap() []error { return []error{e.shown, e.hidden} }
