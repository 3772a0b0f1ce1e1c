package conformance

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (f Suite) TestSignInURL(t *testing.T) {
	t.Parallel()
	const page = "http://app.example/page?a=1"
	for _, test := range []struct {
		name, returnTo, back string
	}{
		{"nothing", "", page},
		{"a path", "/x?y=1", "http://app.example/x?y=1"},
		{"an address on the same host", "http://app.example/z", "http://app.example/z"},
		{"another host", "https://evil.example/", page},
		{"another host without a scheme", "//evil.example/", page},
		{"by backslashes", `\\evil.example/`, page},
		{"by a slash and a backslash", `/\evil.example/`, page},
		{"by a tab", "/\t/evil.example/", page},
		{"another port", "http://app.example:8080/evil", page},
		{"another scheme", "https://app.example/evil", page},
		{"a script", "javascript:evil()", page},
		{"a script in disguise", "java\nscript:evil()", page},
		{"data", "data:text/html,evil", page},
		{"user information", "http://evil@app.example/", page},
		{"a password", "http://evil:evil@app.example/", page},
		{"a host as user information", "http://app.example@evil.example/", page},
		{"no address", "http://[evil", page},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, o := clerk(t, clerktest.Config{Production: true})
			o.SignInURL, o.SignUpURL = "/sign-in", "https://accounts.example/sign-up?x=1"
			app := f.NewApp(Config{})
			app.Use("/", f.New(o))
			app.All("/page", func(c Ctx) error {
				if test.returnTo == "" {
					return c.SendString(c.SignInURL() + "\n" + c.SignUpURL())
				}
				return c.SendString(c.SignInURL(test.returnTo) + "\n" + c.SignUpURL(test.returnTo))
			})
			got := send(t, app, request(http.MethodGet, page))
			back := url.QueryEscape(test.back)
			if want := "http://app.example/sign-in?redirect_url=" + back + "\nhttps://accounts.example/sign-up?x=1&redirect_url=" + back; got.body != want {
				t.Errorf("got  %s\nwant %s", got.body, want)
			}
			if strings.Contains(got.body, "evil") {
				t.Errorf("%s", got.body)
			}
		})
	}
}

// A line break in the way back is none in the answer's header.
func (f Suite) TestTheWayBackBreaksNoLine(t *testing.T) {
	t.Parallel()
	_, o := clerk(t)
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/", func(c Ctx) error {
		c.Set("Location", c.SignInURL("/x\r\nSet-Cookie: a=b"))
		return c.SendStatus(http.StatusFound)
	})
	got := send(t, app, request(http.MethodGet, "/"))
	if location := got.header.Get("Location"); got.header.Get("Set-Cookie") != "" || !strings.Contains(location, "redirect_url=") || strings.ContainsAny(location, "\r\n") {
		t.Errorf("%q", got.header)
	}
}

// The address is the one that a guard sends a browser to.
func (f Suite) TestSignInURLIsTheGuards(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	app := f.NewApp(Config{})
	app.Use("/", f.New(o))
	app.All("/sign-in-url", func(c Ctx) error { return c.SendString(c.SignInURL()) })
	app.All("/guarded", f.RequireAuth(clerkauth.RedirectToSignIn()), answerAuth)
	for name, cookies := range map[string]string{
		"nobody":  "__clerk_db_jwt=dvb_1; __client_uat=0",
		"pending": "__clerk_db_jwt=dvb_1; __client_uat=1; __session=" + s.SessionToken("user_1", clerktest.Pending()),
	} {
		headers := []string{"Cookie", cookies, "Sec-Fetch-Dest", "document"}
		guard := send(t, app, request(http.MethodGet, "http://app.example/guarded", headers...)).header.Get("Location")
		link := send(t, app, request(http.MethodGet, "http://app.example/sign-in-url", headers...)).body
		if same := strings.ReplaceAll(guard, "guarded", "sign-in-url"); guard == "" || same != link {
			t.Errorf("%s: the guard: %q, the link: %q", name, guard, link)
		}
	}
}

