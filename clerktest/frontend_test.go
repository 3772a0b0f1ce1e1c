package clerktest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// page is a page with clerk-js on it, as far as the Frontend API can tell: it
// sends forms, names its dev browser, and keeps cookies.
type page struct {
	t          *testing.T
	s          *clerktest.Server
	http       *http.Client
	devBrowser string
	lastCookie []string
}

type answer struct {
	Status   int
	Response map[string]any
	Client   map[string]any
	Body     map[string]any
}

func openPage(t *testing.T, s *clerktest.Server) *page {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, s: s, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
	if strings.HasPrefix(s.PublishableKey(), "pk_test_") {
		p.devBrowser = p.send("POST", "/dev_browser", nil).Body["id"].(string)
	}
	return p
}

func (p *page) send(method, path string, form url.Values) answer {
	p.t.Helper()
	address, err := url.Parse(p.s.FrontendURL() + "/v1" + path)
	if err != nil {
		p.t.Fatal(err)
	}
	query := address.Query()
	if p.devBrowser != "" {
		query.Set("__clerk_db_jwt", p.devBrowser)
	}
	if method != http.MethodGet && method != http.MethodPost {
		query.Set("_method", method)
		method = http.MethodPost
	}
	address.RawQuery = query.Encode()
	req, err := http.NewRequestWithContext(p.t.Context(), method, address.String(), strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "http://localhost:8080")
	// The jar keeps Secure cookies from plain http, where browsers make an
	// exception of loopback.
	for _, line := range p.lastCookie {
		req.Header.Add("Cookie", strings.Split(line, ";")[0])
	}
	res, err := p.http.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if set := res.Header["Set-Cookie"]; len(set) > 0 {
		p.lastCookie = set
	}
	if res.Header.Get("Access-Control-Allow-Origin") != "http://localhost:8080" {
		p.t.Errorf("%s %s may not be read by the page", method, path)
	}
	a := answer{Status: res.StatusCode}
	var body any
	if err := json.Unmarshal(raw, &body); err != nil {
		p.t.Fatalf("%s %s: %d %q: %v", method, path, res.StatusCode, raw, err)
	}
	a.Body, _ = body.(map[string]any)
	a.Response, _ = a.Body["response"].(map[string]any)
	a.Client, _ = a.Body["client"].(map[string]any)
	return a
}

func (p *page) want(step string, a answer, status int, code string) answer {
	p.t.Helper()
	if a.Status != status || codeOf(a) != code {
		p.t.Fatalf("%s: %d %q, want %d %q: %v", step, a.Status, codeOf(a), status, code, a.Body)
	}
	return a
}

func codeOf(a answer) string { return code(a.Body) }

func paramOf(a answer) string {
	list, _ := a.Body["errors"].([]any)
	if len(list) == 0 {
		return ""
	}
	meta, _ := list[0].(map[string]any)["meta"].(map[string]any)
	name, _ := meta["param_name"].(string)
	return name
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return values
}

func both(t *testing.T, f func(t *testing.T, s *clerktest.Server)) {
	t.Helper()
	for _, production := range []bool{false, true} {
		name := "development"
		if production {
			name = "production"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, start(t, clerktest.Config{Production: production}))
		})
	}
}

func TestFrontendSignIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		s.CreateUser(clerktest.User{ID: "user_ada", Email: "ada@example.com", Password: "correct horse"})
		s.CreateUser(clerktest.User{ID: "user_mary", Email: "mary@example.com"})
		p := openPage(t, s)
		if a := p.want("no client yet", p.send("GET", "/client", nil), 200, ""); a.Response != nil {
			t.Errorf("a new browser has the client %v", a.Response)
		}
		a := p.want("unknown", p.send("POST", "/client/sign_ins", form("identifier", "nobody@example.com")), 422, "form_identifier_not_found")
		if paramOf(a) != "identifier" {
			t.Errorf("unknown: about %q", paramOf(a))
		}
		a = p.want("wrong password", p.send("POST", "/client/sign_ins", form("identifier", "ada@example.com", "password", "wrong")), 422, "form_password_incorrect")
		if paramOf(a) != "password" {
			t.Errorf("wrong password: about %q", paramOf(a))
		}
		a = p.want("identifier first", p.send("POST", "/client/sign_ins", form("identifier", "ada@example.com")), 200, "")
		if a.Response["status"] != "needs_first_factor" || a.Client["sign_in"].(map[string]any)["id"] != a.Response["id"] {
			t.Errorf("identifier first: %v", a.Body)
		}
		path := "/client/sign_ins/" + a.Response["id"].(string)
		p.want("wrong password", p.send("POST", path+"/attempt_first_factor", form("strategy", "password", "password", "wrong")), 422, "form_password_incorrect")
		p.want("code not asked for", p.send("POST", path+"/attempt_first_factor", form("strategy", "email_code", "code", "424242")), 400, "verification_missing")
		a = p.want("password", p.send("POST", path+"/attempt_first_factor", form("strategy", "password", "password", "correct horse")), 200, "")
		session := a.Response["created_session_id"].(string)
		if a.Response["status"] != "complete" || a.Client["last_active_session_id"] != session {
			t.Errorf("signed in: %v", a.Body)
		}
		p.want("again", p.send("POST", "/client/sign_ins", form("identifier", "ada@example.com", "password", "correct horse")), 400, "session_exists")

		a = p.want("a second account", p.send("POST", "/client/sign_ins", form("identifier", "mary@example.com", "strategy", "email_code")), 200, "")
		path = "/client/sign_ins/" + a.Response["id"].(string)
		p.want("prepare", p.send("POST", path+"/prepare_first_factor", form("strategy", "email_code")), 200, "")
		p.want("wrong code", p.send("POST", path+"/attempt_first_factor", form("strategy", "email_code", "code", "000000")), 422, "form_code_incorrect")
		a = p.want("code", p.send("POST", path+"/attempt_first_factor", form("strategy", "email_code", "code", "424242")), 200, "")
		if sessions := a.Client["sessions"].([]any); len(sessions) != 2 {
			t.Errorf("%d sessions, want 2", len(sessions))
		}

		a = p.want("sign out of one", p.send("POST", "/client/sessions/"+session+"/remove", nil), 200, "")
		if sessions := a.Client["sessions"].([]any); len(sessions) != 1 || a.Response["status"] != "removed" {
			t.Errorf("after signing out of one: %v", a.Body)
		}
		p.want("its tokens", p.send("POST", "/client/sessions/"+session+"/tokens", nil), 401, "authentication_invalid")
		a = p.want("sign out of all", p.send("DELETE", "/client/sessions", nil), 200, "")
		if sessions := a.Client["sessions"].([]any); len(sessions) != 0 || a.Client["last_active_session_id"] != nil {
			t.Errorf("after signing out: %v", a.Client)
		}
		p.want("me", p.send("GET", "/me", nil), 401, "authentication_invalid")
	})
}

