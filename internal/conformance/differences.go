package conformance

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// The rows of docs/parity.md that recordings of the original cannot show.

func (f Suite) TestForwardedHeadersOfStrangers(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	for _, test := range []struct {
		name    string
		trusted []string
		want    string
	}{
		{"believed by default", nil, "https%3A%2F%2Fpublic.example%2Fpage"},
		{"not believed where Fiber was told whom to trust", []string{"10.9.9.9"}, "http%3A%2F%2Fown.example%2Fpage"},
		{"believed from a trusted peer", []string{"0.0.0.0"}, "https%3A%2F%2Fpublic.example%2Fpage"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			app := f.NewApp(Config{TrustedProxies: test.trusted})
			app.Use("/", f.New(o))
			r := request(http.MethodGet, "/page", "Sec-Fetch-Dest", "document", "X-Forwarded-Host", "public.example", "X-Forwarded-Proto", "https")
			r.Host = "own.example"
			if location := send(t, app, r).header.Get("Location"); !strings.Contains(location, "redirect_url="+test.want+"&") {
				t.Errorf("Location %q, want %q", location, test.want)
			}
		})
	}
}

// A proxy that the application forgot to trust would else show in nothing but
// addresses that begin with http.
func (f Suite) TestAnUntrustedProxyIsReportedOnce(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	for _, test := range []struct {
		name    string
		config  Config
		headers []string
		reports int
	}{
		{"an untrusted peer", Config{TrustedProxies: []string{"10.9.9.9"}}, []string{"X-Forwarded-Proto", "https"}, 1},
		{"the same for a host", Config{TrustedProxies: []string{"10.9.9.9"}}, []string{"X-Forwarded-Host", "public.example"}, 1},
		{"no such header", Config{TrustedProxies: []string{"10.9.9.9"}}, nil, 0},
		{"a trusted peer", Config{TrustedProxies: []string{"0.0.0.0"}}, []string{"X-Forwarded-Proto", "https"}, 0},
		{"everybody is trusted", Config{}, []string{"X-Forwarded-Proto", "https"}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var record strings.Builder
			o := o
			o.Logger = slog.New(slog.NewTextHandler(&record, nil))
			app := f.NewApp(test.config)
			app.Use("/", f.New(o))
			for _, page := range []string{"/", "/page"} {
				send(t, app, request(http.MethodGet, page, append(test.headers, "Sec-Fetch-Dest", "document")...))
			}
			if got := strings.Count(record.String(), "cause=untrusted-proxy peer=0.0.0.0"); got != test.reports {
				t.Errorf("%d reports, want %d: %s", got, test.reports, record.String())
			}
		})
	}
}

func (f Suite) TestAPIURLFromTheEnvironment(t *testing.T) {
	s, o := clerk(t)
	t.Setenv("CLERK_API_URL", o.APIURL)
	o.APIURL = ""
	user := s.CreateUser(clerktest.User{}).ID
	if got := send(t, f.application(o), bearer(s.SessionToken(user))); got.reason(t) != "signed-in" {
		t.Errorf("the plugin does not read CLERK_API_URL: %s", got.body)
	}
	t.Setenv("CLERK_SECRET_KEY", o.SecretKey)
	t.Cleanup(plugin.ForgetClerkClient)
	client, err := f.ClerkClient()
	if err != nil {
		t.Fatal(err)
	}
	if u, err := client.Users.GetUser(t.Context(), user); err != nil || u.ID != user {
		t.Errorf("the client does not read CLERK_API_URL: %v", err)
	}
}

func (f Suite) TestAFailedExchangeIsVisible(t *testing.T) {
	t.Parallel()
	_, o := clerk(t, clerktest.Config{Production: true})
	var log strings.Builder
	o.Logger = slog.New(slog.NewTextHandler(&log, nil))
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		return c.SendString(fmt.Sprint(auth.Debug()["trouble"]))
	})
	const nonce = "never-handed-out"
	got := send(t, app, request(http.MethodGet, "/", "Sec-Fetch-Dest", "document", "Cookie", "__clerk_handshake_nonce="+nonce))
	if got.status != http.StatusOK || got.header.Get("X-Clerk-Auth-Reason") != "session-token-missing" {
		t.Errorf("got %d %v", got.status, got.header)
	}
	if !strings.HasPrefix(got.body, "handshake-exchange-failed") {
		t.Errorf("Debug says %q", got.body)
	}
	if !strings.Contains(log.String(), "cause=handshake-exchange") || strings.Contains(log.String(), nonce) {
		t.Errorf("the log says %q", log.String())
	}
}

func (f Suite) TestADevelopmentHandshakeThatCannotBeFinished(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	got := send(t, f.application(o), request(http.MethodGet, "/?__clerk_handshake=garbage", "Sec-Fetch-Dest", "document"))
	if got.status != http.StatusBadRequest || !strings.Contains(got.body, "Handshake token verification failed") {
		t.Errorf("got %d %q", got.status, got.body)
	}
}

// A mix-up of keys or tokens is told to the operator, and nobody else.
func (f Suite) TestAMixUpIsExplained(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	other, _ := clerk(t)
	for _, test := range []struct{ name, token, cause string }{
		{"another instance's token", other.SessionToken("user_1"), "foreign-issuer"},
		{"a token with a key of its own", withAlgorithm(t, s.SessionToken("user_1"), "HS256"), "custom-key"},
		{"garbage", "garbage", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			o := o
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
			app := f.application(o)
			for range 3 {
				send(t, app, bearer(test.token))
			}
			if got := strings.Count(log.String(), "cause="+test.cause); test.cause != "" && got != 1 || test.cause == "" && log.Len() > 0 {
				t.Errorf("the log says %q", log.String())
			}
			if strings.Contains(log.String(), test.token) {
				t.Errorf("the log shows the token: %s", log.String())
			}
		})
	}
}
