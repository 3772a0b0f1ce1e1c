package clerktest_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const (
	verifier = "fake-verifier-of-at-least-forty-three-characters"
	callback = "http://localhost:9090/callback"
)

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// call asks what an OAuth application asks, without any cookies.
func oauthCall(t *testing.T, s *clerktest.Server, method, path, bearer string, values url.Values) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.FrontendURL()+path, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var body map[string]any
	if err := json.Unmarshal(raw, &body); err != nil {
		t.Fatalf("%s %s: %d %q", method, path, res.StatusCode, raw)
	}
	return res.StatusCode, body
}

type oauthApp struct {
	t              *testing.T
	s              *clerktest.Server
	b              *clerktest.Browser
	client, secret string
}

func newOAuthApp(t *testing.T, settings string) *oauthApp {
	t.Helper()
	s := start(t)
	s.CreateUser(clerktest.User{ID: "user_ada", Email: "ada@example.com", Password: "correct horse", FirstName: "Ada"})
	status, made := ask(t, s, "POST", "/v1/oauth_applications", `{"name":"Reports","redirect_uris":["`+callback+`"],"scopes":"openid profile email offline_access"`+settings+`}`)
	if status != http.StatusOK {
		t.Fatal(status, made)
	}
	b := s.NewBrowser(echo())
	b.Serve("http://localhost:9090", echo())
	secret, _ := made["client_secret"].(string)
	return &oauthApp{t: t, s: s, b: b, client: made["client_id"].(string), secret: secret}
}

func (a *oauthApp) authorizeURL(pairs ...string) string {
	query := form("client_id", a.client, "redirect_uri", callback, "response_type", "code", "scope", "openid email", "state", "fake-state",
		"code_challenge", challengeOf(verifier), "code_challenge_method", "S256")
	for i := 0; i < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	return a.s.FrontendURL() + "/oauth/authorize?" + query.Encode()
}

// code goes all the way: sign in, consent, and back with a code.
func (a *oauthApp) code(pairs ...string) string {
	a.t.Helper()
	address := a.authorizeURL(pairs...)
	page := get(a.t, a.b, address)
	if strings.Contains(page.Body, `action="/sign-in"`) {
		page = submit(a.t, a.b, a.s.FrontendURL()+"/sign-in", form("identifier", "ada@example.com", "password", "correct horse", "redirect_url", page.URL.Query().Get("redirect_url")))
	}
	if !strings.Contains(page.Body, "Reports asks for") {
		a.t.Fatalf("no consent page: %s %s", page.URL, page.Body)
	}
	asked, err := url.Parse(address)
	if err != nil {
		a.t.Fatal(err)
	}
	page = submit(a.t, a.b, a.s.FrontendURL()+"/oauth/authorize", form("asked", asked.RawQuery))
	if !strings.HasPrefix(page.URL.String(), callback) || page.URL.Query().Get("state") != "fake-state" {
		a.t.Fatalf("came back to %s", page.URL)
	}
	return page.URL.Query().Get("code")
}

func (a *oauthApp) exchange(pairs ...string) (int, map[string]any) {
	values := form("grant_type", "authorization_code", "redirect_uri", callback, "client_id", a.client, "client_secret", a.secret, "code_verifier", verifier)
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return oauthCall(a.t, a.s, "POST", "/oauth/token", "", values)
}

func TestOAuthFlow(t *testing.T) {
	t.Parallel()
	a := newOAuthApp(t, "")
	code := a.code("scope", "openid email offline_access", "nonce", "fake-nonce")
	status, tokens := a.exchange("code", code)
	if status != http.StatusOK || tokens["token_type"] != "Bearer" || tokens["scope"] != "openid email offline_access" {
		t.Fatalf("token: %d %v", status, tokens)
	}
	access := tokens["access_token"].(string)
	parts := strings.Split(tokens["id_token"].(string), ".")
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var id map[string]any
	if err := json.Unmarshal(raw, &id); err != nil {
		t.Fatal(err)
	}
	if id["sub"] != "user_ada" || id["aud"] != a.client || id["nonce"] != "fake-nonce" || id["email"] != "ada@example.com" || id["given_name"] != nil {
		t.Errorf("id token: %v", id)
	}
	status, info := oauthCall(t, a.s, "GET", "/oauth/userinfo", access, nil)
	if status != http.StatusOK || info["sub"] != "user_ada" || info["email"] != "ada@example.com" || info["name"] != nil {
		t.Errorf("userinfo: %d %v", status, info)
	}
	if got := look(t, observer(t, clerkfiber.Options{PublishableKey: a.s.PublishableKey(), SecretKey: a.s.SecretKey(), APIURL: a.s.BackendURL(), FrontendAPIURL: a.s.FrontendURL()}), access); got.Client != a.client || got.User != "user_ada" || !reflect.DeepEqual(got.Scopes, []string{"openid", "email", "offline_access"}) {
		t.Errorf("the access token, to the application's server: %+v", got)
	}
	status, info = oauthCall(t, a.s, "POST", "/oauth/token_info", "", form("token", access, "client_id", a.client, "client_secret", a.secret))
	if status != http.StatusOK || info["active"] != true || info["sub"] != "user_ada" {
		t.Errorf("token_info: %d %v", status, info)
	}
	status, next := a.exchange("grant_type", "refresh_token", "refresh_token", tokens["refresh_token"].(string))
	if status != http.StatusOK || next["access_token"] == access || next["refresh_token"] == tokens["refresh_token"] {
		t.Errorf("refresh: %d %v", status, next)
	}
	if status, again := a.exchange("grant_type", "refresh_token", "refresh_token", tokens["refresh_token"].(string)); status != 400 || again["error"] != "invalid_grant" {
		t.Errorf("the same refresh token again: %d %v", status, again)
	}
	if status, again := a.exchange("code", code); status != 400 || again["error"] != "invalid_grant" {
		t.Errorf("the same code again: %d %v", status, again)
	}
}

