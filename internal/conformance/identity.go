package conformance

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// noPartOfTheIdentity are the fields by which two plugins may differ and yet
// decide the same.
var noPartOfTheIdentity = map[string]string{
	"Next":        "which requests are decided, not what",
	"Environment": "what was read from it is in the other fields",
	"Observe":     "who is told, not what is decided",
	"Logger":      "likewise",
}

// Mounted twice with equal options, the plugin decides once. A field that was
// forgotten would make two plugins equal that are not.
func (f Suite) TestEveryFieldIsPartOfTheIdentity(t *testing.T) {
	t.Parallel()
	var empty Options
	for f := range optionset.Of(&empty) {
		var changed Options
		for same := range optionset.Of(&changed) {
			if same.Name == f.Name {
				same.Value.Set(something(t, same.Value.Type()))
			}
		}
		differs := optionset.Identity(changed) != optionset.Identity(Options{})
		if _, left := noPartOfTheIdentity[f.Name]; differs == left {
			t.Errorf("%s: another identity: %v", f.Name, differs)
		}
		if equal := changed; optionset.Identity(changed) != optionset.Identity(equal) {
			t.Errorf("%s: equal options differ", f.Name)
		}
	}
}

func something(t *testing.T, of reflect.Type) reflect.Value {
	t.Helper()
	switch of.Kind() {
	case reflect.Bool:
		return reflect.ValueOf(true)
	case reflect.Int, reflect.Int64:
		return reflect.ValueOf(7).Convert(of)
	case reflect.String:
		return reflect.ValueOf("x")
	case reflect.Slice:
		return reflect.ValueOf([]string{"x"})
	case reflect.Map:
		return reflect.ValueOf(map[string]string{"x": "y"})
	case reflect.Pointer:
		return reflect.New(of.Elem())
	case reflect.Func:
		return reflect.MakeFunc(of, nil)
	case reflect.Interface:
		return reflect.ValueOf(new(emptyStorage))
	}
	t.Fatalf("no sample of %v", of)
	return reflect.Value{}
}

type emptyStorage struct{ clerkauth.Storage }

func (f Suite) TestWhatMakesTwoOptionsEqual(t *testing.T) {
	t.Parallel()
	below := func(path string) func(*url.URL) bool { return func(u *url.URL) bool { return u.Path == path } }
	one, client := below("/one"), &http.Client{}
	storage := &emptyStorage{}
	with := func(change func(*Options)) Options {
		var o Options
		change(&o)
		return o
	}
	parties := func(p ...string) Options { return Options{AuthorizedParties: p} }
	for _, test := range []struct {
		name string
		a, b Options
		same bool
	}{
		{"one client", Options{HTTPClient: client}, Options{HTTPClient: client}, true},
		{"two clients", Options{HTTPClient: client}, Options{HTTPClient: &http.Client{}}, false},
		{"one function", with(func(o *Options) { o.FrontendAPIProxy.EnabledFunc = one }), with(func(o *Options) { o.FrontendAPIProxy.EnabledFunc = one }), true},
		{"two functions of one line", with(func(o *Options) { o.FrontendAPIProxy.EnabledFunc = one }), with(func(o *Options) { o.FrontendAPIProxy.EnabledFunc = below("/two") }), false},
		{"one storage", with(func(o *Options) { o.MachineTokenCache.Storage = storage }), with(func(o *Options) { o.MachineTokenCache.Storage = storage }), true},
		{"equal lists", parties("a", "b"), parties("a", "b"), true},
		{"lists that are joined alike", parties("a b"), parties("a", "b"), false},
		{"texts that hold the next field", Options{Domain: "x\nIsSatellite=true"}, Options{Domain: "x", IsSatellite: true}, false},
		{"who looks on", Options{Logger: slog.Default(), Observe: func(ctx context.Context) (context.Context, func(clerkauth.Observation)) { return ctx, nil }}, Options{}, true},
		{"a duration", Options{ClockSkew: time.Second}, Options{ClockSkew: time.Minute}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if same := optionset.Identity(test.a) == optionset.Identity(test.b); same != test.same {
				t.Errorf("equal: %v", same)
			}
		})
	}
}
