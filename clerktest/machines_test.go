package clerktest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

func clerkfiberClient(s *clerktest.Server) (*backendapi.Client, error) {
	return backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: s.BackendURL()})
}

func TestMachineTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
	machine, _ := s.NewMachine("worker")
	scopes := clerktest.Scopes("read", "write")
	for _, test := range []struct {
		name    string
		token   string
		kind    string
		subject string
		reason  string
	}{
		{"API key", s.APIKey("user_1", scopes, clerktest.Named("ci")), "api_key", "user_1", ""},
		{"API key of an organization", s.APIKey("org_1"), "api_key", "org_1", ""},
		{"API key, revoked", s.APIKey("user_1", clerktest.Revoked()), "api_key", "", "token-invalid"},
		{"API key, expired", s.APIKey("user_1", clerktest.ExpiresIn(-time.Second)), "api_key", "", "token-invalid"},
		{"API key, unknown", "ak_fakeunknown", "api_key", "", "token-invalid"},
		{"M2M token", s.M2MToken(machine, scopes), "m2m_token", machine, ""},
		{"M2M token, revoked", s.M2MToken(machine, clerktest.Revoked()), "m2m_token", "", "token-invalid"},
		{"M2M token, JWT", s.M2MToken(machine, clerktest.AsJWT(), scopes), "m2m_token", machine, ""},
		{"M2M token, JWT, expired", s.M2MToken(machine, clerktest.AsJWT(), clerktest.ExpiresIn(-time.Minute)), "m2m_token", "", "token-verification-failed"},
		{"M2M token, JWT, forged", s.M2MToken(machine, clerktest.SignedByStranger()), "m2m_token", "", "token-verification-failed"},
		{"OAuth token", s.OAuthToken("user_1", scopes, clerktest.ClientID("client_1")), "oauth_token", "user_1", ""},
		{"OAuth token, expired", s.OAuthToken("user_1", clerktest.ExpiresIn(-time.Second)), "oauth_token", "", "token-invalid"},
		{"OAuth token, JWT", s.OAuthToken("user_1", clerktest.AsJWT(), scopes, clerktest.ClientID("client_1")), "oauth_token", "user_1", ""},
		{"OAuth token, JWT, forged", s.OAuthToken("user_1", clerktest.SignedByStranger()), "oauth_token", "", "token-verification-failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := look(t, app, test.token)
			if got.TokenType != test.kind || got.Subject != test.subject || got.Reason != test.reason {
				t.Errorf("%+v, want kind %q, subject %q, reason %q", got, test.kind, test.subject, test.reason)
			}
		})
	}
	if got := look(t, app, s.APIKey("user_1", scopes, clerktest.Named("ci"))); !slices.Equal(got.Scopes, []string{"read", "write"}) || got.Name != "ci" {
		t.Errorf("API key: %+v", got)
	}
	if got := look(t, app, s.OAuthToken("user_1", clerktest.AsJWT(), clerktest.ClientID("client_1"))); got.Client != "client_1" {
		t.Errorf("OAuth token: %+v", got)
	}
}

// Machine tokens made through the Backend API are those that it verifies.
func TestMachineTokensThroughTheBackendAPI(t *testing.T) {
	t.Parallel()
	s := start(t)
	client, err := clerkfiberClient(s)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	receiver, err := client.Machines.Create(ctx, backendapi.CreateMachineParams{Name: "receiver"})
	if err != nil {
		t.Fatal(err)
	}
	sender, err := client.Machines.Create(ctx, backendapi.CreateMachineParams{Name: "sender", ScopedMachines: []string{receiver.ID}})
	if err != nil {
		t.Fatal(err)
	}
	keyOf := func(id string) string {
		key, err := client.Machines.GetSecretKey(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return key.Secret
	}
	token, err := client.M2M.CreateToken(ctx, backendapi.CreateM2MTokenParams{MachineSecretKey: keyOf(sender.ID)})
	if err != nil || token.Subject != sender.ID {
		t.Fatalf("created %+v, %v", token, err)
	}
	if token.Token == nil {
		t.Fatal("the created token has no secret")
	}
	secret := *token.Token
	verified, err := client.M2M.Verify(ctx, backendapi.VerifyM2MTokenParams{Token: secret, MachineSecretKey: keyOf(receiver.ID)})
	if err != nil || verified.ID != token.ID {
		t.Errorf("verified by the receiver: %+v, %v", verified, err)
	}
	if _, err := client.M2M.Verify(ctx, backendapi.VerifyM2MTokenParams{Token: secret, MachineSecretKey: keyOf(sender.ID)}); err == nil {
		t.Error("a machine outside the token's scopes verified it")
	}
	if _, err := client.M2M.RevokeToken(ctx, backendapi.RevokeM2MTokenParams{M2MTokenID: token.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.M2M.Verify(ctx, backendapi.VerifyM2MTokenParams{Token: secret}); err == nil {
		t.Error("a revoked token was verified")
	}

	key, err := client.APIKeys.Create(ctx, backendapi.CreateAPIKeyParams{Name: "deploy", Subject: "user_1", Scopes: []string{"read"}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := client.APIKeys.List(ctx, backendapi.ListAPIKeysParams{Subject: "user_1"})
	if err != nil || list.TotalCount != 1 || list.Data[0].ID != key.ID {
		t.Errorf("listed %+v, %v", list, err)
	}
	if key.Secret == nil {
		t.Fatal("the created key has no secret")
	}
	apiKeySecret := *key.Secret
	if verified, err := client.APIKeys.Verify(ctx, apiKeySecret); err != nil || verified.ID != key.ID {
		t.Errorf("verified %+v, %v", verified, err)
	}
	if _, err := client.APIKeys.Delete(ctx, key.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := client.APIKeys.Verify(ctx, apiKeySecret); err == nil {
		t.Error("a deleted key was verified")
	}
}

func TestSignWebhook(t *testing.T) {
	t.Parallel()
	s, other := start(t), start(t)
	body := []byte(`{"type":"user.created","object":"event","data":{"id":"user_1"}}`)
	options := webhooks.Options{SigningSecret: s.WebhookSecret()}
	event, err := webhooks.Verify(body, s.SignWebhook(body), options)
	if err != nil || event.Type != "user.created" {
		t.Fatalf("%+v, %v", event, err)
	}
	now := time.Now()
	for name, sign := range map[string]func() error{
		"another body":     func() error { _, err := webhooks.Verify(append(body, ' '), s.SignWebhook(body), options); return err },
		"another instance": func() error { _, err := webhooks.Verify(body, other.SignWebhook(body), options); return err },
		"too old": func() error {
			_, err := webhooks.Verify(body, s.SignWebhookAt(body, "msg_1", now.Add(-time.Hour)), options)
			return err
		},
	} {
		if err := sign(); err == nil {
			t.Errorf("%s: verified", name)
		}
	}
}