func TestFrontendSignUp(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		s.CreateUser(clerktest.User{Email: "ada@example.com"})
		p := openPage(t, s)
		for _, test := range []struct{ name, email, password, code, param string }{
			{"taken", "Ada@example.com", "correct horse", "form_identifier_exists", "email_address"},
			{"no address", "charles", "correct horse", "form_param_format_invalid", "email_address"},
			{"short password", "charles@example.com", "short", "form_password_length_too_short", "password"},
		} {
			a := p.want(test.name, p.send("POST", "/client/sign_ups", form("email_address", test.email, "password", test.password)), 422, test.code)
			if paramOf(a) != test.param {
				t.Errorf("%s: about %q, want %q", test.name, paramOf(a), test.param)
			}
		}
		a := p.want("without a password", p.send("POST", "/client/sign_ups", form("email_address", "charles@example.com", "first_name", "Charles")), 200, "")
		path := "/client/sign_ups/" + a.Response["id"].(string)
		p.want("prepare", p.send("POST", path+"/prepare_verification", form("strategy", "email_code")), 200, "")
		p.want("wrong code", p.send("POST", path+"/attempt_verification", form("strategy", "email_code", "code", "1")), 422, "form_code_incorrect")
		a = p.want("code", p.send("POST", path+"/attempt_verification", form("strategy", "email_code", "code", "424242")), 200, "")
		if a.Response["status"] != "missing_requirements" {
			t.Errorf("without a password: %v", a.Response)
		}
		a = p.want("password", p.send("PATCH", path, form("password", "correct horse")), 200, "")
		if a.Response["status"] != "complete" || a.Response["created_user_id"] == nil || a.Client["last_active_session_id"] != a.Response["created_session_id"] {
			t.Errorf("complete: %v", a.Body)
		}
		a = p.want("me", p.send("GET", "/me", nil), 200, "")
		if a.Response["first_name"] != "Charles" || a.Response["private_metadata"] != nil {
			t.Errorf("me: %v", a.Response)
		}
	})
}

func (p *page) signIn(identifier, password string) (sessionID string) {
	p.t.Helper()
	a := p.want("sign in", p.send("POST", "/client/sign_ins", form("identifier", identifier, "password", password)), 200, "")
	return a.Response["created_session_id"].(string)
}

// client.updated_at becomes __client_uat: it moves on sign-in and sign-out alone.
func TestTouchLeavesUpdatedAtAlone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"}).ID
		org := s.CreateOrganization("Engines", user)
		p := openPage(t, s)
		session := p.signIn("ada@example.com", "correct horse")
		before := p.send("GET", "/client", nil).Response["updated_at"]
		for _, organization := range []string{"", org.ID, org.Slug} {
			p.want("touch", p.send("POST", "/client/sessions/"+session+"/touch", form("active_organization_id", organization)), 200, "")
		}
		p.want("another's organization", p.send("POST", "/client/sessions/"+session+"/touch", form("active_organization_id", "org_other")), 404, "organization_not_found_or_unauthorized")
		p.want("token", p.send("POST", "/client/sessions/"+session+"/tokens", nil), 200, "")
		p.want("update", p.send("PATCH", "/me", form("first_name", "Ada")), 200, "")
		if after := p.send("GET", "/client", nil).Response["updated_at"]; after != before {
			t.Errorf("updated_at went from %v to %v", before, after)
		}
		a := p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")
		if after := a.Client["updated_at"].(float64); after < before.(float64) {
			t.Errorf("updated_at went back from %v to %v", before, after)
		}
	})
}

func TestFrontendTokens(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"}).ID
		org := s.CreateOrganization("Engines", user)
		app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
		p := openPage(t, s)
		session := p.signIn("ada@example.com", "correct horse")
		path := "/client/sessions/" + session + "/tokens"

		a := p.want("token", p.send("POST", path, nil), 200, "")
		if a.Body["object"] != "token" || a.Client != nil {
			t.Errorf("a token is not wrapped: %v", a.Body)
		}
		got := look(t, app, a.Body["jwt"].(string))
		if got.User != user || got.Session != session || got.Claims["azp"] != "http://localhost:8080" || got.Org != "" {
			t.Errorf("token: %+v", got)
		}
		a = p.want("for an organization", p.send("POST", path, form("organization_id", org.ID)), 200, "")
		if got := look(t, app, a.Body["jwt"].(string)); got.Org != org.ID || got.Role != "org:admin" {
			t.Errorf("for an organization: %+v", got)
		}
		a = p.want("the session stays as it was", p.send("POST", path, nil), 200, "")
		if got := look(t, app, a.Body["jwt"].(string)); got.Org != "" {
			t.Errorf("the session stays as it was: %+v", got)
		}
		a = p.want("template", p.send("POST", path+"/hasura", nil), 200, "")
		if got := look(t, app, a.Body["jwt"].(string)); got.Reason != "token-type-mismatch" {
			t.Errorf("template: %+v", got)
		}
		stranger := openPage(t, s)
		stranger.want("another browser", stranger.send("POST", path, nil), 401, "authentication_invalid")
	})
}

