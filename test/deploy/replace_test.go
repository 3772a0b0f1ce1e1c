package deploytest

import (
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

const leaveWithin = 2 * time.Second

var leaving atomic.Bool

// leave has the front give up its connections to this process one by one: what
// it sends into one that is being closed is lost.
func leave() {
	leaving.Store(true)
	<-time.After(leaveWithin)
}

// closeWhenLeaving stands in front of all other handlers.
func closeWhenLeaving(c *fiber.Ctx) error {
	if leaving.Load() {
		c.Context().SetConnectionClose()
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
