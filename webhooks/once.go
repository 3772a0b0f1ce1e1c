package webhooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

const (
	// defaultTTL is longer than Clerk goes on delivering a message.
	defaultTTL   = 72 * time.Hour
	defaultLease = 5 * time.Minute

	keyPrefix = "clerkfiber:webhook:"
)

var (
	markRunning = []byte("running")
	markDone    = []byte("done")
)

// Ledger remembers which messages were handled. It is made by Once.
type Ledger struct {
	storage fiber.Storage
	ttl     time.Duration
	lease   time.Duration
	claim   ClaimFunc

	mu      sync.Mutex
	running map[string]struct{} // keys that this process handles now
}

// ClaimFunc stores value under key for ttl if the key is free, and says
// whether it was: both in one step, however many processes ask at the same
// time. Redis calls this SET NX, see SetNX.
type ClaimFunc func(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error)

// Claimer is a storage with a ClaimFunc of its own. Once finds it by itself.
type Claimer interface {
	Claim(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error)
}

// OnceOptions configures Once beyond its storage and how long it remembers.
type OnceOptions struct {
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

// Once makes a Ledger, which handles each message once: Clerk repeats
// deliveries that were not answered with a 2xx status in time, and two
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
// The ttl is how long a handled message is remembered; zero or less means 72
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
// dies before that is written down: it will run again. Once panics without a
// storage.
func Once(storage fiber.Storage, ttl time.Duration, options ...OnceOptions) *Ledger {
	if storage == nil {
		panic("clerkfiber: webhooks: Once needs a storage") //nolint:forbidigo // a fault of the program, found at its start
	}
	l := &Ledger{storage: storage, ttl: ttl, lease: defaultLease, running: make(map[string]struct{})}
	if claimer, ok := storage.(Claimer); ok {
		l.claim = claimer.Claim
	}
	for _, o := range options {
		if o.Claim != nil {
			l.claim = o.Claim
		}
		if o.Lease > 0 {
			l.lease = o.Lease
		}
	}
	if l.ttl <= 0 {
		l.ttl = defaultTTL
	}
	return l
}

// Do calls handle unless the event's message was handled before, and says nil
// in both cases. The handler's context ends a tenth before the lease does, which
// leaves time to write down how it ended.
//
// An error of the handler is returned as it is, and the message may then be
// delivered and handled again. ErrInProgress means that another delivery of
// the message is in hand: answer it with a status that makes Clerk send it
// again, as returning the error from a Fiber handler does (409), for nobody
// knows yet whether the other one succeeds. ErrNotRecorded means that the
// handler succeeded but the storage failed to remember it.
func (l *Ledger) Do(ctx context.Context, event *Event, handle func(context.Context) error) error {
	if l == nil || l.running == nil {
		return errors.New("clerkfiber: webhooks: a Ledger is made by Once")
	}
	if event == nil || event.MessageID == "" {
		return fmt.Errorf("%w: the event has no message id", ErrMalformed)
	}
	key := keyPrefix + event.MessageID
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

func (l *Ledger) enter(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
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

// take says whether the message is this call's to handle. It is not, without
// an error, when the message was handled before.
func (l *Ledger) take(ctx context.Context, key string) (bool, error) {
	if l.claim != nil {
		free, err := l.claim(ctx, key, markRunning, l.lease)
		if err != nil {
			return false, fmt.Errorf("clerkfiber: webhooks: claim: %w", err)
		}
		if free {
			return true, nil
		}
	}
	mark, err := l.storage.Get(key)
	switch {
	case err != nil:
		return false, fmt.Errorf("clerkfiber: webhooks: storage: %w", err)
	case bytes.Equal(mark, markDone):
		return false, nil
	case l.claim != nil || len(mark) > 0:
		return false, ErrInProgress
	}
	if err := l.storage.Set(key, markRunning, l.lease); err != nil {
		return false, fmt.Errorf("clerkfiber: webhooks: storage: %w", err)
	}
	return true, nil
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
	if err := l.storage.Set(key, markDone, l.ttl); err != nil {
		return fmt.Errorf("%w: %w", ErrNotRecorded, err)
	}
	return nil
}

// giveBack lets a failed message be handled again at once. Later than until,
// the mark may be another process's by the time that the storage deletes it:
// then it is left to end by itself.
func (l *Ledger) giveBack(key string, until time.Time) error {
	if !time.Now().Before(until) {
		return nil
	}
	if err := l.storage.Delete(key); err != nil {
		return fmt.Errorf("clerkfiber: webhooks: storage: %w", err)
	}
	return nil
}

// SetNX makes a ClaimFunc of a client for Redis, for instance the Conn() of
// gofiber/storage/redis or any client of redis/go-redis.
func SetNX[Client interface {
	SetNX(ctx context.Context, key string, value any, ttl time.Duration) Result
}, Result interface{ Result() (bool, error) }](client Client) ClaimFunc {
	return func(ctx context.Context, key string, value []byte, ttl time.Duration) (bool, error) {
		return client.SetNX(ctx, key, value, ttl).Result()
	}
}
