package plugin

import (
	"errors"
	"testing"
)

type noCtx struct{}

func (noCtx) Method(...string) string { return "" }
func (noCtx) IsProxyTrusted() bool    { return false }
func (noCtx) Next() error             { return nil }

// What panics while a plugin is made must leave no half of one behind.
func TestAPluginThatWasNeverMadeServesNobody(t *testing.T) {
	t.Parallel()
	o := Options[noCtx]{SecretKey: "sk_test_fake"}
	tenants := NewTenants(Face[noCtx]{}, func(noCtx) (Options[noCtx], error) { return o, nil },
		func(o Options[noCtx]) Options[noCtx] { return o }, TenantsOptions{})
	half, _ := tenants.kept.add(&o)
	func() {
		defer func() { _ = recover() }()
		half.build.Do(func() { panic("in a dependency") })
	}()
	for range 2 {
		if p, err := tenants.pluginOf(noCtx{}); p != nil || !errors.Is(err, errNoInstance) {
			t.Errorf("%v, %v", p, err)
		}
	}
}
