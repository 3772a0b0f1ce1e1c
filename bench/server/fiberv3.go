package main

import (
	"log/slog"

	"github.com/gofiber/fiber/v3"

	clerkfiberv3 "github.com/clerkfiber/clerkfiber/fiberv3"
)

func newAppV3() *fiber.App { return fiber.New(fiber.Config{ReadBufferSize: 16 << 10}) }

func listenV3(app *fiber.App, address string) error {
	return app.Listen(address, fiber.ListenConfig{DisableStartupMessage: true})
}

func bareV3() *fiber.App {
	app := newAppV3()
	app.Get("/", func(c fiber.Ctx) error { return c.SendString("user_000000000000000000000000000") })
	return app
}

func clerkFiberV3() *fiber.App {
	app := newAppV3()
	app.Use(clerkfiberv3.New(clerkfiberv3.Options{Logger: slog.New(slog.DiscardHandler)}))
	app.Get("/", func(c fiber.Ctx) error {
		auth, err := clerkfiberv3.GetAuth(c)
		if err != nil {
			return err
		}
		if !auth.IsAuthenticated {
			return fiber.ErrUnauthorized
		}
		return c.SendString(auth.UserID)
	})
	return app
}
