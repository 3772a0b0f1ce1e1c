package token

import (
	"context"
	"runtime"
	"testing"
	"time"
)

// Nothing that the user gave ends the process or leaves the keys hanging: it
// runs in the fetch's own goroutine, outside of any handler's recover.
func TestAFetchSurvivesWhatTheUserGave(t *testing.T) {
	t.Parallel()
	blast := func(string, string, ...any) { panic("a logger's fault") }
	for _, test := range []struct {
		name  string
		fetch func(context.Context) ([]byte, int, error)
		warn  func(string, string, ...any)
	}{
		{"a transport that panics", func(context.Context) ([]byte, int, error) { panic("a transport's fault") }, nil},
		{"a logger that panics", refuses, blast},
		{"a logger that panics about a status", answers(500, "{}"), blast},
		{"a logger that panics about an empty list", answers(200, `{"keys":[]}`), blast},
		{"both", func(context.Context) ([]byte, int, error) { panic("a transport's fault") }, blast},
		{"a transport that ends its goroutine", func(context.Context) ([]byte, int, error) { runtime.Goexit(); return nil, 0, nil }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			raw := sign(t, ourKey(), 0, `{"alg":"RS256","typ":"JWT","kid":"ins_1"}`, `{"sub":"user_1"}`)
			during(t, test.fetch, Config{Warn: test.warn}, func(t *testing.T, e *endpoint, v *Verifier) {
				for round := range 2 {
					jwt, fault := v.Parse(raw)
					if fault != nil {
						t.Fatal(fault)
					}
					if fault := v.Session(t.Context(), jwt); fault == nil || fault.Reason != ReasonRemoteJWKFailedToLoad {
						t.Errorf("round %d: %v", round, fault)
					}
					time.Sleep(fetchPause) // in a bubble of testing/synctest
				}
				if e.fetches.Load() != 2 {
					t.Errorf("%d fetches", e.fetches.Load())
				}
			})
		})
	}
}
