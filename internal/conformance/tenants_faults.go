package conformance

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// A request without an instance is the ErrorHandler's, once in the log, and
// nobody's, whatever it brings.
func (f Suite) TestARequestWithoutAnInstance(t *testing.T) {
	t.Parallel()
	const secret = "sk_test_fakefakefakefakesecret"
	errOwn := errors.New("no database")
	missing := f.NewError(http.StatusNotFound)
	s, good := clerk(t)
	with := func(change func(*Options)) Options {
		o := good
		change(&o)
		return o
	}
	const none = "there is no Clerk instance for this request"
	for _, test := range []struct {
		name   string
		choose func(Ctx) (Options, error)
		status int
		text   string // of the error
		is     error
		log    string // empty: nothing is logged
	}{
		{"it fails", func(Ctx) (Options, error) { return Options{}, errOwn }, 500, "no database", errOwn, "no database"},
		{"it fails, with options", func(Ctx) (Options, error) { return good, errOwn }, 500, "no database", errOwn, "no database"},
		{"it answers", func(Ctx) (Options, error) { return good, missing }, 404, "Not Found", missing, ""},
		{"it panics", func(Ctx) (Options, error) { panic(secret) }, 500, none, nil, "panicked: string"},
		{"it panics with an error", func(Ctx) (Options, error) { panic(errOwn) }, 500, none, nil, "panicked: *errors.errorString"},
		{"it reads beyond a list", func(c Ctx) (Options, error) { return []Options{good}[len(c.Path())], nil }, 500, none, nil, "index out of range"},
		{"nothing", func(Ctx) (Options, error) { return Options{Environment: map[string]string{}}, nil }, 500, none, nil, "CLERK_PUBLISHABLE_KEY"},
		{"no key", func(Ctx) (Options, error) { return with(func(o *Options) { o.PublishableKey = "rubbish" }), nil }, 500, none, nil, "PublishableKey"},
		{"a key of another kind", func(Ctx) (Options, error) { return with(func(o *Options) { o.SecretKey = "pk" + secret }), nil }, 500, none, nil, "SecretKey"},
		{"an address that is none", func(Ctx) (Options, error) { return with(func(o *Options) { o.APIURL = "://" }), nil }, 500, none, nil, "APIURL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			var handled []error
			app := f.NewApp(Config{ErrorHandler: func(c Ctx, err error) error {
				handled = append(handled, err)
				auth, notRegistered := c.GetAuth()
				if _, ok := clerkauth.FromContext(c.Context()); ok || auth.IsAuthenticated || !errors.Is(notRegistered, clerkauth.ErrPluginNotRegistered) {
					t.Errorf("in the ErrorHandler: %+v, %v", auth, notRegistered)
				}
				status := f.StatusOf(err)
				if status == 0 {
					status = http.StatusInternalServerError
				}
				return c.SendStatus(status)
			}})
			app.Use("/", f.NewPerRequest(test.choose, plugin.TenantsOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))}))
			app.All("/", func(Ctx) error {
				t.Error("the handler was reached")
				return nil
			})
			for range 3 {
				if got := send(t, app, bearer(s.SessionToken("user_1"))); got.status != test.status || len(got.header["Set-Cookie"]) > 0 {
					t.Errorf("%d %q", got.status, got.header)
				}
			}
			if len(handled) != 3 {
				t.Fatalf("%d errors for 3 requests", len(handled))
			}
			for _, err := range handled {
				if !strings.Contains(err.Error(), test.text) || (test.is != nil && !errors.Is(err, test.is)) || strings.Contains(err.Error(), secret) {
					t.Errorf("the error: %v", err)
				}
			}
			want := min(1, len(test.log))
			if told := log.String(); strings.Count(told, "\n") != want || !strings.Contains(told, test.log) || strings.Contains(told, secret) {
				t.Errorf("the log: %s", told)
			}
		})
	}
}

// One instance's wrong options are no other's.
func (f Suite) TestAWrongTenantBesideAGoodOne(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "good.example", "wrong.example")
	wrong := all.options["wrong.example"]
	wrong.SecretKey = "rubbish"
	all.options["wrong.example"] = wrong
	app := f.tenantApplication(all.byHost, plugin.TenantsOptions{Logger: slog.New(slog.DiscardHandler)})
	for range 2 {
		for host, status := range map[string]int{"good.example": 200, "wrong.example": 500, "unknown.example": 500} {
			if got := send(t, app, at(host, "/any", all.servers["good.example"].SessionToken("user_1"))); got.status != status {
				t.Errorf("%s: %d %s", host, got.status, got.body)
			}
		}
	}
}

