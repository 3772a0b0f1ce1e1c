package authn

import (
	"context"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Anonymous answers for requests that bring nothing to know anybody by, all with
// one decision, made once by the ordinary rules. It returns nil for a request
// that Decide has to look at. query is the URL's, without its question mark;
// the host makes no difference, and the strings are not kept.
//
// It errs on the side of Decide: a satellite, a page in development, a cookie
// or a parameter that might be Clerk's. It does not know of a proxy: with a
// ProxyURL, ask Decide.
func (e *Engine) Anonymous(f *Fields, query string) *Decision {
	switch {
	case e.config.IsSatellite,
		strings.Contains(f.Cookie, "__"), // as all of Clerk's names do
		BearerToken(f.Authorization) != "",
		mayBeClerks(query),
		!e.config.Instance.Production && f.asksForPage():
		return nil
	}
	return e.anonymous
}

// mayBeClerks reports whether a query has a parameter whose name is Clerk's, or
// might be once it is decoded.
func mayBeClerks(query string) bool {
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		name, _, _ := strings.Cut(part, "=")
		if strings.Contains(name, "__") || strings.Contains(name, "%") {
			return true
		}
	}
	return false
}

// Unreadable is Anonymous for requests whose BearerToken is a text that is no
// token of any kind, and that else bring nothing. There is one decision for
// each way to be none. For other requests it returns nil, and the token that it
// took apart, if it did.
//
// It does not know of a proxy either.
func (e *Engine) Unreadable(raw, cookies, query string) (*Decision, *token.Token) {
	if raw == "" || strings.Contains(cookies, "__") || mayBeClerks(query) {
		return nil, nil
	}
	if _, opaque := token.Opaque(raw); opaque || !js.IsASCII(redact.Prefix(raw)) {
		return nil, nil
	}
	t, err := e.config.Verifier.Parse(raw)
	if err == nil {
		return nil, t
	}
	return e.unreadable[err.Message], nil
}

// PresentedBy returns a shared decision of Unreadable as that about a request.
func (d Decision) PresentedBy(raw string) Decision {
	d.presented = strings.Clone(redact.Prefix(raw))
	return d
}

// decideUnreadable decides about texts that are no token, one for each way.
func (e *Engine) decideUnreadable() map[string]*Decision {
	all := make(map[string]*Decision)
	for _, text := range [...]string{"x", "x.x.x"} {
		r := &Request{URL: new(weburl.URL)}
		r.Authorization = text
		d := e.Decide(context.Background(), r, AcceptAny())
		d.facts.request = nil
		_, err := token.Decode(text)
		all[err.Message] = d
	}
	return all
}

// decideAnonymous decides about a request without anything, for every request like it.
func (e *Engine) decideAnonymous() *Decision {
	d := e.Decide(context.Background(), &Request{URL: new(weburl.URL)}, AcceptAny())
	d.facts.request = nil
	return d
}
