package conformance

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What Debug tells has the same keys whichever way a request took, so that a
// page or a query made for one fits all.
func (f Suite) TestDebugHasTheSameKeysAlways(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	_, development := clerk(t)
	user := s.CreateUser(clerktest.User{}).ID
	signedIn := request(http.MethodGet, "/")
	s.SignIn(signedIn, user)
	session := s.SessionToken(user)

	var told *clerkauth.Auth
	keep := func(c Ctx) (err error) {
		told, err = c.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
		return err
	}
	app, dev := f.NewApp(Config{}), f.NewApp(Config{})
	app.Use("/", f.New(o))
	dev.Use("/", f.New(development))
	app.All("/", keep)
	dev.All("/", keep)
	bare := f.NewApp(Config{})
	bare.All("/", func(c Ctx) error {
		told, _ = c.GetAuth()
		return nil
	})

	debugs := map[string]map[string]any{"nil": (*clerkauth.Auth)(nil).Debug(), "by hand": (&clerkauth.Auth{}).Debug()}
	for _, test := range []struct {
		name    string
		app     App
		request *http.Request
	}{
		{"first sight", app, bearer(session)},
		{"known", app, bearer(session)},
		{"cookies", app, signedIn},
		{"known, in cookies", app, signedIn},
		{"nobody", app, request(http.MethodGet, "/")},
		{"nobody, looked at", app, request(http.MethodGet, "/?__clerk_x=1")},
		{"nobody, in development", dev, request(http.MethodGet, "/")},
		{"garbage", app, bearer("garbage")},
		{"a machine", app, bearer(s.APIKey(user))},
		{"a failed exchange", app, request(http.MethodGet, "/?__clerk_handshake_nonce=x")},
		{"without the plugin", bare, request(http.MethodGet, "/")},
	} {
		told = nil
		if got := send(t, test.app, test.request); got.status != http.StatusOK || told == nil {
			t.Fatalf("%s: %d %s", test.name, got.status, got.body)
		}
		debugs[test.name] = told.Debug()
	}
	a, err := f.NewAuthenticator(o)
	if err != nil {
		t.Fatal(err)
	}
	direct := f.NewApp(Config{})
	direct.All("/", func(c Ctx) error {
		state, err := a.AuthenticateRequest(c)
		debugs["AuthenticateRequest"] = state.ToAuth().Debug()
		return err
	})
	send(t, direct, request(http.MethodGet, "/"))

	want := slices.Sorted(maps.Keys(debugs["first sight"]))
	for name, debug := range debugs {
		if got := slices.Sorted(maps.Keys(debug)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	first, known := debugs["first sight"], debugs["known"]
	for _, key := range []string{"status", "reason", "message", "rule", "tokenType", "sessionToken", "tokenInHeader", "trouble", "secretKey", "publishableKey"} {
		if first[key] != known[key] {
			t.Errorf("%s is %v at first and %v later", key, first[key], known[key])
		}
	}
	first, known = debugs["cookies"], debugs["known, in cookies"]
	for _, key := range []string{"sessionToken", "sessionTokenInCookie", "clientUat", "suffixedCookies"} {
		if first[key] != known[key] {
			t.Errorf("in cookies, %s is %v at first and %v later", key, first[key], known[key])
		}
	}
	if known["method"] != nil || known["tokenInHeader"] != nil {
		t.Errorf("got %v", known)
	}
	first, known = debugs["first sight"], debugs["known"]
	if known["method"] != nil || first["method"] != http.MethodGet || !strings.HasPrefix(session, first["tokenInHeader"].(string)) {
		t.Errorf("got %v and %v", first, known)
	}
}
