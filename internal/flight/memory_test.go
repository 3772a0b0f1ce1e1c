package flight_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/flight"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, err := flight.NewMemory[string, int](2)
		if err != nil {
			t.Fatal(err)
		}
		check := func(step, key string, want int) {
			t.Helper()
			if got, ok := m.Get(key); got != want || ok != (want != 0) {
				t.Errorf("%s: %d, %t", step, got, ok)
			}
		}
		m.Put("a", 1, time.Second)
		m.Put("b", 2, time.Minute)
		check("remembered", "a", 1)
		m.Put("c", 3, time.Minute)
		check("the least recently used made room", "b", 0)
		check("the other did not", "a", 1)
		time.Sleep(time.Second)
		check("its time has passed", "a", 0)
		m.Forget("c")
		check("forgotten", "c", 0)
	})
	if _, err := flight.NewMemory[string, int](0); err == nil {
		t.Error("a memory of nothing")
	}
}
