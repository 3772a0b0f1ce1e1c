package deploytest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// find returns a program's path. Without it the test is skipped, but where all
// programs are required it fails.
func find(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/usr/local/sbin") {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
	}
	if os.Getenv("CLERKFIBER_DEPLOYTEST") == "required" {
		t.Fatalf("%s is not installed, and this run requires it", name)
	}
	t.Skipf("%s is not installed: apt-get install nginx-light caddy redis-server", name)
	return ""
}

// program is a process of this test's own.
type program struct {
	*exec.Cmd
	output *safeBuffer
	ended  chan struct{}
}

type safeBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

// start runs a program until the test ends, and waits until it answers at address.
func start(t *testing.T, address string, variables []string, path string, args ...string) *program {
	t.Helper()
	p := &program{Cmd: exec.Command(path, args...), output: &safeBuffer{}, ended: make(chan struct{})}
	p.Env = append(os.Environ(), variables...)
	p.Stdout, p.Stderr = p.output, p.output
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = p.Wait(); close(p.ended) }()
	t.Cleanup(func() { p.end(os.Interrupt); <-p.ended })
	up := func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}
	if !eventually(15*time.Second, up) {
		t.Fatalf("%s does not listen on %s:\n%s", filepath.Base(path), address, p.output)
	}
	return p
}

// end sends a signal, and kills what does not heed it.
func (p *program) end(signal os.Signal) {
	_ = p.Process.Signal(signal)
	select {
	case <-p.ended:
	case <-time.After(5 * time.Second):
		_ = p.Process.Kill()
	}
}

func (p *program) kill() {
	_ = p.Process.Kill()
	<-p.ended
}

func eventually(limit time.Duration, so func() bool) bool {
	over := time.After(limit)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-over:
			return false
		}
	}
	return true
}

// freeAddress is a port on loopback that nobody uses now.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func redisServer(t *testing.T) (*program, string) {
	t.Helper()
	path, address := find(t, "redis-server"), freeAddress(t)
	_, port, _ := net.SplitHostPort(address)
	return start(t, address, nil, path, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir()), address
}

// cluster is several instances of the application with one Clerk.
type cluster struct {
	clerk     *clerktest.Server
	redis     string
	addresses []string
	nodes     []*program

	certificate *certificate // with which the front ends TLS; nil: it does not
}

func newCluster(t *testing.T, size int, redis string) *cluster {
	t.Helper()
	c := &cluster{clerk: clerktest.NewServer(), redis: redis}
	t.Cleanup(c.clerk.Close)
	for i := range size {
		c.addresses = append(c.addresses, freeAddress(t))
		c.nodes = append(c.nodes, c.node(t, i))
	}
	return c
}

func (c *cluster) variables(address string) []string {
	v := []string{
		"NODE_ADDRESS=" + address, "NODE_WEBHOOK_SECRET=" + c.clerk.WebhookSecret(), "CLERK_PUBLISHABLE_KEY=" + c.clerk.PublishableKey(),
		"CLERK_SECRET_KEY=" + c.clerk.SecretKey(), "CLERK_API_URL=" + c.clerk.BackendURL(),
	}
	if c.redis != "" {
		v = append(v, "NODE_REDIS=redis://"+c.redis)
	}
	return v
}

func (c *cluster) node(t *testing.T, i int) *program {
	t.Helper()
	return start(t, c.addresses[i], c.variables(c.addresses[i]), os.Args[0])
}

// configured is a file of docs/deploy with this cluster's addresses in it.
func (c *cluster) configured(t *testing.T, name, front string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	if own := c.certificate; own != nil { // as the files' own comments have it
		pairs = append(pairs, "listen 127.0.0.1:8080;", fmt.Sprintf("listen %s ssl; ssl_certificate %s; ssl_certificate_key %s;", front, own.chain, own.key),
			"http://127.0.0.1:8080 {", fmt.Sprintf("https://%s {\ntls %s %s", front, own.chain, own.key))
	}
	pairs = append(pairs, "127.0.0.1:8080", front)
	for i, address := range c.addresses {
		pairs = append(pairs, fmt.Sprint("127.0.0.1:300", i+1), address)
	}
	config := strings.NewReplacer(pairs...).Replace(string(text))
	if c.certificate != nil && name == "nginx.conf" {
		config = c.alsoClerk(t, config, front)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// nginx starts nginx before a cluster and gives its address.
func (c *cluster) nginx(t *testing.T) string {
	t.Helper()
	path, front, dir := find(t, "nginx"), freeAddress(t), t.TempDir()
	start(t, front, nil, path, "-c", c.configured(t, "nginx.conf", front), "-p", dir, "-e", filepath.Join(dir, "error.log"),
		"-g", "daemon off; pid "+filepath.Join(dir, "pid")+";")
	return front
}

func (c *cluster) caddy(t *testing.T) string {
	t.Helper()
	path, front := find(t, "caddy"), freeAddress(t)
	start(t, front, []string{"HOME=" + t.TempDir()}, path, "run", "--adapter", "caddyfile", "--config", c.configured(t, "Caddyfile", front))
	return front
}

// ask sends a token in a header, over a connection of its own or a shared one.
func ask(ctx context.Context, via http.RoundTripper, url, token string) (reply, int, error) {
	return askBy(ctx, via, http.MethodGet, url, token)
}

func askBy(ctx context.Context, via http.RoundTripper, method, url, token string) (reply, int, error) {
	var got reply
	r, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return got, 0, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := via.RoundTrip(r)
	if err != nil {
		return got, 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return got, res.StatusCode, nil
	}
	return got, res.StatusCode, json.NewDecoder(res.Body).Decode(&got)
}

// fresh opens a connection for each request.
func fresh() *http.Transport {
	own := http.DefaultTransport.(*http.Transport).Clone()
	own.DisableKeepAlives = true
	return own
}
