package conformance

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// preforkAt is where a face's tests serve, when they are to be a program: Fiber's
// prefork starts the program anew, in several processes.
const preforkAt = "CONFORMANCE_PREFORK_AT"

// Preforked reports whether the tests are this program. It returns when the
// program has ended. A face's TestMain calls it first.
func Preforked(f Face) bool {
	address := os.Getenv(preforkAt)
	if address == "" {
		return false
	}
	err := f.ServePreforked(address, f.New(), func(c Ctx) error {
		if c.Path() == "/end" {
			os.Exit(0)
		}
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		return c.SendString(fmt.Sprint(os.Getpid(), " ", auth.UserID))
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return true
}

// Each process of a preforked application fetches Clerk's keys once, and knows
// its own users alone.
func (f Suite) TestPreforkedProcesses(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Fiber's prefork needs SO_REUSEPORT")
	}
	t.Parallel()
	const processes = 3
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	address := freeAddress(t)
	ended := f.startPreforked(t, s, address, processes)

	client := loopback(t)
	client.Transport = alone{client.Transport}
	ask := func(path, user string) (process, asked string, err error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			return "", "", err
		}
		r.Header.Set("Authorization", "Bearer "+s.SessionToken(user))
		res, err := client.Do(r)
		if err != nil {
			return "", "", err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		process, asked, _ = strings.Cut(string(body), " ")
		return process, asked, err
	}

	seen, again := map[string]bool{}, time.NewTicker(10*time.Millisecond)
	defer again.Stop()
	for limit := time.After(20 * time.Second); len(seen) < processes; {
		if process, user, err := ask("/", "user_first"); err == nil {
			seen[process] = true
			if user != "user_first" {
				t.Fatalf("process %s answers %q", process, user)
			}
		}
		select {
		case <-again.C:
		case <-limit:
			t.Fatalf("%d processes answer, want %d", len(seen), processes)
		}
	}
	var wg sync.WaitGroup
	for i := range 8 {
		user := fmt.Sprint("user_", i)
		wg.Go(func() {
			for range 10 {
				if process, got, err := ask("/", user); err != nil || got != user || !seen[process] {
					t.Errorf("%s: process %s answers %q, %v", user, process, got, err)
				}
			}
		})
	}
	wg.Wait()
	if got := s.CountRequests(http.MethodGet, "/v1/jwks"); got != processes {
		t.Errorf("the keys were fetched %d times by %d processes", got, processes)
	}
	_, _, _ = ask("/end", "user_first") // when one ends, Fiber ends all
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("the first process does not end")
	}
}

func (f Suite) startPreforked(t *testing.T, s *clerktest.Server, address string, processes int) (ended <-chan struct{}) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CLERK_") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	for name, value := range s.Env() {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Env = append(cmd.Env, preforkAt+"="+address, fmt.Sprint("GOMAXPROCS=", processes))
	var output strings.Builder
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		if t.Failed() {
			t.Log(output.String())
		}
	})
	return done
}

// freeAddress is a port on loopback that nobody uses now.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// alone has a connection for each request: the system chooses its process.
type alone struct{ http.RoundTripper }

func (a alone) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Close = true
	return a.RoundTripper.RoundTrip(r)
}
