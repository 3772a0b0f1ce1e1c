package conformance

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// socket upgrades a request as contrib/websocket of either Fiber does, but for
// the frames: a line comes, a line goes. What it keeps of the request are the
// Locals with string keys, and nothing else.
func (f Suite) socket(c Ctx) error {
	locals := map[string]any{}
	c.HTTP().VisitUserValues(func(key []byte, value any) { locals[string(key)] = value })
	c.Set("Connection", "Upgrade")
	c.Set("Upgrade", "lines")
	c.HTTP().SetStatusCode(http.StatusSwitchingProtocols)
	c.HTTP().Hijack(func(conn net.Conn) {
		for said := bufio.NewScanner(conn); said.Scan(); {
			auth, err := f.AuthFromLocals(func(key string, _ ...any) any { return locals[key] })
			_, _ = fmt.Fprintln(conn, auth.UserID, said.Text(), err)
		}
	})
	return nil
}

const upgrade = "GET /socket HTTP/1.1\r\nHost: app.example\r\nConnection: Upgrade\r\nUpgrade: lines\r\n"

// A socket is its user's as long as it is open, whoever has its Ctx by then.
func (f Suite) TestASocketIsItsUsers(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.NewApp(Config{})
	app.All("/open/socket", f.socket)
	app.Use("/", f.New(o))
	app.All("/socket", f.RequireAuth(), f.socket)
	app.All("/", func(c Ctx) error { return c.SendStatus(http.StatusNoContent) })
	address := listen(t, app)

	type line struct {
		user string
		conn net.Conn
		in   *bufio.Reader
	}
	var lines []line
	for i := range 4 {
		user, conn := fmt.Sprint("user_", i), dial(t, address)
		in := bufio.NewReader(conn)
		_, _ = fmt.Fprintf(conn, "%sAuthorization: Bearer %s\r\n\r\n", upgrade, s.SessionToken(user))
		if res, err := http.ReadResponse(in, nil); err != nil || res.StatusCode != http.StatusSwitchingProtocols {
			t.Fatalf("%s: %+v, %v", user, res, err)
		}
		lines = append(lines, line{user, conn, in})
	}
	for _, word := range []string{"hello", "again"} {
		for _, l := range lines {
			raw(t, address, http.MethodGet, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+s.SessionToken("user_other")+"\r\n\r\n")
			_, _ = fmt.Fprintln(l.conn, word)
			if got, err := l.in.ReadString('\n'); err != nil || got != l.user+" "+word+" <nil>\n" {
				t.Errorf("%s: %q, %v", l.user, got, err)
			}
		}
	}
	if res, _ := raw(t, address, http.MethodGet, upgrade+"\r\n"); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a socket of nobody: %s", res.Status)
	}
	conn := dial(t, address)
	in := bufio.NewReader(conn)
	_, _ = fmt.Fprint(conn, strings.Replace(upgrade, "/socket", "/open/socket", 1)+"\r\n")
	if _, err := http.ReadResponse(in, nil); err != nil {
		t.Fatal(err)
	}
	_, _ = fmt.Fprintln(conn, "hello")
	if got, _ := in.ReadString('\n'); !strings.HasPrefix(got, " hello clerkfiber:") {
		t.Errorf("without the plugin: %q, want an error", got)
	}
}

// A stream is its user's to the end, whoever has its Ctx by then.
func (f Suite) TestAStreamIsItsUsers(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	next := map[string]chan struct{}{"user_1": make(chan struct{}), "user_2": make(chan struct{})}
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/events", f.RequireAuth(), func(c Ctx) error {
		auth, err := c.GetAuth() // not in the writer: c is another request's then
		if err != nil {
			return err
		}
		c.HTTP().SetBodyStreamWriter(func(w *bufio.Writer) {
			for range 3 {
				_, _ = fmt.Fprintln(w, auth.UserID)
				if w.Flush() != nil {
					return
				}
				<-next[auth.UserID]
			}
		})
		return nil
	})
	app.All("/", func(c Ctx) error { return c.SendStatus(http.StatusNoContent) })
	address := listen(t, app)

	events := map[string]*bufio.Reader{}
	for user := range next {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+s.SessionToken(user))
		res, err := loopback(t).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		events[user] = bufio.NewReader(res.Body)
	}
	for range 3 {
		for user, in := range events {
			raw(t, address, http.MethodGet, "GET / HTTP/1.1\r\nHost: app.example\r\nAuthorization: Bearer "+s.SessionToken("user_other")+"\r\n\r\n")
			if got, err := in.ReadString('\n'); err != nil || got != user+"\n" {
				t.Errorf("%s: %q, %v", user, got, err)
			}
			next[user] <- struct{}{}
		}
	}
}
