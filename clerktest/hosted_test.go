package clerktest_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// echo is an application that says which address it was asked for.
func echo() *fiber.App {
	app := fiber.New()
	app.Get("/*", func(c *fiber.Ctx) error { return c.SendString("app " + c.OriginalURL()) })
	return app
}

var (
	inputs = regexp.MustCompile(`<input id="([^"]+)"`)
	labels = regexp.MustCompile(`<label for="([^"]+)"`)
)

// Every page says what it is, needs no script, and labels its fields.
func TestHostedPages(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse", FirstName: "Ada <b>"})
		b := s.NewBrowser(echo())
		b.Origin = "http://localhost:8080"
		b.Serve(b.Origin, echo())
		check := func(address string) *clerktest.Page {
			t.Helper()
			page := get(t, b, address)
			if page.StatusCode != http.StatusOK || !strings.Contains(page.Body, "<strong>clerktest</strong>") {
				t.Errorf("%s: %d, or it does not say what it is", address, page.StatusCode)
			}
			if strings.Contains(page.Body, "<script") || !strings.Contains(page.Header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s has scripts, or may have", address)
			}
			fields, names := inputs.FindAllStringSubmatch(page.Body, -1), labels.FindAllStringSubmatch(page.Body, -1)
			if len(fields) != len(names) {
				t.Errorf("%s: %d fields and %d labels", address, len(fields), len(names))
			}
			return page
		}
		for _, address := range []string{s.SignInURL(""), s.SignInURL("") + "?method=code", s.SignUpURL(""), s.SignOutURL(""), s.FrontendURL() + "/"} {
			check(address)
		}
		page, err := b.PostForm(s.SignInURL(""), url.Values{"identifier": {"ada@example.com"}, "password": {"correct horse"}})
		if err != nil || page.StatusCode != http.StatusOK || !strings.Contains(page.Body, "Ada &lt;b&gt; (ada@example.com)") {
			t.Fatalf("signed in without an address to return to: %+v, %v", page, err)
		}
		check(s.SignOutURL(""))
		check(s.OrganizationURL(""))
		css := get(t, b, s.FrontendURL()+"/clerktest.css")
		if !strings.HasPrefix(css.Header.Get("Content-Type"), "text/css") || !strings.Contains(css.Body, "prefers-color-scheme: dark") {
			t.Errorf("style sheet: %d %s", css.StatusCode, css.Header.Get("Content-Type"))
		}
	})
}

func TestHostedErrorsStandUnderTheirField(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	banned := s.CreateUser(clerktest.User{Email: "mallory@example.com", Password: "correct horse"}).ID
	if status, _ := ask(t, s, "POST", "/v1/users/"+banned+"/ban", ""); status != http.StatusOK {
		t.Fatal(status)
	}
	b := s.NewBrowser(echo())
	for _, test := range []struct {
		name, address string
		form          url.Values
		field, text   string
	}{
		{"unknown address", s.SignInURL(""), form("identifier", "nobody@example.com", "password", "x"), "identifier", "find your account"},
		{"wrong password", s.SignInURL(""), form("identifier", "ada@example.com", "password", "wrong"), "password", "Password is incorrect"},
		{"wrong code", s.SignInURL(""), form("identifier", "ada@example.com", "code", "000000", "method", "code"), "code", "Incorrect code"},
		{"banned", s.SignInURL(""), form("identifier", "mallory@example.com", "password", "correct horse"), "", "banned"},
		{"taken address", s.SignUpURL(""), form("email_address", "ada@example.com", "password", "correct horse"), "email_address", "taken"},
		{"short password", s.SignUpURL(""), form("email_address", "charles@example.com", "password", "short"), "password", "8 characters"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page, err := b.PostForm(test.address, test.form)
			if err != nil {
				t.Fatal(err)
			}
			want := `role="alert">[^<]*` + test.text
			if test.field != "" {
				want = `<input id="` + test.field + `"[^>]* aria-invalid="true" aria-describedby="` + test.field + `-note">\s*<p class="error" id="` + test.field + `-note">[^<]*` + test.text
			}
			if page.StatusCode != http.StatusUnprocessableEntity || !regexp.MustCompile(want).MatchString(page.Body) {
				t.Errorf("%d, and not %s in\n%s", page.StatusCode, want, page.Body)
			}
			if strings.Contains(page.Body, "correct horse") || strings.Contains(page.Body, `value="wrong"`) {
				t.Error("the page repeats the password")
			}
		})
	}
}

