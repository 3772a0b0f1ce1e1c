package hardening

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// steppedClock is Clerk's clock as this machine sees it: moving it is the same
// as moving this machine's clock the other way.
type steppedClock struct{ offset atomic.Int64 }

func (c *steppedClock) now() time.Time { return time.Now().Add(time.Duration(c.offset.Load())) }

// step sets this machine's clock by so much, as seen from Clerk.
func (c *steppedClock) step(d time.Duration) { c.offset.Store(int64(-d)) }

func TestClockStepped(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name        string
		step        time.Duration
		header      string // an API's caller
		page        string // a browser's page: it is sent to Clerk, which answers with a good token
		development string // what the browser has in the end
	}{
		{"three hours ahead", 3 * time.Hour, "session-token-expired-refresh-non-eligible-no-refresh-cookie", "session-token-expired-refresh-non-eligible-no-refresh-cookie", "signed-in"},
		{"three hours behind", -3 * time.Hour, "session-token-nbf", "session-token-nbf", "signed-in"},
		{"within the tolerance, ahead", 4 * time.Second, "signed-in", "signed-in", "signed-in"},
		{"within the tolerance, behind", -4 * time.Second, "signed-in", "signed-in", "signed-in"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var clock steppedClock
			s, o := clerk(t, clerktest.Config{Now: clock.now})
			app := open(t, o)
			user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "analytical engine"})
			b := s.NewBrowser(nil)
			b.Origin = app.url
			if _, err := b.SignIn("ada@example.com", "analytical engine"); err != nil {
				t.Fatal(err)
			}
			early := s.SessionToken(user.ID)
			if a := app.visit(t, bearer(early)); a.User != user.ID {
				t.Fatalf("before the step: %+v", a)
			}

			clock.step(tc.step)
			if a := app.visit(t, bearer(s.SessionToken(user.ID))); a.why() != tc.header || a.Status != 200 {
				t.Errorf("a header: %d %s, want %s", a.Status, a.why(), tc.header)
			}
			if a := app.visit(t, page, signedIn(s, user.ID)); a.why() != tc.page {
				t.Errorf("a page: %d %s, want %s", a.Status, a.why(), tc.page)
			}
			clock.step(0)
			if a := app.visit(t, bearer(s.SessionToken(user.ID))); a.User != user.ID || a.Took > patience {
				t.Errorf("after the step back: %s", a.why())
			}
			if a := app.visit(t, bearer(early)); a.User != user.ID {
				t.Errorf("after the step back, a token from before it: %s", a.why())
			}
		})
	}
}

// A developer's machine that slept is told so, and works. A production server
// with a wrong clock signs nobody in, ends no browser in a loop, and says why.
func TestClockWrongWhileSigningIn(t *testing.T) {
	t.Parallel()
	for name, production := range map[string]bool{"development": false, "production": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var clock steppedClock
			clock.step(3 * time.Hour)
			s, o := clerk(t, clerktest.Config{Now: clock.now, Production: production})
			site := open(t, o)
			user := s.CreateUser(clerktest.User{})
			if production {
				for count := range 4 {
					a := site.visit(t, page, signedIn(s, user.ID), redirected(count))
					if sent := a.Status == 307; sent != (count < 3) {
						t.Errorf("handshake %d: status %d %s", count, a.Status, a.why())
					}
				}
				site.warned(t, "redirect-loop")
				return
			}
			// The browser comes back from Clerk, whose clock is three hours ahead.
			handshake := s.HandshakeToken([]string{"__session=" + s.SessionToken(user.ID) + "; Path=/", "__client_uat=1; Path=/"})
			a := site.visit(t, page, cookie("__clerk_handshake", handshake))
			if cookies := a.Header.Values("Set-Cookie"); a.Status != 307 || len(cookies) != 2 {
				t.Errorf("back from Clerk: status %d, %v, %s", a.Status, cookies, a.why())
			}
			site.warned(t, "clock-skew", "clock")
		})
	}
}
