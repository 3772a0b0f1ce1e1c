package warnlog

import (
	"context"
	"errors"
	"log/slog"
)

// harmless returns a logger that writes where the given one does and never
// panics: some of what is logged is logged outside of any handler's recover,
// where a panic ends the process.
func harmless(logger *slog.Logger) *slog.Logger {
	if logger == nil {
		return slog.New(guarded{})
	}
	return slog.New(guarded{logger.Handler()})
}

// guarded is a handler whose panics end in it. Without a handler of its own it
// uses that of slog.Default, as it is at the time.
type guarded struct{ handler slog.Handler }

var errPanicked = errors.New("warnlog: the log's handler panicked")

func (g guarded) target() slog.Handler {
	if g.handler == nil {
		return slog.Default().Handler()
	}
	return g.handler
}

func (g guarded) Enabled(ctx context.Context, level slog.Level) (enabled bool) {
	defer func() { _ = recover() }()
	return g.target().Enabled(ctx, level)
}

func (g guarded) Handle(ctx context.Context, r slog.Record) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	return g.target().Handle(ctx, r)
}

func (g guarded) WithAttrs(attrs []slog.Attr) (with slog.Handler) {
	defer func() {
		if recover() != nil {
			with = g
		}
	}()
	return guarded{g.target().WithAttrs(attrs)}
}

func (g guarded) WithGroup(name string) (with slog.Handler) {
	defer func() {
		if recover() != nil {
			with = g
		}
	}()
	return guarded{g.target().WithGroup(name)}
}
