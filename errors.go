package clerkfiber

import (
	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// AuthError says why a request was refused by RequireAuth, or why a handshake
// could not be finished. errors.As finds it, and the *fiber.Error with its
// status as well, in what reaches the application's ErrorHandler.
//
// One that an application makes itself has no status, so Fiber answers 500 to
// it. Join it with one: errors.Join(fiber.ErrForbidden, &AuthError{…}).
type AuthError struct {
	// Reason is Clerk's reason, for instance session-token-and-uat-missing.
	Reason string
	// Message is Clerk's message; it may be empty.
	Message string
	// TokenType is the kind of token that was looked at; empty for one that is not accepted.
	TokenType TokenType

	status *fiber.Error
}

func refuse(r plugin.Refusal) error {
	status := fiber.NewError(r.Status)
	if r.Text != "" {
		status.Message = r.Text
	}
	return &AuthError{Reason: r.Reason, Message: r.Message, TokenType: r.TokenType, status: status}
}

// Error returns the text of the status, which is safe to show to anybody.
func (e *AuthError) Error() string {
	if e == nil || e.status == nil {
		return "clerkfiber: refused"
	}
	return e.status.Message
}

// Unwrap returns the *fiber.Error with the status; nil where there is none.
func (e *AuthError) Unwrap() error {
	if e == nil || e.status == nil {
		return nil // and no *fiber.Error that is nil, which errors.As would find
	}
	return e.status
}
