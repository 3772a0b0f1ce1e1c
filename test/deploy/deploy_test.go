package deploytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2/middleware/csrf"
	"github.com/redis/go-redis/v9"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Fiber's prefork mode: each process fetches Clerk's keys once, and any of them
// knows a user who signed in through another.
func TestPrefork(t *testing.T) {
	c := newCluster(t, 0, "")
	address := freeAddress(t)
	p := start(t, address, append(c.variables(address), "NODE_PREFORK=true", "GOMAXPROCS=3"), os.Args[0])
	token := c.clerk.SessionToken("user_ada", clerktest.TTL(time.Hour))
	processes := map[int]int{}
	via := fresh()
	eventually(10*time.Second, func() bool {
		got, status, err := ask(t.Context(), via, "http://"+address+"/", token)
		if err != nil || status != http.StatusOK {
			return false // the first processes are there before the last
		}
		if got.Subject != "user_ada" {
			t.Errorf("process %d: %+v", got.Process, got)
		}
		processes[got.Process]++
		return len(processes) == 3
	})
	if len(processes) != 3 {
		t.Errorf("requests by process: %v\n%s", processes, p.output)
	}
	if n := c.clerk.CountRequests("GET", "/v1/jwks"); n != len(processes) {
		t.Errorf("%d fetches of the keys by %d processes", n, len(processes))
	}
	t.Logf("requests by process: %v", processes)
}

// A process that is killed while it answers loses nobody: the front gives its
// requests to another, and takes it back when it is up again.
func TestKilledInstance(t *testing.T) {
	for name, front := range map[string]func(*cluster, *testing.T) string{"nginx": (*cluster).nginx, "Caddy": (*cluster).caddy} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(t, 3, "")
			url := "http://" + front(c, t) + "/?ms=20"
			load := begin(t, c, http.MethodGet, url)
			eventually(time.Second, func() bool { return false }) // undisturbed
			victim := c.nodes[1].Process.Pid
			before := load.by(victim)
			c.nodes[1].kill()
			eventually(2*time.Second, func() bool { return false })
			c.nodes[1] = c.node(t, 1)
			back := c.nodes[1].Process.Pid
			if !eventually(10*time.Second, func() bool { return load.by(back) > 0 }) {
				t.Error("the restarted instance gets no requests")
			}
			load.end()
			if load.lost.Load() != 0 || before == 0 {
				t.Errorf("%d requests lost, %v; the killed instance had answered %d", load.lost.Load(), load.faults(), before)
			}
			t.Logf("%d requests of 50 users, %d lost; the killed instance had answered %d, after its return %d",
				load.total.Load(), load.lost.Load(), before, load.by(back))
		})
	}
}

// Who signed in through one instance is signed in through all: the handshake
// may even begin at one and end at another.
func TestSignedInThroughAll(t *testing.T) {
	c := newCluster(t, 3, "")
	b := c.clerk.NewBrowser(nil)
	b.Origin = "http://" + c.nginx(t)
	user := c.clerk.CreateUser(clerktest.User{Email: "ada@example.com", Password: "analytical engine"})
	if _, err := b.SignIn("ada@example.com", "analytical engine"); err != nil {
		t.Fatal(err)
	}
	processes := map[int]int{}
	for range 30 {
		page, err := b.Get("/")
		if err != nil {
			t.Fatal(err)
		}
		var got reply
		if err := json.Unmarshal([]byte(page.Body), &got); err != nil || got.Subject != user.ID || page.Handshakes > 0 {
			t.Fatalf("%q, %v, %d handshakes", page.Body, err, page.Handshakes)
		}
		processes[got.Process]++
	}
	if len(processes) != 3 {
		t.Errorf("visits by process: %v", processes)
	}
}

// load is 40 clients with 50 users' tokens who ask one address all the time.
type load struct {
	total, lost atomic.Int64
	stop        chan struct{}
	clients     sync.WaitGroup
	mu          sync.Mutex
	answered    map[int]int
	fault       []string
}

func begin(t *testing.T, c *cluster, method, url string) *load {
	l := &load{stop: make(chan struct{}), answered: map[int]int{}}
	const users, clients = 50, 40
	var tokens [users]string
	for i := range tokens {
		tokens[i] = c.clerk.SessionToken(fmt.Sprint("user_", i), clerktest.TTL(time.Hour))
	}
	via := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(via.CloseIdleConnections)
	for client := range clients {
		l.clients.Go(func() {
			for n := client; ; n++ {
				select {
				case <-l.stop:
					return
				default:
				}
				got, status, err := askBy(t.Context(), via, method, url, tokens[n%users])
				l.total.Add(1)
				if err != nil || status != http.StatusOK || got.Subject != fmt.Sprint("user_", n%users) {
					l.lost.Add(1)
					l.note(0, fmt.Sprint(status, got, err))
					continue
				}
				l.note(got.Process, "")
			}
		})
	}
	return l
}

