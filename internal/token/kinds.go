package token

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// The kinds of token. What one instance's key signs is of exactly one of them.
const (
	KindSession   = "session_token"
	KindTemplate  = "jwt_template" // made for a user, but outlives the session that made it
	KindHandshake = "handshake"    // orders cookies
	KindAPIKey    = "api_key"      // never a JWT
	KindM2M       = "m2m_token"
	KindOAuth     = "oauth_token"
	KindOther     = "other" // good for nothing
)

// Categories tell apart the classes of JWT. They are found in the header field
// cat; tokens from before that have none.
const (
	CategorySession  = "cl_B7d4PD111AAA" // handshake tokens have it too
	CategoryTemplate = "cl_B7d4PD222AAA"
	CategoryM2M      = "cl_B7d4PD333AAA"
	CategoryIgnore   = "cl_I7d4PD111III" // says nothing about the class
)

const machinePrefix = "mch_"

// kindOf decides what a token is, for everybody who asks. A machine's marks
// come first: whatever else a token says, what a machine carries is no user's.
// A category that is unknown, or that contradicts, makes it good for nothing.
// Whether the token is one of its kind that may be believed is for the Verifier
// to say.
func kindOf(h *Header, c *Claims) string {
	switch {
	case strings.HasPrefix(c.Sub.TextOr(""), machinePrefix):
		return KindM2M
	case isAccessTokenType(h.Typ): // RFC 9068, section 2.1
		return KindOAuth
	case h.Cat.IsUndefined():
		return ofUserOrHandshake(c)
	}
	switch h.Cat.TextOr("") {
	case CategorySession, CategoryIgnore:
		return ofUserOrHandshake(c)
	case CategoryTemplate:
		return KindTemplate
	}
	return KindOther
}

// ofUserOrHandshake tells the two that share a category: a handshake token is
// about no user and lists cookies. The same list in a session token is a claim
// that the application's author added.
func ofUserOrHandshake(c *Claims) string {
	if c.Sub.IsUndefined() && c.handshake.IsArray() {
		return KindHandshake
	}
	return KindSession
}

func isAccessTokenType(typ js.Value) bool {
	text := typ.TextOr("")
	return text == "at+jwt" || text == "application/at+jwt"
}

// Opaque returns the kind of a machine token that is no JWT, told by its prefix.
func Opaque(raw string) (kind string, ok bool) {
	switch {
	case strings.HasPrefix(raw, "mt_"):
		return KindM2M, true
	case strings.HasPrefix(raw, "oat_"):
		return KindOAuth, true
	case strings.HasPrefix(raw, "ak_"):
		return KindAPIKey, true
	}
	return "", false
}

// Verified reports whether the token's signature has been checked already. It
// says nothing of the key's and the claims' present standing: Session does.
func (t *Token) Verified() bool { return t.verifiedBy.Load() != nil }

// KnownSession reports a session token that was verified before.
func (t *Token) KnownSession() bool { return t.Kind == KindSession && t.Verified() }
