package backendapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// serve starts an API that answers every request with the handler.
func serve(t *testing.T, handler http.HandlerFunc) *backendapi.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := backendapi.New(backendapi.Options{SecretKey: "sk_test_fake", MachineSecretKey: "ak_fake_machine", APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestUserKeepsWhatTheServerSent(t *testing.T) {
	const sent = `{"id":"user_1","object":"user","first_name":"Ada","last_name":null,"primary_email_address_id":"idn_1",
		"public_metadata":{"b":1,"a":[1.50]},"created_at":1.7e12,"from_the_future":{"x":1},
		"email_addresses":[{"id":"idn_1","email_address":"ada@example.com","verification":{"status":"verified","strategy":"carrier_pigeon"},"linked_to":[],"new":true}]}`
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method+" "+r.URL.Path != "GET /v1/users/user_1" || r.Header.Get("Authorization") != "Bearer sk_test_fake" || r.Header.Get("Clerk-API-Version") != "2026-05-12" {
			t.Errorf("unexpected request: %s %s %v", r.Method, r.URL, r.Header)
		}
		fmt.Fprint(w, sent)
	})
	user, err := client.Users.GetUser(context.Background(), "user_1")
	if err != nil {
		t.Fatal(err)
	}
	if *user.FirstName != "Ada" || user.LastName != nil || user.CreatedAt != 1700000000000 || user.EmailAddresses[0].EmailAddress != "ada@example.com" {
		t.Errorf("decoded %+v", user)
	}
	written, err := json.Marshal(user)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"public_metadata":{"b":1,"a":[1.50]}`, `"from_the_future":{"x":1}`, `"new":true`, `"strategy":"carrier_pigeon"`, `"last_name":null`} {
		if !strings.Contains(string(written), want) {
			t.Errorf("encoded again, %s is lost: %s", want, written)
		}
	}
}

func TestErrorSaysWhatClerkSaid(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3")
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, `{"errors":[{"code":"too_many_requests","message":"m","long_message":"l","meta":{"a":1}}],"clerk_trace_id":"t1"}`)
	})
	_, err := client.Users.GetUser(context.Background(), "user_1")
	var answer *backendapi.Error
	if !errors.As(err, &answer) || !errors.Is(err, backendapi.ErrRateLimited) {
		t.Fatalf("got %v", err)
	}
	if answer.Status != 429 || answer.RetryAfter.Seconds() != 3 || answer.TraceID != "t1" || !answer.HasCode("too_many_requests") {
		t.Errorf("got %+v", answer)
	}
}
