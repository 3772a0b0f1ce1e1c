// Package quickstart is what the quickstart programs of both Fibers share, and
// no Fiber's: settings, the page, the built-in Clerk, an end on signals.
package quickstart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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

// Listen opens the port, and says on out where to go.
func (k *Clerk) Listen(ctx context.Context, port uint16, out io.Writer) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", k.listenAddress(port))
	if err != nil {
		return nil, fmt.Errorf("quickstart: port %d: %w (PORT sets another one)", port, err)
	}
	k.announce(out, "http://localhost:"+portOf(listener))
	return listener, nil
}

// Serve ends when ctx does, after the requests that are being answered.
func Serve(ctx context.Context, server Server, listener net.Listener) error {
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
