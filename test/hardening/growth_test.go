//go:build unix

// The processor's time is asked of the system.

package hardening

import (
	"bufio"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	jar "github.com/clerkfiber/clerkfiber/internal/cookie"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/pathpattern"
	"github.com/clerkfiber/clerkfiber/internal/session"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// What a stranger sends costs no more than its length: four times as much text
// costs four times as much, wherever in a request it is.
func TestCostGrowsWithLength(t *testing.T) {
	nowhere := &http.Client{Transport: answering(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody}, nil
	})}
	for instance, production := range map[string]bool{"development": false, "production": true} {
		s, o := clerk(t, clerktest.Config{Production: production, KeyID: "ins_1"})
		o.HTTPClient, o.JWTKey = nowhere, s.JWTKey()
		refreshing := expiredCookies(t, s)
		for kind, o := range kinds(s, o) {
			for _, asSent := range []bool{false, true} {
				if production && (kind == "satellite" || kind == "api") || asSent && (production || kind != "proxy") {
					continue // nothing new is read
				}
				handler := quietApp(s, o, asSent)
				t.Run(fmt.Sprint(instance, "/", kind, "/as sent ", asSent), func(t *testing.T) {
					const page = " HTTP/1.1\r\nHost: app.example\r\nSec-Fetch-Dest: document\r\n"
					target := "/"
					if kind == "proxy" {
						target = "/__clerk/v1"
					}
					for _, g := range linesOf() {
						grows(t, g, func(text string) func() { return serving(handler, "GET "+target+page+text+"\r\n") })
						if kind == "plain" {
							grows(t, g, func(text string) func() { return serving(handler, "GET /"+page+refreshing+text+"\r\n") })
						}
					}
					for _, g := range targets() {
						grows(t, g, func(text string) func() { return serving(handler, "GET "+text+page+"\r\n") })
					}
				})
			}
		}
	}
}

func quietApp(s *clerktest.Server, o clerkfiber.Options, asSent bool) fasthttp.RequestHandler {
	app := fiber.New(fiber.Config{DisableStartupMessage: true, DisableHeaderNormalizing: asSent})
	o.Logger = slog.New(slog.DiscardHandler)
	app.Use(clerkfiber.New(o), func(c *fiber.Ctx) error {
		_, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: s.WebhookSecret()})
		_ = err // of interest is what it costs
		return nil
	})
	return app.Handler()
}

// expiredCookies are those of a visitor whose session token has expired and is
// refreshed: Clerk is sent all headers then.
func expiredCookies(t *testing.T, s *clerktest.Server) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://app.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	s.SignIn(r, "user_ada", clerktest.Age(2*time.Minute), clerktest.TTL(time.Minute))
	return "Cookie: " + r.Header.Get("Cookie") + "; __refresh_" + s.CookieSuffix() + "=fake\r\n"
}

// serving answers a request of these bytes; what fasthttp refuses costs nothing.
func serving(handler fasthttp.RequestHandler, text string) func() {
	return func() {
		c := new(fasthttp.RequestCtx)
		if c.Request.Read(bufio.NewReaderSize(strings.NewReader(text), len(text)+1)) == nil {
			handler(c)
		}
	}
}