func TestOAuthRefusals(t *testing.T) {
	t.Parallel()
	a := newOAuthApp(t, "")
	for _, test := range []struct {
		name, param, value string
		problem            string // on the page, which goes nowhere
		code               string // that goes back to the application
	}{
		{"unknown client", "client_id", "fake", "no OAuth application", ""},
		{"an address of a stranger's", "redirect_uri", "https://evil.example/", "none of the application", ""},
		{"implicit", "response_type", "token", "", "unsupported_response_type"},
		{"plain challenge", "code_challenge_method", "plain", "", "invalid_request"},
		{"a scope that it has not", "scope", "private_metadata", "", "invalid_scope"},
		{"nobody, without a page", "prompt", "none", "", "login_required"},
	} {
		page := get(t, a.b, a.authorizeURL(test.param, test.value))
		if !strings.Contains(page.Body, test.problem) || page.URL.Query().Get("error") != test.code {
			t.Errorf("%s: %s %s", test.name, page.URL, page.Body)
		}
	}
	for _, test := range []struct{ name, param, value, code string }{
		{"another verifier", "code_verifier", "fake", "invalid_grant"},
		{"another address", "redirect_uri", "http://localhost:9090/other", "invalid_grant"},
		{"wrong secret", "client_secret", "fake", "invalid_client"},
		{"no such code", "code", "fake", "invalid_grant"},
		{"no such grant", "grant_type", "password", "unsupported_grant_type"},
	} {
		code := a.code()
		if _, answer := a.exchange(append([]string{"code", code}, test.param, test.value)...); answer["error"] != test.code {
			t.Errorf("%s: %v, want %s", test.name, answer, test.code)
		}
	}
	page := submit(t, a.b, a.s.FrontendURL()+"/oauth/authorize", form("deny", "true", "asked", strings.SplitN(a.authorizeURL(), "?", 2)[1]))
	if page.URL.Query().Get("error") != "access_denied" {
		t.Errorf("denied: %s", page.URL)
	}
	if status, answer := oauthCall(t, a.s, "GET", "/oauth/userinfo", "oat_fake", nil); status != 401 || answer["error"] != "invalid_token" {
		t.Errorf("userinfo: %d %v", status, answer)
	}
}

// A public application has no secret, and cannot do without PKCE.
func TestPublicOAuthApplication(t *testing.T) {
	t.Parallel()
	a := newOAuthApp(t, `,"public":true`)
	page := get(t, a.b, a.authorizeURL("code_challenge", ""))
	if page.URL.Query().Get("error") != "invalid_request" {
		t.Errorf("without PKCE: %s", page.URL)
	}
	if status, answer := a.exchange("code", a.code()); status != http.StatusOK || answer["access_token"] == nil {
		t.Errorf("%d %v", status, answer)
	}
}

func TestOAuthDiscovery(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, path := range []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"} {
		status, found := oauthCall(t, s, "GET", path, "", nil)
		if status != http.StatusOK || found["token_endpoint"] != s.FrontendURL()+"/oauth/token" || found["issuer"] != "https://"+s.FrontendAPI() {
			t.Errorf("%s: %d %v", path, status, found)
		}
	}
	_, keys := oauthCall(t, s, "GET", "/.well-known/jwks.json", "", nil)
	if list, _ := keys["keys"].([]any); len(list) != 1 {
		t.Errorf("keys: %v", keys)
	}
}
