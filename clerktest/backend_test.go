package clerktest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func clientOf(t *testing.T, s *clerktest.Server) *backendapi.Client {
	t.Helper()
	client, err := clerkfiberClient(s)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func must[T any](t *testing.T) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	s := start(t)
	client, ctx := clientOf(t, s), t.Context()
	made := s.CreateUser(clerktest.User{
		Email: "Ada@Example.com", FirstName: "Ada", LastName: "Lovelace", Username: "ada", Password: "correct horse",
		PublicMetadata: map[string]any{"role": "engineer", "team": map[string]any{"name": "one", "floor": 2}},
	})
	user := must[*backendapi.User](t)(client.Users.GetUser(ctx, made.ID))
	if user.ID != made.ID || len(user.EmailAddresses) != 1 || user.EmailAddresses[0].EmailAddress != "ada@example.com" {
		t.Errorf("read back: %+v", user)
	}
	var apiError *backendapi.Error
	if _, err := client.Users.GetUser(ctx, "user_nobody"); !errors.As(err, &apiError) || !errors.Is(err, backendapi.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}

	created := must[*backendapi.User](t)(client.Users.CreateUser(ctx, backendapi.CreateUserParams{
		EmailAddress: []string{"charles@example.com"}, FirstName: backendapi.Set("Charles"),
	}))
	if _, err := client.Users.CreateUser(ctx, backendapi.CreateUserParams{EmailAddress: []string{"CHARLES@example.com"}}); !errors.Is(err, backendapi.ErrUnprocessable) {
		t.Errorf("a taken address: %v", err)
	}
	list := must[*backendapi.List[backendapi.User]](t)(client.Users.GetUserList(ctx, backendapi.GetUserListParams{}))
	if list.TotalCount != 2 || list.Data[0].ID != created.ID {
		t.Errorf("%d users, the newest first being %s; want 2 and %s", list.TotalCount, list.Data[0].ID, created.ID)
	}
	list = must[*backendapi.List[backendapi.User]](t)(client.Users.GetUserList(ctx, backendapi.GetUserListParams{EmailAddress: []string{"ada@example.com"}}))
	if list.TotalCount != 1 || list.Data[0].ID != made.ID {
		t.Errorf("by address: %+v", list)
	}

	user = must[*backendapi.User](t)(client.Users.UpdateUserMetadata(ctx, made.ID, backendapi.UserMetadataParams{
		PublicMetadata: json.RawMessage(`{"role":null,"team":{"floor":3}}`),
	}))
	if got := compact(t, user.PublicMetadata); got != `{"team":{"floor":3,"name":"one"}}` {
		t.Errorf("merged metadata: %s", got)
	}
	user = must[*backendapi.User](t)(client.Users.UpdateUser(ctx, made.ID, backendapi.UpdateUserParams{
		FirstName: backendapi.Set("Augusta"), LastName: backendapi.Null[string](),
	}))
	if text, _ := json.Marshal([]any{user.FirstName, user.LastName}); string(text) != `["Augusta",null]` {
		t.Errorf("updated: %s", text)
	}
	session := look(t, observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}), s.SessionToken(made.ID)).Session
	if user = must[*backendapi.User](t)(client.Users.BanUser(ctx, made.ID)); !user.Banned {
		t.Error("not banned")
	}
	if got := must[*backendapi.Session](t)(client.Sessions.GetSession(ctx, session)); got.Status != "revoked" {
		t.Errorf("a banned user's session is %s", got.Status)
	}
	if deleted := must[*backendapi.DeletedObject](t)(client.Users.DeleteUser(ctx, made.ID)); !deleted.Deleted {
		t.Error("not deleted")
	}
	if count := must[*backendapi.TotalCount](t)(client.Users.GetCount(ctx, backendapi.GetUserCountParams{})); count.TotalCount != 1 {
		t.Errorf("%d users left, want 1", count.TotalCount)
	}
}

