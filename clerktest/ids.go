package clerktest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
)

const (
	base62    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	lowercase = "abcdefghijklmnopqrstuvwxyz"
)

// newID makes an id in Clerk's form: a prefix, an underscore, 27 letters and digits.
func newID(prefix string) string { return prefix + "_" + randomText(base62, 27) }

// newHexID is the form of machine tokens' ids: 32 hexadecimal digits.
func newHexID(prefix string) string { return prefix + "_" + randomHex(16) }

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // crypto/rand.Read never returns an error
	return hex.EncodeToString(b)
}

func randomText(alphabet string, length int) string {
	limit := big.NewInt(int64(len(alphabet)))
	text := make([]byte, length)
	for i := range text {
		n, err := rand.Int(rand.Reader, limit)
		if err != nil { // unreachable: the reader never fails
			return newID("")
		}
		text[i] = alphabet[n.Int64()]
	}
	return string(text)
}

// hexOf is an id that is always the same for a text.
func hexOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
