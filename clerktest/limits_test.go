package clerktest_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Ten servers side by side, each with users of its own.
func TestServersSideBySide(t *testing.T) {
	t.Parallel()
	var wait sync.WaitGroup
	for i := range 10 {
		wait.Go(func() {
			s := clerktest.NewServer()
			defer s.Close()
			for j := range 20 {
				status, answer := ask(t, s, http.MethodPost, "/v1/users", fmt.Sprintf(`{"email_address":["user%d@example.com"]}`, j))
				if status != http.StatusOK {
					t.Errorf("server %d, user %d: %d %v", i, j, status, answer)
				}
			}
			if _, answer := ask(t, s, http.MethodGet, "/v1/users/count", ""); dig(answer, "total_count") != 20.0 {
				t.Errorf("server %d: %v, want 20 users", i, answer)
			}
		})
	}
	wait.Wait()
}

// BenchmarkCreateUsers creates a thousand users through the Backend API.
func BenchmarkCreateUsers(b *testing.B) {
	for b.Loop() {
		s := clerktest.NewServer()
		client, err := backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: s.BackendURL()})
		if err != nil {
			b.Fatal(err)
		}
		for i := range 1000 {
			_, err := client.Users.CreateUser(b.Context(), backendapi.CreateUserParams{
				EmailAddress: []string{fmt.Sprintf("user%d@example.com", i)}, Password: backendapi.Set("correct horse battery"),
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
}

// A server starts at once, and a thousand users are made in a second; the
// bounds leave room for a busy machine.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	clerktest.NewServer().Close() // the process's key
	begun := time.Now()
	s := clerktest.NewServer()
	defer s.Close()
	if took := time.Since(begun); took > time.Second {
		t.Errorf("a server started in %v, want 20 ms", took)
	}
	begun = time.Now()
	for i := range 1000 {
		s.CreateUser(clerktest.User{Email: fmt.Sprintf("user%d@example.com", i)})
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("1,000 users took %v, want 1 s", took)
	}
}
