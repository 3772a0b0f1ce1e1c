package conformance

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// signOut is an application with one button.
func (f Suite) signOut(o Options, result *error) App {
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/sign-out", func(c Ctx) error {
		*result = c.SignOut()
		return c.SendString("bye")
	})
	return app
}

func (f Suite) TestSignOut(t *testing.T) {
	t.Parallel()
	type option = clerktest.TokenOption
	for _, test := range []struct {
		name    string
		options []option
		bring   func(s *clerktest.Server) string // default: a token of the session
		fail    bool
		ends    bool
	}{
		{"a session", nil, nil, false, true},
		{"an expired token", []option{clerktest.Expired()}, nil, false, true},
		{"a pending session", []option{clerktest.Pending()}, nil, false, true},
		{"a forged token", []option{clerktest.OtherKey()}, nil, false, false},
		{"a forged, expired token", []option{clerktest.OtherKey(), clerktest.Expired()}, nil, false, false},
		{"a machine's token", nil, func(s *clerktest.Server) string { return s.M2MToken("mch_1", clerktest.AsJWT()) }, false, false},
		{"nobody", nil, func(*clerktest.Server) string { return "" }, false, false},
		{"Clerk is down", nil, nil, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t, clerktest.Config{Production: true})
			o.JWTKey = s.JWTKey()
			client, err := backendapi.New(backendapi.Options{SecretKey: o.SecretKey, APIURL: o.APIURL, HTTPClient: o.HTTPClient})
			if err != nil {
				t.Fatal(err)
			}
			_ = s.SessionToken("user_1") // so that there is a session
			sessions, err := client.Sessions.GetSessionList(t.Context(), backendapi.GetSessionListParams{UserID: "user_1"})
			if err != nil || len(sessions.Data) != 1 {
				t.Fatal(sessions, err)
			}
			id := sessions.Data[0].ID
			token := s.SessionToken("user_1", append(test.options, clerktest.InSession(id))...)
			if test.bring != nil {
				token = test.bring(s)
			}
			var result error
			app := f.signOut(o, &result)
			if test.fail {
				s.Fail("POST backend/v1/sessions/{id}/revoke", http.StatusServiceUnavailable, -1)
			}
			got := send(t, app, request(http.MethodPost, "http://app.example/sign-out", "Cookie", "__client_uat=1; __session="+token, "Origin", "http://app.example"))
			if got.status != http.StatusOK || got.body != "bye" || (result != nil) != test.fail {
				t.Errorf("%d %q, error %v", got.status, got.body, result)
			}
			session, err := client.Sessions.GetSession(t.Context(), id)
			if err != nil || (session.Status == "revoked") != test.ends {
				t.Errorf("session: %+v, %v", session, err)
			}
			areDeleted(t, got, s.CookieSuffix())
		})
	}
}

func areDeleted(t *testing.T, got response, suffix string) {
	t.Helper()
	lines := got.header["Set-Cookie"]
	for _, name := range []string{"__session", "__client_uat", "__refresh", "__clerk_db_jwt"} {
		for _, name := range []string{name, name + "_" + suffix} {
			for _, domain := range []string{"", "; Domain=app.example"} {
				want := name + "=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax" + domain
				found := false
				for _, line := range lines {
					found = found || line == want
				}
				if !found {
					t.Errorf("no %q", want)
				}
			}
		}
	}
	for _, line := range lines {
		if !strings.Contains(line, "=; ") || !strings.Contains(line, "Max-Age=0") {
			t.Errorf("not deleted: %q", line)
		}
	}
	if got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control: %q", got.header.Get("Cache-Control"))
	}
}

func (f Suite) TestSignOutTwiceIsNoError(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	token := s.SessionToken("user_1")
	var result error
	app := f.signOut(o, &result)
	for range 2 {
		if send(t, app, request(http.MethodPost, "/sign-out", "Cookie", "__session="+token+"; __client_uat=1")); result != nil {
			t.Error(result)
		}
	}
}

func (f Suite) TestPagesWithoutThePlugin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]Ctx{"zero": f.ZeroCtx(), "nil": f.NilCtx()} {
		if err := c.SignOut(); !errors.Is(err, clerkauth.ErrPluginNotRegistered) {
			t.Errorf("%s: %v", name, err)
		}
		if all := c.SignInURL() + c.SignUpURL() + string(c.Scripts()); all != "" {
			t.Errorf("%s: %q", name, all)
		}
	}
}
