package webhooks

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

const (
	// defaultTTL is longer than Clerk goes on delivering a message.
	defaultTTL   = 72 * time.Hour
	defaultLease = 5 * time.Minute

	// window is how long one delivery is accepted, and so can be repeated by
	// whoever recorded it: from five minutes before its time to five after.
	window = 2 * tolerance * time.Second

	keyPrefix = "clerkfiber:webhook:"
)

var (
	markRunning = []byte("running")
	markDone    = []byte("done")
)

// Ledger remembers which messages were handled. It is made by Once; the zero
// value is Once(nil, 0).
type Ledger struct {
	storage  Storage
	ttl      time.Duration
	lease    time.Duration
	claim    ClaimFunc
	endpoint string

	mu      sync.Mutex
	running map[string]struct{} // keys that this process handles now
}

// OnceOptions configures Once beyond its storage and how long it remembers.
type OnceOptions struct {
	// Endpoint names the endpoint whose messages are handled. Clerk delivers
	// one message, under one id, to each endpoint that wants it, and each must
	// handle it. Ledgers of one endpoint, such as those of several processes,
	// need the same name.
	//
	// Optional. Default: an event's endpoint is told by its signing secret,
	// which Clerk makes for each, and by the path that VerifyWebhook received it
	// at. Name it where one endpoint has several paths, or to go on knowing
	// what was handled when its secret or path changes.
	Endpoint string

	// Claim takes a message for one process in one step.
	//
	// Optional. Default: the storage's own Claim if it is a Claimer; else
	// Get and Set, between which another process may get in.
	Claim ClaimFunc

	// Lease is how long a message may be in hand. A process that ends in the
	// middle of a message blocks it for no longer.
	//
	// Optional. Default: 5 * time.Minute.
	Lease time.Duration
}

// Once makes a Ledger, which handles each message of an endpoint once: Clerk
// repeats deliveries that were not answered with a 2xx status in time, and two
// deliveries of one message may come at the same moment.
//
//	handled := webhooks.Once(storage, 0, webhooks.OnceOptions{Claim: webhooks.SetNX(storage.Conn())})
//
//	app.Post("/webhooks/clerk", func(c *fiber.Ctx) error {
//		event, err := webhooks.VerifyWebhook(c)
//		if err != nil {
//			return err
//		}
//		return handled.Do(c.UserContext(), event, func(ctx context.Context) error {
//			...
//		})
//	})
//
// On Fiber v3 the context is c.Context(). A storage of nil is this process's
// memory. The ttl is how long a handled message is remembered; zero means 72
// hours, longer than Clerk repeats. What is promised depends on the storage:
//
//   - one process: exact, with any storage; use one Ledger for a route.
//   - several processes and a Claim that is atomic (Redis, through SetNX):
//     exact, as long as a handler ends within its lease.
//   - several processes and a storage with Get and Set alone: a message that
//     was handled is not handled again, but two deliveries within the few
//     milliseconds between Get and Set may both be.
//
// No storage can promise more than that for a handler that does its work and
// dies before that is written down: it will run again. While the storage fails
// nothing is handled: see ErrStorage.
//
// Once panics when a message would be forgotten sooner than its delivery could
// be repeated (a ttl below ten minutes), and for a negative ttl or lease.
// NewLedger returns an error instead.
func Once(storage Storage, ttl time.Duration, options ...OnceOptions) *Ledger {
	l, err := NewLedger(storage, ttl, options...)
	if err != nil {
		panic(err.Error()) //nolint:forbidigo // a fault of the program, found at its start
	}
	return l
}

