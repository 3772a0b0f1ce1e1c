package deploytest

import (
	"bufio"
	"fmt"
	"net/http"
	"testing"
	"time"

	client "github.com/fasthttp/websocket"
	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

// stream gives the application a websocket and a stream of events, each for its
// visitor alone.
func stream(app *fiber.App) {
	app.Get("/ws", clerkfiber.RequireAuth(), websocket.New(func(conn *websocket.Conn) {
		auth, err := clerkfiber.AuthFromLocals(conn.Locals)
		for err == nil {
			var message []byte
			if _, message, err = conn.ReadMessage(); err == nil {
				err = conn.WriteMessage(websocket.TextMessage, []byte(auth.UserID+" said "+string(message)))
			}
		}
	}))
	next := make(chan struct{}, 10)
	app.Post("/next", func(*fiber.Ctx) error { next <- struct{}{}; return nil })
	app.Get("/events", clerkfiber.RequireAuth(), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c) // here, and not in the writer: c is another request's then
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "text/event-stream")
		c.Set(fiber.HeaderCacheControl, "no-cache")
		c.Set("X-Accel-Buffering", "no") // nginx would keep events back, over TLS each of them
		c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
			for n := range 3 {
				_, _ = fmt.Fprintf(w, "data: %d for %s\n\n", n, auth.UserID)
				if w.Flush() != nil {
					return
				}
				select {
				case <-next:
				case <-time.After(20 * time.Second):
				}
			}
		})
		return nil
	})
}

// Websockets and events go through the fronts of docs/deploy as they come, and
// so they do where the front ends TLS.
func TestStreamsThroughFronts(t *testing.T) {
	for name, front := range map[string]func(*cluster, *testing.T) string{"nginx": (*cluster).nginx, "Caddy": (*cluster).caddy} {
		for _, secure := range []bool{false, true} {
			t.Run(fmt.Sprint(name, "/TLS ", secure), func(t *testing.T) {
				c := newCluster(t, 3, "")
				scheme := ""
				if secure {
					c.certificate, scheme = newCertificate(t), "s"
				}
				address := front(c, t)
				header := http.Header{"Authorization": {"Bearer " + c.clerk.SessionToken("user_ada")}}
				t.Run("websocket", func(t *testing.T) { c.speak(t, "ws"+scheme+"://"+address+"/ws", header) })
				t.Run("websocket of nobody", func(t *testing.T) {
					_, res, err := c.dialer().DialContext(t.Context(), "ws"+scheme+"://"+address+"/ws", nil)
					if err == nil || res == nil || res.StatusCode != http.StatusUnauthorized {
						t.Errorf("%+v, %v", res, err)
					}
				})
				t.Run("events", func(t *testing.T) { c.listen(t, "http"+scheme+"://"+address+"/events", header) })
			})
		}
	}
}

func (c *cluster) dialer() *client.Dialer {
	return &client.Dialer{TLSClientConfig: c.certificate.trusted()}
}

func (c *cluster) speak(t *testing.T, url string, header http.Header) {
	t.Helper()
	conn, res, err := c.dialer().DialContext(t.Context(), url, header)
	if err != nil {
		t.Fatalf("%v, %+v", err, res)
	}
	defer conn.Close()
	for _, word := range []string{"hello", "again"} {
		if err := conn.WriteMessage(client.TextMessage, []byte(word)); err != nil {
			t.Fatal(err)
		}
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != "user_ada said "+word {
			t.Fatalf("%q, %v", got, err)
		}
	}
}

// listen reads each event before the next is made.
func (c *cluster) listen(t *testing.T, url string, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	events := make(chan string)
	go func() {
		defer close(events)
		via := fresh()
		via.TLSClientConfig = c.certificate.trusted()
		res, err := via.RoundTrip(r)
		if err != nil {
			return
		}
		defer res.Body.Close()
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if lines.Text() != "" {
				events <- lines.Text()
			}
		}
	}()
	for n := range 3 {
		select {
		case event := <-events:
			if event != fmt.Sprintf("data: %d for user_ada", n) {
				t.Errorf("event %d: %q", n, event)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("event %d is held until the next", n)
		}
		for _, node := range c.addresses {
			release(t, node)
		}
	}
	if event, more := <-events; more {
		t.Errorf("one event more: %q", event)
	}
}

func release(t *testing.T, node string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+node+"/next", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := fresh().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
}
