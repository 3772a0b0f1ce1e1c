package clerktest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// mailbox is an endpoint that verifies what it is sent and answers with the
// statuses in turn, then with 200.
func mailbox(t *testing.T, s *clerktest.Server, statuses ...int) (address string, events <-chan *webhooks.Event) {
	t.Helper()
	arrived := make(chan *webhooks.Event, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		event, err := webhooks.Verify(body, r.Header, webhooks.Options{SigningSecret: s.WebhookSecret()})
		if err != nil {
			t.Errorf("a webhook does not verify: %v", err)
			return
		}
		status := http.StatusOK
		if len(statuses) > 0 {
			status, statuses = statuses[0], statuses[1:]
		}
		w.WriteHeader(status)
		arrived <- event
	}))
	t.Cleanup(server.Close)
	return server.URL, arrived
}

func next(t *testing.T, events <-chan *webhooks.Event) *webhooks.Event {
	t.Helper()
	select {
	case event := <-events:
		return event
	case <-time.After(20 * time.Second):
		t.Fatal("no webhook came")
		return nil
	}
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com"})
	body, header := s.Webhook("user.created", user)
	event, err := webhooks.Verify(body, header, webhooks.Options{SigningSecret: s.WebhookSecret()})
	if err != nil || event.Type != "user.created" || event.Object != "event" {
		t.Fatalf("%+v %v", event, err)
	}
	var data struct{ ID string }
	if err := json.Unmarshal(event.Data, &data); err != nil || data.ID != user.ID {
		t.Errorf("the data is %s (%v)", event.Data, err)
	}
	for _, field := range []string{`"instance_id":"ins_`, `"timestamp":`, `"http_request":{`} {
		if !strings.Contains(string(body), field) {
			t.Errorf("no %s in %s", field, body)
		}
	}
}

// Each change sends the events that Clerk sends for it, in order.
func TestDeliverWebhooks(t *testing.T) {
	t.Parallel()
	s := start(t)
	address, events := mailbox(t, s)
	before := s.CreateUser(clerktest.User{Email: "before@example.com"})
	s.DeliverWebhooks(address)
	ids := map[string]string{"user": before.ID}
	for _, step := range []struct {
		method, path, body string
		keep               string // what the id of the answer is called from now on
		want               []string
	}{
		{"GET", "/users", "", "", nil},
		{"POST", "/users", `{"email_address":["ada@example.com"]}`, "ada", []string{"user.created"}},
		{"PATCH", "/users/{ada}", `{"first_name":"Ada"}`, "", []string{"user.updated"}},
		{"POST", "/sessions", `{"user_id":"{ada}"}`, "session", []string{"user.updated", "session.created"}},
		{"POST", "/sessions/{session}/revoke", ``, "", []string{"session.revoked"}},
		{"POST", "/organizations", `{"name":"Acme","created_by":"{user}"}`, "org", []string{"organization.created", "organizationMembership.created"}},
		{"POST", "/organizations/{org}/invitations", `{"email_address":"eve@example.com","role":"org:member"}`, "invitation", []string{"organizationInvitation.created"}},
		{"POST", "/organizations/{org}/invitations/{invitation}/revoke", ``, "", []string{"organizationInvitation.revoked"}},
		{"POST", "/organizations/{org}/memberships", `{"user_id":"{ada}","role":"org:member"}`, "", []string{"organizationMembership.created"}},
		{"PATCH", "/organizations/{org}/memberships/{ada}", `{"role":"org:admin"}`, "", []string{"organizationMembership.updated"}},
		{"DELETE", "/organizations/{org}/memberships/{ada}", ``, "", []string{"organizationMembership.deleted"}},
		{"POST", "/organization_permissions", `{"name":"Read","key":"org:reports:read"}`, "permission", []string{"permission.created"}},
		{"POST", "/organization_roles", `{"name":"Clerk","key":"org:clerk"}`, "role", []string{"role.created"}},
		{"DELETE", "/organization_roles/{role}", ``, "", []string{"role.deleted"}},
		{"DELETE", "/organization_permissions/{permission}", ``, "", []string{"permission.deleted"}},
		{"POST", "/waitlist_entries", `{"email_address":"bob@example.com"}`, "", []string{"waitlistEntry.created"}},
		{"POST", "/invitations", `{"email_address":"carl@example.com"}`, "", nil},
		{"DELETE", "/organizations/{org}", ``, "", []string{"organizationMembership.deleted", "organization.deleted"}},
		{"DELETE", "/users/{ada}", ``, "", []string{"user.deleted"}},
	} {
		fill := func(text string) string {
			for name, id := range ids {
				text = strings.ReplaceAll(text, "{"+name+"}", id)
			}
			return text
		}
		status, answer := ask(t, s, step.method, "/v1"+fill(step.path), fill(step.body))
		if status > 299 {
			t.Fatalf("%s %s: %d %v", step.method, step.path, status, answer)
		}
		if step.keep != "" {
			ids[step.keep] = answer["id"].(string)
		}
		// What is sent after it shows that nothing else was.
		marker := s.CreateUser(clerktest.User{Email: "marker" + strings.ReplaceAll(step.method+step.path, "/", "_") + "@example.com"})
		var got []string
		for {
			event := next(t, events)
			if event.Type == "user.created" && strings.Contains(string(event.Data), marker.ID) {
				break
			}
			got = append(got, event.Type)
		}
		if !slices.Equal(got, step.want) {
			t.Errorf("%s %s sent %v, want %v", step.method, step.path, got, step.want)
		}
	}
}

// A message that was not taken comes again, with its id, and holds up no other.
func TestDeliverWebhooksAgain(t *testing.T) {
	t.Parallel()
	s := start(t)
	address, events := mailbox(t, s, http.StatusInternalServerError)
	s.DeliverWebhooks(address)
	first := s.CreateUser(clerktest.User{Email: "ada@example.com"})
	refused := next(t, events)
	s.CreateUser(clerktest.User{Email: "eve@example.com"})
	again := next(t, events)
	if again.MessageID != refused.MessageID {
		again = next(t, events)
	}
	if again.MessageID != refused.MessageID || !strings.Contains(string(again.Data), first.ID) {
		t.Errorf("message %s came again as %s", refused.MessageID, again.MessageID)
	}
}

// Close ends deliveries, those that wait for another attempt too.
func TestDeliverWebhooksEndsWithClose(t *testing.T) {
	t.Parallel()
	s := start(t)
	address, events := mailbox(t, s, 500, 500, 500, 500)
	s.DeliverWebhooks(address)
	s.CreateUser(clerktest.User{Email: "ada@example.com"})
	next(t, events)
	begun := time.Now()
	s.Close()
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("Close took %s", took)
	}
}

func TestDeliverWebhooksOnlyToLoopback(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, address := range []string{"https://app.example.com/hook", "ftp://localhost/", "", "http://127.0.0.1.example.com/", "http://10.0.0.1/"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", address)
				}
			}()
			s.DeliverWebhooks(address)
		}()
	}
}
