package weburl_test

import (
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

const plainTarget = "/dashboard/projects/42/settings?tab=members&sort=-created_at&page=3"

// The everyday request costs the URL and its text, and nothing for reading it.
func TestAllocations(t *testing.T) {
	parts := weburl.RequestParts{Target: plainTarget, Host: "app.example.com", ForwardedProto: "https"}
	u, err := weburl.ForRequest(parts)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		most float64
		do   func()
	}{
		{"ForRequest", 2, func() { _, _ = weburl.ForRequest(parts) }},
		{"Parse", 1, func() { _, _ = weburl.Parse(u.Href()) }},
		{"Get and Has", 0, func() { u.Get("page"); u.Has("__clerk_handshake") }},
		{"accessors", 0, func() { _ = u.Origin() + u.Protocol()[:0]; _ = u.Pathname(); _ = u.Search(); _ = u.Host() }},
	}
	for _, test := range tests {
		if got := testing.AllocsPerRun(100, test.do); got > test.most {
			t.Errorf("%s: %v allocations, want at most %v", test.name, got, test.most)
		}
	}
}

func BenchmarkForRequest(b *testing.B) {
	for _, bench := range []struct {
		name  string
		parts weburl.RequestParts
	}{
		{"plain", weburl.RequestParts{Target: plainTarget, Host: "app.example.com", ForwardedProto: "https"}},
		{"dots", weburl.RequestParts{Target: "/a/../b" + plainTarget, Host: "app.example.com"}},
		{"absolute form", weburl.RequestParts{Target: "http://x" + plainTarget, Host: "127.0.0.1:3000"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := weburl.ForRequest(bench.parts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
