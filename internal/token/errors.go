package token

import (
	"fmt"
	"strconv"
)

// The reasons for which a token is refused, by the names that Clerk gives them.
const (
	ReasonExpired                  = "token-expired"
	ReasonInvalid                  = "token-invalid"
	ReasonInvalidAlgorithm         = "token-invalid-algorithm"
	ReasonInvalidAuthorizedParties = "token-invalid-authorized-parties"
	ReasonInvalidSignature         = "token-invalid-signature"
	ReasonNotActiveYet             = "token-not-active-yet"
	ReasonIatInTheFuture           = "token-iat-in-the-future"
	ReasonVerificationFailed       = "token-verification-failed"
	ReasonInvalidSecretKey         = "secret-key-invalid"
	ReasonRemoteJWKFailedToLoad    = "jwk-remote-failed-to-load"
	ReasonJWKFailedToResolve       = "jwk-failed-to-resolve"
	ReasonJWKKidMismatch           = "jwk-kid-mismatch"
	ReasonUnexpected               = "unexpected-error"
)

// What the user can do about it.
const (
	actionContactSupport = "Contact support@clerk.com"
	actionEnsureClerkJWT = "Make sure that this is a valid Clerk-generated JWT."
	actionSetKey         = "Set SecretKey or JWTKey."
	actionCheckKeys      = "Go to your Dashboard and validate your secret and public keys are correct. " +
		actionContactSupport + " if the issue persists."
)

// Error says why a token was refused. Its texts are those of @clerk/backend;
// they may quote claims and header fields of the token, hence of a stranger.
type Error struct {
	Reason  string // one of the Reason constants
	Message string
	Action  string // what to do about it, may be empty
}

// Error returns the message alone.
func (e *Error) Error() string { return e.Message }

// Full returns message, action, reason and where the token came from: header,
// cookie or, as the original prints it, undefined.
func (e *Error) Full(carrier string) string {
	if carrier == "" {
		carrier = "undefined"
	}
	text := e.Message
	if text != "" && e.Action != "" {
		text += " "
	}
	return fmt.Sprintf("%s%s (reason=%s, token-carrier=%s)", text, e.Action, e.Reason, carrier)
}

// MachineError says why a machine's token was refused.
type MachineError struct {
	Code    string // ReasonInvalid, ReasonVerificationFailed, ReasonInvalidSecretKey or ReasonUnexpected
	Message string
	Status  int // HTTP status of the Backend API's answer, 0 when it was not asked
}

// Error returns the message alone.
func (e *MachineError) Error() string { return e.Message }

// Full returns message, code and status.
func (e *MachineError) Full() string {
	status := "n/a"
	if e.Status != 0 {
		status = strconv.Itoa(e.Status)
	}
	return fmt.Sprintf("%s (code=%s, status=%s)", e.Message, e.Code, status)
}
