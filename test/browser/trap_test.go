package browsertest

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// errands are domains that Chromium itself asks: for updates, the clock, forms
// it knows. Flags switch off what the versions at hand ask. A page that asks for
// one of them fails its test all the same, see tab.observe.
var errands = []string{".google.com", ".googleapis.com", ".gvt1.com"}

func ofTheBrowser(hostPort string) bool {
	return slices.ContainsFunc(errands, func(domain string) bool { return strings.HasSuffix(hostName(hostPort), domain) })
}

// trap is the proxy through which the browser would reach any host that is not
// on loopback. It refuses and remembers them, but for the names that a test
// says are its own.
type trap struct {
	address  string
	listener net.Listener
	server   *http.Server

	mu        sync.Mutex
	own       map[string]string // host:port as the browser knows it -> loopback address
	strangers []string
}

func newTrap() (*trap, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	t := &trap{address: listener.Addr().String(), listener: listener, own: map[string]string{}}
	t.server = &http.Server{Handler: t, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = t.server.Serve(listener) }() // ends with close
	return t, nil
}

func (t *trap) close() { _ = t.server.Close() }

// let has the browser find a name at an address on loopback.
func (t *trap) let(hostPort, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.own[hostPort] = address
}

// knows reports whether a host is a test's own.
func (t *trap) knows(host string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for hostPort := range t.own {
		if hostName(hostPort) == host {
			return true
		}
	}
	return false
}

func hostName(hostPort string) string {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return hostPort
	}
	return host
}

// caught are the hosts that were asked for and must not be.
func (t *trap) caught() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.strangers)
}

func (t *trap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t.mu.Lock()
	address, own := t.own[r.Host]
	line := r.Method + " " + r.Host
	if !own && !ofTheBrowser(r.Host) && !slices.Contains(t.strangers, line) {
		t.strangers = append(t.strangers, line)
	}
	t.mu.Unlock()
	if !own || r.Method != http.MethodConnect {
		http.Error(w, "not on loopback", http.StatusBadGateway)
		return
	}
	if err := tunnel(w, address); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

// forget is for the test of the trap itself.
func (t *trap) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.strangers = nil
}

// tunnel passes bytes on until one side ends.
func tunnel(w http.ResponseWriter, address string) error {
	there, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		return err
	}
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = there.Close()
		return err
	}
	// A failure shows in the copying, too.
	_, _ = fmt.Fprint(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	var ends sync.WaitGroup
	for _, pair := range [][2]net.Conn{{here, there}, {there, here}} {
		ends.Go(func() {
			_, _ = io.Copy(pair[0], pair[1])
			_, _ = pair[0].Close(), pair[1].Close()
		})
	}
	ends.Wait()
	return nil
}

// What keeps the other tests honest: nothing escapes.
func TestStrangersAreCaught(t *testing.T) {
	tab := newVisitor(t)
	tab.open("data:text/html,<img src=http://stranger.example/image.png><script>fetch('https://elsewhere.example/')</script>")
	tab.await("the trap", func() bool { return len(shared.trap.caught()) == 2 })
	trouble := strings.Join(tab.allTrouble(), "\n")
	for _, want := range []string{
		"asked for http://stranger.example/image.png on", "asked for https://elsewhere.example/ on",
		"loopback: GET stranger.example", "loopback: CONNECT elsewhere.example:443",
	} {
		if !strings.Contains(trouble, want) {
			t.Errorf("no %q in\n%s", want, trouble)
		}
	}
	shared.trap.forget()
	tab.mu.Lock()
	tab.trouble = nil
	tab.mu.Unlock()
}
