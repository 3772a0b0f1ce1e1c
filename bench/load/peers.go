package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// peer is one server under test.
type peer struct {
	name    string
	command []string
	address string
	cookies bool   // the token is sent in cookies, not in the header
	tenants bool   // to one of a thousand hosts in turn
	bare    string // the peer that is its Fiber without a plugin; empty: the first
	process *exec.Cmd
	rounds  []round
}

const bareV3 = "bare Fiber v3"

// peers returns bare Fiber and clerkfiber, in this order, then the others that are asked for.
func peers(s settings) []*peer {
	ours := &peer{name: "clerkfiber", command: []string{s.server, "-kind", "clerkfiber", "-address"}}
	if s.profile != "" {
		ours.command = []string{s.server, "-kind", "clerkfiber", "-cpuprofile", s.profile, "-address"}
	}
	all := []*peer{{name: "bare Fiber", command: []string{s.server, "-kind", "fiber", "-address"}}, ours}
	others := []*peer{
		{name: "clerkfiber, cookies", command: []string{s.server, "-kind", "clerkfiber", "-address"}, cookies: true},
		{name: "clerkfiber, 1,000 tenants", command: []string{s.server, "-kind", "tenants", "-address"}, tenants: true},
		{name: bareV3, command: []string{s.server, "-kind", "fiber-v3", "-address"}, bare: bareV3},
		{name: "clerkfiber, Fiber v3", command: []string{s.server, "-kind", "clerkfiber-v3", "-address"}, bare: bareV3},
		{name: "clerkfiber, Fiber v3, cookies", command: []string{s.server, "-kind", "clerkfiber-v3", "-address"}, bare: bareV3, cookies: true},
		{name: "gofiber/contrib/jwt 1.1.2", command: []string{s.server, "-kind", "contrib-jwt", "-address"}},
		{name: "clerk-sdk-go 2.4.2 (net/http)", command: []string{s.server, "-kind", "clerk-sdk-go", "-address"}},
		{name: "@clerk/fastify 3.1.79 (Node)", command: []string{"node", s.fastify}},
	}
	if s.earlier != "" {
		others = append(others, &peer{name: "clerkfiber, earlier", command: []string{s.earlier, "-kind", "clerkfiber", "-address"}})
	}
	for _, p := range others {
		if s.only.MatchString(p.name) {
			all = append(all, p)
		}
	}
	return all
}

// start runs the server on one core and waits until it answers.
func (p *peer) start(ctx context.Context, c *clerktest.Server, s settings, token string) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p.address = l.Addr().String()
	if err := l.Close(); err != nil {
		return err
	}
	arguments := append([]string{"-c", s.serverCore}, append(p.command, p.address)...)
	p.process = exec.CommandContext(ctx, "taskset", arguments...) //nolint:gosec // our own servers
	p.process.Env = append(os.Environ(), "GOMAXPROCS=1", "NODE_ENV=production", "CLERK_TELEMETRY_DISABLED=1",
		"CLERK_PUBLISHABLE_KEY="+c.PublishableKey(), "CLERK_SECRET_KEY="+c.SecretKey(),
		"CLERK_API_URL="+c.BackendURL(), "CLERK_JWT_KEY="+c.JWTKey())
	if s.strangers == 0 { // the original writes twenty lines for each nonce
		p.process.Stderr = os.Stderr
	}
	if err := p.process.Start(); err != nil {
		return err
	}
	return p.await(ctx, token)
}

func (p *peer) await(ctx context.Context, token string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.address+"/", nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Host = "0.example.com"
	client := &http.Client{Timeout: 5 * time.Second}
	defer client.CloseIdleConnections()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	last := errors.New("no answer")
	for range 100 {
		response, err := client.Do(r)
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
			err = fmt.Errorf("status %d", response.StatusCode)
		}
		last = err
		<-again.C
	}
	return fmt.Errorf("%s: %w", p.name, last)
}

// stop lets a server write its profile.
func (p *peer) stop() {
	if p.process != nil && p.process.Process != nil {
		_ = p.process.Process.Signal(os.Interrupt)
		_ = p.process.Wait()
	}
}
