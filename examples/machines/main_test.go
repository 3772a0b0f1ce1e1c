package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

func ask(t *testing.T, app *fiber.App, method, path, token, form string) (status int, body string) {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(form))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, text := boxtest.Ask(t, app.Test, req, -1)
	return res.StatusCode, text
}

func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	reporter, _ := clerk.Server.NewMachine("reporter")
	other, _ := clerk.Server.NewMachine("other")
	s := service{reporter: reporter}
	app := s.newApp(clerkfiber.Options{Environment: clerk.Env})

	session := clerk.Server.SessionToken(clerk.AdaID)
	reads := clerk.Server.APIKey(clerk.AdaID, clerktest.Scopes(canRead))
	writes := clerk.Server.APIKey(clerk.AdaID, clerktest.Scopes(canWrite))
	grant := clerk.Server.OAuthToken(clerk.GraceID, clerktest.Scopes(canWrite), clerktest.AsJWT())

	for _, tc := range []struct {
		name, method, path, token string
		status                    int
		body                      string
	}{
		{"a person makes a key", "POST", "/keys", session, 201, `"secret":"ak_`},
		{"a key makes no key", "POST", "/keys", writes, 401, "Unauthorized"},
		{"nobody writes", "POST", "/measurements", "", 401, ""},
		{"a key with the scope writes", "POST", "/measurements", writes, 201, `{"by":"` + clerk.AdaID + `","with":"api_key"`},
		{"a key without it", "POST", "/measurements", reads, 403, ""},
		{"an OAuth token with the scope", "POST", "/measurements", grant, 201, `{"by":"` + clerk.GraceID + `","with":"oauth_token"`},
		{"a session is not taken", "POST", "/measurements", session, 401, ""},
		{"nor is a service", "POST", "/measurements", clerk.Server.M2MToken(reporter), 401, ""},
		{"a revoked key", "POST", "/measurements", clerk.Server.APIKey(clerk.AdaID, clerktest.Scopes(canWrite), clerktest.Revoked()), 401, ""},
		{"a session reads its own", "GET", "/measurements", session, 200, clerk.AdaID},
		{"so does a key that may", "GET", "/measurements", reads, 200, clerk.AdaID},
		{"and not one that may not", "GET", "/measurements", writes, 403, ""},
		{"the reporter", "GET", "/report", clerk.Server.M2MToken(reporter), 200, clerk.GraceID},
		{"the reporter, by a JWT", "GET", "/report", clerk.Server.M2MToken(reporter, clerktest.AsJWT()), 200, clerk.GraceID},
		{"another service", "GET", "/report", clerk.Server.M2MToken(other), 403, ""},
		{"a forged service", "GET", "/report", clerk.Server.M2MToken(reporter, clerktest.SignedByStranger()), 401, ""},
		{"a person", "GET", "/report", session, 401, ""},
	} {
		status, body := ask(t, app, tc.method, tc.path, tc.token, "name=thermometer&celsius=21.5")
		if status != tc.status || !strings.Contains(body, tc.body) {
			t.Errorf("%s: %d %s, want %d %s", tc.name, status, body, tc.status, tc.body)
		}
	}
	if _, body := ask(t, app, "GET", "/measurements", session, ""); strings.Contains(body, clerk.GraceID) {
		t.Errorf("Ada reads what is Grace's: %s", body)
	}
}

// A key works until its owner revokes it, and is nobody else's to revoke.
func TestAKeysLife(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	app := new(service).newApp(clerkfiber.Options{Environment: clerk.Env})
	ada, grace := clerk.Server.SessionToken(clerk.AdaID), clerk.Server.SessionToken(clerk.GraceID)

	status, body := ask(t, app, "POST", "/keys", ada, "name=thermometer")
	var key struct{ ID, Secret string }
	if err := json.Unmarshal([]byte(body), &key); err != nil || status != http.StatusCreated {
		t.Fatal(status, body, err)
	}
	for _, step := range []struct {
		name, method, path, token string
		status                    int
	}{
		{"somebody else revokes it", "DELETE", "/keys/" + key.ID, grace, 404},
		{"its owner does", "DELETE", "/keys/" + key.ID, ada, 204},
		{"used for the first time after that", "POST", "/measurements", key.Secret, 401},
		{"a key that never was", "DELETE", "/keys/ak_fake", ada, 404},
	} {
		if status, body := ask(t, app, step.method, step.path, step.token, "celsius=3"); status != step.status {
			t.Errorf("%s: %d %s, want %d", step.name, status, body, step.status)
		}
	}
}

// The other side: how a service makes the token that it calls this one with.
func TestAServiceMakesItsToken(t *testing.T) {
	t.Parallel()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	reporter, secret := clerk.Server.NewMachine("reporter")
	client, err := backendapi.New(backendapi.Options{MachineSecretKey: secret, APIURL: clerk.Server.BackendURL()})
	if err != nil {
		t.Fatal(err)
	}
	token, err := client.M2M.CreateToken(t.Context(), backendapi.CreateM2MTokenParams{SecondsUntilExpiration: backendapi.Set(int64(60))})
	if err != nil {
		t.Fatal(err)
	}
	s := service{reporter: reporter}
	if status, body := ask(t, s.newApp(clerkfiber.Options{Environment: clerk.Env}), "GET", "/report", *token.Token, ""); status != 200 {
		t.Errorf("%d %s", status, body)
	}
}
