package clerktest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// shake asks for a handshake as an application's redirect does.
func shake(t *testing.T, s *clerktest.Server, query url.Values) (*http.Response, *url.URL) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.FrontendURL()+"/v1/client/handshake?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	location, err := res.Location()
	if err != nil {
		location = &url.URL{}
	}
	return res, location
}

func TestHandshakeOfANewVisitor(t *testing.T) {
	t.Parallel()
	s := start(t)
	res, location := shake(t, s, url.Values{"redirect_url": {"http://localhost:8080/a?b=c"}, "format": {"nonce"}})
	if res.StatusCode != http.StatusTemporaryRedirect || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d, Cache-Control %q", res.StatusCode, res.Header.Get("Cache-Control"))
	}
	if !strings.HasPrefix(location.String(), "http://localhost:8080/a?b=c&__clerk_handshake_nonce=nonce_") {
		t.Fatalf("leads to %s", location)
	}
	path := "/v1/clients/handshake_payload?nonce=" + location.Query().Get("__clerk_handshake_nonce")
	status, payload := ask(t, s, "GET", path, "")
	directives, _ := json.Marshal(payload["directives"])
	for _, want := range []string{
		"__session=;", "__session_" + s.CookieSuffix() + "=;", "__client_uat=0;", "__client_uat_" + s.CookieSuffix() + "=0;",
		"__clerk_db_jwt=dvb_", "__clerk_db_jwt_" + s.CookieSuffix() + "=dvb_",
	} {
		if status != http.StatusOK || !strings.Contains(string(directives), `"`+want) {
			t.Errorf("%d, no directive %s in %s", status, want, directives)
		}
	}
	if status, answer := ask(t, s, "GET", path, ""); status != http.StatusNotFound {
		t.Errorf("a nonce was taken twice: %d %v", status, answer)
	}
}

func TestHandshakeTargets(t *testing.T) {
	t.Parallel()
	dev := start(t)
	prod := start(t, clerktest.Config{Production: true, AllowedOrigins: []string{"https://satellite.test"}})
	for _, test := range []struct {
		name   string
		s      *clerktest.Server
		target string
		status int
	}{
		{"loopback", dev, "http://localhost:8080/", 307},
		{"development, anywhere", dev, "https://preview.example.com/", 307},
		{"nowhere", dev, "", 400},
		{"a path", dev, "/x", 400},
		{"a script", dev, "javascript:alert(1)", 400},
		{"production, its domain", prod, "https://www." + prod.Domain() + "/", 307},
		{"production, configured", prod, "https://satellite.test/", 307},
		{"production, loopback", prod, "http://localhost:8080/", 307},
		{"production, elsewhere", prod, "https://evil.example/", 400},
	} {
		if res, location := shake(t, test.s, url.Values{"redirect_url": {test.target}}); res.StatusCode != test.status {
			t.Errorf("%s: %d to %s, want %d", test.name, res.StatusCode, location, test.status)
		}
	}
}

// Each way in which a refresh is refused says so: the handshake takes over.
func TestRefusedRefreshes(t *testing.T) {
	t.Parallel()
	s := start(t)
	token := s.SessionToken("user_1", clerktest.Expired())
	id := look(t, observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}), s.SessionToken("user_1")).Session
	body := func(fields map[string]string) string {
		text, _ := json.Marshal(fields)
		return string(text)
	}
	const origin = "http://localhost:8080"
	for _, test := range []struct {
		name    string
		session string
		fields  map[string]string
		status  int
		code    string
	}{
		{"nothing", id, map[string]string{}, 422, "form_param_missing"},
		{"no refresh token", id, map[string]string{"expired_token": token, "request_origin": origin}, 422, "form_param_missing"},
		{"another's", id, map[string]string{"expired_token": token, "refresh_token": "fake", "request_origin": origin}, 401, "refresh_token_not_found"},
		{"no session", "sess_none", map[string]string{"expired_token": token, "refresh_token": "fake", "request_origin": origin}, 401, "session_refresh_session_not_found"},
	} {
		status, answer := ask(t, s, "POST", "/v1/sessions/"+test.session+"/refresh", body(test.fields))
		if status != test.status || dig(answer, "errors.0.code") != test.code {
			t.Errorf("%s: %d %v", test.name, status, answer)
		}
	}
}

// A satellite in production, on a domain of its own, is signed in by way of
// the primary domain.
func TestProductionSatellite(t *testing.T) {
	t.Parallel()
	s := start(t, clerktest.Config{Production: true, AllowedOrigins: []string{"https://satellite.test"}})
	user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	b := s.NewBrowser(appOf(t, s))
	b.Serve("https://satellite.test", appOf(t, s, func(o *clerkfiber.Options) {
		o.IsSatellite, o.Domain, o.SignInURL = true, "satellite.test", "https://"+s.Domain()+"/sign-in"
		o.SatelliteAutoSync = true
	}))
	page, err := b.Get("https://satellite.test/first")
	wantBody(t, "nobody", page, err, "user= org=")
	page, err = b.SignIn("ada@example.com", "correct horse")
	wantBody(t, "signed in on the primary domain", page, err, "user="+user.ID+" org=")
	page, err = b.Get("https://satellite.test/?__clerk_synced=false")
	wantBody(t, "the satellite", page, err, "user="+user.ID+" org=")
	page, err = b.Get("https://satellite.test/again")
	wantBody(t, "the satellite, again", page, err, "user="+user.ID+" org=")
	if page.Handshakes != 0 {
		t.Errorf("again: %d handshakes", page.Handshakes)
	}
}

// A satellite in development is signed in by way of the primary application.
func TestDevelopmentSatellite(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	b := s.NewBrowser(appOf(t, s))
	b.Serve("http://satellite.localhost:8081", appOf(t, s, func(o *clerkfiber.Options) {
		o.IsSatellite, o.Domain, o.SignInURL = true, "satellite.localhost:8081", "http://localhost:8080/sign-in"
		o.SatelliteAutoSync = true
	}))
	get(t, b, "/")
	page, err := b.SignIn("ada@example.com", "correct horse")
	wantBody(t, "signed in on the primary", page, err, "user="+user.ID+" org=")
	page, err = b.Get("http://satellite.localhost:8081/page")
	wantBody(t, "the satellite", page, err, "user="+user.ID+" org=")
}
