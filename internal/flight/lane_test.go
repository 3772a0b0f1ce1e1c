package flight_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/flight"
)

// server answers questions, and counts them.
type server struct {
	t     *testing.T
	lane  *flight.Lane[string]
	calls int
}

func newServer(t *testing.T) *server {
	t.Helper()
	lane, err := flight.NewLane[string]()
	if err != nil {
		t.Fatal(err)
	}
	return &server{t: t, lane: lane}
}

// ask asks about name, which the server answers with outcome.
func (s *server) ask(name string, outcome flight.Outcome, vouched ...bool) (string, error) {
	return s.lane.Ask(context.Background(), flight.Question[string]{
		Key:     flight.KeyOf(name),
		Vouched: func() bool { return len(vouched) > 0 },
		Call: func(context.Context) (string, flight.Outcome) {
			s.calls++
			return name + "!", outcome
		},
	})
}

func (s *server) expect(step, name string, outcome flight.Outcome, calls int) {
	s.t.Helper()
	s.calls = 0
	if answer, err := s.ask(name, outcome); answer != name+"!" || err != nil || s.calls != calls {
		s.t.Errorf("%s: %q, %v after %d calls, want %d", step, answer, err, s.calls, calls)
	}
}

func TestWhatIsRemembered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t)
		s.expect("a refusal is asked for once", "a", flight.Refused, 1)
		s.expect("and remembered", "a", flight.Accepted, 0)
		s.expect("for its own question alone", "ab", flight.Refused, 1)
		time.Sleep(5*time.Second - time.Millisecond)
		s.expect("for five seconds", "a", flight.Accepted, 0)
		time.Sleep(time.Millisecond)
		s.expect("then it is asked anew", "a", flight.Accepted, 1)
		s.expect("a yes is not remembered", "a", flight.Accepted, 1)
		s.expect("a failure neither", "b", flight.Failed, 1)
		s.expect("it is asked again", "b", flight.Refused, 1)
		s.expect("until it is an answer", "b", flight.Accepted, 0)
	})
}

func TestKeysAreOfTheWhole(t *testing.T) {
	t.Parallel()
	if flight.KeyOf("ab", "c") == flight.KeyOf("a", "bc") || flight.KeyOf("a") == flight.KeyOf("a", "") {
		t.Error("two questions have one key")
	}
}

// hanging asks about each name at once, with a server that answers at release.
func hanging(s *server, names []string, outcome flight.Outcome, release <-chan struct{}) <-chan error {
	done := make(chan error, len(names))
	for _, name := range names {
		go func() {
			_, err := s.lane.Ask(context.Background(), flight.Question[string]{
				Key: flight.KeyOf(name),
				Call: func(context.Context) (string, flight.Outcome) {
					<-release
					return name, outcome
				},
			})
			done <- err
		}()
	}
	synctest.Wait()
	return done
}

func names(prefix string, n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprint(prefix, i))
	}
	return all
}

func TestStrangersAreBoundedAndFriendsGoOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, release := newServer(t), make(chan struct{})
		done := hanging(s, names("stranger", 200), flight.Failed, release)
		if len(done) != 200-64 {
			t.Errorf("%d of 200 were answered at once, want all but 64", len(done))
		}
		for range len(done) {
			if err := <-done; !errors.Is(err, flight.ErrBusy) {
				t.Errorf("the others got %v", err)
			}
		}
		if answer, err := s.ask("friend", flight.Accepted, true); answer != "friend!" || err != nil {
			t.Errorf("a friend got %q, %v", answer, err)
		}
		if _, err := s.ask("late", flight.Accepted); !errors.Is(err, flight.ErrBusy) {
			t.Errorf("a late stranger got %v", err)
		}
		close(release)
		synctest.Wait()
		if _, err := s.ask("late", flight.Accepted); err != nil {
			t.Errorf("when the server answers again, a stranger got %v", err)
		}
	})
}

func TestCallsInVainAreBounded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		outcome flight.Outcome
		vouched []bool
		calls   int // of 1,000 at once
		later   int // of 1,000 more five seconds later
	}{
		{"refused", flight.Refused, nil, 100, 50},
		{"without an answer", flight.Failed, nil, 100, 50},
		{"accepted", flight.Accepted, nil, 1000, 1000},
		{"vouched for", flight.Refused, []bool{true}, 1000, 1000},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newServer(t)
				ask := func(prefix string) int {
					s.calls = 0
					for _, name := range names(prefix, 1000) {
						if _, err := s.ask(name, test.outcome, test.vouched...); err != nil && !errors.Is(err, flight.ErrBusy) {
							t.Fatal(err)
						}
					}
					return s.calls
				}
				now := ask("now")
				time.Sleep(5 * time.Second)
				if later := ask("later"); now != test.calls || later != test.later {
					t.Errorf("%d calls and then %d, want %d and %d", now, later, test.calls, test.later)
				}
			})
		})
	}
}

func TestOneCallForAllWhoAskTheSame(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, release := newServer(t), make(chan struct{})
		same := make([]string, 200)
		done := hanging(s, same, flight.Accepted, release)
		if len(done) > 0 {
			t.Fatalf("%d did not wait: %v", len(done), <-done)
		}
		close(release)
		for range same {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
	})
}

type valueKey struct{}

func TestACallOutlivesWhoBeganIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, release := newServer(t), make(chan struct{})
		var before, after any
		var ended error
		q := flight.Question[string]{Key: flight.KeyOf("same"), Call: func(ctx context.Context) (string, flight.Outcome) {
			before = ctx.Value(valueKey{})
			<-release
			after, ended = ctx.Value(valueKey{}), ctx.Err()
			return "answer", flight.Accepted
		}}
		ctx, leave := context.WithCancel(context.WithValue(t.Context(), valueKey{}, "a span"))
		first, second := make(chan error, 1), make(chan string, 1)
		go func() {
			_, err := s.lane.Ask(ctx, q)
			first <- err
		}()
		synctest.Wait()
		go func() {
			answer, err := s.lane.Ask(t.Context(), q)
			second <- answer + fmt.Sprint(err)
		}()
		synctest.Wait()
		leave()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
		close(release)
		if got := <-second; got != "answer<nil>" {
			t.Errorf("who stayed got %q", got)
		}
		if before != "a span" || after != nil || ended != nil {
			t.Errorf("the call saw %v, after its request %v, %v", before, after, ended)
		}
	})
}

func TestACallThatDoesNotReturn(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(){
		"panic":          func() { panic("a transport of the user's") },
		"runtime.Goexit": runtime.Goexit,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			_, err := s.lane.Ask(t.Context(), flight.Question[string]{Key: flight.KeyOf("a"), Call: func(context.Context) (string, flight.Outcome) {
				end()
				return "", flight.Refused
			}})
			if !errors.Is(err, flight.ErrBroken) {
				t.Errorf("got %v", err)
			}
			s.expect("the next one is asked", "a", flight.Accepted, 1)
		})
	}
}
