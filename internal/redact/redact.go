// Package redact shows of a secret what may be shown: its first seven characters.
package redact

import (
	"fmt"
	"log/slog"
	"net/url"
	"strings"
)

// shown is how many characters of a secret may be seen: enough to tell a test
// key from a live one and a publishable key from a secret one.
const shown = 7

// Prefix is what may be shown of a secret.
func Prefix(secret string) string {
	count := 0
	for i := range secret {
		if count == shown {
			return secret[:i]
		}
		count++
	}
	return secret
}

// Secret is a text that prints as its Prefix by every verb of fmt, in log/slog
// and as JSON. The zero Secret is empty.
//
// The text is behind a pointer: fmt calls no method of a value that it finds in
// an unexported field, but prints a pointer that it finds there as an address.
type Secret struct{ text *string }

// New returns text as a secret.
func New(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Of returns the text behind a pointer as a secret, without a copy. It must
// not be written to.
func Of(text *string) Secret { return Secret{text} }

// Reveal returns the whole text, for the one place that sends or compares it.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsEmpty reports whether there is no text.
func (s Secret) IsEmpty() bool { return s.text == nil || *s.text == "" }

// String returns what may be shown.
func (s Secret) String() string { return Prefix(s.Reveal()) }

// Format prints what may be shown, whatever the verb: %x would be a spelling of
// the secret, and %#v or %d would show what it is made of.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// LogValue logs what may be shown.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText writes what may be shown, for encoding/json among others.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// URL is what may be shown of an address: all but a user and password in it.
func URL(address string) string {
	at := strings.LastIndexByte(address, '@')
	scheme := strings.Index(address, "://")
	if scheme < 0 || at < scheme {
		return address
	}
	if u, err := url.Parse(address); err == nil && u.User == nil {
		return address
	}
	return address[:scheme+len("://")] + "…" + address[at:]
}

// Hidden holds what has secrets in it where fmt must not find them. Under a verb
// that does not fit, such as %s, fmt follows a pointer in an unexported field
// to the struct behind it; it never follows two.
type Hidden[T any] struct{ at **T }

// Hide returns what lies at a place. The place must not be written to.
func Hide[T any](at **T) Hidden[T] { return Hidden[T]{at} }

// Get returns what is hidden, nil for nothing.
func (h Hidden[T]) Get() *T {
	if h.at == nil {
		return nil
	}
	return *h.at
}
