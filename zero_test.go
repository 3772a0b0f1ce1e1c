package clerkfiber_test

import (
	"context"
	"errors"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/internal/zerovalue"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// Nobody has to fill in a value before its methods may be called: what is in a
// handler by accident must not end the process.
func TestZeroValuesAreSafe(t *testing.T) {
	t.Parallel()
	zerovalue.Check(t, ".", nil,
		clerkfiber.Options{}, clerkfiber.VerifyTokenOptions{}, clerkfiber.Authenticator{}, clerkfiber.RequestState{},
		clerkfiber.Auth{}, clerkfiber.SessionClaims{}, clerkfiber.AuthError{}, clerkfiber.VerificationError{})
	zerovalue.Check(t, "webhooks", nil, webhooks.Options{}, webhooks.Event{}, webhooks.Ledger{}, webhooks.PaymentAttempt{})
}

// An Auth that says of itself that it is signed in has no more behind it.
func TestAnAuthMadeByHandIsSafe(t *testing.T) {
	t.Parallel()
	for _, kind := range []clerkfiber.TokenType{"", clerkfiber.SessionToken, clerkfiber.APIKey, clerkfiber.M2MToken, clerkfiber.OAuthToken, "other"} {
		auth := &clerkfiber.Auth{TokenType: kind, IsAuthenticated: true}
		if token, err := auth.GetToken(t.Context(), clerkfiber.GetTokenOptions{Template: "x"}); token != "" || err != nil {
			t.Errorf("%q: GetToken: %q, %v", kind, token, err)
		}
		if auth.Has(clerkfiber.AuthorizationParams{Role: "org:admin"}) {
			t.Errorf("%q: has a role", kind)
		}
		if _, err := clerkfiber.Claims[map[string]any](auth); err == nil {
			t.Errorf("%q: has claims", kind)
		}
		if _, err := auth.MarshalJSON(); err != nil {
			t.Errorf("%q: %v", kind, err)
		}
	}
}

// An error that an application makes itself has no status.
func TestAnAuthErrorMadeByHand(t *testing.T) {
	t.Parallel()
	made := &clerkfiber.AuthError{Reason: "not-yours"}
	if errors.Unwrap(made) != nil {
		t.Errorf("unwraps to %#v", errors.Unwrap(made))
	}
	app := fiber.New()
	app.Get("/", func(*fiber.Ctx) error { return made })
	got := send(t, app, request("GET", "/"))
	if got.status != fiber.StatusInternalServerError || got.body != "clerkfiber: refused" {
		t.Errorf("got %d %q", got.status, got.body)
	}
	app.Get("/refused", func(*fiber.Ctx) error { return errors.Join(made, fiber.ErrForbidden) })
	if got := send(t, app, request("GET", "/refused")); got.status != fiber.StatusForbidden {
		t.Errorf("got %d", got.status)
	}
}

func TestALedgerMadeByHandHandlesNothing(t *testing.T) {
	t.Parallel()
	for _, ledger := range []*webhooks.Ledger{nil, {}} {
		err := ledger.Do(t.Context(), &webhooks.Event{MessageID: "msg_1"}, func(context.Context) error {
			t.Error("it handled an event")
			return nil
		})
		if err == nil {
			t.Error("no error")
		}
	}
}