func compact(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPagesOfUsers(t *testing.T) {
	t.Parallel()
	s := start(t)
	for i := range 25 {
		s.CreateUser(clerktest.User{Email: fmt.Sprintf("user%d@example.com", i)})
	}
	client := clientOf(t, s)
	for _, test := range []struct{ limit, offset, want int64 }{{0, 0, 10}, {20, 0, 20}, {20, 20, 5}, {5, 30, 0}} {
		list := must[*backendapi.List[backendapi.User]](t)(client.Users.GetUserList(t.Context(), backendapi.GetUserListParams{Limit: test.limit, Offset: test.offset}))
		if int64(len(list.Data)) != test.want || list.TotalCount != 25 {
			t.Errorf("limit %d, offset %d: %d of %d, want %d of 25", test.limit, test.offset, len(list.Data), list.TotalCount, test.want)
		}
	}
	seen := map[string]bool{}
	for user, err := range client.Users.AllUsers(t.Context(), backendapi.GetUserListParams{Limit: 10}) {
		if err != nil {
			t.Fatal(err)
		}
		seen[user.ID] = true
	}
	if len(seen) != 25 {
		t.Errorf("the iterator walked over %d users, want 25", len(seen))
	}
}

func TestOrganizationsThroughTheBackendAPI(t *testing.T) {
	t.Parallel()
	s := start(t)
	client, ctx := clientOf(t, s), t.Context()
	ada, charles := s.CreateUser(clerktest.User{Email: "ada@example.com"}).ID, s.CreateUser(clerktest.User{Email: "charles@example.com"}).ID
	org := must[*backendapi.Organization](t)(client.Organizations.CreateOrganization(ctx, backendapi.CreateOrganizationParams{
		Name: "Analytical Engines", CreatedBy: backendapi.Set(ada),
	}))
	if bySlug := must[*backendapi.Organization](t)(client.Organizations.GetOrganization(ctx, backendapi.GetOrganizationParams{Slug: org.Slug})); bySlug.ID != org.ID {
		t.Errorf("by slug %q: %+v", org.Slug, bySlug)
	}
	must[*backendapi.OrganizationMembership](t)(client.Organizations.CreateOrganizationMembership(ctx, backendapi.CreateOrganizationMembershipParams{
		OrganizationID: org.ID, UserID: charles, Role: "org:member",
	}))
	var members []string
	for m, err := range client.Organizations.AllOrganizationMemberships(ctx, backendapi.GetOrganizationMembershipListParams{OrganizationID: org.ID}) {
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, m.PublicUserData.UserID+" "+m.Role)
	}
	if want := []string{ada + " org:admin", charles + " org:member"}; fmt.Sprint(members) != fmt.Sprint(want) {
		t.Errorf("members %v, want %v", members, want)
	}
	invitation := must[*backendapi.OrganizationInvitation](t)(client.Organizations.CreateOrganizationInvitation(ctx, backendapi.CreateOrganizationInvitationParams{
		OrganizationID: org.ID, EmailAddress: "mary@example.com", Role: "org:member", InviterUserID: backendapi.Set(ada),
	}))
	if invitation.Status != "pending" {
		t.Errorf("invitation: %+v", invitation)
	}
	again := backendapi.RevokeOrganizationInvitationParams{OrganizationID: org.ID, InvitationID: invitation.ID}
	if revoked := must[*backendapi.OrganizationInvitation](t)(client.Organizations.RevokeOrganizationInvitation(ctx, again)); revoked.Status != "revoked" {
		t.Errorf("revoked: %+v", revoked)
	}
	if _, err := client.Organizations.RevokeOrganizationInvitation(ctx, again); err == nil {
		t.Error("an invitation was revoked twice")
	}
	must[*backendapi.OrganizationMembership](t)(client.Organizations.DeleteOrganizationMembership(ctx, backendapi.DeleteOrganizationMembershipParams{
		OrganizationID: org.ID, UserID: charles,
	}))
	list := must[*backendapi.List[backendapi.OrganizationMembership]](t)(client.Users.GetOrganizationMembershipList(ctx, backendapi.GetUserOrganizationMembershipListParams{UserID: ada}))
	if list.TotalCount != 1 || list.Data[0].Organization.ID != org.ID || *list.Data[0].Organization.MembersCount != 1 {
		t.Errorf("memberships of a user: %+v", list)
	}
	must[*backendapi.DeletedObject](t)(client.Organizations.DeleteOrganization(ctx, org.ID))
	if _, err := client.Organizations.GetOrganization(ctx, backendapi.GetOrganizationParams{OrganizationID: org.ID}); !errors.Is(err, backendapi.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}

// What is no JSON, or too much, is an error in Clerk's form and harms nothing.
func TestBadBodies(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, body := range []string{"{", `"text"`, "[1,2]", "null", `{"email_address":{"a":1}}`, `{"public_metadata":[]}`} {
		for _, path := range []string{"/v1/users", "/v1/organizations", "/v1/invitations/bulk", "/api_keys/verify", "/v1/sessions/none/refresh"} {
			if status, answer := ask(t, s, "POST", path, body); status >= http.StatusInternalServerError {
				t.Errorf("POST %s %s: %d %v", path, body, status, answer)
			}
		}
	}
}
