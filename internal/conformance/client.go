package conformance

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
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

// Outside of requests an Authenticator's client is that of its requests.
func (f Suite) TestTheClientOfAnAuthenticator(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{})
	user := s.CreateUser(clerktest.User{FirstName: "Ada"})
	a, err := f.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.Client().Users.GetUser(t.Context(), user.ID)
	if err != nil || found.ID != user.ID {
		t.Errorf("%+v, %v", found, err)
	}
	app := f.NewApp(Config{})
	app.Use("/", a.Handler())
	app.All("/", func(c Ctx) error {
		if c.Client() != a.Client() {
			t.Error("a request has another client")
		}
		return nil
	})
	if got := send(t, app, request("GET", "/")); got.status != http.StatusOK {
		t.Errorf("got %d", got.status)
	}
}
