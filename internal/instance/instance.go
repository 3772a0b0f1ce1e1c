// Package instance knows what a publishable key says about a Clerk instance
// and where the instance's services are.
package instance

import (
	"crypto/sha1" //nolint:gosec // names cookies, protects nothing
	"encoding/base64"
	"errors"
	"strings"
)

const (
	livePrefix = "pk_live_"
	testPrefix = "pk_test_"
)

// What can be wrong with a publishable key. None of them repeats the key.
var (
	ErrMissing = errors.New("publishable key is missing")
	ErrFormat  = errors.New("publishable key not valid: expected pk_test_... or pk_live_... as the dashboard shows it")
)

// Instance is one Clerk instance as its publishable key describes it.
type Instance struct {
	FrontendAPI  string // host of the Frontend API, e.g. clerk.example.com
	Production   bool   // pk_live_; all else is a development instance
	CookieSuffix string // eight characters that tell this instance's cookies from another's
}

// Parse reads a publishable key. It accepts what Clerk's own libraries accept:
// pk_test_ or pk_live_, then the base64 of a host and a dollar sign.
func Parse(publishableKey string) (Instance, error) {
	if publishableKey == "" {
		return Instance{}, ErrMissing
	}
	production := strings.HasPrefix(publishableKey, livePrefix)
	if !production && !strings.HasPrefix(publishableKey, testPrefix) {
		return Instance{}, ErrFormat
	}
	encoded := publishableKey[len(livePrefix):]
	if encoded == "" || strings.Contains(encoded, "_") {
		return Instance{}, ErrFormat
	}
	decoded, ok := decode(encoded)
	if !ok {
		return Instance{}, ErrFormat
	}
	host, ok := strings.CutSuffix(decoded, "$")
	if !ok || strings.Contains(host, "$") || !strings.Contains(host, ".") {
		return Instance{}, ErrFormat
	}
	return Instance{
		FrontendAPI:  host,
		Production:   production,
		CookieSuffix: cookieSuffix(publishableKey),
	}, nil
}

func cookieSuffix(publishableKey string) string {
	sum := sha1.Sum([]byte(publishableKey)) //nolint:gosec // names cookies, protects nothing
	return base64.URLEncoding.EncodeToString(sum[:])[:8]
}

// decode is the forgiving base64 of browsers
// (https://infra.spec.whatwg.org/#forgiving-base64-decode): white space and
// missing padding do not matter, nor do the bits left over at the end. Each
// byte is one character, as in atob.
func decode(text string) (string, bool) {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\t\n\f\r ", r) {
			return -1
		}
		return r
	}, text)
	if len(text)%4 == 0 {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	}
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return "", false
	}
	characters := make([]rune, len(decoded))
	for i, b := range decoded {
		characters[i] = rune(b)
	}
	return string(characters), true
}
