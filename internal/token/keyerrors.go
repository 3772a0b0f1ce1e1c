package token

import (
	"fmt"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

const codeInvalidSecretKey = "clerk_key_invalid"

func failedToLoad() *Error {
	return &Error{
		Reason:  ReasonRemoteJWKFailedToLoad,
		Message: "Failed to load JWKS from Clerk Backend or Frontend API.",
		Action:  actionContactSupport,
	}
}

func noKeys() *Error {
	return &Error{
		Reason:  ReasonRemoteJWKFailedToLoad,
		Message: "The JWKS endpoint did not contain any signing keys. Contact support@clerk.com.",
		Action:  actionContactSupport,
	}
}

func unknownKey(id string) *Error {
	return &Error{
		Reason: ReasonJWKKidMismatch,
		Message: "Unable to find a signing key in JWKS that matches the kid='" + id +
			"' of the provided session token. Please make sure that the __session cookie or the HTTP " +
			"authorization header contain a Clerk-generated session JWT.",
		Action: actionCheckKeys,
	}
}

// refusedKeys says why the Backend API gave no keys. A secret key that it does
// not know has a reason of its own, since the operator must change it.
func refusedKeys(url string, status int, body []byte) *Error {
	answer, err := js.Parse(js.DecodeUTF8(body))
	if err != nil {
		answer = js.Undefined // a proxy's error page, say
	}
	for _, e := range answer.Get("errors").Items() {
		if e.Get("code").TextOr("") == codeInvalidSecretKey {
			return &Error{
				Reason:  ReasonInvalidSecretKey,
				Message: e.Get("message").TextOr(""),
				Action:  actionContactSupport,
			}
		}
	}
	return &Error{
		Reason:  ReasonRemoteJWKFailedToLoad,
		Message: fmt.Sprintf("Error loading Clerk JWKS from %s with code=%d", url, status),
		Action:  actionContactSupport,
	}
}
