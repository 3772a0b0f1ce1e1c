// Webhooks keeps a copy of Clerk's users in SQLite, so that an application can
// join them with tables of its own. What Clerk sends may come twice, at the
// same moment, late, or in another order than it happened.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

func main() {
	clerk := box.Start()
	client, err := clerk.Client()
	if err != nil {
		log.Fatal(err)
	}
	db, err := openStore("users.db")
	if err != nil {
		log.Fatal(err)
	}
	if err := db.backfill(context.Background(), client); err != nil {
		log.Fatal(err)
	}
	if clerk.Server != nil {
		clerk.Server.DeliverWebhooks(clerk.Origin() + "/webhooks/clerk")
		fmt.Printf("Sign up at %s and look at %s/users\n", clerk.Server.SignUpURL(clerk.Origin()+"/users"), clerk.Origin())
	}
	app := newApp(db, clerk.Env["CLERK_WEBHOOK_SIGNING_SECRET"])
	log.Fatal(app.Listen(clerk.Address()))
}

// newApp takes the endpoint's secret; empty: CLERK_WEBHOOK_SIGNING_SECRET.
func newApp(db *store, secret string) *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: onError})
	app.Use(recover.New())
	handled := webhooks.Once(db, 0, webhooks.OnceOptions{Endpoint: "users"})
	// No authentication and no CSRF in front: the signature is what counts.
	app.Post("/webhooks/clerk", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c, webhooks.Options{SigningSecret: secret})
		if err != nil {
			return err // 400, or 500 where the secret is at fault
		}
		// 409 while another delivery is in hand; 500 when it failed: Clerk tries again.
		return handled.Do(c.UserContext(), event, func(ctx context.Context) error { return db.apply(ctx, event) })
	})
	app.Get("/users", func(c *fiber.Ctx) error {
		users, err := db.users(c.UserContext())
		if err != nil {
			return err
		}
		return c.Type("json").SendString(users)
	})
	return app
}

// apply brings the copy up to what an event says. Anything else than users is
// none of its business, and answered 200 all the same.
func (db *store) apply(ctx context.Context, event *webhooks.Event) error {
	switch event.Type {
	case webhooks.UserCreated, webhooks.UserUpdated:
		user, err := event.User()
		if err != nil {
			return err
		}
		return db.put(ctx, user)
	case webhooks.UserDeleted:
		gone, err := event.Deleted()
		if err != nil {
			return err
		}
		return db.remove(ctx, gone.ID)
	}
	return nil
}

// backfill copies the users of before the endpoint was made, and those whose
// webhooks were lost. It may run beside the webhooks, as often as one likes.
func (db *store) backfill(ctx context.Context, client *backendapi.Client) error {
	for user, err := range client.Users.AllUsers(ctx, backendapi.GetUserListParams{}) {
		if err != nil {
			return fmt.Errorf("listing users: %w", err)
		}
		if err := db.put(ctx, user); err != nil {
			return err
		}
	}
	return nil
}

func onError(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if errors.As(err, &known) && known.Code < fiber.StatusInternalServerError {
		return c.Status(known.Code).SendString(known.Message)
	}
	slog.Error("request failed", "method", c.Method(), "path", c.Path(), "error", err)
	return c.SendStatus(fiber.StatusInternalServerError)
}
