package weburl

import (
	"iter"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Get returns the value of the first query parameter of that name, decoded as
// URLSearchParams decodes it. The boolean reports whether there is one.
func (u *URL) Get(name string) (string, bool) {
	for p := range params(u.query()) {
		if p.named(name) {
			return decodeForm(p.value), true
		}
	}
	return "", false
}

// Has reports whether there is a query parameter of that name.
func (u *URL) Has(name string) bool {
	for p := range params(u.query()) {
		if p.named(name) {
			return true
		}
	}
	return false
}

// Append returns the URL with a query parameter added at the end. As in
// JavaScript, the whole query is written anew.
func (u *URL) Append(name, value string) *URL {
	var q queryWriter
	for p := range params(u.query()) {
		q.copy(p)
	}
	q.add(name, value)
	return u.withQuery(q.String())
}

// Set returns the URL with the first query parameter of that name changed and the
// others of that name gone, or with the parameter added if there was none. As in
// JavaScript, the whole query is written anew.
func (u *URL) Set(name, value string) *URL {
	var q queryWriter
	done := false
	for p := range params(u.query()) {
		switch {
		case !p.named(name):
			q.copy(p)
		case !done:
			q.add(name, value)
			done = true
		}
	}
	if !done {
		q.add(name, value)
	}
	return u.withQuery(q.String())
}

// Delete returns the URL without the query parameters of those names. As in
// JavaScript, the whole query is written anew even if there is none of them:
// "?a=b%20c&d" becomes "?a=b+c&d=". An empty query loses its question mark.
func (u *URL) Delete(names ...string) *URL {
	var q queryWriter
	for p := range params(u.query()) {
		if !slices.ContainsFunc(names, p.named) {
			q.copy(p)
		}
	}
	return u.withQuery(q.String())
}

// query returns the percent-encoded query without its question mark.
func (u *URL) query() string {
	return strings.TrimPrefix(u.Search(), "?")
}

func (u *URL) withQuery(query string) *URL {
	if query != "" {
		query = "?" + query
	}
	changed := &URL{
		href: u.href[:u.at.search] + query + u.href[u.at.hash:],
		at:   u.at,
	}
	changed.at.hash = changed.at.search + len(query)
	return changed
}

// param is one parameter as it stands in the query.
type param struct {
	name, value string
}

// params returns the parameters of a query in their order.
// See https://url.spec.whatwg.org/#urlencoded-parsing.
func params(query string) iter.Seq[param] {
	return func(yield func(param) bool) {
		for query != "" {
			var part string
			part, query, _ = strings.Cut(query, "&")
			if part == "" {
				continue
			}
			name, value, _ := strings.Cut(part, "=")
			if !yield(param{name, value}) {
				return
			}
		}
	}
}

func (p param) named(name string) bool {
	return decodeForm(p.name) == name
}

func decodeForm(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	return js.RepairUTF8(unescape(strings.ReplaceAll(s, "+", " ")))
}

// queryWriter writes a query as URLSearchParams does.
// See https://url.spec.whatwg.org/#urlencoded-serializing.
type queryWriter struct {
	b strings.Builder
}

func (q *queryWriter) copy(p param) {
	q.add(decodeForm(p.name), decodeForm(p.value))
}

func (q *queryWriter) add(name, value string) {
	if q.b.Len() > 0 {
		q.b.WriteByte('&')
	}
	q.text(name)
	q.b.WriteByte('=')
	q.text(value)
}

func (q *queryWriter) text(s string) {
	for more := true; more; {
		var word string
		word, s, more = strings.Cut(s, " ")
		escape(&q.b, word, escapeForm)
		if more {
			q.b.WriteByte('+')
		}
	}
}

func (q *queryWriter) String() string { return q.b.String() }
