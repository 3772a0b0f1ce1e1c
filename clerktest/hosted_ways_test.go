package clerktest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (p *page) linkOf(path, body string) string {
	p.t.Helper()
	_, made := ask(p.t, p.s, "POST", "/v1"+path, body)
	address, _ := made["url"].(string)
	if address == "" {
		p.t.Fatalf("%s: %v", path, made)
	}
	return address
}

func submit(t *testing.T, b *clerktest.Browser, address string, values url.Values) *clerktest.Page {
	t.Helper()
	page, err := b.PostForm(address, values)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// The hosted pages take what the Frontend API takes, each in a browser of its own.
func TestHostedWays(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{
		Phone: clerktest.Optional, Username: clerktest.Optional, Social: []string{"google"}, SignUpMode: "public",
	}))
	const home = "http://localhost:8080/"
	s.CreateUser(clerktest.User{ID: "user_ada", Email: "ada@example.com", Phone: "+15555550100", Username: "countess", Password: "correct horse"})
	totp := s.CreateUser(clerktest.User{Email: "grace@example.com", Password: "correct horse", TOTPSecret: "JBSWY3DPEHPK3PXP", BackupCodes: []string{"fake-one"}}).ID
	org := s.CreateOrganization("Engines", s.CreateUser(clerktest.User{Email: "charles@example.com"}).ID)
	api := openPage(t, s)
	signIn, signUp := s.SignInURL(home), s.SignUpURL(home)
	link := func(path, body string) string {
		return api.linkOf(path, body) + "&redirect_url=" + url.QueryEscape(home)
	}
	for _, test := range []struct {
		name string
		walk func(b *clerktest.Browser) *clerktest.Page
		home bool // the walk ends at the application
		text string
	}{
		{"phone code", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, signIn, form("identifier", "+1 555 555 0100", "code", "424242", "method", "code"))
		}, true, ""},
		{"user name", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, signIn, form("identifier", "countess", "password", "correct horse"))
		}, true, ""},
		{"a password alone does not do", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, signIn, form("identifier", "grace@example.com", "password", "correct horse"))
		}, false, "Two-step verification"},
		{"wrong second factor", func(b *clerktest.Browser) *clerktest.Page {
			submit(t, b, signIn, form("identifier", "grace@example.com", "password", "correct horse"))
			return submit(t, b, s.FrontendURL()+"/second-factor", form("code", "12"))
		}, false, "Incorrect code"},
		{"second factor of nobody", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, s.FrontendURL()+"/second-factor", form("code", s.TOTPCode(totp)))
		}, false, "Sign in"},
		{"authenticator app", func(b *clerktest.Browser) *clerktest.Page {
			submit(t, b, signIn, form("identifier", "grace@example.com", "password", "correct horse"))
			return submit(t, b, s.FrontendURL()+"/second-factor", form("code", s.TOTPCode(totp), "redirect_url", home))
		}, true, ""},
		{"backup code", func(b *clerktest.Browser) *clerktest.Page {
			submit(t, b, signIn, form("identifier", "grace@example.com", "password", "correct horse"))
			return submit(t, b, s.FrontendURL()+"/second-factor", form("code", "fake-one", "redirect_url", home))
		}, true, ""},
		{"sign-in token", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, link("/sign_in_tokens", `{"user_id":"user_ada"}`))
		}, true, ""},
		{"no such ticket", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, signIn+"&__clerk_ticket=ticket_fake")
		}, false, "The ticket is invalid."},
		{"actor token", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, link("/actor_tokens", `{"user_id":"user_ada","actor":{"sub":"user_support"}}`))
		}, true, ""},
		{"organization invitation", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, link("/organizations/"+org.ID+"/invitations", `{"email_address":"ada@example.com","role":"org:member"}`))
		}, true, ""},
		{"invitation asks for a password", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, link("/invitations", `{"email_address":"mary@example.com"}`))
		}, false, `name="__clerk_ticket"`},
		{"invitation", func(b *clerktest.Browser) *clerktest.Page {
			_, ticket, _ := strings.Cut(api.linkOf("/invitations", `{"email_address":"ellen@example.com"}`), "?ticket=")
			return submit(t, b, signUp, form("__clerk_ticket", ticket, "password", "correct horse", "redirect_url", home))
		}, true, ""},
		{"sign-up with phone and user name", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, signUp, form("email_address", "joan@example.com", "phone_number", "+15555550177", "username", "joan", "password", "correct horse"))
		}, true, ""},
		{"sign-up without the optional ones", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, signUp, form("email_address", "rosa@example.com", "phone_number", "", "username", "", "password", "correct horse"))
		}, true, ""},
		{"provider, known address", func(b *clerktest.Browser) *clerktest.Page {
			page := get(t, b, s.FrontendURL()+"/oauth/start?strategy=oauth_google&redirect_url="+url.QueryEscape(home))
			return submit(t, b, s.FrontendURL()+"/oauth/provider", form("state", page.URL.Query().Get("state"), "email_address", "ada@example.com"))
		}, true, ""},
		{"provider, new address", func(b *clerktest.Browser) *clerktest.Page {
			page := get(t, b, s.FrontendURL()+"/oauth/start?strategy=oauth_google&redirect_url="+url.QueryEscape(home))
			return submit(t, b, s.FrontendURL()+"/oauth/provider", form("state", page.URL.Query().Get("state"), "email_address", "new@example.com"))
		}, true, ""},
		{"provider that is off", func(b *clerktest.Browser) *clerktest.Page {
			return get(t, b, s.FrontendURL()+"/oauth/start?strategy=oauth_github")
		}, false, "not enabled"},
		{"waitlist", func(b *clerktest.Browser) *clerktest.Page {
			return submit(t, b, s.FrontendURL()+"/waitlist", form("email_address", "wait@example.com"))
		}, false, "You are on the waitlist"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := s.NewBrowser(echo())
			b.Origin = strings.TrimSuffix(home, "/")
			b.Serve(b.Origin, echo())
			page := test.walk(b)
			if atHome := strings.HasPrefix(page.URL.String(), home); atHome != test.home || !strings.Contains(page.Body, test.text) {
				t.Fatalf("ended at %s (%d), want the application: %v, and %q in %s", page.URL, page.StatusCode, test.home, test.text, page.Body)
			}
			if account := get(t, b, s.FrontendURL()+"/"); strings.Contains(account.Body, "Nobody is signed in") == test.home {
				t.Errorf("signed in: %v, want %v", !test.home, test.home)
			}
		})
	}
}

