package plugin

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/warnlog"
)

// Tenants is the handler of an application that serves many Clerk instances. It
// keeps a plugin for each distinct Options, so that no instance takes another's
// token, keys or cache.
type Tenants[C Ctx, O any] struct {
	face     Face[C]
	choose   func(C) (O, error)
	mirror   func(O) Options[C]
	kept     *tenantTable[C]
	operator *warnlog.Log
}

// TenantsOptions mirrors the faces' PerRequestOptions.
type TenantsOptions struct {
	Max    int
	Logger *slog.Logger
}

// NewTenants returns the handler for a function that chooses the options of
// each request. These are a face's own, and mirror converts them, so that they
// are known to have the memory of Options[C]: most requests are answered without
// copying it. NewTenants panics when there is no function, as New does for wrong
// options.
func NewTenants[C Ctx, O any](face Face[C], choose func(C) (O, error), mirror func(O) Options[C], o TenantsOptions) *Tenants[C, O] {
	faults := faultList{withoutVariables: true}
	if choose == nil {
		faults.add("NewPerRequest", "the function that chooses the options is nil")
	}
	if o.Max < 0 {
		faults.add("PerRequestOptions.Max", "%d is below zero; 0 stands for the default, %d", o.Max, defaultTenants)
	}
	if err := faults.err(wrongConfiguration); err != nil {
		panic(err) //nolint:forbidigo // a fault of the program, found at its start
	}
	if o.Max == 0 {
		o.Max = defaultTenants
	}
	return &Tenants[C, O]{
		face: face, choose: choose, mirror: mirror, operator: warnlog.New(o.Logger, time.Now),
		kept: newTenantTable[C](o.Max),
	}
}

// Handle hands the request to its instance's plugin. Without one the
// application's ErrorHandler has the error, and nobody is signed in.
func (t *Tenants[C, O]) Handle(c C) error {
	if t.face.HTTP(c) == nil {
		return clerkauth.ErrPluginNotRegistered
	}
	p, err := t.pluginOf(c)
	if err != nil {
		return err
	}
	return p.Handle(c)
}

// pluginOf calls the application's function. An error of it with a status, such
// as 404 for a host that nobody knows, is an answer; another is the operator's
// to know. What the function panics with is not for a visitor.
func (t *Tenants[C, O]) pluginOf(c C) (p *Plugin[C], err error) {
	defer func() {
		if why := recover(); why != nil {
			err = t.withoutInstance("panic", fmt.Errorf("the function given to NewPerRequest panicked: %s", panicText(why)),
				"stack", string(debug.Stack()))
		}
	}()
	options, err := t.choose(c)
	if err == nil {
		if p := t.kept.find(viewOf[C](&options)); p != nil {
			return p, nil
		}
		return t.pluginFor(t.mirror(options))
	}
	if !t.face.IsAnswer(err) {
		_ = t.withoutInstance("error", err)
	}
	return nil, err
}

// pluginFor returns the plugin for these options, and makes it at first sight.
func (t *Tenants[C, O]) pluginFor(o Options[C]) (*Plugin[C], error) {
	found, siblings := t.kept.add(&o)
	if siblings >= manySiblings {
		t.operator.Warn("many-options", "NewPerRequest has many different options for one instance: return the same functions, clients and storages each time, else requests pay for plugins of their own",
			"instance", nameOf(&o), "plugins", siblings+1)
	}
	found.build.Do(func() {
		found.err = found.plugin.init(t.face, found.kept.Options)
		found.ready.Store(found.err == nil)
	})
	if !found.ready.Load() { // without an error when init panicked
		return nil, t.withoutInstance("options", cmp.Or(found.err, errNoInstance), "instance", nameOf(&o))
	}
	return &found.plugin, nil
}

// manySiblings is how many plugins an instance may have before the operator
// hears of it. Satellites have one each.
const manySiblings = 10

// nameOf returns what an operator knows an instance by.
func nameOf[C any](o *Options[C]) string {
	if known, err := instance.Parse(o.PublishableKey); err == nil {
		return known.FrontendAPI
	}
	return redact.Prefix(o.PublishableKey)
}

var errNoInstance = errors.New("clerkfiber: there is no Clerk instance for this request")

// withoutInstance tells the operator why there is no instance for a request, and
// returns an error whose text a visitor may see.
func (t *Tenants[C, O]) withoutInstance(cause string, why error, more ...any) error {
	t.operator.Warn("no-instance-"+cause, "there is no Clerk instance for a request", append([]any{"error", why}, more...)...)
	return hiddenError{errNoInstance, why}
}

// hiddenError reads as shown, and is what it hides for errors.Is and errors.As.
type hiddenError struct{ shown, hidden error }

func (e hiddenError) Error() string   { return e.shown.Error() }
func (e hiddenError) Unwrap() []error { return []error{e.shown, e.hidden} }
