package warnlog

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// mine is a handler that panics in one of its methods.
type mine struct {
	slog.Handler
	in string
}

func (h mine) blow(method string) {
	if h.in == method {
		panic("the log is full")
	}
}

func (h mine) Enabled(context.Context, slog.Level) bool { h.blow("Enabled"); return true }

func (h mine) Handle(context.Context, slog.Record) error { h.blow("Handle"); return nil }

func (h mine) WithAttrs([]slog.Attr) slog.Handler { h.blow("WithAttrs"); return h }

func (h mine) WithGroup(string) slog.Handler { h.blow("WithGroup"); return h }

func TestALogThatPanicsHarmsNobody(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"Enabled", "Handle", "WithAttrs", "WithGroup"} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			l := New(slog.New(mine{in: in}), time.Now)
			l.Warn("a cause", "it broke")
			l.Logger().With("a", 1).WithGroup("g").With("b", 2).Debug("decided")
			if enabled := l.Logger().Enabled(t.Context(), slog.LevelDebug); enabled == (in == "Enabled") {
				t.Errorf("enabled: %t", enabled)
			}
		})
	}
}

func TestALogIsWrittenAsGiven(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	New(slog.New(slog.NewTextHandler(&out, nil)).With("app", "mine"), time.Now).Logger().WithGroup("g").With("a", 1).Info("text", "b", 2)
	if got := out.String(); !strings.Contains(got, `msg=text app=mine g.a=1 g.b=2`) {
		t.Error(got)
	}
}