func TestFrontendOrganizations(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *clerktest.Server) {
		s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
		s.CreateUser(clerktest.User{Email: "charles@example.com", Password: "correct horse"})
		p := openPage(t, s)
		session := p.signIn("ada@example.com", "correct horse")
		p.want("no name", p.send("POST", "/organizations", nil), 422, "form_param_missing")
		a := p.want("create", p.send("POST", "/organizations", form("name", "Engines")), 200, "")
		id := a.Response["id"].(string)
		p.want("slug taken", p.send("POST", "/organizations", form("name", "Other", "slug", "engines")), 422, "form_identifier_exists")
		a = p.want("memberships", p.send("GET", "/me/organization_memberships", nil), 200, "")
		if a.Response["total_count"] != 1.0 {
			t.Errorf("memberships: %v", a.Response)
		}
		a = p.want("switch", p.send("POST", "/client/sessions/"+session+"/touch", form("active_organization_id", id)), 200, "")
		if a.Response["last_active_organization_id"] != id {
			t.Errorf("switch: %v", a.Response)
		}
		p.want("invite", p.send("POST", "/organizations/"+id+"/invitations", form("email_address", "mary@example.com", "role", "org:member")), 200, "")
		p.want("roles", p.send("GET", "/organizations/"+id+"/roles", nil), 200, "")

		q := openPage(t, s)
		q.signIn("charles@example.com", "correct horse")
		q.want("not a member", q.send("GET", "/organizations/"+id, nil), 404, "organization_not_found_or_unauthorized")
		p.want("delete", p.send("DELETE", "/organizations/"+id, nil), 200, "")
	})
}

func TestWhoIsAsking(t *testing.T) {
	t.Parallel()
	dev, prod := start(t), start(t, clerktest.Config{Production: true})
	for _, query := range []string{"", "?__clerk_db_jwt=dvb_unknown"} {
		status, answer := frontend(t, dev, query, nil)
		if status != 401 || code(answer) != "dev_browser_unauthenticated" {
			t.Errorf("development, %q: %d %v", query, status, answer)
		}
	}
	if status, answer := frontend(t, prod, "", nil); status != 200 || answer["response"] != nil {
		t.Errorf("production, nobody: %d %v", status, answer)
	}
	if status, answer := frontend(t, prod, "", http.Header{"Cookie": {"__client=fakestolen"}}); status != 200 || answer["response"] != nil {
		t.Errorf("production, a made-up cookie: %d %v", status, answer)
	}
	proxied := http.Header{"Clerk-Proxy-Url": {"https://app.example/__clerk"}, "Clerk-Secret-Key": {"sk_live_fakewrong"}}
	if status, answer := frontend(t, prod, "", proxied); status != 401 || code(answer) != "proxy_request_invalid_secret_key" {
		t.Errorf("a proxy with the wrong key: %d %v", status, answer)
	}
	proxied.Set("Clerk-Secret-Key", prod.SecretKey())
	if status, _ := frontend(t, prod, "", proxied); status != 200 {
		t.Errorf("a proxy with the right key: %d", status)
	}
	if status, answer := frontend(t, prod, "", http.Header{"Host": {"evil.example"}}); status != http.StatusBadRequest {
		t.Errorf("another host's name: %d %v", status, answer)
	}
}

// frontend asks for /v1/client with certain headers.
func frontend(t *testing.T, s *clerktest.Server, query string, header http.Header) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.FrontendURL()+"/v1/client"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header.Clone()
	req.Host = header.Get("Host")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var answer map[string]any
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, answer
}
