package main

import (
	"log/slog"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
)

// readBufferSize holds the cookies of several development instances on
// localhost; Fiber's default of 4 KiB does not.
const readBufferSize = 16 * 1024

// newApp fails when the options are wrong.
func newApp(clerk *clerk) (*fiber.App, error) {
	plugin, err := clerkfiber.NewHandler(clerk.options)
	if err != nil {
		return nil, err
	}
	app := fiber.New(fiber.Config{ReadBufferSize: readBufferSize, DisableStartupMessage: true})
	app.Use(recover.New())

	// Outside of the plugin: nobody is looked at.
	app.Get("/public", func(c *fiber.Ctx) error {
		return c.JSON(fiber.Map{"hello": "world"})
	})

	app.Get("/static/*", getStatic)

	// The plugin for one group.
	private := app.Group("/private", clerkfiber.New(clerk.options))
	private.Get("/", getPrivate)

	// The plugin for all that follows.
	app.Use(plugin)
	app.Get("/protected", getProtected)
	app.Get("/", clerk.getPage)
	app.Get("/sign-in", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), getSignIn)
	return app, nil
}

func getPrivate(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	if auth.UserID == "" {
		return c.SendStatus(fiber.StatusForbidden)
	}
	return c.JSON(struct {
		Hello string           `json:"hello"`
		Auth  *clerkfiber.Auth `json:"auth"`
	}{"world", auth})
}

func getProtected(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	if !auth.IsAuthenticated {
		return c.Status(fiber.StatusUnauthorized).JSON(fiber.Map{"error": "User not authenticated"})
	}
	user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), auth.UserID)
	if err != nil {
		slog.Error("the user could not be loaded", "user", auth.UserID, "error", err)
		return c.Status(fiber.StatusInternalServerError).JSON(fiber.Map{"error": "Failed to retrieve user"})
	}
	return c.JSON(struct {
		Message string           `json:"message"`
		User    *backendapi.User `json:"user"`
	}{"User retrieved successfully", user})
}
