package hardening

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// redirected is a browser that was sent to Clerk so many times in two seconds.
func redirected(times int) func(*http.Request) {
	return func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "__clerk_redirect_count", Value: fmt.Sprint(times)})
	}
}

// cookie is one cookie of a request.
func cookie(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: name, Value: value}) }
}

// A nonce opens once. Who comes with it again, be it the same browser by its
// back button or a stranger who found the address, gets no cookies by it.
func TestHandshakeNonceUsedTwice(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := open(t, o)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "analytical engine"})
	b := s.NewBrowser(nil)
	b.Origin = app.url
	landed, err := b.SignIn("ada@example.com", "analytical engine")
	if err != nil {
		t.Fatal(err)
	}
	used := ""
	for _, address := range landed.Redirects {
		if strings.HasPrefix(address, app.url) && strings.Contains(address, "__clerk_handshake_nonce") {
			used = address
		}
	}
	if used == "" {
		t.Fatalf("no nonce on the way: %q", landed.Redirects)
	}
	again, err := b.Get(used)
	if err != nil || !strings.Contains(again.Body, `"signedIn":true`) || again.Handshakes > 1 {
		t.Errorf("the same browser: %v, %d handshakes, %s", err, again.Handshakes, again.Body)
	}
	app.warned(t, "handshake-exchange")
	u, err := url.Parse(used)
	if err != nil {
		t.Fatal(err)
	}
	a := app.visit(t, page, at(t, u.RequestURI()))
	if a.SignedIn || a.Status != 307 || strings.Contains(a.Header.Get("Location"), "nonce") {
		t.Errorf("a stranger: %d to %s", a.Status, a.Header.Get("Location"))
	}
	for _, line := range a.Header["Set-Cookie"] {
		if strings.HasPrefix(line, "__session") || strings.HasPrefix(line, "__refresh") {
			t.Errorf("a stranger got %s", line)
		}
	}
	app.keepsSecrets(t, u.Query().Get("__clerk_handshake_nonce"))
}

// Each way in which an expired session's refresh fails has its name in the
// headers of the redirect that takes its place.
func TestRefreshFails(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := open(t, o)
	suffix := "_" + s.CookieSuffix()
	user := s.CreateUser(clerktest.User{})
	expired := signedIn(s, user.ID, clerktest.Age(2*time.Minute), clerktest.TTL(time.Minute))
	refresh := cookie("__refresh"+suffix, "fake_refresh_token")
	answers := func(h http.HandlerFunc) func() {
		return func() {
			s.Intercept(func(w http.ResponseWriter, r *http.Request) bool {
				ours := strings.HasSuffix(r.URL.Path, "/refresh")
				if ours {
					h(w, r)
				}
				return ours
			})
		}
	}
	cookies := func(token string) http.HandlerFunc {
		return says(200, `{"object":"cookies","cookies":["__session=`+token+`; Path=/"]}`)
	}
	for _, tc := range []struct {
		name    string
		arrange func()
		change  []func(*http.Request)
		want    string
	}{
		{"no refresh token", nil, []func(*http.Request){page, expired}, "non-eligible-no-refresh-cookie"},
		{"a token that Clerk does not know", nil, []func(*http.Request){page, expired, cookie("__refresh"+suffix, "fake_refresh_token_unknown")}, "refresh_token_not_found"},
		{"the session was ended", answers(says(401, `{"errors":[{"code":"session_not_active"}]}`)), []func(*http.Request){page, expired, cookie("__refresh"+suffix, "fake_refresh_token_ended")}, "session_not_active"},
		{"an answer without cookies", answers(says(200, `{"object":"cookies","cookies":[]}`)), []func(*http.Request){page, expired, refresh}, "unexpected-sdk-error"},
		{"an error without a code", answers(says(500, `{}`)), []func(*http.Request){page, expired, refresh}, "unexpected-bapi-error"},
		{"an error page", answers(says(502, `<html>`, "Content-Type", "text/html")), []func(*http.Request){page, expired, refresh}, "unexpected-bapi-error"},
		{"a forged token comes back", answers(cookies(s.SessionToken(user.ID, clerktest.OtherKey()))), []func(*http.Request){page, expired, refresh}, "invalid-session-token"},
		{"an expired token comes back", answers(cookies(s.SessionToken(user.ID, clerktest.Expired()))), []func(*http.Request){page, expired, refresh}, "invalid-session-token"},
		{"a session token without a session", nil, []func(*http.Request){page, refresh, signedIn(s, user.ID, clerktest.Expired(), clerktest.Claims(map[string]any{"sid": nil}))}, "expired-session-token-missing-sid-claim"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s.Intercept(nil)
			if tc.arrange != nil {
				tc.arrange()
			}
			a := app.visit(t, tc.change...)
			if want := "session-token-expired-refresh-" + tc.want; a.Status != 307 || a.why() != want {
				t.Errorf("status %d %s, want 307 %s", a.Status, a.why(), want)
			}
			if !strings.Contains(a.Header.Get("Location"), "/v1/client/handshake") {
				t.Errorf("the browser is sent to %q", a.Header.Get("Location"))
			}
		})
	}
	t.Run("a form is never sent around", func(t *testing.T) {
		post := func(r *http.Request) { r.Method = http.MethodPost }
		if a := app.visit(t, page, post, expired, refresh); a.Status != 200 || a.why() != "session-token-expired-refresh-non-eligible-non-get" {
			t.Errorf("status %d %s", a.Status, a.why())
		}
	})
	app.keepsSecrets(t, "fake_refresh_token")
}
