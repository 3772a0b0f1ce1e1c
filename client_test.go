package clerkfiber_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
)

// A client that cannot be had is one whose calls say why, each of them, before
// they look at what they were given. (That it is each is held in backendapi.)
func TestAClientThatCannotBeHad(t *testing.T) {
	for _, variable := range []string{"CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"} {
		t.Setenv(variable, "")
	}
	clerkfiber.ForgetClerkClient()
	fromEnvironment, missing := clerkfiber.ClerkClient()
	if missing == nil || !strings.Contains(missing.Error(), "CLERK_SECRET_KEY") {
		t.Fatalf("got %v", missing)
	}
	for name, test := range map[string]struct {
		client *backendapi.Client
		want   error
	}{
		"without the plugin": {clerkfiber.Client(new(fiber.Ctx)), clerkfiber.ErrPluginNotRegistered},
		"without a key":      {fromEnvironment, missing},
		"without a Ctx":      {clerkfiber.Client(nil), clerkfiber.ErrPluginNotRegistered},
	} {
		if _, err := test.client.Users.GetUser(t.Context(), "user_1"); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := test.client.Users.GetUser(t.Context(), ""); !errors.Is(err, test.want) {
			t.Errorf("%s, an empty id: %v", name, err)
		}
		for user, err := range test.client.Users.AllUsers(t.Context(), backendapi.GetUserListParams{}) {
			if user != nil || !errors.Is(err, test.want) {
				t.Errorf("%s, all users: %v, %v", name, user, err)
			}
		}
	}
}
