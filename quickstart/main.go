// Command quickstart is the program of Clerk's Fastify guide, on Fiber, with a
// page to look at. See https://clerk.com/docs/fastify/getting-started/quickstart.
//
// With CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY, from the environment or a
// .env file, it talks to Clerk. With neither it starts a Clerk of its own in
// the same process, for first steps without an account.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/joho/godotenv"
)

const shutdownTimeout = 3 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until ctx is done.
func run(ctx context.Context, out io.Writer) error {
	if err := loadDotEnv(); err != nil {
		return err
	}
	s, err := readSettings()
	if err != nil {
		return err
	}
	clerk, err := openClerk(s)
	if err != nil {
		return err
	}
	defer clerk.close()

	app, err := newApp(clerk)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", clerk.listenAddress(s.Port))
	if err != nil {
		return fmt.Errorf("quickstart: port %d: %w (PORT sets another one)", s.Port, err)
	}
	clerk.announce(out, "http://localhost:"+portOf(listener))
	return serve(ctx, app, listener)
}

// loadDotEnv reads .env before anything of Clerk, from where the program is
// started and from where it lives in the repository. What the environment has
// already wins.
func loadDotEnv() error {
	for _, name := range []string{".env", "quickstart/.env"} {
		if err := godotenv.Load(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("quickstart: %s: %w", name, err)
		}
	}
	return nil
}

// serve ends when ctx does, after the requests that are being answered.
func serve(ctx context.Context, app *fiber.App, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("quickstart: %w", err)
	case <-ctx.Done():
	}
	// A browser may hold a connection that it never used; it is not waited for.
	if err := app.ShutdownWithTimeout(shutdownTimeout); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("quickstart: shutting down: %w", err)
	}
	return <-failed
}

func portOf(listener net.Listener) string {
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "0"
	}
	return port
}
