package token

import (
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Categories tell apart the classes of JWT that one instance's key signs. They
// are found in the header field cat; tokens from before that have none.
const (
	CategorySession  = "cl_B7d4PD111AAA"
	CategoryTemplate = "cl_B7d4PD222AAA"
	CategoryM2M      = "cl_B7d4PD333AAA"
	CategoryIgnore   = "cl_I7d4PD111III" // says nothing about the class
)

// The kinds of machine token.
const (
	KindAPIKey = "api_key"
	KindM2M    = "m2m_token"
	KindOAuth  = "oauth_token"
)

const machinePrefix = "mch_"

// IsJWT says whether a text looks like a JWT: three parts of base64url without
// padding. It is stricter than Decode, and says nothing about the content.
func IsJWT(raw string) bool {
	dots, part := 0, 0
	for i := range len(raw) {
		if base64URL[raw[i]] {
			part++
			continue
		}
		if raw[i] != '.' || part == 0 {
			return false
		}
		dots, part = dots+1, 0
	}
	return dots == 2 && part > 0
}

// base64URL has the characters of RFC 4648, section 5.
var base64URL = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
		is[c] = true
	}
	return is
}()

// Opaque gives the kind of a machine token that is no JWT, told by its prefix.
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

// IsM2M says whether the token claims to be a machine-to-machine token: its
// subject is a machine.
func (t *Token) IsM2M() bool {
	subject, ok := t.Claims.Sub.Text()
	return ok && strings.HasPrefix(subject, machinePrefix) && IsJWT(t.Raw)
}

// IsOAuth says whether the token claims to be an OAuth access token (RFC 9068,
// section 2.1).
func (t *Token) IsOAuth() bool {
	return isAccessTokenType(t.Header.Typ) && IsJWT(t.Raw)
}

func isAccessTokenType(typ js.Value) bool {
	text, ok := typ.Text()
	return ok && (text == "at+jwt" || text == "application/at+jwt")
}

// IsSession says whether the token is neither a machine's nor marked as
// something other than a session token.
func (t *Token) IsSession() bool {
	return !t.IsOAuth() && !t.IsM2M() && !t.NonSessionCategory()
}

// NonSessionCategory says whether the token is marked as something other than
// a session token. A token without a mark is not.
func (t *Token) NonSessionCategory() bool {
	return !t.Header.Cat.IsUndefined() && !t.hasCategory(CategorySession) && !t.hasCategory(CategoryIgnore)
}

func (t *Token) hasCategory(category string) bool {
	text, ok := t.Header.Cat.Text()
	return ok && text == category
}