// The same for what a signature is asked of first, and for what only tests can
// reach without Clerk's key.
func TestCostOfParsersGrowsWithLength(t *testing.T) {
	s, _ := clerk(t)
	matcher, err := pathpattern.Compile([]string{"/orgs/:slug", "/orgs/:slug/(.*)", "/a/:b+/c", "/(.*)/(.*)/(.*)/z"})
	if err != nil {
		t.Fatal(err)
	}
	value := func(text string) js.Value {
		v, err := js.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, test := range []struct {
		name string
		work func(n int) func()
	}{
		{"a directive's attributes", func(n int) func() {
			text := "__session=a.b.c" + strings.Repeat("; Path=/", n)
			return func() { jar.Name(text); jar.Value(text) }
		}},
		{"a directive's value", func(n int) func() {
			text := "__session=" + strings.Repeat("%41=", n)
			return func() { jar.Name(text); jar.Value(text) }
		}},
		{"cookies that are taken out", func(n int) func() {
			text := strings.Repeat("a=b; __clerk_handshake=c; ", n)
			return func() { jar.Without(text, "__clerk_handshake", "__clerk_handshake_nonce") }
		}},
		{"an organization's path", func(n int) func() {
			text := "/orgs/acme/" + strings.Repeat("orgs/a/", n)
			return func() { matcher.Match(text) }
		}},
		{"a repeated parameter's path", func(n int) func() {
			text := "/a" + strings.Repeat("/b", n) + "/c"
			return func() { matcher.Match(text) }
		}},
		{"a query that is written anew", func(n int) func() {
			u, err := weburl.Parse("https://a.example/?" + strings.Repeat("a=b%20c&", n))
			if err != nil {
				t.Fatal(err)
			}
			return func() { u.Delete("x").Append("c", "d").Set("a", "b") }
		}},
		{"an address resolved", func(n int) func() {
			u, err := weburl.Parse("https://a.example" + strings.Repeat("/b", n))
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Repeat("../", n/2) + strings.Repeat("c/", n)
			return func() { _, _ = u.Resolve(text) }
		}},
		{"JSON written as JavaScript does", func(n int) func() {
			v := value(`{"a":[` + strings.Repeat(`{"b":"\u0041","2":1.50,"1":[]},`, n) + `0]}`)
			return func() { v.JSON() }
		}},
		{"keys written as JavaScript does", func(n int) func() {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, `"%d":0,"k%d":1,`, n-i, i)
			}
			v := value(`{` + b.String() + `"z":0}`)
			return func() { v.JSON() }
		}},
		{"an array as a text", func(n int) func() {
			v := value(`[` + strings.Repeat(`[null,"a",1e3],`, n) + `0]`)
			return func() { v.ToString(); v.ToNumber() }
		}},
		{"brackets", func(n int) func() {
			v := value(strings.Repeat("[", min(n, 9_000)) + strings.Repeat("]", min(n, 9_000)))
			return func() { v.ToString(); v.JSON() }
		}},
		{"permissions", func(n int) func() {
			v := value(`{"v":2,"fea":"` + strings.Repeat("o:a,", n) + `o:b","o":{"id":"org_1","rol":"admin","per":"read,write","fpm":"` + strings.Repeat("3,", n) + `1"}}`)
			return func() { _, _ = session.FromPayload(v) }
		}},
		{"base64 that is no token", func(n int) func() {
			text := strings.Repeat("AAAA", n) + "." + strings.Repeat("BBBB", n) + "." + strings.Repeat("CCCC", n)
			return func() { _, _ = token.Decode(text) }
		}},
		{"a webhook's signatures", func(n int) func() {
			body := []byte(`{"type":"user.created"}`)
			header := s.SignWebhookAt(body, "msg_1", time.Now())
			header.Set("Svix-Signature", strings.Repeat("v1,AAAA v2,x ,, ", n))
			return func() { _, _ = webhooks.Verify(body, header, webhooks.Options{SigningSecret: s.WebhookSecret()}) }
		}},
		{"lines of a webhook's signatures", func(n int) func() {
			body := []byte(`{"type":"user.created"}`)
			header := s.SignWebhookAt(body, "msg_1", time.Now())
			header["Svix-Signature"] = strings.Split(strings.Repeat("v1,AAAA;", n), ";")
			return func() { _, _ = webhooks.Verify(body, header, webhooks.Options{SigningSecret: s.WebhookSecret()}) }
		}},
	} {
		growsWith(t, test.name, longText, test.work)
	}
}

func grows(t *testing.T, g growth, prepare func(text string) func()) {
	t.Helper()
	growsWith(t, g.name, g.n, func(n int) func() { return prepare(g.text(n)) })
}

// growsWith fails the test when four times the length costs much more than four
// times the memory, or time.
func growsWith(t *testing.T, name string, n int, prepare func(n int) func()) {
	t.Helper()
	small, large := prepare(n), prepare(4*n)
	small() // what is made once
	if less, more := allocated(small), allocated(large); more > 6*less+64<<10 {
		t.Errorf("%s: %d KiB for %d, %d KiB for %d", name, less>>10, n, more>>10, 4*n)
	}
	// Time is bound loosely, and other programs disturb it: what counts is the
	// processor's, the best of many tries, without the collector.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var less, more time.Duration
	for try := range 10 {
		if try > 0 {
			runtime.GC()
		}
		if less, more = fastest(small), fastest(large); more <= 9*less+2*time.Millisecond {
			return
		}
	}
	t.Errorf("%s: %v for %d, %v for %d", name, less, n, more, 4*n)
}

func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func fastest(work func()) time.Duration {
	best := time.Duration(1 << 62)
	for range 3 {
		began := processorTime()
		work()
		best = min(best, processorTime()-began)
	}
	return best
}

func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // no test that cannot fail
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// answering is a function as an http.RoundTripper.
type answering func(*http.Request) (*http.Response, error)

func (f answering) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
