package conformance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A form that stood open until its session's token had expired is not lost.
func (f Suite) TestRefreshForms(t *testing.T) {
	t.Parallel()
	const own, partner = "http://app.example", "https://partner.example"
	for _, test := range []struct {
		name, method, origin string
		off                  bool
		refreshed            bool
	}{
		{"a form of one's own", "POST", own, false, true},
		{"PUT", "PUT", own, false, true},
		{"PATCH", "PATCH", own, false, true},
		{"DELETE", "DELETE", own, false, true},
		{"an authorized party's", "POST", partner, false, true},
		{"another site's", "POST", "https://evil.example", false, false},
		{"another port's", "POST", own + ":8080", false, false},
		{"another scheme's", "POST", "https://app.example", false, false},
		{"a beginning of the name", "POST", own + ".evil.example", false, false},
		{"another case", "POST", "HTTP://APP.EXAMPLE", false, false},
		{"a sandbox's", "POST", "null", false, false},
		{"no Origin", "POST", "", false, false},
		{"a method that changes nothing", "OPTIONS", own, false, false},
		{"HEAD", "HEAD", own, false, false},
		{"the option is off", "POST", own, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t, clerktest.Config{Production: true})
			o.RefreshForms, o.AuthorizedParties = !test.off, []string{own, partner}
			line := "__session=" + s.SessionToken("user_1", clerktest.AZP(own), clerktest.InSession("sess_1")) + "; Path=/"
			calls := once(s, `["`+line+`"]`)
			app := f.NewApp(Config{})
			app.Use("/", f.New(o))
			app.All("/", func(c Ctx) error {
				a, err := c.GetAuth()
				if err != nil {
					return err
				}
				return c.SendString(a.UserID + " " + string(c.HTTP().Request.Body()))
			})
			r := requestWithBody(test.method, "http://app.example/", strings.NewReader("text=a+long+letter"), expiredSession(s, "sess_1", "refresh_1", clerktest.AZP(own))...)
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			got := send(t, app, r)
			wantBody, wantCalls, cookies := " text=a+long+letter", int64(0), []string(nil)
			if test.refreshed {
				wantBody, wantCalls, cookies = "user_1"+wantBody, 1, []string{line}
			}
			if test.method == "HEAD" {
				wantBody = ""
			}
			if got.status != http.StatusOK || got.body != wantBody || calls.Load() != wantCalls {
				t.Errorf("%d %q after %d calls", got.status, got.body, calls.Load())
			}
			if lines := got.header["Set-Cookie"]; strings.Join(lines, "\n") != strings.Join(cookies, "\n") {
				t.Errorf("cookies: %q", lines)
			}
		})
	}
}

// A form that cannot be refreshed is one of nobody: a form is not sent around.
func (f Suite) TestAFormThatCannotBeRefreshedIsNobodys(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	o.RefreshForms = true
	app := f.application(o)
	form := func(headers ...string) response {
		return send(t, app, request(http.MethodPost, "http://app.example/", append(headers, "Origin", "http://app.example", "Sec-Fetch-Dest", "document")...))
	}
	expired := s.SessionToken("user_1", clerktest.Expired())
	for _, headers := range [][]string{
		{"Cookie", "__client_uat=1; __session=" + expired},
		{"Authorization", "Bearer " + expired, "Cookie", "__refresh_" + s.CookieSuffix() + "=refresh_1"},
		expiredSession(s, "sess_unknown", "refresh_unknown"),
	} {
		got := form(headers...)
		if got.status != http.StatusOK || got.object(t)["isAuthenticated"] != false || len(got.header["Set-Cookie"]) > 0 {
			t.Errorf("%d %q %q", got.status, got.body, got.header)
		}
	}
}
