package warnlog

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestACauseIsWarnedAboutOnceAMinute(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	clock := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l := New(slog.New(slog.NewTextHandler(&out, nil)), func() time.Time { return clock })
	for _, step := range []struct {
		name, cause string
		after       time.Duration
		written     bool
	}{
		{"the first time", "a", 0, true},
		{"again at once", "a", 0, false},
		{"another cause", "b", 0, true},
		{"just before a minute", "a", time.Minute - 1, false},
		{"after a minute", "a", 1, true},
		{"after the clock was set back", "a", -time.Hour, true},
	} {
		clock = clock.Add(step.after)
		out.Reset()
		l.Warn(step.cause, "it broke", "detail", 7)
		if written := out.Len() > 0; written != step.written {
			t.Errorf("%s: written %t", step.name, written)
		}
		if step.written && !strings.Contains(out.String(), `level=WARN msg="clerkfiber: it broke" cause=`+step.cause+" detail=7") {
			t.Errorf("%s: %s", step.name, out.String())
		}
	}
}

func TestWithoutALoggerTheDefaultIsUsed(t *testing.T) {
	before := slog.Default()
	defer slog.SetDefault(before)
	l := New(nil, time.Now)
	var out strings.Builder
	slog.SetDefault(slog.New(slog.NewTextHandler(&out, nil))) // after New
	l.Warn("a", "it broke")
	if !strings.Contains(out.String(), "it broke") {
		t.Error("the default of the time of writing got nothing")
	}
}
