// Command quickstart is the program of Clerk's Fastify guide, on Fiber v3, with a
// page to look at. See https://clerk.com/docs/fastify/getting-started/quickstart.
//
// With CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY, from the environment or a
// .env file, it talks to Clerk. With neither it starts a Clerk of its own in
// the same process, for first steps without an account.
//
// The same on Fiber v2 is quickstart at the top of the repository. What is no
// Fiber's of it (settings, page, the built-in Clerk) is internal/quickstart.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/gofiber/fiber/v3"

	"github.com/clerkfiber/clerkfiber/internal/quickstart"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until ctx is done.
func run(ctx context.Context) error {
	settings, err := quickstart.ReadSettings()
	if err != nil {
		return err
	}
	clerk, err := quickstart.Open(settings)
	if err != nil {
		return err
	}
	defer clerk.Close()

	app, err := newApp(clerk)
	if err != nil {
		return err
	}
	listener, err := clerk.Listen(ctx, settings.Port, os.Stdout)
	if err != nil {
		return err
	}
	return quickstart.Serve(ctx, server(app), listener)
}

func server(app *fiber.App) quickstart.Server {
	listen := func(l net.Listener) error {
		return app.Listener(l, fiber.ListenConfig{DisableStartupMessage: true})
	}
	return quickstart.Server{Listen: listen, Shutdown: app.ShutdownWithTimeout}
}
