// Realtime has what goes on when the handler has returned: server-sent events,
// a websocket, and work in the background. A Fiber context is another request's
// by then; what the plugin found out is yours to keep.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

const (
	keepAlive    = 20 * time.Second // nginx ends what is silent for a minute
	clockSkew    = 5 * time.Second  // Options.ClockSkew: a token is taken for that much longer
	exportWithin = time.Minute
	stopWithin   = 10 * time.Second
)

func main() {
	clerk := box.Start()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	s := &service{ending: ctx.Done()}
	app := s.newApp(clerkfiber.Options{Environment: clerk.Env}, clerk.Origin())
	fmt.Printf("curl -N %s/events -H 'Authorization: Bearer %s'\n", clerk.Origin(), clerk.Token(clerk.AdaID))
	if err := s.serve(ctx, app, clerk.Address()); err != nil {
		log.Print(err)
	}
}

// service tells each user's windows what their other windows say.
type service struct {
	ending <-chan struct{} // closed when the process is asked to end

	work    sync.WaitGroup // what goes on in the background
	mu      sync.Mutex
	windows map[chan string]string // whose
}

func (s *service) newApp(options clerkfiber.Options, origin string) *fiber.App {
	options.AuthorizedParties = []string{origin}
	app := fiber.New(fiber.Config{ReadBufferSize: 16 * 1024})
	app.Use(recover.New())
	app.Use(clerkfiber.New(options), clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()))
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("new EventSource('/events'), new WebSocket('/socket')") })
	app.Get("/events", s.events)
	// Browsers open websockets to other sites with their cookies: Origins keeps
	// pages of others out.
	app.Get("/socket", websocket.New(s.socket, websocket.Config{Origins: []string{origin}}))
	app.Post("/exports", s.export)
	return app
}

// events lasts as long as its token: then the browser's EventSource asks again,
// with a fresh cookie, and whoever was signed out meanwhile is refused.
func (s *service) events(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no") // nginx passes events on at once, over TLS too
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		// No c from here on.
		said, leave := s.join(auth.UserID)
		defer leave()
		over := time.NewTimer(time.Until(expiry(auth)))
		defer over.Stop()
		silent := time.NewTicker(keepAlive)
		defer silent.Stop()
		fmt.Fprint(w, "retry: 100\n\n")
		for w.Flush() == nil { // an error: the browser has left
			select {
			case text := <-said:
				data, _ := json.Marshal(text) // on one line, whatever is in it
				fmt.Fprintf(w, "data: %s\n\n", data)
			case <-silent.C:
				fmt.Fprint(w, ": still here\n\n")
			case <-over.C:
				return
			case <-s.ending:
				return
			}
		}
	})
	return nil
}

// socket lasts as long, too; the page opens another.
func (s *service) socket(conn *websocket.Conn) {
	auth, err := clerkfiber.AuthFromLocals(conn.Locals)
	if err != nil || !auth.IsAuthenticated {
		return
	}
	_ = conn.SetReadDeadline(expiry(auth)) // a socket that is closed fails to read
	for {
		_, text, err := conn.ReadMessage()
		if err != nil {
			return
		}
		s.tell(auth.UserID, string(text))
	}
}

// export answers at once and works on. The context of the request knows who it
// is for; it has no end, so the work gets one.
func (s *service) export(c *fiber.Ctx) error {
	client := clerkfiber.Client(c) // may be kept, as c may not
	ctx, done := context.WithTimeout(context.WithoutCancel(c.UserContext()), exportWithin)
	s.work.Go(func() {
		defer done()
		if err := s.makeExport(ctx, client); err != nil {
			slog.Error("an export failed", "error", err)
		}
	})
	return c.SendStatus(fiber.StatusAccepted)
}

func (s *service) makeExport(ctx context.Context, client *backendapi.Client) error {
	auth, ok := clerkauth.FromContext(ctx)
	if !ok {
		return clerkauth.ErrPluginNotRegistered
	}
	user, err := client.Users.GetUser(ctx, auth.UserID)
	if err != nil {
		return fmt.Errorf("whose it is: %w", err)
	}
	s.tell(user.ID, "your export is ready")
	return nil
}

// expiry is when the token is taken no more. Sooner, a browser would come back
// with the same one at once.
func expiry(auth *clerkfiber.Auth) time.Time {
	return time.Unix(auth.SessionClaims.ExpiresAt, 0).Add(clockSkew)
}

func (s *service) join(user string) (said <-chan string, leave func()) {
	window := make(chan string, 16)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.windows == nil {
		s.windows = map[chan string]string{}
	}
	s.windows[window] = user
	return window, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.windows, window)
	}
}

func (s *service) tell(user, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for window, whose := range s.windows {
		if whose != user {
			continue
		}
		select {
		case window <- text:
		default: // a browser that does not read waits for nobody
		}
	}
}

// serve ends after what was begun: requests, streams, and work in the background.
func (s *service) serve(ctx context.Context, app *fiber.App, address string) error {
	stopped := make(chan error, 1)
	go func() { <-ctx.Done(); stopped <- app.ShutdownWithTimeout(stopWithin) }()
	if err := app.Listen(address); err != nil {
		return err
	}
	err := <-stopped
	s.work.Wait()
	return err
}
