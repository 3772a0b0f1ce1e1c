package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
	"github.com/clerkfiber/clerkfiber/examples/box/boxtest"
)

func open(t *testing.T) (clerk *box.Box, app *fiber.App, second string) {
	t.Helper()
	clerk = box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	second = stage(clerk)
	return clerk, newApp(clerkfiber.Options{Environment: clerk.Env}), second
}

func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	clerk, app, second := open(t)
	in := func(user, organization string) string {
		return clerk.Server.SessionToken(user, clerktest.InOrganization(clerktest.Organization{ID: organization}))
	}
	admin, analyst, elsewhere := in(clerk.AdaID, clerk.OrganizationID), in(clerk.GraceID, clerk.OrganizationID), in(clerk.AdaID, second)

	for _, tc := range []struct {
		name, method, path, token, form string
		status                          int
		body                            string
	}{
		{"an admin looks", "GET", "/orgs/analytical-engines", admin, "", 200, `"role":"org:admin"`},
		{"nobody", "GET", "/orgs/analytical-engines", "", "", 401, ""},
		{"a member of another", "GET", "/orgs/analytical-engines/members", elsewhere, "", 404, ""},
		{"no organization is active", "GET", "/orgs/analytical-engines", clerk.Server.SessionToken(clerk.AdaID), "", 404, ""},
		{"who is there", "GET", "/orgs/analytical-engines/members", analyst, "", 200, `"` + box.Grace + `":"org:analyst"`},
		{"with the permission and the plan", "GET", "/orgs/analytical-engines/reports", analyst, "", 200, "all is well"},
		{"without the permission", "GET", "/orgs/analytical-engines/reports", admin, "", 403, ""},
		{"without the plan", "GET", "/orgs/difference-engines/reports", elsewhere, "", 403, ""},
		{"an admin invites", "POST", "/orgs/analytical-engines/invitations", admin, "email=new@example.com", 201, `"status":"pending"`},
		{"twice", "POST", "/orgs/analytical-engines/invitations", admin, "email=new@example.com", 409, "already"},
		{"a member", "POST", "/orgs/analytical-engines/invitations", admin, "email=" + box.Grace, 409, "already"},
		{"nonsense", "POST", "/orgs/analytical-engines/invitations", admin, "email=nonsense", 422, "no e-mail address"},
		{"an analyst does not invite", "POST", "/orgs/analytical-engines/invitations", analyst, "email=friend@example.com", 403, ""},
		{"nor an admin of another", "POST", "/orgs/analytical-engines/invitations", elsewhere, "email=friend@example.com", 404, ""},
	} {
		req := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.form))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if tc.token != "" {
			req.Header.Set("Authorization", "Bearer "+tc.token)
		}
		res, text := boxtest.Ask(t, app.Test, req, -1)
		if res.StatusCode != tc.status || !strings.Contains(text, tc.body) {
			t.Errorf("%s: %d %s, want %d %s", tc.name, res.StatusCode, text, tc.status, tc.body)
		}
	}
}

// A browser goes from one organization's page to another's by their addresses.
func TestSwitching(t *testing.T) {
	t.Parallel()
	clerk, app, _ := open(t)
	b := clerk.Server.NewBrowser(app)
	page, err := b.Get("/orgs/difference-engines/")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.SubmitSignIn(page, box.Ada, box.Password); err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"difference-engines", "analytical-engines", "difference-engines"} {
		if page, err = b.Get("/orgs/" + slug + "/"); err != nil {
			t.Fatal(err)
		}
		if page.StatusCode != http.StatusOK || !strings.Contains(page.Body, `"organization":"`+slug+`"`) {
			t.Errorf("%s: %d %s", slug, page.StatusCode, page.Body)
		}
	}
	page, err = b.Get("/orgs/somebody-elses/")
	if err != nil || page.StatusCode != http.StatusNotFound {
		t.Errorf("an organization that is not theirs: %+v, %v", page, err)
	}
}
