package conformance

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// On a development instance the primary hands its dev browser to the satellite
// that asked. Whoever made the link says which one that is.
func (f Suite) TestASatelliteThatIsNotKnown(t *testing.T) {
	t.Parallel()
	_, open := clerk(t)
	for _, test := range []struct {
		name, target string
		parties      []string
		sent         bool
	}{
		{"nobody is known", "https://satellite.example/page", nil, true},
		{"a known one", "https://satellite.example/page?a=b", []string{"https://app.example", "https://satellite.example"}, true},
		{"its port is the default", "https://satellite.example:443/", []string{"https://satellite.example"}, true},
		{"another one", "https://evil.example/", []string{"https://satellite.example"}, false},
		{"a name that begins alike", "https://satellite.example.evil.example/", []string{"https://satellite.example"}, false},
		{"a user's name that looks like it", "https://satellite.example@evil.example/", []string{"https://satellite.example"}, false},
		{"a backslash", `https://evil.example\@satellite.example/`, []string{"https://satellite.example"}, false},
		{"another scheme", "http://satellite.example/", []string{"https://satellite.example"}, false},
		{"another port", "https://satellite.example:8443/", []string{"https://satellite.example"}, false},
		{"no web page", "javascript:alert(1)", []string{"https://satellite.example"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			o := open
			o.AuthorizedParties = test.parties
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
			got := send(t, f.application(o), request(http.MethodGet, "/?__clerk_redirect_url="+url.QueryEscape(test.target),
				"Sec-Fetch-Dest", "document", "Cookie", "__clerk_db_jwt=dvb_secret"))
			location := got.header.Get("Location")
			if test.sent != (got.status == http.StatusTemporaryRedirect && strings.Contains(location, "dvb_secret")) {
				t.Errorf("got %d %q", got.status, location)
			}
			if test.sent {
				return
			}
			want := "primary-responds-to-syncing"
			if test.name == "no web page" {
				want = "unexpected-error"
			}
			if got.status != http.StatusOK || got.reason(t) != want || strings.Contains(got.body+location, "dvb_secret") {
				t.Errorf("got %d %q %s", got.status, got.reason(t), got.body)
			}
			if test.name != "no web page" && (!strings.Contains(log.String(), "satellite-origin") || strings.Contains(log.String(), "dvb_secret")) {
				t.Errorf("the log says %s", log.String())
			}
		})
	}
}

// What a made-up nonce asks for is an ordinary page, which no other origin may read.
func (f Suite) TestAMadeUpNonceOpensNothing(t *testing.T) {
	t.Parallel()
	for _, production := range []bool{true, false} {
		s, o := clerk(t, clerktest.Config{Production: production})
		signedIn := request(http.MethodGet, "/?__clerk_handshake_nonce=garbage", "Origin", "null")
		s.SignIn(signedIn, s.CreateUser(clerktest.User{}).ID)
		signedIn.Header.Set("Origin", "null")
		for name, r := range map[string]*http.Request{
			"in the address": request(http.MethodGet, "/?__clerk_handshake_nonce=garbage", "Origin", "null"),
			"in a cookie":    request(http.MethodGet, "/", "Origin", "null", "Cookie", "__clerk_handshake_nonce=garbage"),
			"of a user":      signedIn,
		} {
			got := send(t, f.application(o), r)
			for _, header := range []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Set-Cookie"} {
				if value := got.header.Get(header); value != "" {
					t.Errorf("production %t, %s: %d %s: %s", production, name, got.status, header, value)
				}
			}
		}
	}
}
