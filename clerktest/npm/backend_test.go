package npm

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const origin = "http://localhost:8080"

// TestClerkBackend asks every method of @clerk/backend.
func TestClerkBackend(t *testing.T) {
	facts, err := json.Marshal(prepare(t))
	if err != nil {
		t.Fatal(err)
	}
	out, err := node(t, "backend.mjs", map[string]string{"CLERKTEST_FACTS": string(facts)}).CombinedOutput()
	t.Logf("\n%s", out)
	if err != nil {
		t.Error(err)
	}
}

// prepare makes what the Backend API cannot make, and says where it is.
func prepare(t *testing.T) map[string]any {
	dev, prod := clerktest.NewServer(), clerktest.NewServer(clerktest.Config{Production: true})
	t.Cleanup(dev.Close)
	t.Cleanup(prod.Close)
	u := dev.CreateUser(clerktest.User{
		Email: "facts@example.com", Username: "facts", Passkeys: []string{"laptop"}, Web3Wallet: "0x" + strings.Repeat("ab", 20),
		ExternalAccounts: []clerktest.ExternalAccount{{Provider: "google"}},
	})
	org := dev.CreateOrganization("Facts", u.ID)
	dev.AddPlan(clerktest.Plan{Slug: "pro", Amount: 1000})
	dev.AddPlan(clerktest.Plan{Slug: "trial", Amount: 1000, FreeTrialDays: 14})
	dev.AddPlan(clerktest.Plan{Slug: "team", ForOrganizations: true, Default: true})
	dev.Subscribe(u.ID, "pro")
	other := dev.CreateUser(clerktest.User{Email: "other@example.com"})
	machine, _ := dev.NewMachine("facts")
	client, err := backendapi.New(backendapi.Options{SecretKey: dev.SecretKey(), APIURL: dev.BackendURL()})
	if err != nil {
		t.Fatal(err)
	}
	app, err := client.OAuthApplications.Create(t.Context(), backendapi.CreateOAuthApplicationParams{Name: "Facts"})
	if err != nil {
		t.Fatal(err)
	}
	session, err := client.Sessions.CreateSession(t.Context(), backendapi.CreateSessionParams{UserID: u.ID})
	if err != nil {
		t.Fatal(err)
	}
	page, err := http.NewRequestWithContext(t.Context(), http.MethodGet, origin+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	dev.SignIn(page, u.ID)
	cookie, err := page.Cookie("__clerk_db_jwt")
	if err != nil {
		t.Fatal(err)
	}
	browser := "__clerk_db_jwt=" + url.QueryEscape(cookie.Value)
	shake, _ := ask(t, http.MethodGet, dev.FrontendURL()+"/v1/client/handshake?format=nonce&redirect_url="+url.QueryEscape(origin+"/")+"&"+browser, "")
	location, err := url.Parse(shake.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	_, signUp := ask(t, http.MethodPost, dev.FrontendURL()+"/v1/client/sign_ups?"+browser, "email_address=new-js@example.com")
	return map[string]any{
		"secretKey": dev.SecretKey(), "apiUrl": dev.BackendURL(), "frontendUrl": dev.FrontendURL(), "origin": origin,
		"production": map[string]string{"secretKey": prod.SecretKey(), "apiUrl": prod.BackendURL()},
		"user":       u.ID, "org": org.ID, "other": other.ID, "passkey": u.Passkeys[0].ID, "wallet": u.Web3Wallets[0].ID,
		"account": u.ExternalAccounts[0].ID, "machine": machine, "trial": dev.Subscribe(other.ID, "trial"),
		"application": app.ID, "oauthToken": dev.OAuthToken(u.ID, clerktest.ClientID(app.ClientID)),
		"session": session.ID, "expired": dev.SessionToken(u.ID, clerktest.InSession(session.ID), clerktest.Expired()),
		"nonce": location.Query().Get("__clerk_handshake_nonce"), "signUp": signUp,
	}
}

// ask asks the Frontend API; the id is that of the object in the answer.
func ask(t *testing.T, method, address, form string) (header http.Header, id string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Response struct{ ID string } }
	_ = json.NewDecoder(res.Body).Decode(&answer) // a redirect has no body
	return res.Header, answer.Response.ID
}
