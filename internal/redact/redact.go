// Package redact shows what may be shown of options and secrets.
package redact

// Shown is how much of a secret may be shown.
const shownLength = 7

// Prefix shortens a secret to what may be shown.
func Prefix(secret string) string {
	if len(secret) > shownLength {
		return secret[:shownLength]
	}
	return secret
}