func (l *load) note(process int, fault string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answered[process]++
	if fault != "" && len(l.fault) < 5 {
		l.fault = append(l.fault, fault)
	}
}

func (l *load) by(process int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.answered[process]
}

func (l *load) faults() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fault
}

func (l *load) end() {
	close(l.stop)
	l.clients.Wait()
}

// Clerk is asked once about a machine's token, by whichever instance it comes
// to first. Revoked, it is refused everywhere when its answer is TTL old, and
// without Redis each request asks Clerk.
func TestMachineTokensAreShared(t *testing.T) {
	server, address := redisServer(t)
	c := newCluster(t, 3, address)
	via, key := fresh(), c.clerk.APIKey("user_ada")
	askAll := func() (accepted int) {
		for _, node := range c.addresses {
			got, status, err := ask(t.Context(), via, "http://"+node+"/", key)
			if err != nil || status != http.StatusOK {
				t.Fatalf("%d, %v", status, err)
			}
			if got.Subject == "user_ada" {
				accepted++
			}
		}
		return accepted
	}
	if n := askAll(); n != 3 {
		t.Fatalf("accepted by %d of 3", n)
	}
	if n := c.clerk.CountRequests("POST", "/api_keys/verify"); n != 1 {
		t.Errorf("Clerk was asked %d times, want once", n)
	}
	c.revokeAPIKeys(t)
	revoked := time.Now()
	if !eventually(machineTTL+3*time.Second, func() bool { return askAll() == 0 }) {
		t.Errorf("a revoked key is still accepted after %v", time.Since(revoked))
	}
	t.Logf("a revoked key was refused by all after %v; TTL is %v", time.Since(revoked).Round(10*time.Millisecond), machineTTL)

	key = c.clerk.APIKey("user_ada")
	server.kill()
	killed := time.Now()
	if n := askAll(); n != 3 {
		t.Errorf("without Redis accepted by %d of 3", n)
	}
	if took := time.Since(killed); took > 3*time.Second {
		t.Errorf("without Redis three requests took %v", took)
	}
}

// A form that one instance showed is another's to take, where csrf keeps its
// tokens in Redis; with its own memory, as without Storage, it is refused.
func TestFormsAreShared(t *testing.T) {
	_, address := redisServer(t)
	c := newCluster(t, 2, address)
	for path, want := range map[string]int{"/form": http.StatusOK, "/own": http.StatusForbidden} {
		shown := submit(t, http.MethodGet, "http://"+c.addresses[0]+path, nil)
		if len(shown.Cookies()) != 1 {
			t.Fatal(shown.Status, shown.Header)
		}
		if got := submit(t, http.MethodPost, "http://"+c.addresses[1]+path, shown.Cookies()[0]); got.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, got.Status, want)
		}
	}
}

func submit(t *testing.T, method, url string, token *http.Cookie) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != nil {
		r.AddCookie(token)
		r.Header.Set(csrf.HeaderName, token.Value)
	}
	res, err := fresh().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res
}

func (c *cluster) revokeAPIKeys(t *testing.T) {
	t.Helper()
	client, err := backend(c.clerk)
	if err != nil {
		t.Fatal(err)
	}
	if err := revokeAll(t.Context(), client); err != nil {
		t.Fatal(err)
	}
}

// One message, delivered to all instances at the same moment, several times, is
// handled once.
func TestWebhooksAreHandledOnce(t *testing.T) {
	_, address := redisServer(t)
	c := newCluster(t, 3, address)
	const messages, deliveries = 20, 4
	body := []byte(`{"type":"user.created","object":"event","data":{"id":"user_1"}}`)
	var accepted, busy atomic.Int64
	var all sync.WaitGroup
	for m := range messages {
		header := c.clerk.SignWebhookAt(body, fmt.Sprint("msg_", m), time.Now())
		for d := range deliveries * len(c.addresses) {
			all.Go(func() {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+c.addresses[d%3]+"/webhooks", bytes.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header = header.Clone()
				r.Header.Set("Content-Type", "application/json")
				res, err := http.DefaultTransport.RoundTrip(r)
				if err != nil {
					t.Error(err)
					return
				}
				defer res.Body.Close()
				switch res.StatusCode {
				case http.StatusOK:
					accepted.Add(1)
				case http.StatusConflict: // Clerk will send it again
					busy.Add(1)
				default:
					t.Errorf("message %d: status %d", m, res.StatusCode)
				}
			})
		}
	}
	all.Wait()
	db := redis.NewClient(&redis.Options{Addr: address})
	defer db.Close()
	for m := range messages {
		if n, err := db.Get(t.Context(), fmt.Sprint("handled:msg_", m)).Int(); n != 1 {
			t.Errorf("message %d was handled %d times (%v)", m, n, err)
		}
	}
	t.Logf("%d messages, %d deliveries: %d accepted, %d told to come again", messages, messages*deliveries*3, accepted.Load(), busy.Load())
}