func TestReturnAddresses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, address string
		allowed       bool
	}{
		{"loopback name", "http://localhost:8080/x?a=b", true},
		{"loopback address", "http://127.0.0.1:9/x", true},
		{"loopback address, version 6", "http://[::1]:9/x", true},
		{"configured", "https://app.example.com/x", true},
		{"configured host, other scheme", "http://app.example.com/x", false},
		{"another host", "https://evil.example/x", false},
		{"a name that begins like loopback", "http://localhost.evil.example/", false},
		{"a user that looks like a host", "http://localhost:8080@evil.example/", false},
		{"a backslash", `http://localhost\@evil.example/`, false},
		{"no scheme", "//localhost/x", false},
		{"a path", "/x", false},
		{"a script", "javascript:alert(1)", false},
		{"a script after loopback", "javascript://localhost/%0aalert(1)", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, s *clerktest.Server) {
				s = start(t, clerktest.Config{Production: strings.HasPrefix(s.SecretKey(), "sk_live_"), AllowedOrigins: []string{"https://app.example.com"}})
				s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
				location := post(t, s, "/sign-in", form("identifier", "ada@example.com", "password", "correct horse", "redirect_url", test.address))
				want := "/" // the page itself
				if test.allowed {
					want = strings.Split(test.address, "?")[0]
				}
				if test.allowed && s.Domain() != "" {
					want = "/v1/client/handshake?format=nonce&redirect_url=" + url.QueryEscape(test.address)
				}
				if !strings.HasPrefix(location, want) || !test.allowed && location != want {
					t.Errorf("%s leads to %q, want %q", test.address, location, want)
				}
			})
		})
	}
}

// post sends a form as a browser without Sec-Fetch headers does, and tells
// where the answer leads.
func post(t *testing.T, s *clerktest.Server, path string, form url.Values) (location string) {
	t.Helper()
	res := postFrom(t, s, path, form, nil)
	return res.Header.Get("Location")
}

func postFrom(t *testing.T, s *clerktest.Server, path string, form url.Values, header http.Header) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.FrontendURL()+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res
}

// A page of another origin cannot submit the forms.
func TestFormsOfOtherOrigins(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	form := form("identifier", "ada@example.com", "password", "correct horse")
	for name, header := range map[string]http.Header{
		"Origin":         {"Origin": {"https://evil.example"}},
		"Sec-Fetch-Site": {"Sec-Fetch-Site": {"cross-site"}},
		"another port":   {"Sec-Fetch-Site": {"same-site"}, "Origin": {"http://localhost:1"}},
	} {
		for _, path := range []string{"/sign-in", "/sign-up", "/sign-out", "/organization"} {
			if res := postFrom(t, s, path, form, header); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s: POST %s answered %d", name, path, res.StatusCode)
			}
		}
	}
}

// In development the application learns its visitor's dev browser, and a
// visitor who is signed in already is sent straight back.
func TestHostedSignInHandsOverTheDevBrowser(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	b := s.NewBrowser(echo())
	page, err := b.PostForm(s.SignInURL(""), form("identifier", "ada@example.com", "password", "correct horse", "redirect_url", b.Origin+"/back?a=b"))
	if err != nil || !regexp.MustCompile(`^app /back\?a=b&__clerk_db_jwt=dvb_\w+$`).MatchString(page.Body) {
		t.Fatalf("%+v, %v", page, err)
	}
	if page = get(t, b, s.SignInURL(b.Origin+"/again")); !strings.HasPrefix(page.Body, "app /again?__clerk_db_jwt=dvb_") {
		t.Errorf("signed in already: %s", page.Body)
	}
	if page, err = b.SignOut(); err != nil || !strings.HasPrefix(page.Body, "app /?__clerk_db_jwt=dvb_") {
		t.Errorf("signed out: %+v, %v", page, err)
	}
	if page = get(t, b, s.SignInURL(b.Origin+"/again")); !strings.Contains(page.Body, `<h1>Sign in</h1>`) {
		t.Errorf("signed out, the page is %s", page.Body)
	}
}

