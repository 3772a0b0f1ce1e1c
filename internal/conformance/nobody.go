package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Requests that bring nothing share an answer that was made beforehand. It has
// to be the one that the rules give: an application that shares nothing must
// answer alike.
func (f Suite) TestWhoBringsNothingIsAnsweredByTheRules(t *testing.T) {
	t.Parallel()
	_, production := clerk(t, clerktest.Config{Production: true})
	_, development := clerk(t)
	silent := development
	silent.DisableHandshake = true
	behindProxy := production
	behindProxy.ProxyURL = "/__clerk"
	satellite := production
	satellite.IsSatellite, satellite.Domain = true, "satellite.example"

	headers := [][]string{
		nil,
		{"Sec-Fetch-Dest", "document"},
		{"Sec-Fetch-Dest", "empty", "Accept", "text/html"},
		{"Accept", "text/html,application/xhtml+xml"},
		{"Authorization", "Basic dXNlcjpwYXNz"},
		{"Authorization", "bearer x"},
		{"Authorization", "Bearer"},
		{"Cookie", "_ga=GA1.1.1; theme=dark"},
		{"Cookie", "__client_uat=1"},
		{"Cookie", "__clerk_db_jwt=dvb_1", "Sec-Fetch-Dest", "document"},
		{"X-Forwarded-Proto", "javascript"},
		{"X-Forwarded-Host", "evil.example/x", "Sec-Fetch-Dest", "document"},
		{"X-Forwarded-Proto", "HTTPS, http"},
		{"Host", ""},
		{"Host", "APP.example:80"},
		{"Host", "user@app.example"},
		{"Origin", "https://elsewhere.example", "Referer", "https://elsewhere.example/"},
	}
	targets := []string{
		"/", "/?a=b", "/?a=__clerk_db_jwt", "/?__clerk_db_jwt=dvb_1", "/?%5F_clerk_db_jwt=dvb_1", "/?__clerk_synced=false",
		"/?_%5fclerk_handshake=x", "/a/../b", "//x/y", "/%2e%2e//x", "/?__clerk_redirect_url=https%3A%2F%2Fx.example%2F",
	}
	for name, options := range map[string]Options{
		"production": production, "development": development, "no handshake": silent, "proxy": behindProxy, "satellite": satellite,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shared, ruled := f.guardedApplication(f.New(options)), f.guardedApplication(f.NewThorough(options))
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodTrace} {
				for _, target := range targets {
					for _, header := range headers {
						answer := func(app App) string {
							r := request(method, "/", header...)
							r.RequestURI = target
							r.URL.Host, r.Host = "", "app.example"
							if len(header) > 0 && header[0] == "Host" {
								r.Host = header[1]
								r.ProtoMinor = min(1, len(r.Host)) // HTTP/1.1 demands one
								r.ProtoMinor = min(1, len(r.Host)) // HTTP/1.1 demands one
							}
							res, err := app.Test(r)
							if err != nil {
								return err.Error() // fasthttp refuses it
							}
							res.Header.Del("Date")
							body, err := io.ReadAll(res.Body)
							return fmt.Sprint(res.StatusCode, res.Header, string(body), err)
						}
						if got, want := answer(shared), answer(ruled); got != want {
							t.Errorf("%s %s %v:\n%s\nwant\n%s", method, target, header, got, want)
						}
					}
				}
			}
		})
	}
}

// guardedApplication asks everything that a handler and a guard can ask.
func (f Suite) guardedApplication(plugin Handler) App {
	app := f.NewApp(Config{})
	app.Use("/", plugin)
	app.Use("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		whoever, err := c.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
		if err != nil {
			return err
		}
		shown, err := json.Marshal([]*clerkauth.Auth{auth, whoever})
		if err != nil {
			return err
		}
		known, ok := clerkauth.FromContext(c.Context())
		debug := auth.Debug()
		told := fmt.Sprint(string(shown), known.IsAuthenticated, ok, debug["rule"], debug["reason"], debug["sessionToken"])
		if debug["status"] != "signed-in" { // a known token needs no other facts
			told += fmt.Sprint(debug["frontendApi"], debug["instanceType"])
		}
		c.Set("Told", told)
		return c.Next()
	}, f.RequireAuth(clerkauth.RedirectToSignIn()))
	return app
}

// An answer that is shared must not be reached through what is handed out.
func (f Suite) TestWhoBringsNothingHasAnAuthOfHisOwn(t *testing.T) {
	t.Parallel()
	_, o := clerk(t, clerktest.Config{Production: true})
	type key struct{}
	var first *clerkauth.Auth
	app := f.NewApp(Config{})
	app.Use("/", func(c Ctx) error {
		if c.Query("own") != "" {
			c.SetContext(context.WithValue(context.Background(), key{}, strings.Clone(c.Query("own"))))
		}
		return c.Next()
	}, f.New(o))
	app.All("/", func(c Ctx) error {
		auth, _ := c.GetAuth()
		if first == nil {
			first, auth.UserID, auth.IsAuthenticated = auth, "user_evil", true
		}
		_, ok := clerkauth.FromContext(c.Context())
		return c.SendString(fmt.Sprint(auth.UserID, auth == first, ok, c.Context().Value(key{})))
	})
	for _, test := range []struct{ target, want string }{
		{"/", "user_eviltrue true<nil>"}, {"/", "false true<nil>"}, {"/?own=1", "false true1"}, {"/?own=2", "false true2"}, {"/", "false true<nil>"},
	} {
		if got := send(t, app, request(http.MethodGet, test.target)); strings.ReplaceAll(got.body, " ", "") != strings.ReplaceAll(test.want, " ", "") {
			t.Errorf("%s: %q, want %q", test.target, got.body, test.want)
		}
	}
}