// NewLedger is Once without the panic.
func NewLedger(storage Storage, ttl time.Duration, options ...OnceOptions) (*Ledger, error) {
	l := &Ledger{storage: storage, ttl: ttl}
	if claimer, ok := storage.(Claimer); ok {
		l.claim = claimer.Claim
	}
	var faults []error
	if ttl < 0 || ttl > 0 && ttl < window {
		faults = append(faults, fmt.Errorf("clerkfiber: webhooks: Once: a ttl of %v: a delivery can be repeated for %v, so a message must be remembered for that at least; 0 means %v", ttl, window, defaultTTL))
	}
	for _, o := range options {
		if o.Claim != nil {
			l.claim = o.Claim
		}
		if o.Lease < 0 {
			faults = append(faults, fmt.Errorf("clerkfiber: webhooks: OnceOptions.Lease: %v is no time that a handler could have; 0 means %v", o.Lease, defaultLease))
		}
		if o.Lease > 0 {
			l.lease = o.Lease
		}
		if o.Endpoint != "" {
			l.endpoint = o.Endpoint
		}
	}
	if storage == nil && l.claim != nil {
		faults = append(faults, errors.New("clerkfiber: webhooks: OnceOptions.Claim: needs the storage that it claims in; give it to Once"))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return l, nil
}

// Do calls handle unless the event's message was handled before, and returns
// nil in both cases. The handler's context ends a tenth before the lease does,
// which leaves time to write down how it ended.
//
// An error of the handler is returned as it is, and the message may then be
// delivered and handled again; a panic of it goes on, with the same effect.
// ErrInProgress means that another delivery of the message is in hand: answer
// it with a status that makes Clerk send it again, as returning the error from
// a Fiber handler does (409), for nobody knows yet whether the other one
// succeeds. ErrStorage means that the storage failed, by an error or by a
// panic, before the handler was called (500: Clerk sends it again). ErrNotRecorded
// means that the handler succeeded but the storage failed to remember it.
func (l *Ledger) Do(ctx context.Context, event *Event, handle func(context.Context) error) error {
	if l == nil {
		return fmt.Errorf("%w: there is no ledger; make one with Once", ErrStorage)
	}
	if event == nil || event.MessageID == "" {
		return fmt.Errorf("%w: the event has no message id", ErrMalformed)
	}
	key := l.keyOf(event)
	if !l.enter(key) {
		return ErrInProgress
	}
	defer l.leave(key)

	until := time.Now().Add(l.lease - l.lease/10)
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	mine, err := l.take(ctx, key)
	if err != nil || !mine {
		return err
	}
	return l.run(ctx, key, until, handle)
}

// keyOf is what the storage knows a message of an endpoint by.
func (l *Ledger) keyOf(event *Event) string {
	endpoint := event.endpoint
	if l.endpoint != "" {
		endpoint = digest("named", l.endpoint)
	}
	return keyPrefix + endpoint + ":" + event.MessageID
}

// endpointOf tells an endpoint from others by its key and path. Fiber takes
// paths that differ in case or in a slash at the end for one route.
func endpointOf(key []byte, path string) string {
	return digest("signed", string(key), strings.ToLower(strings.TrimRight(path, "/")))
}

// digest is a name for texts that shows none of them.
func digest(texts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", texts))
	return hex.EncodeToString(sum[:16])
}

// enter takes a message for this process. It makes the zero value usable.
func (l *Ledger) enter(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running == nil {
		l.running = make(map[string]struct{})
		if l.storage == nil {
			l.storage = newMemory()
		}
		if l.ttl == 0 {
			l.ttl = defaultTTL
		}
		if l.lease == 0 {
			l.lease = defaultLease
		}
	}
	if _, taken := l.running[key]; taken {
		return false
	}
	l.running[key] = struct{}{}
	return true
}

func (l *Ledger) leave(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.running, key)
}

// take reports whether the message is this call's to handle. It is not,
// without an error, when the message was handled before.
func (l *Ledger) take(ctx context.Context, key string) (mine bool, err error) {
	if l.claim != nil {
		err := guarded(ErrStorage, "claim", func() (err error) { mine, err = l.claim(ctx, key, markRunning, l.lease); return err })
		if err != nil || mine {
			return mine, err
		}
	}
	var mark []byte
	if err := guarded(ErrStorage, "get", func() (err error) { mark, err = l.storage.Get(key); return err }); err != nil {
		return false, err
	}
	switch {
	case bytes.Equal(mark, markDone):
		return false, nil
	case l.claim != nil || len(mark) > 0:
		return false, ErrInProgress
	}
	err = guarded(ErrStorage, "set", func() error { return l.storage.Set(key, markRunning, l.lease) })
	return err == nil, err
}

// run handles the message and writes down how it ended. A handler that panics
// has failed: its message is given back while the panic goes on.
func (l *Ledger) run(ctx context.Context, key string, until time.Time, handle func(context.Context) error) (err error) {
	handled := false
	defer func() {
		if handled {
			return
		}
		if lost := l.giveBack(key, until); lost != nil {
			err = errors.Join(err, lost)
		}
	}()
	if err := handle(ctx); err != nil {
		return err
	}
	handled = true
	return guarded(ErrNotRecorded, "set", func() error { return l.storage.Set(key, markDone, l.ttl) })
}

// giveBack lets a failed message be handled again at once. Later than until,
// the mark may be another process's by the time that the storage deletes it:
// then it is left to end by itself.
func (l *Ledger) giveBack(key string, until time.Time) error {
	if !time.Now().Before(until) {
		return nil
	}
	return guarded(ErrStorage, "delete", func() error { return l.storage.Delete(key) })
}
