package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// tenants are Clerk instances, each at a host of its own.
type tenants struct {
	hosts   []string
	servers map[string]*clerktest.Server
	options map[string]Options
}

func newTenants(t *testing.T, hosts ...string) *tenants {
	t.Helper()
	all := &tenants{hosts, map[string]*clerktest.Server{}, map[string]Options{}}
	for _, host := range hosts {
		all.servers[host], all.options[host] = clerk(t, clerktest.Config{Production: true})
	}
	return all
}

func (all *tenants) byHost(c Ctx) (Options, error) {
	host := string(c.HTTP().Host())
	if o, ok := all.options[strings.Clone(host)]; ok {
		return o, nil
	}
	return Options{}, fmt.Errorf("%q is nobody's", host)
}

// keysFetched counts how often a tenant's keys were fetched: once by each plugin.
func (all *tenants) keysFetched(host string) int {
	return all.servers[host].CountRequests(http.MethodGet, "/v1/jwks")
}

func (f Suite) tenantApplication(choose func(Ctx) (Options, error), options ...plugin.TenantsOptions) App {
	app := f.NewApp(Config{})
	app.Use("/", f.NewPerRequest(choose, options...))
	app.All("/", answerAuth)
	app.All("/any", func(c Ctx) error {
		a, err := c.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
		if err != nil {
			return err
		}
		return c.SendString(a.Principal())
	})
	return app
}

func at(host, path, token string) *http.Request {
	return request(http.MethodGet, "http://"+host+path, "Authorization", "Bearer "+token)
}

func (f Suite) TestATokenIsItsTenantsAlone(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "one.example", "two.example")
	storage := &mapStorage{}
	for host, o := range all.options {
		o.MachineTokenCache = clerkauth.MachineTokenCacheOptions{TTL: time.Minute, Storage: storage}
		all.options[host] = o
	}
	app := f.tenantApplication(all.byHost)
	user := "user_1" // of each, by the same name
	for name, token := range map[string]func(s *clerktest.Server) string{
		"a session":     func(s *clerktest.Server) string { return s.SessionToken(user) },
		"an API key":    func(s *clerktest.Server) string { return s.APIKey(user) },
		"a machine":     func(s *clerktest.Server) string { return s.M2MToken("mch_1") },
		"a machine JWT": func(s *clerktest.Server) string { return s.M2MToken("mch_1", clerktest.AsJWT()) },
		"an OAuth token": func(s *clerktest.Server) string {
			return s.OAuthToken(user)
		},
	} {
		for _, owner := range all.hosts {
			raw := token(all.servers[owner])
			for range 2 { // at first sight, and known to whom it is of
				for _, host := range all.hosts {
					got := send(t, app, at(host, "/any", raw))
					if got.status != http.StatusOK || (got.body != "") != (host == owner) {
						t.Errorf("%s of %s at %s: %d %q", name, owner, host, got.status, got.body)
					}
				}
			}
		}
	}
	for _, host := range all.hosts { // and so with cookies
		r := request(http.MethodGet, "http://"+host+"/any")
		all.servers[host].SignIn(r, user)
		for _, at := range all.hosts {
			r.Host = at
			if got := send(t, app, r.Clone(t.Context())); (got.body != "") != (host == at) {
				t.Errorf("the cookies of %s at %s: %q", host, at, got.body)
			}
		}
	}
}

// Everything that a handler asks is asked of the request's own instance.
func (f Suite) TestEverythingIsTheTenantsOwn(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "one.example", "two.example")
	app := f.NewApp(Config{})
	app.Use("/", f.NewPerRequest(all.byHost))
	app.All("/", func(c Ctx) error {
		user, err := c.Client().Users.GetUser(c.Context(), c.Query("user"))
		if err != nil {
			return err
		}
		return c.SendString(strings.Join([]string{user.ID, c.SignInURL(), string(c.Scripts())}, "\n"))
	})
	for _, host := range all.hosts {
		s := all.servers[host]
		id := s.CreateUser(clerktest.User{}).ID
		got := send(t, app, request(http.MethodGet, "http://"+host+"/?user="+id))
		for _, other := range all.hosts {
			if strings.Contains(got.body, all.servers[other].Domain()) != (other == host) {
				t.Errorf("%s: %d %s", host, got.status, got.body)
			}
		}
		page := request(http.MethodGet, "http://"+host+"/", "Sec-Fetch-Dest", "document", "Cookie", "__client_uat=1")
		if location := send(t, app, page).header.Get("Location"); !strings.HasPrefix(location, "https://"+s.FrontendAPI()+"/") {
			t.Errorf("%s: a handshake at %q", host, location)
		}
	}
}

// mapStorage is a Storage that all who are given it share.
type mapStorage struct{ values sync.Map }

func (m *mapStorage) Get(key string) ([]byte, error) {
	value, _ := m.values.Load(key)
	data, _ := value.([]byte)
	return data, nil
}

func (m *mapStorage) Set(key string, value []byte, _ time.Duration) error {
	m.values.Store(key, value)
	return nil
}

