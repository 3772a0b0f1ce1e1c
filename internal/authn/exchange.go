package authn

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/flight"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

const (
	// vouchedMachines is for how many machine tokens Clerk's yes is remembered,
	// and vouchedFor how long. It lets nobody in: it only tells whose questions
	// are asked while strangers are many.
	vouchedMachines = 10_000
	vouchedFor      = time.Hour

	// A session's first refresh is asked like that of a friend, since its token
	// bears Clerk's signature; until it succeeds, others of the same session
	// within this time are asked like those of strangers.
	knownSessions  = 10_000
	oneRefreshEach = 10 * time.Second
)

// outgoing is what an Engine asks Clerk for whoever comes, each kind in a lane
// of its own: a flood of one leaves the others alone.
type outgoing struct {
	machines  *flight.Lane[machineAnswer]
	nonces    *flight.Lane[exchanged]
	refreshes *flight.Lane[exchanged]

	good      *flight.Memory[flight.Key, struct{}] // machine tokens that Clerk took lately
	refreshed *flight.Memory[flight.Key, struct{}] // sessions whose refresh was not yet a success
}

func newOutgoing() (o outgoing, err error) {
	var faults [5]error
	o.machines, faults[0] = flight.NewLane[machineAnswer]()
	o.nonces, faults[1] = flight.NewLane[exchanged]()
	o.refreshes, faults[2] = flight.NewLane[exchanged]()
	o.good, faults[3] = flight.NewMemory[flight.Key, struct{}](vouchedMachines)
	o.refreshed, faults[4] = flight.NewMemory[flight.Key, struct{}](knownSessions)
	return o, errors.Join(faults[:]...)
}

// exchanged is what Clerk gave for a nonce or an expired session.
type exchanged struct {
	directives []string // Set-Cookie lines
	err        error
}

func (x exchanged) outcome() flight.Outcome {
	var e *backendapi.Error
	switch {
	case x.err == nil:
		return flight.Accepted
	case errors.As(x.err, &e) && (isDefinite(e.Status) || aboutTheSession(e)):
		return flight.Refused
	}
	return flight.Failed
}

// aboutTheSession reports a 401 that is no complaint about our own key: Clerk
// refuses refreshes with one.
func aboutTheSession(e *backendapi.Error) bool {
	return e.Status == http.StatusUnauthorized && len(e.Errors) > 0 && e.Errors[0].Code != "" &&
		!strings.Contains(e.Errors[0].Code, "_key_")
}

// isDefinite reports whether a status is Clerk's no to what was asked about. A
// wrong secret key, too many calls and a failure of Clerk's are none.
func isDefinite(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return false
	}
	return status >= 400 && status < 500
}

// Exchanges are what Clerk gave for the nonce or the expired session that one
// request brought. Either can be had once, so the plugins that look at the same
// request share them. The zero value is ready.
type Exchanges struct{ made map[flight.Key]exchanged }

// ask returns what Clerk gives, asking at most once a request.
func (a *attempt) ask(ctx context.Context, lane *flight.Lane[exchanged], q flight.Question[exchanged]) exchanged {
	if a.request.Exchanges != nil {
		if x, ok := a.request.Exchanges.made[q.Key]; ok {
			return x
		}
	}
	x, err := lane.Ask(ctx, q)
	if err != nil {
		x = exchanged{err: err}
		a.engine.warnBusy(err)
	}
	if a.request.Exchanges == nil {
		a.request.Exchanges = &Exchanges{made: map[flight.Key]exchanged{}}
	}
	a.request.Exchanges.made[q.Key] = x
	return x
}

// key names a question about this instance, whichever plugin asks it.
func (e *Engine) key(parts ...string) flight.Key {
	return flight.KeyOf(e.config.Instance.FrontendAPI, parts...)
}

// warnBusy tells that questions are no longer asked.
func (e *Engine) warnBusy(err error) {
	if errors.Is(err, flight.ErrBusy) {
		e.warn("verification-throttled", "many tokens, nonces or refreshes that Clerk does not know came at once; for a while some are refused without asking Clerk")
	}
}

// maxOpaque is some five times the longest opaque token that was seen.
const maxOpaque = 1024

// wellFormed reports whether a text can be one of Clerk's opaque tokens. How
// they are made is not documented, so this is what any bearer token is made of
// (RFC 6750, section 2.1), something after the prefix, and a length.
func wellFormed(raw string) bool {
	_, rest, _ := strings.Cut(raw, "_")
	return rest != "" && len(raw) <= maxOpaque && strings.Trim(raw, bearerCharacters) == ""
}

const bearerCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="

// unasked is the refusal of a machine token that Clerk was not asked about.
func unasked(err error) *token.MachineError {
	if errors.Is(err, flight.ErrBusy) {
		return &token.MachineError{Code: ReasonThrottled, Message: "Clerk was not asked: too many unknown tokens came at once"}
	}
	return &token.MachineError{Code: ReasonUnexpected, Message: "Unexpected error"}
}
