package deploytest

import (
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	leaveWithin = 2 * time.Second
	holdFor     = 200 * time.Millisecond
)

var (
	leaving, holding atomic.Bool
	left             = make(chan struct{}) // closed when nobody can reach this process any more
)

// leave stops an application behind a front, which loses what it sends into a
// connection, or a queue of new ones, that is being closed. First the front gives
// up its connections one by one. Then requests are held, so that this instance has
// more of them than the others, and the front sends it no more.
func leave(app *fiber.App, within time.Duration) error {
	leaving.Store(true)
	<-time.After(leaveWithin)
	holding.Store(true)
	<-time.After(holdFor)
	time.AfterFunc(holdFor, func() { close(left) })
	return app.ShutdownWithTimeout(within)
}

// closeWhenLeaving stands in front of all other handlers.
func closeWhenLeaving(c *fiber.Ctx) error {
	if leaving.Load() {
		c.Context().SetConnectionClose()
	}
	if holding.Load() {
		<-left
	}
	return c.Next()
}

// Each instance is replaced in turn, as for a new version, and no request is
// lost, also of those that a front does not repeat.
func TestReplacedInstances(t *testing.T) {
	for name, front := range map[string]func(*cluster, *testing.T) string{"nginx": (*cluster).nginx, "Caddy": (*cluster).caddy} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCluster(t, 3, "")
			load := begin(t, c, http.MethodPost, "http://"+front(c, t)+"/?ms=1")
			for i, old := range c.nodes {
				if err := old.Process.Signal(syscall.SIGTERM); err != nil {
					t.Fatal(err)
				}
				<-old.ended
				c.nodes[i] = c.node(t, i)
				if !eventually(10*time.Second, func() bool { return load.by(c.nodes[i].Process.Pid) > 0 }) {
					t.Errorf("instance %d gets no requests", i)
				}
			}
			load.end()
			if load.lost.Load() != 0 {
				t.Errorf("%d of %d requests lost, %v", load.lost.Load(), load.total.Load(), load.faults())
			}
			t.Logf("%d requests of 50 users, %d lost", load.total.Load(), load.lost.Load())
		})
	}
}