// Equal options have one plugin, whoever makes them; others have another. Each
// fetches the keys once.
func (f Suite) TestWhichOptionsShareAPlugin(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*Options)
		shared bool
	}{
		{"the same", func(*Options) {}, true},
		{"an equal list", func(o *Options) { o.Audience = append([]string(nil), o.Audience...) }, true},
		{"an equal environment", func(o *Options) { o.Environment = map[string]string{"A": "1", "B": "2"} }, true},
		{"another logger", func(o *Options) { o.Logger = nil }, true},
		{"another list", func(o *Options) { o.Audience = []string{"other"} }, false},
		{"another environment", func(o *Options) { o.Environment = map[string]string{"A": "1 B:2"} }, false},
		{"another client", func(o *Options) {
			client := *o.HTTPClient
			o.HTTPClient = &client
		}, false},
		{"another domain", func(o *Options) { o.Domain = "other.example" }, false},
		{"another key's cache", func(o *Options) { o.TokenCache.Size = 7 }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t)
			o.Audience, o.Environment = []string{"app"}, map[string]string{"A": "1", "B": "2"}
			changed := o
			test.change(&changed)
			app := f.tenantApplication(func(c Ctx) (Options, error) {
				if c.Query("changed") != "" {
					return changed, nil
				}
				return o, nil
			})
			token := s.SessionToken("user_1")
			for _, query := range []string{"", "?changed=1", "", "?changed=1"} {
				send(t, app, at("app.example", "/"+query, token))
			}
			if fetched := s.CountRequests(http.MethodGet, "/v1/jwks"); (fetched == 1) != test.shared || fetched > 2 {
				t.Errorf("the keys were fetched %d times", fetched)
			}
		})
	}
}

// Without an environment the process's is read, and an empty one has nothing.
func (f Suite) TestAnEmptyEnvironmentIsNotTheProcesss(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.tenantApplication(func(c Ctx) (Options, error) {
		own := o
		if own.Environment = nil; c.Query("empty") != "" {
			own.Environment = map[string]string{}
		}
		return own, nil
	})
	for _, query := range []string{"", "?empty=1"} {
		send(t, app, at("app.example", "/"+query, s.SessionToken("user_1")))
	}
	if fetched := s.CountRequests(http.MethodGet, "/v1/jwks"); fetched != 2 {
		t.Errorf("the keys were fetched %d times", fetched)
	}
}

func (f Suite) TestAPluginIsBuiltOnceForAll(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "one.example", "two.example", "three.example")
	app := f.tenantApplication(all.byHost)
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range 30 {
		host := all.hosts[i%len(all.hosts)]
		token := all.servers[host].SessionToken("user_1")
		group.Go(func() {
			<-start
			if got := send(t, app, at(host, "/any", token)); got.body != "user_1" {
				t.Errorf("%s: %d %q", host, got.status, got.body)
			}
		})
	}
	app.Server() // prepares the application, once
	close(start)
	group.Wait()
	for _, host := range all.hosts {
		if fetched := all.keysFetched(host); fetched != 1 {
			t.Errorf("%s: the keys were fetched %d times", host, fetched)
		}
	}
}

// Of more tenants than there is room for, one that nobody has asked for lately
// is let go, and made anew when it is asked for.
func (f Suite) TestTenantsAreBounded(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "busy", "b", "c", "d", "e")
	app := f.tenantApplication(all.byHost, plugin.TenantsOptions{Max: 3})
	for _, step := range []struct {
		host    string
		fetched int // so far
	}{
		{"b", 1}, {"c", 1}, {"d", 1}, {"e", 1}, {"b", 2}, {"c", 2}, {"c", 2}, {"b", 2}, {"e", 2},
	} {
		for _, host := range []string{"busy", step.host} {
			if got := send(t, app, at(host, "/any", all.servers[host].SessionToken("user_1"))); got.body != "user_1" {
				t.Errorf("%s: %d %q", host, got.status, got.body)
			}
		}
		if busy, fetched := all.keysFetched("busy"), all.keysFetched(step.host); busy != 1 || fetched != step.fetched {
			t.Errorf("%s: the keys were fetched %d times, the busy one's %d times", step.host, fetched, busy)
		}
	}
}

// A request that is under way keeps the plugin that was let go meanwhile.
func (f Suite) TestATenantThatIsLetGoMeanwhile(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "one.example", "two.example")
	app := f.NewApp(Config{})
	app.Use("/", f.NewPerRequest(all.byHost, plugin.TenantsOptions{Max: 1}))
	arrived, goOn := make(chan struct{}), make(chan struct{})
	app.All("/", answerAuth)
	app.All("/slow", func(c Ctx) error {
		close(arrived)
		<-goOn
		if _, err := c.Client().Users.GetUserList(c.Context(), backendapi.GetUserListParams{}); err != nil {
			return err
		}
		return answerAuth(c)
	})
	app.Server()
	answered := make(chan response)
	go func() {
		answered <- send(t, app, at("one.example", "/slow", all.servers["one.example"].SessionToken("user_1")))
	}()
	<-arrived
	if got := send(t, app, at("two.example", "/", all.servers["two.example"].SessionToken("user_2"))); got.object(t)["userId"] != "user_2" {
		t.Errorf("the other: %s", got.body)
	}
	close(goOn)
	if got := <-answered; got.object(t)["userId"] != "user_1" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Tenants that come and go under everybody's hands stay who they are.
func (f Suite) TestTenantsThatComeAndGo(t *testing.T) {
	t.Parallel()
	all := newTenants(t, "a", "b", "c", "d")
	app := f.tenantApplication(all.byHost, plugin.TenantsOptions{Max: 2})
	app.Server()
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for j := range 20 {
				host := all.hosts[(i+j)%len(all.hosts)]
				user := "user_of_" + host
				if got := send(t, app, at(host, "/any", all.servers[host].SessionToken(user))); got.body != user {
					t.Errorf("%s: %d %q", host, got.status, got.body)
				}
			}
		})
	}
	group.Wait()
}
