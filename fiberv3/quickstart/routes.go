package main

import (
	"log/slog"

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/recover"

	"github.com/clerkfiber/clerkfiber/backendapi"
	clerkfiber "github.com/clerkfiber/clerkfiber/fiberv3"
	"github.com/clerkfiber/clerkfiber/internal/quickstart"
)

// newApp fails when the options are wrong.
func newApp(clerk *quickstart.Clerk) (*fiber.App, error) {
	// With keys of your own nothing need be said: what is empty is read from the
	// environment.
	var options clerkfiber.Options
	if clerk.BuiltIn != nil {
		options.Environment = clerk.BuiltIn.Env()
		// A browser finds the Frontend API through the application itself; its
		// own host name, made up, does not resolve.
		options.FrontendAPIProxy.Enabled = true
	}
	plugin, err := clerkfiber.NewHandler(options)
	if err != nil {
		return nil, err
	}
	app := fiber.New(fiber.Config{
		ReadBufferSize: quickstart.ReadBufferSize,
		// A proxy on the same machine may say what the visitor asked for: Fiber v3
		// believes nobody by itself, v2 everybody.
		TrustProxy: true, TrustProxyConfig: fiber.TrustProxyConfig{Loopback: true},
	})
	app.Use(recover.New())

	// Outside of the plugin: nobody is looked at.
	app.Get("/public", func(c fiber.Ctx) error {
		return c.JSON(fiber.Map{"hello": "world"})
	})

	app.Get("/static/*", getStatic)

	// The plugin for one group.
	private := app.Group("/private", clerkfiber.New(options))
	private.Get("/", getPrivate)

	// The plugin for all that follows.
	app.Use(plugin)
	app.Get("/protected", getProtected)
	app.Get("/", getPage(clerk))
	app.Get("/sign-in", clerkfiber.RequireAuth(clerkfiber.RedirectToSignIn()), getSignIn)
	return app, nil
}

func getPrivate(c fiber.Ctx) error {
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

func getProtected(c fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	if !auth.IsAuthenticated {
		return c.Status(fiber.StatusUnauthorized).JSON(fiber.Map{"error": "User not authenticated"})
	}
	user, err := clerkfiber.Client(c).Users.GetUser(c.Context(), auth.UserID)
	if err != nil {
		slog.Error("the user could not be loaded", "user", auth.UserID, "error", err)
		return c.Status(fiber.StatusInternalServerError).JSON(fiber.Map{"error": "Failed to retrieve user"})
	}
	return c.JSON(struct {
		Message string           `json:"message"`
		User    *backendapi.User `json:"user"`
	}{"User retrieved successfully", user})
}

func getPage(clerk *quickstart.Clerk) fiber.Handler {
	return func(c fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		page, err := clerk.Page(c.Context(), quickstart.Visit{
			Auth: auth, Client: clerkfiber.Client(c), Origin: c.BaseURL(), Scripts: clerkfiber.Scripts(c),
		})
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderCacheControl, "no-store") // a page about one visitor
		c.Type("html", "utf-8")
		return c.Send(page)
	}
}

// getSignIn is reached when somebody is signed in: RequireAuth has sent
// everybody else to the sign-in page, which comes back to here.
func getSignIn(c fiber.Ctx) error { return c.Redirect().Status(fiber.StatusSeeOther).To("/") }

func getStatic(c fiber.Ctx) error {
	file, contentType := quickstart.Static(c.Params("*"))
	if file == nil {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, contentType)
	return c.Send(file)
}