func (f Suite) TestOptionsThatAreMadeAnewAreToldOf(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	var log strings.Builder
	app := f.tenantApplication(func(Ctx) (Options, error) {
		anew := o
		anew.HTTPClient = &http.Client{}
		return anew, nil
	}, plugin.TenantsOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	for range 30 {
		send(t, app, request(http.MethodGet, "/"))
	}
	if told := log.String(); strings.Count(told, "\n") != 1 || !strings.Contains(told, "many different options") {
		t.Errorf("the log: %s", told)
	}
}

func (f Suite) TestWrongPerRequestOptionsAreRefusedAtRegistration(t *testing.T) {
	t.Parallel()
	one := func(Ctx) (Options, error) { return Options{}, nil }
	for _, test := range []struct {
		name    string
		choose  func(Ctx) (Options, error)
		options []plugin.TenantsOptions
		want    []string // none: it is fine
	}{
		{"a function", one, nil, nil},
		{"the default", one, []plugin.TenantsOptions{{}}, nil},
		{"no function", nil, nil, []string{"function", "nil"}},
		{"below zero", one, []plugin.TenantsOptions{{Max: -1}}, []string{"Max", "-1"}},
		{"both", nil, []plugin.TenantsOptions{{Max: -1}}, []string{"2 faults"}},
	} {
		func() {
			defer func() {
				why, _ := recover().(error)
				if (why == nil) != (test.want == nil) {
					t.Errorf("%s: %v", test.name, why)
				}
				for _, part := range test.want {
					if !strings.Contains(why.Error(), part) {
						t.Errorf("%s: %v", test.name, why)
					}
				}
			}()
			f.NewPerRequest(test.choose, test.options...)
		}()
	}
}

// Options whose memory is written over are those that it says now: a map that is
// filled again, a list, a text of Fiber's own, which is the next request's.
func (f Suite) TestOptionsThatAreWrittenOver(t *testing.T) {
	t.Parallel()
	const a, b = "a.example", "b.example"
	for _, test := range []struct {
		name   string
		choose func(all *tenants) func(Ctx) (Options, error)
	}{
		{"one map", func(all *tenants) func(Ctx) (Options, error) {
			environment := map[string]string{}
			return func(c Ctx) (Options, error) {
				clear(environment)
				maps.Copy(environment, all.servers[string(c.HTTP().Host())].Env())
				return Options{Environment: environment}, nil
			}
		}},
		{"one memory for keys", func(all *tenants) func(Ctx) (Options, error) {
			publishable, secret := make([]byte, 200), make([]byte, 200)
			return func(c Ctx) (Options, error) {
				o := all.options[string(c.HTTP().Host())]
				publishable, secret = append(publishable[:0], o.PublishableKey...), append(secret[:0], o.SecretKey...)
				o.PublishableKey, o.SecretKey = unsafe.String(&publishable[0], len(publishable)), unsafe.String(&secret[0], len(secret))
				return o, nil
			}
		}},
		{"one list", func(all *tenants) func(Ctx) (Options, error) {
			parties := []string{""}
			return func(c Ctx) (Options, error) {
				o := all.options[a]
				o.AuthorizedParties, parties[0] = parties, "https://"+string(c.HTTP().Host())
				return o, nil
			}
		}},
		{"one list whose texts are as long together", func(all *tenants) func(Ctx) (Options, error) {
			audience := make([]string, 2)
			return func(c Ctx) (Options, error) {
				o := all.options[a]
				o.Audience = audience
				if audience[0], audience[1] = "api", "x"; string(c.HTTP().Host()) == b {
					audience[0], audience[1] = "ap", "ix"
				}
				return o, nil
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			all := newTenants(t, a, b)
			choose := test.choose(all)
			app := f.tenantApplication(choose)
			token := all.servers[a].SessionToken("user_1", clerktest.AZP("https://"+a), clerktest.Audience("api"))
			for range 3 {
				if got := send(t, app, at(a, "/", token)); got.object(t)["userId"] != "user_1" {
					t.Fatalf("at their own: %s", got.body)
				}
				if got := send(t, app, at(b, "/", token)); got.object(t)["isAuthenticated"] != false {
					t.Fatalf("at the other: %s", got.body)
				}
			}
		})
	}
}

// What no kind of field can hide: a text that is found by its memory and not
// compared would be taken for what it was.
func (f Suite) TestEveryTextOfOptionsIsCompared(t *testing.T) {
	t.Parallel()
	var look func(within string, of reflect.Type)
	look = func(within string, of reflect.Type) {
		for i := range of.NumField() {
			field := of.Field(i)
			switch name, kind := within+field.Name, field.Type.Kind(); {
			case kind == reflect.Struct:
				look(name+".", field.Type)
			case kind == reflect.String, field.Type == reflect.TypeFor[[]string](), field.Type == reflect.TypeFor[map[string]string]():
			case kind == reflect.Bool, kind >= reflect.Int && kind <= reflect.Float64:
			case kind == reflect.Func, kind == reflect.Pointer, kind == reflect.Interface: // by which one it is
			default:
				t.Errorf("%s, a %s: optionset.Kept does not look into it", name, field.Type)
			}
		}
	}
	look("", reflect.TypeFor[plugin.Options[Ctx]]())
}
