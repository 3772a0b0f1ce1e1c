package token

import (
	"encoding/base64"
	"strings"
)

// A token has one spelling (RFC 7515, sections 2 and 3.1): three parts between
// dots, each in base64url without padding. Everything else that some decoder
// might take for the same bytes is refused here: padding, white space, line
// breaks, escapes, the standard alphabet, bits that no byte uses. Else one
// token would have thousands of names in caches and logs, and two readers of
// one text might take it for two things.

// split returns the three parts of a token, still encoded.
func split(raw string) (header, payload, signature string, ok bool) {
	header, rest, ok1 := strings.Cut(raw, ".")
	payload, signature, ok2 := strings.Cut(rest, ".")
	return header, payload, signature, ok1 && ok2 && !strings.Contains(signature, ".")
}

var encoding = base64.RawURLEncoding.Strict()

// decodePart appends what a part stands for to a buffer. encoding/base64 skips
// line breaks, even when it is strict.
func decodePart(buffer []byte, part string) ([]byte, bool) {
	if strings.IndexByte(part, '\r') >= 0 || strings.IndexByte(part, '\n') >= 0 {
		return nil, false
	}
	decoded, err := encoding.AppendDecode(buffer, []byte(part))
	return decoded, err == nil
}

// IsJWT reports whether a text has the form of a signed token. It says nothing
// about the content.
func IsJWT(raw string) bool {
	header, payload, signature, ok := split(raw)
	return ok && isPart(header) && isPart(payload) && isPart(signature)
}

func isPart(part string) bool {
	for i := range len(part) {
		if !base64URL[part[i]] {
			return false
		}
	}
	return part != ""
}

// base64URL has the characters of RFC 4648, section 5.
var base64URL = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
		is[c] = true
	}
	return is
}()
