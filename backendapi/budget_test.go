//go:build !race

// The race detector allocates memory of its own: budgets mean nothing under it.

package backendapi_test

import (
	"encoding/json"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// TestBudgetOfAUser: what is decoded is read in place, not taken apart into maps
// first.
func TestBudgetOfAUser(t *testing.T) {
	text := []byte(someUser)
	allocations := testing.AllocsPerRun(100, func() {
		var user backendapi.User
		if err := json.Unmarshal(text, &user); err != nil {
			t.Fatal(err)
		}
	})
	const most = 50
	if t.Logf("%.0f allocations", allocations); allocations > most {
		t.Errorf("want at most %d", most)
	}
}
