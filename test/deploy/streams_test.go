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

// Websockets and events go through the fronts of docs/deploy as they come.
func TestStreamsThroughFronts(t *testing.T) {
	for name, front := range map[string]func(*cluster, *testing.T) string{"nginx": (*cluster).nginx, "Caddy": (*cluster).caddy} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(t, 3, "")
			address := front(c, t)
			header := http.Header{"Authorization": {"Bearer " + c.clerk.SessionToken("user_ada")}}
			t.Run("websocket", func(t *testing.T) { speak(t, address, header) })
			t.Run("websocket of nobody", func(t *testing.T) {
				_, res, err := client.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/ws", nil)
				if err == nil || res == nil || res.StatusCode != http.StatusUnauthorized {
					t.Errorf("%+v, %v", res, err)
				}
			})
			t.Run("events", func(t *testing.T) { listen(t, c, address, header) })
		})
	}
}

func speak(t *testing.T, address string, header http.Header) {
	t.Helper()
	conn, res, err := client.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/ws", header)
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
func listen(t *testing.T, c *cluster, address string, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	events := make(chan string)
	go func() {
		defer close(events)
		res, err := fresh().RoundTrip(r)
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
