package clerktest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// The consent page is the application's own: clerk-js fills it, and its form
// goes to the Frontend API, which sends the visitor on.
func TestConsentOnAnotherPage(t *testing.T) {
	t.Parallel()
	a := newOAuthApp(t, "")
	p := openPage(t, a.s)
	info := "/me/oauth/consent/" + a.client
	p.want("nobody", p.send("GET", info, nil), 401, "authentication_invalid")
	p.signIn("ada@example.com", "correct horse")
	p.want("unknown", p.send("GET", "/me/oauth/consent/fake", nil), 404, "resource_not_found")
	p.want("a scope that it has not", p.send("GET", info+"?scope=private_metadata", nil), 422, "form_param_value_invalid")
	shown := p.want("info", p.send("GET", info+"?scope=openid+email&redirect_uri="+url.QueryEscape(callback), nil), 200, "").Response
	if shown["oauth_application_name"] != "Reports" || shown["redirect_domain"] != "localhost" || len(shown["scopes"].([]any)) != 2 ||
		dig(shown, "scopes.1.scope") != "email" || dig(shown, "scopes.1.requires_consent") != true {
		t.Errorf("info: %v", shown)
	}

	send := func(pairs ...string) url.Values {
		t.Helper()
		values := form("consented", "true", "redirect_uri", callback, "response_type", "code", "scope", "openid email", "state", "fake-state",
			"code_challenge", challengeOf(verifier), "code_challenge_method", "S256")
		for i := 0; i < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		page := submit(t, a.b, a.s.FrontendURL()+"/v1"+info+"?__clerk_db_jwt="+p.devBrowser, values)
		if !strings.HasPrefix(page.URL.String(), callback) {
			t.Fatalf("%v: at %s, %s", pairs, page.URL, page.Body)
		}
		return page.URL.Query()
	}
	back := send()
	status, tokens := a.exchange("code", back.Get("code"))
	if status != http.StatusOK || tokens["scope"] != "openid email" || back.Get("state") != "fake-state" {
		t.Errorf("%v, then %d %v", back, status, tokens)
	}
	for _, test := range []struct{ field, value, code string }{
		{"consented", "false", "access_denied"},
		{"scope", "private_metadata", "invalid_scope"},
		{"response_type", "token", "unsupported_response_type"},
	} {
		if back := send(test.field, test.value); back.Get("error") != test.code || back.Has("code") {
			t.Errorf("%s=%s: %v, want %s", test.field, test.value, back, test.code)
		}
	}
	p.want("a stranger's address", p.send("POST", info, form("consented", "true", "redirect_uri", "https://evil.example/")), 400, "oauth_authorize_request_error")
}
