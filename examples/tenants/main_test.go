package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

func TestEachHostItsOwnClerk(t *testing.T) {
	t.Parallel()
	acme, globex := box.Open(clerktest.Config{}), box.Open(clerktest.Config{})
	t.Cleanup(acme.Server.Close)
	t.Cleanup(globex.Server.Close)
	r := new(registry)
	r.add("acme.localhost", clerkfiber.Options{Environment: acme.Env})
	r.add("globex.localhost", clerkfiber.Options{Environment: globex.Env})
	app := newApp(r)
	// The same id at both: what is one's must not be the other's.
	const same = "user_same"
	acme.Server.CreateUser(clerktest.User{ID: same, FirstName: "Al"})
	globex.Server.CreateUser(clerktest.User{ID: same, FirstName: "Gil"})
	al, gil := acme.Server.SessionToken(same), globex.Server.SessionToken(same)

	for _, tc := range []struct {
		name, host, forwarded, method, path, token string
		status                                     int
		body                                       string
	}{
		{"everybody", "acme.localhost", "", "GET", "/", "", 200, "This is acme.localhost"},
		{"with a port, in capitals", "ACME.localhost:8080", "", "GET", "/", "", 200, "This is acme.localhost"},
		{"acme's user", "acme.localhost", "", "GET", "/whoami", al, 200, `"firstName":"Al"`},
		{"globex's user", "globex.localhost", "", "GET", "/whoami", gil, 200, `"firstName":"Gil"`},
		{"acme's user at globex", "globex.localhost", "", "GET", "/whoami", al, 401, "Unauthorized"},
		{"a host that a stranger names", "globex.localhost", "acme.localhost", "GET", "/whoami", al, 401, "Unauthorized"},
		{"acme's user writes", "acme.localhost", "", "POST", "/notes", al, 201, ""},
		{"acme's user reads", "acme.localhost", "", "GET", "/notes", al, 200, `["of Al"]`},
		{"globex's does not", "globex.localhost", "", "GET", "/notes", gil, 200, "null"},
		{"nobody's host", "initech.localhost", "", "GET", "/", "", 404, "There is nothing at this address."},
	} {
		req := httptest.NewRequest(tc.method, tc.path, strings.NewReader("of Al"))
		req.Host = tc.host
		if tc.forwarded != "" {
			req.Header.Set("X-Forwarded-Host", tc.forwarded)
		}
		if tc.token != "" {
			req.Header.Set("Authorization", "Bearer "+tc.token)
		}
		res, text := boxtest.Ask(t, app.Test, req, -1)
		if res.StatusCode != tc.status || !strings.Contains(text, tc.body) {
			t.Errorf("%s: %d %s, want %d %s", tc.name, res.StatusCode, text, tc.status, tc.body)
		}
	}
}

func TestTheFileOfTenants(t *testing.T) {
	t.Parallel()
	const right = `{"Acme.example": {"publishableKey": "pk_test_ZmFrZS5jbGVyay5hY2NvdW50cy5kZXYk", "secretKey": "sk_test_fake"}}`
	for name, tc := range map[string]struct{ text, says string }{
		"right":       {right, ""},
		"a wrong key": {strings.Replace(right, "sk_test", "pk_test", 1), "Acme.example"},
		"no key":      {`{"acme.example": {}}`, "acme.example"},
		"no JSON":     {`acme`, "tenants.json"},
	} {
		file := filepath.Join(t.TempDir(), "tenants.json")
		if err := os.WriteFile(file, []byte(tc.text), 0o600); err != nil {
			t.Fatal(err)
		}
		r := new(registry)
		err := r.load(file)
		if tc.says == "" {
			if _, known := r.byHost["acme.example"]; err != nil || !known {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want %q", name, err, tc.says)
		}
	}
}
