//go:build !race

// The race detector takes memory of its own: budgets mean nothing under it.

package token

import (
	"context"
	"runtime"
	"testing"
	"time"
)

// A cached token of about 1,000 bytes, with its session worked out, takes at
// most 2.5 kB: 20,000 of them 50 MB.
func TestMemoryBudget(t *testing.T) {
	if got := bytesPerToken(t, 2_000); got > 2_500 {
		t.Errorf("%.0f bytes a token", got)
	} else {
		t.Logf("%.0f bytes a token", got)
	}
}

func bytesPerToken(t testing.TB, count int) float64 {
	raws := make([]string, count)
	for i := range raws {
		raws[i] = orgToken(t, i)
	}
	v := verifier(t, Config{ClockSkew: 5 * time.Second, CacheEntries: 2 * count})
	before := heap()
	for _, raw := range raws {
		jwt, _ := v.Parse(raw)
		if refusal := v.Session(context.Background(), jwt); refusal != nil {
			t.Fatal(refusal)
		}
		if _, err := jwt.Session(); err != nil {
			t.Fatal(err)
		}
	}
	taken := heap() - before
	runtime.KeepAlive(v)
	runtime.KeepAlive(raws)
	return float64(taken) / float64(count)
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
