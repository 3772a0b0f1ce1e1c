package authn

import (
	"cmp"
	"context"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// machineKind is the kind of machine token in the header, empty for none. The
// prefix decides first, as in Clerk's own order: M2M, OAuth, API key.
func (a *attempt) machineKind() string {
	if a.kindKnown {
		return a.kind
	}
	a.kindKnown = true
	if kind, ok := token.Opaque(a.bearer); ok {
		a.kind = kind
		return a.kind
	}
	if t, err := a.parse(a.bearer); err == nil && (t.Kind == token.KindM2M || t.Kind == token.KindOAuth) {
		a.kind = t.Kind
	}
	return a.kind
}

func noTokenInHeader(_ context.Context, a *attempt) *verdict {
	return &verdict{status: SignedOut, reason: ReasonNoTokenInHeader, kind: a.accepts.Single()}
}

func notAMachineToken(_ context.Context, a *attempt) *verdict {
	if a.machineKind() != "" {
		return nil
	}
	return &verdict{status: SignedOut, reason: ReasonTokenTypeMismatch, kind: a.accepts.Single()}
}

func kindNotAccepted(_ context.Context, a *attempt) *verdict {
	if a.accepts.Takes(a.machineKind()) {
		return nil
	}
	return &verdict{status: SignedOut, reason: ReasonTokenTypeMismatch, kind: cmp.Or(a.accepts.Single(), a.machineKind())}
}

func verifyMachineToken(ctx context.Context, a *attempt) *verdict {
	kind, m, err := a.engine.verifyMachine(ctx, a)
	if err != nil {
		return &verdict{status: SignedOut, reason: err.Code, message: err.Full(), kind: kind}
	}
	return &verdict{status: SignedIn, kind: kind, machine: m, raw: a.bearer}
}
