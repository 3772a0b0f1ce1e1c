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
	process *exec.Cmd
	rounds  []round
}

func peers(server, fastify string) []*peer {
	return []*peer{
		{name: "bare Fiber", command: []string{server, "-kind", "fiber", "-address"}},
		{name: "clerkfiber", command: []string{server, "-kind", "clerkfiber", "-address"}},
		{name: "gofiber/contrib/jwt 1.1.2", command: []string{server, "-kind", "contrib-jwt", "-address"}},
		{name: "clerk-sdk-go 2.4.2 (net/http)", command: []string{server, "-kind", "clerk-sdk-go", "-address"}},
		{name: "@clerk/fastify 3.1.79 (Node)", command: []string{"node", fastify}},
	}
}

// start runs the server on one core and waits until it answers.
func (p *peer) start(ctx context.Context, s *clerktest.Server, core, token string) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p.address = l.Addr().String()
	if err := l.Close(); err != nil {
		return err
	}
	arguments := append([]string{"-c", core}, append(p.command, p.address)...)
	p.process = exec.CommandContext(ctx, "taskset", arguments...) //nolint:gosec // our own servers
	p.process.Env = append(os.Environ(), "GOMAXPROCS=1", "NODE_ENV=production", "CLERK_TELEMETRY_DISABLED=1",
		"CLERK_PUBLISHABLE_KEY="+s.PublishableKey(), "CLERK_SECRET_KEY="+s.SecretKey(),
		"CLERK_API_URL="+s.BackendURL(), "CLERK_JWT_KEY="+s.JWTKey())
	p.process.Stderr = os.Stderr
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

func (p *peer) stop() {
	if p.process != nil && p.process.Process != nil {
		_ = p.process.Process.Kill()
		_ = p.process.Wait()
	}
}