// An application that does not accept the session sends the visitor to the
// sign-in page again and again: they must not be sent in circles.
func TestHostedSignInSendsNobodyInCircles(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	app := fiber.New()
	app.Get("/*", func(c *fiber.Ctx) error {
		return c.Redirect(s.SignInURL(c.BaseURL() + c.OriginalURL()))
	})
	b := s.NewBrowser(app)
	page, err := b.PostForm(s.SignInURL(b.Origin+"/private"), form("identifier", "ada@example.com", "password", "correct horse"))
	if err != nil || page.StatusCode != http.StatusOK {
		t.Fatalf("%+v, %v", page, err)
	}
	for _, want := range []string{"The application sent you back", "ada@example.com", "Try again", "/private?__clerk_db_jwt=dvb_"} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("no %q in %s", want, page.Body)
		}
	}
}

func TestHostedSignUpAndOrganization(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		b := s.NewBrowser(nil)
		b.Serve(b.Origin, appOf(t, s))
		portal := s.FrontendURL()
		if s.Domain() != "" {
			portal = "https://accounts." + s.Domain()
		}
		get(t, b, "/")
		page, err := b.PostForm(portal+"/sign-up", form("email_address", "ada@example.com", "password", "correct horse",
			"first_name", "Ada", "redirect_url", b.Origin+"/"))
		if err != nil || !regexp.MustCompile(`^user=user_\w+ org=$`).MatchString(page.Body) {
			t.Fatalf("signed up: %+v, %v", page, err)
		}
		page, err = b.PostForm(portal+"/organization", form("name", "Engines", "redirect_url", b.Origin+"/"))
		if err != nil || !regexp.MustCompile(`^user=user_\w+ org=org_\w+$`).MatchString(page.Body) {
			t.Fatalf("created an organization: %+v, %v", page, err)
		}
		page, err = b.ChooseOrganization("")
		if err != nil || !regexp.MustCompile(`^user=user_\w+ org=$`).MatchString(page.Body) {
			t.Fatalf("chose the personal account: %+v, %v", page, err)
		}
		if page, err = b.ChooseOrganization("org_other"); err != nil || page.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("chose another's organization: %+v, %v", page, err)
		}
	})
}

// Whatever the address, a visitor is only ever sent to loopback.
func FuzzReturnAddress(f *testing.F) {
	for _, seed := range []string{
		"http://localhost/", "http://localhost:8080@evil.example/", `http://localhost\.evil.example`, "http://[::1]:80/?a=b#c",
		"HTTP://LOCALHOST/", "http://localhost%00.evil.example/", "http://127.0.0.1.evil.example/", "https:localhost", "http://①②⑦.0.0.1/",
	} {
		f.Add(seed)
	}
	s := clerktest.NewServer()
	f.Cleanup(s.Close)
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	f.Fuzz(func(t *testing.T, address string) {
		location := post(t, s, "/sign-in", form("identifier", "ada@example.com", "password", "correct horse", "redirect_url", address))
		u, err := url.Parse(location)
		if err != nil {
			t.Fatalf("%q leads to %q: %v", address, location, err)
		}
		if location == "/" {
			return
		}
		host := strings.ToLower(u.Hostname())
		if u.Scheme != "http" && u.Scheme != "https" || host != "localhost" && !strings.HasSuffix(host, ".localhost") && host != "::1" && !strings.HasPrefix(host, "127.") {
			t.Errorf("%q leads to %q", address, location)
		}
	})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFile(t, dir+"/clerk.browser.js", "script")
	s, without := start(t, clerktest.Config{ClerkJSDir: dir}), start(t)
	b := s.NewBrowser(nil)
	for path, want := range map[string]int{
		"/npm/@clerk/clerk-js@6/dist/clerk.browser.js":     200,
		"/npm/@clerk/clerk-js@6.1.2/dist/clerk.browser.js": 200,
		"/npm/@clerk/clerk-js@6/dist/none.js":              404,
		"/npm/@clerk/clerk-js@6/dist/../../../secret":      404,
		"/npm/@clerk/clerk-js@6/dist/..%2f..%2fetc/passwd": 404,
		"/npm/@clerk/ui@1/dist/ui.browser.js":              404,
	} {
		if page := get(t, b, s.FrontendURL()+path); page.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, page.StatusCode, want)
		}
	}
	if page := get(t, without.NewBrowser(nil), without.FrontendURL()+"/npm/@clerk/clerk-js@6/dist/clerk.browser.js"); page.StatusCode != 404 {
		t.Errorf("without a directory: %d", page.StatusCode)
	}
}
