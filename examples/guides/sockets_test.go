package guides

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	fastws "github.com/fasthttp/websocket"
	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

const askEvery = 20 * time.Millisecond

func chat(client *backendapi.Client) fiber.Handler {
	return websocket.New(func(conn *websocket.Conn) {
		auth, err := clerkfiber.AuthFromLocals(conn.Locals)
		if err != nil || !auth.IsAuthenticated {
			return
		}
		ctx, done := context.WithCancel(context.Background())
		defer done()
		go untilSignedOut(ctx, conn.Conn, client, auth.SessionID)
		for {
			kind, text, err := conn.ReadMessage()
			if err != nil || conn.WriteMessage(kind, text) != nil {
				return
			}
		}
	})
}

// untilSignedOut pings a websocket while its session goes on, and then ends it:
// its handler can read no more, and returns. Close does nothing before that.
func untilSignedOut(ctx context.Context, conn *fastws.Conn, client *backendapi.Client, sessionID string) {
	defer func() { _ = conn.SetReadDeadline(time.Now()) }()
	every := time.NewTicker(askEvery)
	defer every.Stop()
	for {
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
		session, err := client.Sessions.GetSession(ctx, sessionID)
		if err != nil || session.Status != backendapi.SessionStatusActive {
			return
		}
		if conn.WriteControl(fastws.PingMessage, nil, time.Now().Add(time.Second)) != nil {
			return
		}
	}
}

// docs/recipes.md, Goroutines and streams.
func TestASocketEndsWithItsSession(t *testing.T) {
	t.Parallel()
	s := clerktest.NewServer()
	t.Cleanup(s.Close)
	client, err := backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: s.BackendURL()})
	if err != nil {
		t.Fatal(err)
	}
	app := yourApp(clerkfiber.Options{Environment: s.Env()})
	app.Get("/chat", clerkfiber.RequireAuth(), chat(client))
	address := boxtest.Serve(t, app)

	session, err := client.Sessions.CreateSession(t.Context(), backendapi.CreateSessionParams{UserID: s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID})
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodGet, "/chat", nil)
	s.SignIn(req, session.UserID, clerktest.InSession(session.ID))
	conn, _, err := fastws.DefaultDialer.DialContext(t.Context(), "ws://"+address+"/chat", req.Header)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	pings := 0
	conn.SetPingHandler(func(string) error {
		if pings++; pings < 3 {
			return nil
		}
		return conn.WriteMessage(fastws.TextMessage, []byte("hello"))
	})
	if _, text, err := conn.ReadMessage(); err != nil || string(text) != "hello" {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := client.Sessions.RevokeSession(t.Context(), session.ID); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	for err = nil; err == nil; { // what was sent before
		_, _, err = conn.ReadMessage()
	}
	if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
		t.Error("the socket goes on")
	}
}
