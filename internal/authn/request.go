package authn

import (
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Request is what a decision looks at. All strings are the caller's own
// copies: nothing here may point into a buffer that is used again.
type Request struct {
	Fields

	// URL is the public address; its origin is empty when the request names no usable host.
	URL *weburl.URL
	// ProxyURL is where the Frontend API is proxied for this request, absolute, a path, or empty.
	ProxyURL string

	// Headers is asked before the decision returns, or never.
	Headers Headers

	// Exchanges are those of an earlier decision about the same request, nil for
	// none; afterwards those of this one too.
	Exchanges *Exchanges

	room attempt // for the first decision, so that it needs no memory of its own
}

// Fields is a request's method, and those of its header fields that matter.
type Fields struct {
	Method        string
	Authorization string
	Cookie        string
	Origin        string
	Referrer      string
	SecFetchDest  string
	SecFetchSite  string
	Accept        string
	UserAgent     string
}

// Headers gives every header, names in lower case: a refresh hands them on to Clerk.
type Headers interface{ All() map[string]string }

// The kinds of token that a request may bring.
const (
	SessionToken = token.KindSession
	APIKey       = token.KindAPIKey
	M2MToken     = token.KindM2M
	OAuthToken   = token.KindOAuth
)

// Accepts says which kinds of token a caller takes. The zero value takes session tokens.
type Accepts struct {
	any   bool
	kinds []string
	list  bool
}

// AcceptAny takes every kind.
func AcceptAny() Accepts { return Accepts{any: true} }

// AcceptOne takes a single kind.
func AcceptOne(kind string) Accepts { return Accepts{kinds: []string{kind}} }

// AcceptList takes the kinds in a list. A list of one differs from the single
// kind, as it does in JavaScript: what is not on a list has no kind at all.
func AcceptList(kinds ...string) Accepts { return Accepts{kinds: kinds, list: true} }

// Kinds are those that the caller named; none for any, and for session tokens
// as the zero value takes them.
func (a Accepts) Kinds() []string { return a.kinds }

// List reports whether the caller gave a list.
func (a Accepts) List() bool { return a.list }

// Single is the one kind that is taken; empty for any and for lists.
func (a Accepts) Single() string {
	switch {
	case a.any || a.list:
		return ""
	case len(a.kinds) == 0:
		return SessionToken
	}
	return a.kinds[0]
}

// Takes reports whether a kind is taken.
func (a Accepts) Takes(kind string) bool {
	if kind == "" {
		return false
	}
	if a.any || kind == a.Single() {
		return true
	}
	for _, k := range a.kinds {
		if k == kind {
			return true
		}
	}
	return false
}
