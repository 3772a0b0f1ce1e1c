package authn

import (
	"context"
	"errors"
	"net/http"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/flight"
	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/token"
)

// verifyMachine verifies the machine token in the header: JWTs here, opaque
// tokens by asking Clerk.
func (e *Engine) verifyMachine(ctx context.Context, a *attempt) (kind string, _ *Machine, _ *token.MachineError) {
	if _, opaque := token.Opaque(a.bearer); !opaque || token.IsJWT(a.bearer) {
		jwt, fault := a.parse(a.bearer)
		if fault != nil {
			return M2MToken, nil, &token.MachineError{Code: token.ReasonInvalid, Message: fault.Message}
		}
		a.decision.Cached = jwt.Verified()
		return e.verifyMachineJWT(ctx, jwt)
	}
	kind = a.machineKind()
	if !wellFormed(a.bearer) {
		return kind, nil, &token.MachineError{Code: token.ReasonInvalid, Message: notFound(kind)}
	}
	key := e.key(kind, a.bearer)
	if refused, ok := e.out.machines.Refused(key); ok {
		return kind, nil, refused.fault
	}
	cache := e.config.MachineCache
	if m := cache.remembered(key); m != nil {
		a.decision.Cached = true
		e.out.good.Put(key, struct{}{}, vouchedFor)
		return kind, m, nil
	}
	answer, err := e.out.machines.Ask(ctx, flight.Question[machineAnswer]{
		Key:     key,
		Vouched: func() bool { _, good := e.out.good.Get(key); return good },
		Call:    e.askingAbout(kind, a.bearer, key),
	})
	if err != nil {
		e.warnBusy(err)
		return kind, nil, unasked(err)
	}
	return kind, answer.machine, answer.fault
}

// askingAbout asks Clerk about an opaque token and remembers what there is to remember.
func (e *Engine) askingAbout(kind, raw string, key flight.Key) func(context.Context) (machineAnswer, flight.Outcome) {
	return func(ctx context.Context) (answer machineAnswer, _ flight.Outcome) {
		answer.machine, answer.fault = e.askBackend(ctx, kind, raw)
		outcome := answer.outcome()
		switch outcome {
		case flight.Accepted:
			e.out.good.Put(key, struct{}{}, vouchedFor+e.config.MachineCache.ttl())
			e.config.MachineCache.remember(key, answer.machine)
		case flight.Refused:
			answer.machine = nil
			e.out.good.Forget(key)
		case flight.Failed:
		}
		return answer, outcome
	}
}

// machineAnswer is what Clerk says of an opaque token. Those who asked share it.
type machineAnswer struct {
	machine *Machine
	fault   *token.MachineError
}

func (m machineAnswer) outcome() flight.Outcome {
	switch f := m.fault; {
	case f == nil:
		return flight.Accepted
	case f.Code == token.ReasonInvalidSecretKey,
		f.Code == ReasonUnexpected && !isDefinite(f.Status):
		return flight.Failed
	}
	return flight.Refused
}

func (e *Engine) verifyMachineJWT(ctx context.Context, jwt *token.Token) (kind string, _ *Machine, _ *token.MachineError) {
	kind, verify := jwt.Kind, e.config.Verifier.OAuth
	if kind == M2MToken {
		verify = e.config.Verifier.M2M
	}
	m, err := verify(ctx, jwt)
	if err != nil {
		return kind, nil, err
	}
	return kind, &Machine{ID: m.ID, Subject: m.Subject, ClientID: m.ClientID, Scopes: m.Scopes, Claims: string(m.Claims), RawScopes: string(m.RawScopes)}, nil
}

// askBackend asks Clerk about an opaque token.
func (e *Engine) askBackend(ctx context.Context, kind, raw string) (*Machine, *token.MachineError) {
	ctx, cancel := context.WithTimeout(ctx, backendTimeout)
	defer cancel()
	switch kind {
	case M2MToken:
		return e.askM2M(ctx, raw)
	case OAuthToken:
		return e.askOAuth(ctx, raw)
	}
	return e.askAPIKey(ctx, raw)
}

func (e *Engine) askAPIKey(ctx context.Context, raw string) (*Machine, *token.MachineError) {
	t, err := e.config.Backend.APIKeys.Verify(ctx, raw)
	if err != nil {
		return nil, machineFault(err, APIKey)
	}
	m := &Machine{ID: t.ID, Subject: t.Subject, Name: t.Name, Scopes: t.Scopes, Claims: string(t.Claims), Expires: value(t.Expiration)}
	return m, accepted(m, "API key", t.Revoked, t.Expired)
}

func (e *Engine) askM2M(ctx context.Context, raw string) (*Machine, *token.MachineError) {
	t, err := e.config.Backend.M2M.Verify(ctx, backendapi.VerifyM2MTokenParams{Token: raw})
	if err != nil {
		return nil, machineFault(err, M2MToken)
	}
	m := &Machine{ID: t.ID, Subject: t.Subject, Scopes: t.Scopes, Claims: string(t.Claims), Expires: value(t.Expiration)}
	return m, accepted(m, "Machine token", t.Revoked, t.Expired)
}

func (e *Engine) askOAuth(ctx context.Context, raw string) (*Machine, *token.MachineError) {
	t, err := e.config.Backend.IDPOAuthAccessToken.Verify(ctx, raw)
	if err != nil {
		return nil, machineFault(err, OAuthToken)
	}
	if fault := e.config.Verifier.OAuthAudience(js.Value(t.Aud)); fault != nil {
		return nil, fault
	}
	m := &Machine{ID: t.ID, Subject: value(t.Subject), ClientID: value(t.ClientID), Scopes: t.Scopes}
	m.Expires, _ = t.Expiration.Get()
	inactive := t.Active != nil && !*t.Active
	return m, accepted(m, "OAuth token", value(t.Revoked) || inactive, value(t.Expired))
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// accepted refuses what Clerk answers about but does not vouch for: a token
// that it calls revoked or expired, or that belongs to nobody.
func accepted(m *Machine, name string, revoked, expired bool) *token.MachineError {
	switch {
	case revoked, expired:
		return &token.MachineError{Code: token.ReasonInvalid, Message: name + " is revoked or expired", Status: http.StatusOK}
	case m.ID == "" || m.Subject == "":
		return &token.MachineError{Code: ReasonUnexpected, Message: "Unexpected error", Status: http.StatusOK}
	}
	return nil
}

// notFound is what is said of a token that Clerk does not know.
func notFound(kind string) string {
	switch kind {
	case M2MToken:
		return "Machine token not found"
	case OAuthToken:
		return "OAuth token not found"
	}
	return "API key not found"
}

func machineFault(err error, kind string) *token.MachineError {
	if errors.Is(err, backendapi.ErrInactiveToken) {
		return &token.MachineError{Code: token.ReasonInvalid, Message: notFound(kind), Status: http.StatusOK}
	}
	unexpected := &token.MachineError{Code: ReasonUnexpected, Message: "Unexpected error"}
	var e *backendapi.Error
	if !errors.As(err, &e) {
		return unexpected
	}
	switch e.Status {
	case http.StatusUnauthorized:
		message := "Invalid secret key"
		if len(e.Errors) > 0 && e.Errors[0].Message != "" {
			message = e.Errors[0].Message
		}
		return &token.MachineError{Code: token.ReasonInvalidSecretKey, Message: message, Status: e.Status}
	case http.StatusNotFound:
		return &token.MachineError{Code: token.ReasonInvalid, Message: notFound(kind), Status: e.Status}
	}
	unexpected.Status = e.Status
	return unexpected
}
