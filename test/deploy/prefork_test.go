package deploytest

import (
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// stopWithin is how long a process may take to finish what it has begun.
const stopWithin = 3 * time.Second

// serve listens until SIGTERM, and returns when what was begun is done. It is in
// docs/deployment.md, line by line.
func serve(app *fiber.App, address string) error {
	children := make(chan int, runtime.GOMAXPROCS(0))
	app.Hooks().OnFork(func(pid int) error { children <- pid; return nil })
	stop, stopped := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(stop, syscall.SIGTERM)
	go func() {
		<-stop
		if app.Config().Prefork && !fiber.IsChild() { // the first process serves nothing, and Fiber tells nobody
			for range cap(children) {
				_ = syscall.Kill(<-children, syscall.SIGTERM)
			}
			return
		}
		limit := time.After(leaveWithin + holdFor + stopWithin)
		_ = leave(app, stopWithin)
		if fiber.IsChild() {
			<-limit // as the others: when one ends, Fiber kills the rest
		}
		close(stopped)
	}()
	if err := app.Listen(address); err != nil || app.Config().Prefork && !fiber.IsChild() {
		return err
	}
	<-stopped
	return nil
}

func TestTheDocumentShowsHowPreforkStops(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("../../docs/deployment.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("prefork_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(source), "func serve(")
	body, _, _ = strings.Cut(body, "\n}\n")
	if !strings.Contains(string(document), body) {
		t.Errorf("docs/deployment.md does not show\n%s", body)
	}
}

// SIGTERM to the first process ends all, and each request that was begun is
// answered.
func TestPreforkStops(t *testing.T) {
	c := newCluster(t, 0, "")
	address := freeAddress(t)
	p := start(t, address, append(c.variables(address), "NODE_PREFORK=true", "GOMAXPROCS=3"), os.Args[0])
	token := c.clerk.SessionToken("user_ada", clerktest.TTL(time.Hour))
	via, processes := fresh(), map[int]bool{}
	eventually(10*time.Second, func() bool {
		got, status, err := ask(t.Context(), via, "http://"+address+"/", token)
		if err == nil && status == http.StatusOK {
			processes[got.Process] = true
		}
		return len(processes) == 3
	})
	var requests sync.WaitGroup
	for range 12 {
		requests.Go(func() {
			if _, status, err := ask(t.Context(), via, "http://"+address+"/?ms=1500", token); err != nil || status != http.StatusOK {
				t.Errorf("a request that was begun: %d, %v", status, err)
			}
		})
	}
	eventually(700*time.Millisecond, func() bool { return false }) // they are being answered
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	requests.Wait()
	select {
	case <-p.ended:
	case <-time.After(leaveWithin + holdFor + stopWithin + 5*time.Second):
		t.Fatal("the first process does not end")
	}
	if code := p.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.output)
	}
	gone := eventually(2*time.Second, func() bool {
		_, _, err := ask(t.Context(), via, "http://"+address+"/", token)
		return err != nil
	})
	if !gone {
		t.Error("a process still listens")
	}
}
