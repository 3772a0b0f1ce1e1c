package token

import (
	"context"
	"crypto"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a clock that a test sets.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func mustAccept(t *testing.T, v *Verifier, raw string) *Token {
	t.Helper()
	parsed, refusal := v.Parse(raw)
	if refusal == nil {
		refusal = v.Session(context.Background(), parsed)
	}
	if refusal != nil {
		t.Fatalf("refused: %+v", refusal)
	}
	return parsed
}

func (v *Verifier) knows(raw string) bool {
	return v.tokens != nil && v.tokens.get(raw, v.config.Now) != nil
}

func TestAVerifiedTokenIsKept(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	raw := token(t, goodClaims)
	first := mustAccept(t, v, raw)
	second := mustAccept(t, v, strings.Clone(raw))
	if first != second {
		t.Error("decoded anew")
	}
}

func TestOnlyVerifiedTokensAreKept(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	for name, raw := range map[string]string{
		"another's signature": sign(t, otherKey(), crypto.SHA256, goodHeader, goodClaims),
		"an unknown key":      sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"stranger"}`, goodClaims),
		"no expiry":           token(t, `{"sub":"user_1"}`),
		"expired":             token(t, claims(map[string]string{"exp": "1699999995"})),
	} {
		if refusal := v.session(context.Background(), raw); refusal == nil {
			t.Errorf("%s: accepted", name)
		}
		if v.knows(raw) {
			t.Errorf("%s: kept", name)
		}
	}
	if v.tokens.entries.Load() != 0 || v.tokens.bytes.Load() != 0 {
		t.Errorf("%d entries, %d bytes", v.tokens.entries.Load(), v.tokens.bytes.Load())
	}
}

// A signature that is good says nothing about claims: they are checked on
// every call, at its own time.
func TestClaimsOfAKeptTokenAreChecked(t *testing.T) {
	c := &clock{now: now}
	v := verifier(t, Config{ClockSkew: skew, Now: c.Now})
	raw := token(t, goodClaims)
	mustAccept(t, v, raw)
	c.advance(54 * time.Second)
	mustAccept(t, v, raw)
	c.advance(time.Second)
	if refusal := v.session(context.Background(), raw); refusal == nil || refusal.Reason != ReasonExpired {
		t.Errorf("got %+v", refusal)
	}
}

func TestTokensLeaveWithTheirExpiry(t *testing.T) {
	c := &clock{now: now}
	v := verifier(t, Config{ClockSkew: skew, Now: c.Now})
	raws := make([]string, 200)
	for i := range raws {
		raws[i] = token(t, claims(map[string]string{"sub": fmt.Sprintf(`"user_%d"`, i)}))
		mustAccept(t, v, raws[i])
	}
	if got := v.tokens.entries.Load(); got != 200 {
		t.Fatalf("%d tokens kept, want 200", got)
	}
	c.advance(55 * time.Second)
	for range sweepLooks { // a little traffic clears a shard
		for _, raw := range raws {
			_ = v.knows(raw)
		}
	}
	if entries, bytes := v.tokens.entries.Load(), v.tokens.bytes.Load(); entries != 0 || bytes != 0 {
		t.Errorf("%d tokens of %d bytes are still there", entries, bytes)
	}
}

func TestTheCacheIsBounded(t *testing.T) {
	raws := make([]string, 100)
	for i := range raws {
		raws[i] = token(t, claims(map[string]string{"sub": fmt.Sprintf(`"user_%d"`, i)}))
	}
	one, _ := Decode(raws[99])
	for _, tc := range []struct {
		name           string
		entries, bytes int
		want           int64
	}{
		{"by entries", 10, 0, 10},
		{"by bytes", 0, int(cost(one)) * 10, 10},
		{"to one", 1, 0, 1},
		{"to less than a token", 0, 100, 0},
		{"by default", 0, 0, 100},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := verifier(t, Config{ClockSkew: skew, CacheEntries: tc.entries, CacheBytes: tc.bytes})
			for _, raw := range raws {
				mustAccept(t, v, raw)
				if v.tokens.full() {
					t.Fatal("beyond its bounds")
				}
			}
			known := int64(0)
			for _, raw := range raws {
				if v.knows(raw) {
					known++
				}
			}
			if known != tc.want || v.tokens.entries.Load() != tc.want {
				t.Errorf("%d tokens kept, %d counted, want %d", known, v.tokens.entries.Load(), tc.want)
			}
			if tc.want > 0 && !v.knows(raws[99]) {
				t.Error("the newest was not kept")
			}
		})
	}
}

func TestDefaultsHoldTenThousandTokens(t *testing.T) {
	thousandBytes := &Token{Raw: strings.Repeat("x", 1_000), Payload: strings.Repeat("x", 450)}
	if need := 10_000 * cost(thousandBytes); need > defaultBytes || defaultEntries < 10_000 {
		t.Errorf("%d bytes are needed, %d are allowed", need, defaultBytes)
	}
}

func TestCacheOff(t *testing.T) {
	for name, c := range map[string]Config{"by entries": {CacheEntries: -1}, "with the keys' cache": {SkipJWKSCache: true}} {
		t.Run(name, func(t *testing.T) {
			c.ClockSkew = skew
			v := verifier(t, c)
			raw := token(t, goodClaims)
			if first, second := mustAccept(t, v, raw), mustAccept(t, v, raw); first == second {
				t.Error("kept")
			}
		})
	}
}

// A token is kept under its own text, which it must not keep more of alive.
func TestATokenOwnsItsText(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	raw := token(t, goodClaims)
	buffer := []byte("__session=" + raw)
	mustAccept(t, v, string(buffer)[len("__session="):])
	for i := range buffer {
		buffer[i] = 'x'
	}
	if !v.knows(raw) {
		t.Error("not found under its text")
	}
}

func TestAKnownTokenCostsNoAllocation(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew, AuthorizedParties: []string{"https://a.example"}})
	raw := token(t, goodClaims)
	mustAccept(t, v, raw)
	if allocs := testing.AllocsPerRun(100, func() {
		if refusal := v.session(context.Background(), raw); refusal != nil {
			t.Fatal(refusal)
		}
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
