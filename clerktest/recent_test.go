package clerktest

import (
	"strconv"
	"testing"
)

func TestRecent(t *testing.T) {
	t.Parallel()
	r := newRecent[int](8)
	for i := range 100 {
		r.put(strconv.Itoa(i), i)
		if len(r.values) > 8 || len(r.order) > 8 {
			t.Fatalf("%d values and %d keys after %d, want 8 at most", len(r.values), len(r.order), i)
		}
	}
	if value, known := r.get("99"); !known || value != 99 {
		t.Errorf("the newest is %d, %t", value, known)
	}
	if _, known := r.get("0"); known {
		t.Error("the oldest is still known")
	}
	if value, known := r.take("99"); !known || value != 99 {
		t.Errorf("taken: %d, %t", value, known)
	}
	if _, known := r.take("99"); known {
		t.Error("taken twice")
	}
}
