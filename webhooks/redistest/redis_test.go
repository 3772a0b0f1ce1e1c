package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/gofiber/storage/redis/v3"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// startRedis runs a Redis of the test's own on a free port and gives the port.
func startRedis(t *testing.T) int {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("redis-server is not installed: apt-get install redis-server")
	}
	port := freePort(t)
	server := exec.Command(program, "--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	waitForPort(t, port)
	return port
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// waitForPort asks again every few milliseconds: another program's start can
// be waited for in no other way.
func waitForPort(t *testing.T, port int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = connection.Close()
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatalf("redis-server did not answer within 10 s: %v", err)
		}
	}
}

func storage(port int) *redis.Storage {
	return redis.New(redis.Config{Host: "127.0.0.1", Port: port})
}

func ledger(s *redis.Storage) *webhooks.Ledger {
	return webhooks.Once(s, time.Hour, webhooks.OnceOptions{Claim: webhooks.SetNX(s.Conn())})
}

func TestMain(m *testing.M) {
	if port, err := strconv.Atoi(os.Getenv(racerPort)); err == nil {
		race(port)
		return
	}
	os.Exit(m.Run())
}
