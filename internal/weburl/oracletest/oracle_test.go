package oracletest

import (
	"testing"

	"github.com/nlnwa/whatwg-url/url"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

func FuzzOracle(f *testing.F) {
	f.Add("https://example.com/a?b#c")
	f.Fuzz(func(t *testing.T, s string) {
		ours, err := weburl.Parse(s)
		theirs, theirErr := url.Parse(s)
		if (err == nil) != (theirErr == nil) {
			t.Fatalf("%q: %v %v, oracle %v %v", s, ours, err, theirs, theirErr)
		}
		if err == nil && ours.Href() != theirs.Href(false) {
			t.Fatalf("%q: %q, oracle %q", s, ours.Href(), theirs.Href(false))
		}
	})
}
