package clerkauth

import "errors"

// ErrPluginNotRegistered is returned by GetAuth on a route that New does not
// cover. The Auth that comes with it is signed out.
var ErrPluginNotRegistered = errors.New(`clerkfiber: the plugin is not registered on this route: put app.Use(clerkfiber.New()) before the handler`)

// VerificationError says why VerifyToken refused a token.
type VerificationError struct {
	Reason  string // Clerk's reason, for instance token-expired
	Message string
	Action  string // what to do about it, may be empty
}

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
