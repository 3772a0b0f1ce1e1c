// Package flight asks a server about what strangers bring, without letting
// strangers decide how often. Who asks the same at the same time shares one
// call, a refusal is remembered for a few seconds, and the calls that nobody
// vouches for are bounded: how many at once, and how many in vain.
package flight

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// refusedFor is short, since what is refused may be accepted a moment later.
	refusedFor = 5 * time.Second
	// refusals is more than a lane's budget lets in while they are remembered.
	refusals = 1024

	// maxStrangers is how many calls of a lane may be under way for those whom
	// nobody vouches for. A server that hangs costs no more than these.
	maxStrangers = 64
	// maxVouched is the same for the others. Beyond it they are strangers.
	maxVouched = 256
)

var (
	// ErrBusy means that the question was not asked: too many are being asked
	// already, or too many were in vain.
	ErrBusy = errors.New("flight: too many questions that nobody vouches for")
	// ErrBroken means that the call did not return: it panicked.
	ErrBroken = errors.New("flight: the call did not return")
)

// Outcome is what a call came to.
type Outcome int

// The outcomes of a call.
const (
	Failed   Outcome = iota // there is no answer: the next one asks again
	Refused                 // a definite no, which is remembered
	Accepted                // a yes, which is not
)

// Question is one thing to ask.
type Question[T any] struct {
	Key Key
	// Vouched reports whether this is no stranger's question. It is called when
	// a call begins and may note that it has. Optional.
	Vouched func() bool
	// Call asks. It may outlive the request, so it must hold nothing of it, and
	// must end by itself.
	Call func(context.Context) (T, Outcome)
}

// Lane asks questions of one kind. It is safe for concurrent use.
type Lane[T any] struct {
	refused *Memory[Key, T]

	mu        sync.Mutex
	flying    map[Key]*call[T]
	strangers int
	vouched   int
	budget    budget
}

// call is one call, with all who wait for it.
type call[T any] struct {
	vouched bool
	done    chan struct{} // closed at the end; answer and err may be read then
	answer  T
	err     error
}

// NewLane returns a lane.
func NewLane[T any]() (*Lane[T], error) {
	refused, err := NewMemory[Key, T](refusals)
	if err != nil {
		return nil, err
	}
	return &Lane[T]{refused: refused, flying: map[Key]*call[T]{}}, nil
}

// Refused returns the answer to a question that was refused a moment ago.
func (l *Lane[T]) Refused(k Key) (T, bool) { return l.refused.Get(k) }

// Ask returns the answer to a question. The error is ErrBusy, ErrBroken or
// that of ctx: a caller may leave, the call goes on for the others.
func (l *Lane[T]) Ask(ctx context.Context, q Question[T]) (answer T, _ error) {
	c, began, err := l.join(q)
	if err != nil {
		return answer, err
	}
	if began {
		values := borrow(ctx)
		defer values.giveBack()
		go l.fly(values, q, c)
	}
	select {
	case <-c.done:
		return c.answer, c.err
	case <-ctx.Done():
		return answer, ctx.Err()
	}
}

// join returns the call to wait for, and whether it is still to be made.
func (l *Lane[T]) join(q Question[T]) (_ *call[T], began bool, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c := l.flying[q.Key]; c != nil {
		return c, false, nil
	}
	if answer, ok := l.refused.Get(q.Key); ok {
		return landed(answer), false, nil
	}
	c := &call[T]{done: make(chan struct{}), err: ErrBroken}
	switch {
	case l.vouched < maxVouched && q.Vouched != nil && q.Vouched():
		c.vouched = true
		l.vouched++
	case l.strangers >= maxStrangers || !l.budget.take(time.Now()):
		return nil, false, ErrBusy
	default:
		l.strangers++
	}
	l.flying[q.Key] = c
	return c, true, nil
}

func landed[T any](answer T) *call[T] {
	c := &call[T]{done: make(chan struct{}), answer: answer}
	close(c.done)
	return c
}

// fly makes the call. A transport of the user's that panics must not end the
// process: this runs outside of any handler's recover.
func (l *Lane[T]) fly(ctx context.Context, q Question[T], c *call[T]) {
	outcome := Failed
	defer func() {
		_ = recover()
		l.land(q.Key, c, outcome)
	}()
	answer, result := q.Call(ctx)
	c.answer, c.err, outcome = answer, nil, result
}

func (l *Lane[T]) land(k Key, c *call[T], outcome Outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if outcome == Refused {
		l.refused.Put(k, c.answer, refusedFor)
	}
	delete(l.flying, k)
	if c.vouched {
		l.vouched--
	} else {
		l.strangers--
		if outcome == Accepted {
			l.budget.giveBack()
		}
	}
	close(c.done)
}
