package conformance

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"testing"
)

const largeAnswer = 50 << 20

// A large answer must not be held: the heap's high-water mark while 50 MiB
// pass is far below it.
func (f Suite) TestProxyLargeAnswerIsNotHeld(t *testing.T) {
	piece := bytes.Repeat([]byte("x"), 64<<10)
	for name, length := range map[string]int64{"of known length": largeAnswer, "chunked": -1} {
		t.Run(name, func(t *testing.T) {
			api := newFrontendAPI(t, func(w http.ResponseWriter, r *http.Request) {
				if length >= 0 {
					w.Header().Set("Content-Length", fmt.Sprint(length))
				}
				for sent := 0; sent < largeAnswer; sent += len(piece) {
					_, _ = w.Write(piece)
				}
			})
			address := f.proxied(t, proxyOptions(api.url), 0)
			defer debug.SetGCPercent(debug.SetGCPercent(10))
			before := heapInUse(true)
			response, err := http.Get("http://" + address + "/__clerk/v1")
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			var got, peak int64
			buffer := make([]byte, 64<<10)
			for err == nil {
				var n int
				n, err = response.Body.Read(buffer)
				if got/(1<<20) != (got+int64(n))/(1<<20) {
					peak = max(peak, heapInUse(false)-before)
				}
				got += int64(n)
			}
			if got != largeAnswer || err != io.EOF {
				t.Fatalf("%d bytes came, %v", got, err)
			}
			t.Logf("%d bytes passed, the heap grew by %d KiB at most", got, peak>>10)
			if peak > 4<<20 {
				t.Errorf("the heap grew by %d bytes", peak)
			}
		})
	}
}

func heapInUse(collect bool) int64 {
	if collect {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}

// One request with a large answer per iteration: B/op is what it costs on all
// three sides together, server, proxy and visitor.
func BenchmarkProxyLargeAnswer(b *testing.B, face Face) {
	piece := bytes.Repeat([]byte("x"), 64<<10)
	api := newFrontendAPI(b, func(w http.ResponseWriter, r *http.Request) {
		for sent := 0; sent < largeAnswer; sent += len(piece) {
			_, _ = w.Write(piece)
		}
	})
	address := Suite{face}.proxied(b, proxyOptions(api.url), 0)
	b.SetBytes(largeAnswer)
	b.ReportAllocs()
	for b.Loop() {
		response, err := http.Get("http://" + address + "/__clerk/v1")
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, response.Body); n != largeAnswer || err != nil {
			b.Fatal(n, err)
		}
		_ = response.Body.Close()
	}
}
