package webhooks_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofiber/fiber/v2/middleware/session"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// atomicShelf can claim a key in one step, as Redis can.
type atomicShelf struct{ *shelf }

func (s atomicShelf) Claim(_ context.Context, key string, value []byte, ttl time.Duration) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken("claim"); err != nil {
		return false, err
	}
	if s.live(key) != nil {
		return false, nil
	}
	s.entries[key] = entry{value: value, until: time.Now().Add(ttl)}
	return true, nil
}

func message(id string) *webhooks.Event {
	return &webhooks.Event{Type: webhooks.UserCreated, MessageID: id}
}

// storages are the two ways in which a storage can claim a message.
var storages = map[string]func() (ledger func() *webhooks.Ledger, shelf *shelf){
	"get and set": func() (func() *webhooks.Ledger, *shelf) {
		s := newShelf()
		return func() *webhooks.Ledger { return webhooks.Once(s, time.Hour) }, s
	},
	"claim": func() (func() *webhooks.Ledger, *shelf) {
		s := newShelf()
		return func() *webhooks.Ledger { return webhooks.Once(atomicShelf{s}, time.Hour) }, s
	},
}

func eachStorage(t *testing.T, test func(t *testing.T, ledger func() *webhooks.Ledger, s *shelf)) {
	for name, start := range storages {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ledger, s := start()
				test(t, ledger, s)
			})
		})
	}
}

func TestOnceSkipsWhatWasHandled(t *testing.T) {
	eachStorage(t, func(t *testing.T, ledger func() *webhooks.Ledger, _ *shelf) {
		l, count := ledger(), 0
		handle := func(context.Context) error { count++; return nil }
		for _, step := range []struct {
			name  string
			id    string
			after time.Duration
			want  int
		}{
			{"first delivery", "a", 0, 1},
			{"second delivery", "a", 0, 1},
			{"another message", "b", 0, 2},
			{"just before it is forgotten", "a", time.Hour - time.Second, 2},
			{"when it is forgotten", "a", time.Second, 3},
		} {
			time.Sleep(step.after)
			if err := l.Do(t.Context(), message(step.id), handle); err != nil || count != step.want {
				t.Errorf("%s: handled %d times, want %d; error %v", step.name, count, step.want, err)
			}
		}
	})
}

