package conformance

import (
	"errors"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// A client that cannot be had is one whose calls say why, each of them, before
// they look at what they were given. (That it is each is held in backendapi.)
func (f Suite) TestAClientThatCannotBeHad(t *testing.T) {
	for _, variable := range []string{"CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"} {
		t.Setenv(variable, "")
	}
	plugin.ForgetClerkClient()
	fromEnvironment, missing := f.ClerkClient()
	if missing == nil || !strings.Contains(missing.Error(), "CLERK_SECRET_KEY") {
		t.Fatalf("got %v", missing)
	}
	for name, test := range map[string]struct {
		client *backendapi.Client
		want   error
	}{
		"without the plugin": {f.ZeroCtx().Client(), clerkauth.ErrPluginNotRegistered},
		"without a key":      {fromEnvironment, missing},
		"without a Ctx":      {f.NilCtx().Client(), clerkauth.ErrPluginNotRegistered},
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
