// Package warnlog tells an operator what must be mended, without flooding the log.
package warnlog

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const interval = time.Minute

// Log writes warnings to a logger, each cause at most once a minute.
type Log struct {
	logger *slog.Logger
	now    func() time.Time

	mu   sync.Mutex
	last map[string]time.Time
}

// New returns a Log on the given logger; nil stands for slog.Default at the time of writing.
func New(logger *slog.Logger, now func() time.Time) *Log {
	return &Log{logger: harmless(logger), now: now, last: map[string]time.Time{}}
}

// Logger is where records go. It never panics.
func (l *Log) Logger() *slog.Logger { return l.logger }

// Warn writes a warning unless the same cause was written within the last
// minute. Causes are names in the program's text, never a stranger's.
func (l *Log) Warn(cause, message string, args ...any) {
	if !l.due(cause) {
		return
	}
	l.logger.Log(context.Background(), slog.LevelWarn, "clerkfiber: "+message, append([]any{"cause", cause}, args...)...)
}

func (l *Log) due(cause string) bool {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	last, known := l.last[cause]
	// A clock that was set back must not silence a warning.
	if known && now.Sub(last) < interval && !now.Before(last) {
		return false
	}
	l.last[cause] = now
	return true
}
