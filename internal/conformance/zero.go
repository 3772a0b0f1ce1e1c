package conformance

import (
	"errors"
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/zerovalue"
)

// Nobody has to fill in a value before its methods may be called: what is in a
// handler by accident must not end the process.
func (f Suite) TestZeroValuesAreSafe(t *testing.T) {
	t.Parallel()
	zerovalue.Check(t, ".", nil, f.Zeros()...)
}

// An Auth that says of itself that it is signed in has no more behind it.
func (f Suite) TestAnAuthMadeByHandIsSafe(t *testing.T) {
	t.Parallel()
	for _, kind := range []clerkauth.TokenType{"", clerkauth.SessionToken, clerkauth.APIKey, clerkauth.M2MToken, clerkauth.OAuthToken, "other"} {
		auth := &clerkauth.Auth{TokenType: kind, IsAuthenticated: true}
		if token, err := auth.GetToken(t.Context(), clerkauth.GetTokenOptions{Template: "x"}); token != "" || err != nil {
			t.Errorf("%q: GetToken: %q, %v", kind, token, err)
		}
		if auth.Has(clerkauth.AuthorizationParams{Role: "org:admin"}) {
			t.Errorf("%q: has a role", kind)
		}
		if _, err := clerkauth.Claims[map[string]any](auth); err == nil {
			t.Errorf("%q: has claims", kind)
		}
		if _, err := auth.MarshalJSON(); err != nil {
			t.Errorf("%q: %v", kind, err)
		}
	}
}

// An error that an application makes itself has no status.
func (f Suite) TestAnAuthErrorMadeByHand(t *testing.T) {
	t.Parallel()
	made := f.NewAuthError("not-yours")
	if errors.Unwrap(made) != nil {
		t.Errorf("unwraps to %#v", errors.Unwrap(made))
	}
	app := f.NewApp(Config{})
	app.All("/", func(Ctx) error { return made })
	got := send(t, app, request("GET", "/"))
	if got.status != http.StatusInternalServerError || got.body != "clerkfiber: refused" {
		t.Errorf("got %d %q", got.status, got.body)
	}
	app.All("/refused", func(Ctx) error { return errors.Join(made, f.NewError(http.StatusForbidden)) })
	if got := send(t, app, request("GET", "/refused")); got.status != http.StatusForbidden {
		t.Errorf("got %d", got.status)
	}
}