func TestOnceHandlesRacingDeliveriesOnce(t *testing.T) {
	eachStorage(t, func(t *testing.T, ledger func() *webhooks.Ledger, _ *shelf) {
		l := ledger()
		var handled, busy, done atomic.Int32
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				switch err := l.Do(t.Context(), message("a"), func(context.Context) error {
					handled.Add(1)
					time.Sleep(time.Second)
					return nil
				}); {
				case err == nil:
					done.Add(1)
				case errors.Is(err, webhooks.ErrInProgress):
					busy.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if handled.Load() != 1 || done.Load() != 1 || busy.Load() != 49 {
			t.Errorf("handled %d times, %d said done, %d said in progress", handled.Load(), done.Load(), busy.Load())
		}
	})
}

func TestOnceAcrossProcessesWithAClaim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := atomicShelf{newShelf()}
		var handled, busy atomic.Int32
		var all sync.WaitGroup
		for range 50 {
			l := webhooks.Once(s, time.Hour) // a ledger each, as a process each has
			all.Go(func() {
				err := l.Do(t.Context(), message("a"), func(context.Context) error {
					handled.Add(1)
					time.Sleep(time.Second)
					return nil
				})
				if errors.Is(err, webhooks.ErrInProgress) {
					busy.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if handled.Load() != 1 || busy.Load() != 49 {
			t.Errorf("handled %d times, %d said in progress", handled.Load(), busy.Load())
		}
	})
}

func TestOnceAnotherProcessHasIt(t *testing.T) {
	eachStorage(t, func(t *testing.T, ledger func() *webhooks.Ledger, _ *shelf) {
		err := ledger().Do(t.Context(), message("a"), func(ctx context.Context) error {
			inner := ledger().Do(ctx, message("a"), func(context.Context) error {
				t.Error("handled by two processes")
				return nil
			})
			if !errors.Is(inner, webhooks.ErrInProgress) {
				t.Errorf("while it is in hand elsewhere: %v", inner)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestOnceHandlesAgainWhatFailed(t *testing.T) {
	eachStorage(t, func(t *testing.T, ledger func() *webhooks.Ledger, _ *shelf) {
		l, broken := ledger(), errors.New("no database")
		if err := l.Do(t.Context(), message("a"), func(context.Context) error { return broken }); err != broken {
			t.Errorf("error %v, want the handler's own", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the handler's panic was swallowed")
				}
			}()
			_ = l.Do(t.Context(), message("a"), func(context.Context) error { panic("oops") })
		}()
		handled := false
		if err := ledger().Do(t.Context(), message("a"), func(context.Context) error { handled = true; return nil }); err != nil || !handled {
			t.Errorf("after an error and a panic: handled %v, error %v", handled, err)
		}
	})
}

func TestOnceOutlivesAProcessThatDied(t *testing.T) {
	eachStorage(t, func(t *testing.T, ledger func() *webhooks.Ledger, s *shelf) {
		// A process that dies writes nothing more: here, its storage refuses.
		died := errors.New("died")
		s.fail = func(operation string) error {
			if operation == "delete" {
				return died
			}
			return nil
		}
		if err := ledger().Do(t.Context(), message("a"), func(context.Context) error { return died }); !errors.Is(err, died) {
			t.Fatal(err)
		}
		s.fail = nil

		handled := false
		handle := func(context.Context) error { handled = true; return nil }
		time.Sleep(5*time.Minute - time.Second)
		if err := ledger().Do(t.Context(), message("a"), handle); !errors.Is(err, webhooks.ErrInProgress) || handled {
			t.Errorf("before the lease ends: handled %v, error %v", handled, err)
		}
		time.Sleep(time.Second)
		if err := ledger().Do(t.Context(), message("a"), handle); err != nil || !handled {
			t.Errorf("after the lease: handled %v, error %v", handled, err)
		}
	})
}

func TestOnceGivesTheHandlerLessThanTheLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := atomicShelf{newShelf()}
		slow, other := webhooks.Once(s, 0, webhooks.OnceOptions{Lease: 10 * time.Second}), webhooks.Once(s, 0)
		start := time.Now()
		err := slow.Do(t.Context(), message("a"), func(ctx context.Context) error {
			<-ctx.Done()
			if after := time.Since(start); after != 9*time.Second {
				t.Errorf("the handler's context ended after %v, want 9s", after)
			}
			time.Sleep(2 * time.Second) // it does not listen
			return other.Do(t.Context(), message("a"), func(context.Context) error { return nil })
		})
		if err != nil {
			t.Errorf("after its lease another process may handle it: %v", err)
		}
	})
}

func TestOnceLateFailureLeavesTheMarkOfAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := atomicShelf{newShelf()}
		slow, other := webhooks.Once(s, 0, webhooks.OnceOptions{Lease: 10 * time.Second}), webhooks.Once(s, 0)
		late := errors.New("too late")
		var all sync.WaitGroup
		all.Go(func() {
			err := slow.Do(t.Context(), message("a"), func(context.Context) error {
				time.Sleep(11 * time.Second)
				return late
			})
			if err != late {
				t.Errorf("the slow process: %v", err)
			}
		})
		time.Sleep(10500 * time.Millisecond)
		err := other.Do(t.Context(), message("a"), func(ctx context.Context) error {
			all.Wait()
			return webhooks.Once(s, 0).Do(ctx, message("a"), func(context.Context) error {
				t.Error("the slow process gave away another's message")
				return nil
			})
		})
		if !errors.Is(err, webhooks.ErrInProgress) {
			t.Errorf("a third process: %v", err)
		}
	})
}

func TestOnceReportsTheStoragesFaults(t *testing.T) {
	down := errors.New("connection refused")
	failing := func(broken string) func(string) error {
		return func(operation string) error {
			if operation == broken {
				return down
			}
			return nil
		}
	}
	tests := []struct {
		name    string
		claims  bool
		broken  string
		handled bool
		want    error
	}{
		{"cannot claim", true, "claim", false, down},
		{"cannot look", false, "get", false, down},
		{"cannot mark", false, "set", false, down},
		{"cannot record", true, "set", true, webhooks.ErrNotRecorded},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newShelf()
			s.fail = failing(test.broken)
			ledger := webhooks.Once(s, 0)
			if test.claims {
				ledger = webhooks.Once(atomicShelf{s}, 0)
			}
			handled := false
			err := ledger.Do(t.Context(), message("a"), func(context.Context) error { handled = true; return nil })
			if handled != test.handled || !errors.Is(err, test.want) || !errors.Is(err, down) {
				t.Errorf("handled %v, error %v", handled, err)
			}
		})
	}
}

// Fiber's own memory storage, as its session middleware takes it by default.
func TestOnceWithFibersMemoryStorage(t *testing.T) {
	l := webhooks.Once(session.New().Storage, time.Hour)
	var handled atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			err := l.Do(t.Context(), message("a"), func(context.Context) error {
				handled.Add(1)
				return nil
			})
			if err != nil && !errors.Is(err, webhooks.ErrInProgress) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if handled.Load() != 1 {
		t.Errorf("handled %d times", handled.Load())
	}
}

func TestOnceNeedsAMessageID(t *testing.T) {
	l := webhooks.Once(newShelf(), 0)
	for name, event := range map[string]*webhooks.Event{"no event": nil, "an event made by hand": {Type: "x"}} {
		err := l.Do(t.Context(), event, func(context.Context) error { t.Error("handled"); return nil })
		if !errors.Is(err, webhooks.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnceRemembersThreeDaysByDefault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, count := webhooks.Once(newShelf(), 0), 0
		handle := func(context.Context) error { count++; return nil }
		for _, after := range []time.Duration{0, 72*time.Hour - time.Second, time.Second} {
			time.Sleep(after)
			if err := l.Do(t.Context(), message("a"), handle); err != nil {
				t.Error(err)
			}
		}
		if count != 2 {
			t.Errorf("handled %d times, want 2", count)
		}
	})
}