// A provider's page answers to clerk-js as well: it comes back to the page
// that it named, and takes the sign-in over as a sign-up.
func TestProviderForClerkJS(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{Social: []string{"google"}}))
	p := openPage(t, s)
	const back = "http://localhost:8080/sso-callback"
	visit := func(a answer, step string, email string) *clerktest.Page {
		t.Helper()
		verification := at(a.Response, "first_factor_verification")
		if verification == nil {
			verification = at(a.Response, "verifications", "external_account")
		}
		address, _ := at(verification, "external_verification_redirect_url").(string)
		if address == "" || at(verification, "status") != "unverified" {
			t.Fatalf("%s: %v", step, a.Response)
		}
		b := s.NewBrowser(echo())
		b.Serve("http://localhost:8080", echo())
		provider := get(t, b, address)
		return submit(t, b, s.FrontendURL()+"/oauth/provider", form("state", provider.URL.Query().Get("state"), "email_address", email))
	}
	p.want("a stranger's address", p.send("POST", "/client/sign_ins", form("strategy", "oauth_google", "redirect_url", "https://evil.example/")), 422, "form_param_format_invalid")
	p.want("a provider that is off", p.send("POST", "/client/sign_ins", form("strategy", "oauth_github", "redirect_url", back)), 400, "oauth_provider_not_enabled")
	a := p.want("begin", p.send("POST", "/client/sign_ins", form("strategy", "oauth_google", "redirect_url", back)), 200, "")
	if page := visit(a, "begin", "ada@example.com"); !strings.HasPrefix(page.URL.String(), back) || page.StatusCode != http.StatusOK {
		t.Fatalf("came back to %s", page.URL)
	}
	a = p.want("nobody yet", p.send("GET", "/client", nil), 200, "")
	if at(a.Response, "sign_in", "first_factor_verification", "status") != "transferable" ||
		at(a.Response, "sign_in", "first_factor_verification", "error", "code") != "external_account_not_found" {
		t.Fatalf("nobody yet: %v", at(a.Response, "sign_in"))
	}
	a = p.want("transfer", p.send("POST", "/client/sign_ups", form("transfer", "true")), 200, "")
	if a.Response["status"] != "complete" || a.Response["email_address"] != "ada@example.com" {
		t.Fatalf("transfer: %v", a.Response)
	}
	p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")

	a = p.want("sign up again", p.send("POST", "/client/sign_ups", form("strategy", "oauth_google", "redirect_url", back)), 200, "")
	visit(answer{Response: map[string]any{"first_factor_verification": at(a.Response, "verifications", "external_account")}}, "sign up again", "ada@example.com")
	a = p.want("transfer", p.send("POST", "/client/sign_ins", form("transfer", "true")), 200, "")
	if a.Response["status"] != "complete" {
		t.Fatalf("transfer back: %v", a.Response)
	}
	p.want("nothing to transfer", p.send("POST", "/client/sign_ins", form("transfer", "true")), 400, "account_transfer_invalid")
}

