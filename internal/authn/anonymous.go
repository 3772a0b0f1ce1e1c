package authn

import (
	"context"
	"strings"

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
		bearerToken(f.Authorization) != "",
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

// decideAnonymous decides about a request without anything, for every request like it.
func (e *Engine) decideAnonymous() *Decision {
	d := e.Decide(context.Background(), &Request{URL: new(weburl.URL)}, AcceptAny())
	d.facts.request = nil
	return d
}
