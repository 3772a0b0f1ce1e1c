package clerkfiber

import (
	"errors"

	"github.com/gofiber/fiber/v2"
)

// ErrPluginNotRegistered is returned by GetAuth on a route that New does not
// cover. The Auth that comes with it is signed out.
var ErrPluginNotRegistered = errors.New(`clerkfiber: the plugin is not registered on this route: put app.Use(clerkfiber.New()) before the handler`)

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

func newAuthError(status int, reason, message string, kind TokenType) *AuthError {
	return &AuthError{Reason: reason, Message: message, TokenType: kind, status: fiber.NewError(status)}
}

// Error is the text of the status, which is safe to show to anybody.
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

// VerificationError says why VerifyToken refused a token.
type VerificationError struct {
	Reason  string // Clerk's reason, for instance token-expired
	Message string
	Action  string // what to do about it, may be empty
}

// errNotMade is for an Authenticator that NewAuthenticator did not make.
var errNotMade = errors.New("clerkfiber: an Authenticator is made by NewAuthenticator")

// Error returns the message and the reason.
func (e *VerificationError) Error() string {
	if e == nil {
		return "clerkfiber: token refused"
	}
	text := "clerkfiber: token refused: " + e.Message
	if e.Action != "" {
		text += " " + e.Action
	}
	return text + " (reason=" + e.Reason + ")"
}
