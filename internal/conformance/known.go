package conformance

import (
	"bufio"
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A token that was seen before is answered without a look at the rest of the
// request. The answer must be that of the first sight, whatever the token and
// whatever the request.
func (f Suite) TestASecondSightAnswersAsTheFirst(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	o.AuthorizedParties = []string{"http://localhost:8080"}
	user := s.CreateUser(clerktest.User{}).ID
	org := clerktest.InOrganization(clerktest.Organization{ID: "org_1", Role: "org:admin", Permissions: []string{"org:a:b"}})
	proxied := o
	proxied.FrontendAPIProxy.Enabled = true

	tokens := map[string]string{
		"a session":         s.SessionToken(user),
		"in an org":         s.SessionToken(user, org, clerktest.Impersonated("user_admin")),
		"version 1":         s.SessionToken(user, clerktest.Version1(), org),
		"pending":           s.SessionToken(user, clerktest.Pending()),
		"expired":           s.SessionToken(user, clerktest.Expired()),
		"not yet valid":     s.SessionToken(user, clerktest.NotYetValid()),
		"another party":     s.SessionToken(user, clerktest.AZP("https://elsewhere.example")),
		"a template":        s.SessionToken(user, clerktest.Template("api")),
		"unreadable claims": s.SessionToken(user, clerktest.Claims(map[string]any{"v": 2, "o": map[string]any{"id": "org_1"}, "fea": "x"})),
		"an M2M JWT":        s.M2MToken("mch_1", clerktest.AsJWT()),
		"an OAuth JWT":      s.OAuthToken(user, clerktest.AsJWT()),
		"another instance":  s.SessionToken(user, clerktest.OtherInstance()),
	}
	requests := map[string]func(r *http.Request){
		"plain":                 func(*http.Request) {},
		"a page":                func(r *http.Request) { r.Header.Set("Sec-Fetch-Dest", "document") },
		"a post":                func(r *http.Request) { r.Method = http.MethodPost },
		"cookies beside":        func(r *http.Request) { r.Header.Set("Cookie", "__session=garbage; __client_uat=1") },
		"an odd target":         func(r *http.Request) { r.RequestURI = "/a/../b//c?d=%2e" },
		"no URL":                func(r *http.Request) { r.RequestURI = "//" },
		"TRACE":                 func(r *http.Request) { r.Method = http.MethodTrace },
		"an odd scheme":         func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "javascript") },
		"a forwarded scheme":    func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https, http") },
		"below the proxy":       func(r *http.Request) { r.RequestURI = "/__clerk/v1/proxy-health" },
		"a handshake parameter": func(r *http.Request) { r.RequestURI = "/?__clerk_handshake=x" },
	}
	for name, options := range map[string]Options{"": o, "with the proxy, ": proxied} {
		for tokenName, token := range tokens {
			for requestName, change := range requests {
				t.Run(name+tokenName+", "+requestName, func(t *testing.T) {
					t.Parallel()
					app := f.application(options, clerkauth.AcceptsToken(clerkauth.AnyToken))
					answer := func() response {
						r := bearer(token)
						change(r)
						got := send(t, app, r)
						got.header.Del(fasthttp.HeaderDate)
						got.header.Del("X-Clerk-Auth-Message") // tells the time
						return got
					}
					first := answer()
					send(t, app, bearer(token)) // now it is known in any case
					again := answer()
					if first.status != again.status || first.body != again.body || !sameHeaders(first.header, again.header) {
						t.Errorf("first %d %v %s\nthen  %d %v %s", first.status, first.header, first.body, again.status, again.header, again.body)
					}
				})
			}
		}
	}
}

func sameHeaders(a, b http.Header) bool {
	text := func(h http.Header) map[string]string {
		m := map[string]string{}
		for name := range h {
			m[name] = h.Get(name)
		}
		return m
	}
	return maps.Equal(text(a), text(b))
}

// With names of headers as they were sent, the first of two Authorization lines
// counts however it is spelled, also when the second brings a known token.
func (f Suite) TestTheFirstAuthorizationCounts(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	first, second := s.SessionToken("user_1"), s.SessionToken("user_2")
	app := f.NewApp(Config{DisableHeaderNormalizing: true})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		auth, err := c.GetAuth()
		if err != nil {
			return err
		}
		return c.SendString(auth.UserID)
	})
	conn := dial(t, listen(t, app))
	answers := bufio.NewReader(conn)
	for _, test := range []struct{ lines, want string }{
		{"Authorization: Bearer " + second, "user_2"}, // known from now on
		{"authorization: Bearer " + first + "\r\nAuthorization: Bearer " + second, "user_1"},
		{"authorization: Bearer " + first, "user_1"},
	} {
		if _, err := fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: app.example\r\n%s\r\n\r\n", test.lines); err != nil {
			t.Fatal(err)
		}
		if _, body := answerOf(t, answers, http.MethodGet); body != test.want {
			t.Errorf("%.20s...: %q, want %q", test.lines, body, test.want)
		}
	}
}
