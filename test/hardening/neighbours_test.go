package hardening

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Two instances in one process, whose keys even have the same name: a token is
// good for its own alone, in a header as in cookies, whoever was asked first.
func TestTwoInstances(t *testing.T) {
	t.Parallel()
	for name, fixed := range map[string]bool{"keys are fetched": false, "keys are given": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 16 << 10})
			var servers [2]*clerktest.Server
			for i := range servers {
				s, o := clerk(t, clerktest.Config{OwnKey: true, KeyID: "ins_same"})
				if fixed {
					o.JWTKey = s.JWTKey()
				}
				servers[i] = s
				app.Group(fmt.Sprint("/", i), clerkfiber.New(o)).Get("/", tell)
			}
			url := "http://" + listen(t, app)
			for range 2 { // the second time from the caches
				for of, s := range servers {
					token, browser := bearer(s.SessionToken("user_ada")), signedIn(s, "user_ada")
					for asked := range servers {
						there := &site{url: fmt.Sprint(url, "/", asked)}
						for how, as := range map[string]func(*http.Request){"header": token, "cookies": browser} {
							if a := there.visit(t, as); a.SignedIn != (of == asked) {
								t.Errorf("a token of %d, asked %d, by %s: signed in %t, %s", of, asked, how, a.SignedIn, a.why())
							}
						}
					}
				}
			}
		})
	}
}

// A handler that writes into all it was given changes nothing for the next
// request with the same token, which comes from the cache.
func TestHandlerWritesIntoWhatItGot(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	o.MachineTokenCache.TTL = time.Minute
	scribble := func(app *fiber.App) {
		app.Get("/scribble", func(c *fiber.Ctx) error {
			auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
			if err != nil {
				return err
			}
			before, err := json.Marshal(auth)
			if err != nil {
				return err
			}
			deface(auth)
			return c.Send(before)
		})
	}
	app := open(t, o, scribble)
	org := clerktest.Organization{ID: "org_1", Slug: "engines", Role: "org:admin", Permissions: []string{"org:invoices:create", "org:invoices:read"}}
	for name, token := range map[string]string{
		"session": s.SessionToken("user_ada", clerktest.InOrganization(org), clerktest.Impersonated("user_eve"), clerktest.FactorVerificationAge(1, 2),
			clerktest.Features("o:reports"), clerktest.Claims(map[string]any{"list": []int{1, 2}})),
		"API key": s.APIKey("user_ada", clerktest.Scopes("read", "write"), clerktest.MachineClaims(map[string]any{"a": "b"})),
		"M2M JWT": s.M2MToken("mch_1", clerktest.AsJWT(), clerktest.Scopes("mch_2", "mch_3")),
	} {
		first := ""
		for i := range 3 {
			body := fetch(t, app.url+"/scribble", token)
			if i == 0 {
				first = body
			}
			if body != first {
				t.Errorf("%s: request %d reads\n%s\nafter\n%s", name, i+1, body, first)
			}
		}
	}
}

// deface writes into every list and every byte that an Auth refers to.
func deface(a *clerkfiber.Auth) {
	for _, list := range [][]string{a.OrgPermissions, a.Scopes} {
		for i := range list {
			list[i] = "defaced"
		}
	}
	for i := range a.FactorVerificationAge {
		a.FactorVerificationAge[i] = 99
	}
	for i := range a.Claims {
		a.Claims[i] = 'x'
	}
	if a.SessionClaims != nil {
		a.SessionClaims.Subject = "user_defaced"
		raw := a.SessionClaims.Raw()
		for i := range raw {
			raw[i] = 'x'
		}
	}
	if a.Actor != nil {
		a.Actor.Subject = "user_defaced"
		for i := range a.Actor.Raw {
			a.Actor.Raw[i] = 'x'
		}
	}
	a.UserID, a.ID, a.Subject = "user_defaced", "defaced", "defaced"
}

func fetch(t testing.TB, url, token string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	bearer(token)(r)
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// 200 clients with the tokens of 50 users over shared connections: each sees
// its own user, always. CLERKFIBER_CROWD says for how long; 3 s if it does not.
func TestCrowd(t *testing.T) {
	t.Parallel()
	const users, clients, connections = 50, 200, 20
	length := 3 * time.Second
	if text := os.Getenv("CLERKFIBER_CROWD"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	s, o := clerk(t)
	app := open(t, o)
	var names, tokens [users]string
	for i := range users {
		names[i] = fmt.Sprintf("user_%02d", i)
		tokens[i] = s.SessionToken(names[i], clerktest.TTL(time.Hour))
	}
	shared := http.DefaultTransport.(*http.Transport).Clone()
	shared.MaxConnsPerHost = connections
	t.Cleanup(shared.CloseIdleConnections)
	var asked, mixed atomic.Int64
	var all sync.WaitGroup
	end := time.Now().Add(length)
	for client := range clients {
		all.Go(func() {
			for n := client; time.Now().Before(end); n += 7 {
				got, err := whoAmI(t, shared, app.url, tokens[n%users], n%3 == 0)
				if err != nil {
					t.Errorf("client %d: %v", client, err)
					return
				}
				asked.Add(1)
				if got != names[n%users] {
					mixed.Add(1)
				}
			}
		})
	}
	all.Wait()
	if mixed.Load() != 0 || asked.Load() < clients {
		t.Errorf("%d of %d requests saw another user", mixed.Load(), asked.Load())
	}
	t.Logf("%d requests by %d clients over %d connections in %v, %d saw another user", asked.Load(), clients, connections, length, mixed.Load())
}

// whoAmI asks by header, or by cookies.
func whoAmI(t *testing.T, via http.RoundTripper, url, token string, cookies bool) (string, error) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	if cookies {
		r.Header.Set("Cookie", "__session="+token+"; __client_uat=1; __clerk_db_jwt=dvb_fake")
	} else {
		bearer(token)(r)
	}
	res, err := via.RoundTrip(r)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var a answer
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		return "", err
	}
	return a.User, nil
}
