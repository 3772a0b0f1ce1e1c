package webhooks_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

func ExampleVerifyWebhook() {
	s := clerktest.NewServer()
	defer s.Close()

	app := fiber.New()
	app.Post("/webhooks/clerk", func(c *fiber.Ctx) error {
		// In a program the secret is in CLERK_WEBHOOK_SIGNING_SECRET.
		event, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: s.WebhookSecret()})
		if err != nil {
			return err // 400, or 500 where the secret is at fault
		}
		if event.Type == webhooks.UserCreated {
			user, err := event.User()
			if err != nil {
				return err
			}
			fmt.Println("welcome", user.ID)
		}
		return c.SendStatus(fiber.StatusNoContent)
	})

	body, header := s.Webhook(webhooks.UserCreated, map[string]any{"id": "user_ada", "object": "user"})
	for _, text := range [][]byte{body, bytes.ReplaceAll(body, []byte("ada"), []byte("eve"))} {
		req := httptest.NewRequest(http.MethodPost, "/webhooks/clerk", bytes.NewReader(text))
		req.Header = header
		res, err := app.Test(req)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(res.StatusCode, res.Body.Close())
	}
	// Output:
	// welcome user_ada
	// 204 <nil>
	// 400 <nil>
}

// Without Fiber: the body as it came, and the headers.
func ExampleVerify() {
	s := clerktest.NewServer()
	defer s.Close()
	options := webhooks.Options{SigningSecret: s.WebhookSecret()}

	body, header := s.Webhook(webhooks.SessionEnded, map[string]any{"id": "sess_1", "object": "session", "user_id": "user_ada"})
	event, err := webhooks.Verify(body, header, options)
	fmt.Println(event.Type, err)

	header.Del("Svix-Signature")
	_, err = webhooks.Verify(body, header, options)
	fmt.Println(errors.Is(err, webhooks.ErrMissingHeader))
	// Output:
	// session.ended <nil>
	// true
}

func ExampleOnce() {
	s := clerktest.NewServer()
	defer s.Close()
	handled := webhooks.Once(nil, 0) // in memory; several processes share a storage of Fiber's

	body, header := s.Webhook(webhooks.UserDeleted, map[string]any{"id": "user_ada", "object": "user", "deleted": true})
	for range 2 { // Clerk repeats what was not answered in time
		event, err := webhooks.Verify(body, header, webhooks.Options{SigningSecret: s.WebhookSecret()})
		if err != nil {
			log.Fatal(err)
		}
		err = handled.Do(context.Background(), event, func(context.Context) error {
			fmt.Println("goodbye")
			return nil
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	// Output: goodbye
}
