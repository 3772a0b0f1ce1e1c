package parity

import (
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofiber/fiber/v2"
)

func TestMain(m *testing.M) {
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "CLERK_") || strings.HasPrefix(name, "VERCEL_") {
			os.Unsetenv(name)
		}
	}
	warmUp()
	os.Exit(m.Run())
}

// warmUp lets fasthttp start what it keeps for the life of the process, so
// that it is not started inside of a test's own time.
func warmUp() {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	_, _, _, _ = exchange(app, &recordedRequest{Method: "GET", Target: "/", Headers: [][2]string{{"Host", "localhost"}}})
}

// TestReplay asks the plugin everything that the original was asked, at the
// same instant, with the same keys and the same answers of Clerk.
func TestReplay(t *testing.T) {
	s := loadShared(t)
	var asked, all atomic.Int64
	t.Cleanup(func() {
		if asked.Load() == all.Load() { // not when -run picks some
			noRuleIsIdle(t)
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
					replay(t, s, c)
				})
			}
		})
	}
}

func replay(t *testing.T, s *shared, c *recorded) {
	t.Helper()
	var g *got
	synctest.Test(t, func(*testing.T) {
		time.Sleep(time.Until(c.time()))
		g = ask(s, c)
	})
	if g.Status >= 500 && c.Options.FrontendAPIProxy == nil {
		t.Errorf("status %d: nothing that a request holds is a fault of the server", g.Status)
	}
	if unexplained := explain(c, g, compare(s, c, g)); len(unexplained) > 0 {
		for _, d := range unexplained {
			t.Error(d)
		}
	}
}
