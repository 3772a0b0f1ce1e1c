package browsertest

import (
	"testing"
	"time"
)

// journey prints each step with its time.
type journey struct {
	t     testing.TB
	name  string
	begun time.Time
	steps int
}

func newJourney(t testing.TB, name string) *journey {
	return &journey{t: t, name: name, begun: time.Now()}
}

func (j *journey) step(what string, act func()) {
	j.t.Helper()
	j.steps++
	begun := time.Now()
	act()
	j.t.Logf("%-24s %2d. %-62s %5.1f s  (%5.1f s)", j.name, j.steps, what, time.Since(begun).Seconds(), time.Since(j.begun).Seconds())
}
