// Package replay asks a face's plugin everything that was recorded of
// @clerk/fastify, and compares.
package replay

import (
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/conformance"
)

// Prepare takes away what would change the answers from outside: variables that
// options are read from, and what fasthttp starts once in the life of a process,
// which must not happen inside of a test's own time.
func Prepare(face conformance.Face) {
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "CLERK_") || strings.HasPrefix(name, "VERCEL_") {
			os.Unsetenv(name)
		}
	}
	app := face.NewApp(conformance.Config{})
	_, _, _, _ = exchange(app, &recordedRequest{Method: "GET", Target: "/", Headers: [][2]string{{"Host", "localhost"}}})
}

// Run asks the plugin everything that the original was asked, at the
// same instant, with the same keys and the same answers of Clerk.
func Run(t *testing.T, face conformance.Face) {
	t.Helper()
	s := loadShared(t)
	var asked, all atomic.Int64
	t.Cleanup(func() {
		if asked.Load() == all.Load() { // not when -run picks some
			noRuleIsIdle(t, face)
		}
	})
	for _, area := range areas(t) {
		cases := s.cases(t, area)
		all.Add(int64(len(cases)))
		t.Run(area, func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.Name, func(t *testing.T) {
					asked.Add(1)
					if len(c.Env) == 0 {
						t.Parallel()
					}
					for name, value := range c.Env {
						t.Setenv(name, value)
					}
					replay(t, face, s, c)
				})
			}
		})
	}
}

func replay(t *testing.T, face conformance.Face, s *shared, c *recorded) {
	t.Helper()
	var g *got
	synctest.Test(t, func(*testing.T) {
		time.Sleep(time.Until(c.time()))
		g = ask(face, s, c)
	})
	if g.Status >= 500 && c.Options.FrontendAPIProxy == nil {
		t.Errorf("status %d: nothing that a request holds is a fault of the server", g.Status)
	}
	if unexplained := explain(face, c, g, compare(s, c, g)); len(unexplained) > 0 {
		for _, d := range unexplained {
			t.Error(d)
		}
	}
}
