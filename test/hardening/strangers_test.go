package hardening

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// kinds are applications of every sort that the plugin makes different decisions for.
func kinds(s *clerktest.Server, o clerkfiber.Options) map[string]clerkfiber.Options {
	o.OrganizationSync.OrganizationPatterns = []string{"/orgs/:slug", "/orgs/:slug/(.*)"}
	plain, proxy, satellite, api := o, o, o, o
	proxy.FrontendAPIProxy.Enabled = true
	satellite.IsSatellite, satellite.Domain, satellite.SignInURL = true, "satellite.example", s.SignInURL("")
	api.DisableHandshake = true
	api.AuthorizedParties = []string{"https://app.example"}
	return map[string]clerkfiber.Options{"plain": plain, "proxy": proxy, "satellite": satellite, "api": api}
}

func TestStrangers(t *testing.T) {
	for instance, production := range map[string]bool{"development": false, "production": true} {
		s, o := clerk(t, clerktest.Config{Production: production, KeyID: "ins_known"})
		all := corpus(t, s.CookieSuffix())
		for kind, o := range kinds(s, o) {
			t.Run(instance+"/"+kind, func(t *testing.T) {
				t.Parallel()
				address := fortress(t, s, o)
				answers := map[int]int{}
				for _, h := range all {
					attack(t, address, h, answers)
				}
				// Should the plugin not be reached, nothing would be proved.
				if answers[200]+answers[307] < len(all)*2/3 {
					t.Errorf("of %d requests few reached the plugin: %v", len(all), answers)
				}
				t.Logf("%d requests, answers by status: %v", len(all), answers)
			})
		}
	}
}

// fortress is an application that takes large headers, so that they reach the
// plugin and are not refused before it.
func fortress(t testing.TB, s *clerktest.Server, o clerkfiber.Options) string {
	t.Helper()
	app := strongApp(s, o)
	return listen(t, app)
}

func strongApp(s *clerktest.Server, o clerkfiber.Options) *fiber.App {
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 2 << 20, ReadTimeout: time.Second, IdleTimeout: time.Second})
	o.Logger = slog.New(slog.DiscardHandler)
	app.Use(clerkfiber.New(o))
	app.Post("/webhooks", func(c *fiber.Ctx) error {
		_, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: s.WebhookSecret()})
		return err
	})
	app.All("/*", tell)
	return app
}

// attack sends bytes as they are and looks at each answer.
func attack(t *testing.T, address string, h hostile, answers map[int]int) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatalf("%s: the server is gone: %v", h.name, err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = conn.Write(h.raw) // the server may refuse it before the end
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	judge(t, h, bufio.NewReader(conn), answers)
}

// judge reads all answers of a connection. None is a 5xx, lets anybody in, or
// has a header that a stranger wrote.
func judge(t testing.TB, h hostile, in *bufio.Reader, answers map[int]int) {
	t.Helper()
	method, _, _ := bytes.Cut(h.raw, []byte(" "))
	for {
		res, err := http.ReadResponse(in, &http.Request{Method: string(method)})
		if err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) && in.Buffered() > 0 {
				t.Errorf("%s: half an answer", h.name)
			}
			if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
				t.Errorf("%s: no answer", h.name)
			}
			return
		}
		body, _ := io.ReadAll(res.Body)
		answers[res.StatusCode]++
		switch {
		case res.StatusCode >= 500 && !excused(res.StatusCode, body):
			t.Errorf("%s: status %d %s", h.name, res.StatusCode, body)
		case bytes.Contains(body, []byte(`"signedIn":true`)):
			t.Errorf("%s: a stranger is signed in: %s", h.name, body)
		case res.Header.Get("Injected") != "":
			t.Errorf("%s: a header of the stranger's: %v", h.name, res.Header)
		}
		if to := res.Header.Get("Location"); to != "" && !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "https://") {
			t.Errorf("%s: sent to %s", h.name, to)
		}
	}
}

// excused is the one 5xx that is right: a request to the Frontend API proxy
// whose answer failed is answered as Clerk's own proxy does.
func excused(status int, body []byte) bool {
	return status == http.StatusBadGateway && bytes.Contains(body, []byte("proxy_request_failed"))
}

// What strangers send leaves nothing behind: memory and goroutines are as
// before, and users are served.
func TestStrangersLeaveNothingBehind(t *testing.T) {
	s, o := clerk(t)
	address := fortress(t, s, kinds(s, o)["proxy"])
	var large []hostile
	for _, h := range corpus(t, s.CookieSuffix()) {
		if len(h.raw) > 50_000 {
			large = append(large, h)
		}
	}
	round := func() {
		for _, h := range large {
			attack(t, address, h, map[int]int{})
		}
	}
	round()
	memory, routines := settled(t, 0)
	for range 2 {
		round()
	}
	now, after := settled(t, routines)
	if now > memory+16<<20 {
		t.Errorf("%d KiB of heap after the first round, %d KiB after two more", memory>>10, now>>10)
	}
	if after > routines+5 {
		t.Errorf("%d goroutines, were %d", after, routines)
	}
	t.Logf("%d large requests a round; heap %d KiB, then %d KiB", len(large), memory>>10, now>>10)
	app := &site{url: "http://" + address, log: &operatorLog{}}
	if a := app.visit(t, bearer(s.SessionToken("user_ada"))); a.User != "user_ada" {
		t.Errorf("a user after the attack: %+v", a)
	}
}

// settled measures when nothing is under way, or after a while.
func settled(t testing.TB, routines int) (heap uint64, count int) {
	t.Helper()
	eventually(t, 5*time.Second, func() bool { return routines > 0 && runtime.NumGoroutine() <= routines })
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}