// The recipe of docs/pages.md: htmx follows a redirect by itself, and puts the
// sign-in page into the middle of the page; with HX-Redirect the browser goes.
func (f Suite) TestHTMXIsSentToTheSignInPage(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{Production: true})
	o.SignInURL = "/sign-in"
	app := f.NewApp(Config{ErrorHandler: func(c Ctx, err error) error {
		status := f.StatusOf(err)
		if f.AuthErrorOf(err) != nil && status == http.StatusUnauthorized && c.Get("HX-Request") == "true" {
			c.Set("HX-Redirect", c.SignInURL(c.Get("HX-Current-URL")))
		}
		return c.SendStatus(status)
	}})
	app.Use("/", f.New(o))
	app.All("/part", f.RequireAuth(), func(c Ctx) error { return c.SendString("part") })
	for _, test := range []struct {
		name    string
		headers []string
		status  int
		want    string
	}{
		{"nobody", []string{"HX-Request", "true", "HX-Current-URL", "http://app.example/page"}, 401, "http://app.example/sign-in?redirect_url=http%3A%2F%2Fapp.example%2Fpage"},
		{"from elsewhere", []string{"HX-Request", "true", "HX-Current-URL", "http://evil.example/"}, 401, "http://app.example/sign-in?redirect_url=http%3A%2F%2Fapp.example%2Fpart"},
		{"no htmx", nil, 401, ""},
		{"somebody", []string{"HX-Request", "true", "Authorization", "Bearer " + s.SessionToken("user_1")}, 200, ""},
	} {
		got := send(t, app, request(http.MethodPost, "http://app.example/part", test.headers...))
		if got.status != test.status || got.header.Get("HX-Redirect") != test.want {
			t.Errorf("%s: %d %q", test.name, got.status, got.header.Get("HX-Redirect"))
		}
	}
}

func (f Suite) TestScripts(t *testing.T) {
	t.Parallel()
	plain := Options{PublishableKey: testKey, SecretKey: fakeTest}
	with := func(change func(*Options)) Options {
		o := plain
		change(&o)
		return o
	}
	const from = "https://quick-fiber-42.clerk.accounts.dev/npm/@clerk/"
	for _, test := range []struct {
		name    string
		options Options
		policy  string
		has     []string
		hasNot  []string
	}{
		{"the Frontend API", plain, "", []string{`src="` + from + `clerk-js@6/dist/clerk.browser.js"`, `src="` + from + `ui@1/dist/ui.browser.js"`, `data-clerk-publishable-key="` + testKey + `"`}, []string{"nonce", "proxy", "domain"}},
		{"a nonce", plain, "script-src 'self' 'nonce-abc123' 'strict-dynamic'", []string{`nonce="abc123"`}, nil},
		{"a policy without one", plain, "script-src 'self'", nil, []string{"nonce"}},
		{"a nonce that is not closed", plain, "script-src 'nonce-abc", nil, []string{"nonce"}},
		{"a nonce that is markup", plain, `script-src 'nonce-"><b>'`, []string{`nonce="&#34;&gt;&lt;b&gt;"`}, []string{"<b>"}},
		{"the proxy", with(func(o *Options) { o.FrontendAPIProxy.Enabled = true }), "", []string{`src="/__clerk/npm/@clerk/clerk-js@6/`, `data-clerk-proxy-url="/__clerk"`}, []string{"accounts.dev/"}},
		{"a proxy elsewhere", with(func(o *Options) { o.ProxyURL = "https://proxy.example/clerk/" }), "", []string{`src="https://proxy.example/clerk/npm/`, `data-clerk-proxy-url="https://proxy.example/clerk/"`}, nil},
		{"a satellite", with(func(o *Options) {
			o.IsSatellite, o.Domain, o.SignInURL = true, "satellite.example", "https://primary.example/sign-in"
		}), "", []string{`data-clerk-domain="satellite.example"`}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.options.HTTPClient = refusing(t)
			app := f.NewApp(Config{})
			app.Use("/", f.New(test.options))
			app.All("/", func(c Ctx) error {
				if test.policy != "" {
					c.Set("Content-Security-Policy", test.policy)
				}
				return c.SendString(string(c.Scripts()))
			})
			got := send(t, app, request(http.MethodGet, "http://app.example/"))
			if got.status != http.StatusOK || strings.Count(got.body, "<script ") != 2 {
				t.Errorf("%d %s", got.status, got.body)
			}
			for _, part := range test.has {
				if !strings.Contains(got.body, part) {
					t.Errorf("no %s in %s", part, got.body)
				}
			}
			for _, part := range test.hasNot {
				if strings.Contains(got.body, part) {
					t.Errorf("%s in %s", part, got.body)
				}
			}
		})
	}
}
