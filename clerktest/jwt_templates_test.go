package clerktest_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A template's shortcodes are filled in; one that stands alone keeps its type.
func TestJWTTemplates(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{
		Email: "ada@example.com", FirstName: "Ada", PublicMetadata: map[string]any{"team": map[string]any{"floor": 2}},
	}).ID
	org := s.CreateOrganization("Acme", user)
	body := `{"name":"all","lifetime":120,"claims":{
		"id":"{{user.id}}","hello":"Hello {{user.first_name}}, of {{ org.slug }}","banned":"{{user.banned}}","floor":"{{user.public_metadata.team.floor}}",
		"last":"{{user.last_name || 'nobody'}}","none":"{{user.nothing}}","deep":{"roles":["{{org.role}}"]},"secret":"{{user.private_metadata.x}}"}}`
	if status, answer := ask(t, s, "POST", "/v1/jwt_templates", body); status != 200 {
		t.Fatal(status, answer)
	}
	_, session := ask(t, s, "POST", "/v1/sessions", `{"user_id":"`+user+`","active_organization_id":"`+org.ID+`"}`)
	_, token := ask(t, s, "POST", "/v1/sessions/"+fmt.Sprint(session["id"])+"/tokens/all", "")
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(fmt.Sprint(token["jwt"]), ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	for claim, want := range map[string]any{
		"id": user, "hello": "Hello Ada, of acme", "banned": false, "floor": 2.0, "last": "nobody", "none": nil,
		"deep": map[string]any{"roles": []any{"org:admin"}}, "secret": nil, "sub": user, "sid": nil,
	} {
		if fmt.Sprint(claims[claim]) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", claim, claims[claim], want)
		}
	}
	if claims["exp"].(float64)-claims["iat"].(float64) != 120 {
		t.Errorf("it lives from %v to %v, want 120 s", claims["iat"], claims["exp"])
	}
}

func TestEnv(t *testing.T) {
	t.Parallel()
	s := start(t)
	env := s.Env()
	for name, want := range map[string]string{
		"CLERK_PUBLISHABLE_KEY": s.PublishableKey(), "CLERK_SECRET_KEY": s.SecretKey(), "CLERK_API_URL": s.BackendURL(),
		"CLERK_FAPI_URL": s.FrontendURL(), "CLERK_WEBHOOK_SIGNING_SECRET": s.WebhookSecret(),
	} {
		if env[name] != want {
			t.Errorf("%s is %q, want %q", name, env[name], want)
		}
	}
}
