package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

func open(t *testing.T) (*box.Box, *store) {
	t.Helper()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	db, err := openStore(filepath.Join(t.TempDir(), "users.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.db.Close() })
	return clerk, db
}

func deliver(t *testing.T, app *fiber.App, body []byte, header http.Header) int {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, "/webhooks/clerk", bytes.NewReader(body))
	req.Header = header.Clone()
	res, err := app.Test(req, -1)
	if err != nil {
		t.Error(err)
		return 0
	}
	res.Body.Close()
	return res.StatusCode
}

// event is a signed webhook about a user who was changed at a time.
func event(clerk *box.Box, kind, email string, updatedAt int64) (body []byte, header http.Header) {
	address := "idn_1"
	user := backendapi.User{ID: "user_1", UpdatedAt: updatedAt, PrimaryEmailAddressID: &address}
	user.EmailAddresses = []backendapi.EmailAddress{{ID: address, EmailAddress: email}}
	if kind == webhooks.UserDeleted {
		return clerk.Server.Webhook(kind, map[string]any{"id": "user_1", "object": "user", "deleted": true})
	}
	return clerk.Server.Webhook(kind, user)
}

func TestInWhateverOrder(t *testing.T) {
	t.Parallel()
	type sent struct {
		kind, email string
		at          int64
	}
	for _, tc := range []struct {
		name   string
		events []sent
		want   string
	}{
		{"made", []sent{{webhooks.UserCreated, "a@example.com", 1}}, `{"user_1":"a@example.com"}`},
		{"made and changed", []sent{{webhooks.UserCreated, "a@example.com", 1}, {webhooks.UserUpdated, "b@example.com", 2}}, `{"user_1":"b@example.com"}`},
		{"changed before it was made", []sent{{webhooks.UserUpdated, "b@example.com", 2}, {webhooks.UserCreated, "a@example.com", 1}}, `{"user_1":"b@example.com"}`},
		{"made and deleted", []sent{{webhooks.UserCreated, "a@example.com", 1}, {webhooks.UserDeleted, "", 0}}, `{}`},
		{"deleted before it was changed", []sent{{webhooks.UserDeleted, "", 0}, {webhooks.UserUpdated, "b@example.com", 2}}, `{}`},
		{"something else", []sent{{webhooks.SessionCreated, "a@example.com", 1}}, `{}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			clerk, db := open(t)
			app := newApp(db, clerk.Env["CLERK_WEBHOOK_SIGNING_SECRET"])
			for _, e := range tc.events {
				body, header := event(clerk, e.kind, e.email, e.at)
				for range 2 { // each comes twice
					if status := deliver(t, app, body, header); status != http.StatusOK {
						t.Errorf("%s: %d", e.kind, status)
					}
				}
			}
			if got, err := db.users(t.Context()); got != tc.want || err != nil {
				t.Errorf("%s, %v; want %s", got, err, tc.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	clerk, db := open(t)
	body, header := event(clerk, webhooks.UserCreated, "a@example.com", 1)
	forged := bytes.Replace(body, []byte("a@example.com"), []byte("m@example.com"), 1)
	for name, tc := range map[string]struct {
		secret string
		body   []byte
		header http.Header
		status int
	}{
		"another body":     {clerk.Server.WebhookSecret(), forged, header, 400},
		"no signature":     {clerk.Server.WebhookSecret(), body, http.Header{}, 400},
		"a day old":        {clerk.Server.WebhookSecret(), body, clerk.Server.SignWebhookAt(body, "msg_1", time.Now().Add(-24*time.Hour)), 400},
		"a secret of ours": {"whsec_", body, header, 500},
	} {
		if status := deliver(t, newApp(db, tc.secret), tc.body, tc.header); status != tc.status {
			t.Errorf("%s: %d, want %d", name, status, tc.status)
		}
	}
	if got, _ := db.users(t.Context()); got != `{}` {
		t.Errorf("what was refused is written down: %s", got)
	}
}

// Of many processes with one database, one handles a message.
func TestHandledOnceByManyProcesses(t *testing.T) {
	t.Parallel()
	clerk, db := open(t)
	body, header := event(clerk, webhooks.UserCreated, "a@example.com", 1)
	var mu sync.Mutex
	handled := 0
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			ledger := webhooks.Once(db, 0, webhooks.OnceOptions{Endpoint: "users"})
			message, err := webhooks.Verify(body, header, webhooks.Options{SigningSecret: clerk.Server.WebhookSecret()})
			if err != nil {
				t.Error(err)
				return
			}
			// An error is that of whoever came while the message was in hand.
			_ = ledger.Do(t.Context(), message, func(ctx context.Context) error {
				mu.Lock()
				defer mu.Unlock()
				handled++
				return nil
			})
		})
	}
	all.Wait()
	if handled != 1 {
		t.Errorf("handled %d times", handled)
	}
}

// Through a socket, from the built-in Clerk: what it has, what it is told, what it forgets.
func TestFollowsClerk(t *testing.T) {
	t.Parallel()
	clerk, db := open(t)
	client, err := clerk.Client()
	if err != nil {
		t.Fatal(err)
	}
	if err := db.backfill(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	app := newApp(db, clerk.Server.WebhookSecret())
	changed := make(chan struct{}, 16)
	front := fiber.New(fiber.Config{DisableStartupMessage: true})
	front.Use(func(c *fiber.Ctx) error { err := c.Next(); changed <- struct{}{}; return err })
	front.Mount("/", app)
	address := boxtest.Serve(t, front)
	clerk.Server.DeliverWebhooks("http://" + address + "/webhooks/clerk")

	if _, err := client.Users.DeleteUser(t.Context(), clerk.GraceID); err != nil {
		t.Fatal(err)
	}
	_, err = client.Users.CreateUser(t.Context(), backendapi.CreateUserParams{EmailAddress: []string{"new@example.com"}, SkipPasswordRequirement: backendapi.Set(true)})
	if err != nil {
		t.Fatal(err)
	}
	for {
		<-changed
		got := read(t, "http://"+address+"/users")
		<-changed // of this question
		if strings.Contains(got, "new@example.com") {
			if !strings.Contains(got, box.Ada) || strings.Contains(got, box.Grace) {
				t.Errorf("the copy: %s", got)
			}
			return
		}
	}
}

func read(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return boxtest.Read(t, res)
}
