// Package quickstart is what the quickstart programs of both Fibers share: all
// but the routes, which are Fiber's.
package quickstart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// ReadBufferSize holds the cookies of several development instances on
// localhost; Fiber's default of 4 KiB does not.
const ReadBufferSize = 16 * 1024

const shutdownTimeout = 3 * time.Second

// Server is an application that is ready to listen.
type Server struct {
	Listen   func(net.Listener) error // until Shutdown
	Shutdown func(time.Duration) error
}

// Main is a program's main, with its routes. It serves until it is interrupted.
func Main(routes func(*Clerk) (Server, error)) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, routes)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until ctx is done.
func run(ctx context.Context, out io.Writer, routes func(*Clerk) (Server, error)) error {
	if err := loadDotEnv(); err != nil {
		return err
	}
	s, err := readSettings()
	if err != nil {
		return err
	}
	clerk, err := Open(s)
	if err != nil {
		return err
	}
	defer clerk.Close()

	server, err := routes(clerk)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", clerk.listenAddress(s.Port))
	if err != nil {
		return fmt.Errorf("quickstart: port %d: %w (PORT sets another one)", s.Port, err)
	}
	clerk.announce(out, "http://localhost:"+portOf(listener))
	return serve(ctx, server, listener)
}

// serve ends when ctx does, after the requests that are being answered.
func serve(ctx context.Context, server Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Listen(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("quickstart: %w", err)
	case <-ctx.Done():
	}
	// A browser may hold a connection that it never used; it is not waited for.
	if err := server.Shutdown(shutdownTimeout); err != nil && !errors.Is(err, context.DeadlineExceeded) {
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