func TestHostedMembershipRequired(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{MembershipRequired: true}))
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	b := s.NewBrowser(echo())
	b.Origin = "http://localhost:8080"
	b.Serve(b.Origin, echo())
	page := submit(t, b, s.SignInURL("http://localhost:8080/"), form("identifier", "ada@example.com", "password", "correct horse"))
	if !strings.Contains(page.Body, "Choose an organization") || strings.Contains(page.Body, "Personal account") {
		t.Fatalf("after signing in: %s", page.Body)
	}
	page = submit(t, b, s.OrganizationURL("http://localhost:8080/"), form("name", "Engines"))
	if page.URL.Host != "localhost:8080" {
		t.Fatalf("after choosing: %s", page.URL)
	}
}

// A link with a ticket leads to the page that it was made for, which is told
// what to do, or to the hosted ones.
func TestTicketLinks(t *testing.T) {
	t.Parallel()
	s := start(t)
	ada := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"}).ID
	org := s.CreateOrganization("Engines", s.CreateUser(clerktest.User{Email: "bob@example.com"}).ID).ID
	const welcome = clerktest.DefaultOrigin + "/welcome?a=b"
	redirect := `,"redirect_url":"` + welcome + `"`
	toOrganization := "/organizations/" + org + "/invitations"
	api := &page{t: t, s: s}
	for _, test := range []struct {
		name, path, body string
		signedIn         bool
		at, status       string
	}{
		{"somebody new", "/invitations", `{"email_address":"new@example.com"` + redirect + `}`, false, "/welcome", "sign_up"},
		{"somebody new, no page named", "/invitations", `{"email_address":"newer@example.com"}`, false, "/sign-up", "sign_up"},
		{"somebody known", toOrganization, `{"email_address":"ada@example.com","role":"org:member"` + redirect + `}`, false, "/welcome", "sign_in"},
		{"a sign-in token", "/sign_in_tokens", `{"user_id":"` + ada + `"}`, false, "/", ""},
		{"somebody signed in", toOrganization, `{"email_address":"ada@example.com","role":"org:member"` + redirect + `}`, true, "/welcome", "complete"},
	} {
		b := s.NewBrowser(echo())
		if test.signedIn {
			if _, err := b.SignIn("ada@example.com", "correct horse"); err != nil {
				t.Fatal(err)
			}
			_, pending := ask(t, s, "GET", "/v1"+toOrganization+"?status=pending", "")
			_, answer := ask(t, s, "POST", "/v1"+toOrganization+"/"+dig(pending, "data.0.id").(string)+"/revoke", "")
			if gone := get(t, b, dig(answer, "url").(string)); !strings.Contains(gone.Body, "revoked") {
				t.Errorf("a revoked link leads to %s: %s", gone.URL, gone.Body)
			}
		}
		link := api.linkOf(test.path, test.body)
		page := get(t, b, link)
		_, ticket, _ := strings.Cut(link, "/v1/tickets/accept?ticket=")
		query := page.URL.Query()
		if page.URL.Path != test.at || query.Get("__clerk_status") != test.status || test.status != "" && query.Get("__clerk_ticket") != ticket {
			t.Errorf("%s: at %s, want %s with %q", test.name, page.URL, test.at, test.status)
		}
		if test.at == "/welcome" && query.Get("a") != "b" {
			t.Errorf("%s: the address has lost its query: %s", test.name, page.URL)
		}
	}
	if _, members := ask(t, s, "GET", "/v1/organizations/"+org+"/memberships?user_id="+ada, ""); dig(members, "total_count") != 1.0 {
		t.Errorf("who is signed in joins at once: %v", members)
	}
}
