package browsertest

import (
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// With keys in the environment the program talks to a Clerk elsewhere: here
// one of the test's, whose Frontend API the browser finds under its own name
// and with TLS. So the application can be started anew while Clerk goes on.
func TestKeys(t *testing.T) {
	needClerkJS(t)
	t.Parallel()
	tab := newVisitor(t)
	j := newJourney(t, "components, real keys")
	clerk := startClerk(t, clerktest.Config{})

	var app *program
	j.step("the program starts", func() {
		app = startProgram(t, keysOf(clerk)...)
	})
	j.step("a first visit shows <SignIn/>", func() {
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.until("Clerk's field", script(`labelled("Email address")`))
		tab.isAt(app.at("/"))
		if redirects != 3 {
			t.Errorf("%d redirects, want 3", redirects)
		}
	})
	j.step("signing in", func() {
		signInComponents(tab, app)
		tab.seesUserButton()
	})
	j.step("started anew: still signed in", func() {
		session := sessionID(tab)
		app.restart()
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.seesUserButton()
		if sessionID(tab) != session || redirects != 0 {
			tab.fail("it is another session, or came after redirects")
		}
	})
	j.step("the token is renewed by the Frontend API itself", func() {
		token := tab.sessionToken(app.origin)
		tab.await("another token", func() bool { return tab.sessionToken(app.origin) != token })
		if tab.requests("https://"+clerk.FrontendAPI()+"/v1/client/sessions/", "/tokens") == 0 {
			tab.fail("it did not come from the Frontend API")
		}
	})
	j.step("a session revoked by the Backend API ends on the page", func() {
		api, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := api.Sessions.RevokeSession(t.Context(), sessionID(tab)); err != nil {
			t.Fatal(err)
		}
		tab.sees("Nobody is signed in")
		tab.open(app.at("/protected"))
		tab.sees("User not authenticated")
	})
	j.step("signing in again, and out with the page's button", func() {
		signInComponents(tab, app)
		tab.press("Sign out")
		tab.sees("Nobody is signed in")
	})
}

// A production instance: cookies instead of a dev browser, the application and
// the Frontend API on one domain, TLS in front of both.
func TestProduction(t *testing.T) {
	needClerkJS(t)
	t.Parallel()
	tab := newVisitor(t)
	j := newJourney(t, "components, production")
	clerk := startClerk(t, clerktest.Config{Production: true})

	var app *program
	j.step("the program starts", func() {
		app = startProgram(t, keysOf(clerk)...)
		withTLS(t, clerk.Domain(), app.origin)
		app.origin = "https://" + clerk.Domain()
	})
	j.step("a first visit shows <SignIn/>", func() {
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.until("Clerk's field", script(`labelled("Email address")`))
		if redirects != 0 {
			t.Errorf("%d redirects, want none", redirects)
		}
	})
	j.step("signing in", func() {
		signInComponents(tab, app)
		tab.seesUserButton()
	})
	j.step("protected pages open", func() { protectedPages(tab, app) })
	j.step("the token expired on a page without scripts: renewed", func() {
		tab.open(app.at("/public"))
		tab.outlive(tab.sessionToken(app.origin))
		tab.open(app.at("/protected"))
		tab.sees("User retrieved successfully")
	})
	j.step("signing out in one tab is seen in the other", func() {
		tab.open(app.at("/"))
		second := tab.another()
		second.open(app.at("/"))
		second.seesUserButton()
		tab.press("Sign out")
		tab.sees("Nobody is signed in")
		second.sees("Nobody is signed in")
	})
}

// startClerk is a Clerk of the test's, with Clerk's scripts and one user.
func startClerk(t *testing.T, config clerktest.Config) *clerktest.Server {
	t.Helper()
	config.SessionTokenTTL = 8 * time.Second
	config.ClerkJSDir = shared.clerkJS + "/@clerk/clerk-js/dist"
	config.ClerkUIDir = shared.clerkJS + "/@clerk/ui/dist"
	clerk := clerktest.NewServer(config)
	t.Cleanup(clerk.Close)
	clerk.CreateUser(clerktest.User{Email: email, Password: password, FirstName: "Ada", LastName: "Lovelace"})
	withTLS(t, clerk.FrontendAPI(), clerk.FrontendURL())
	return clerk
}

func keysOf(clerk *clerktest.Server) []string {
	return []string{
		"CLERK_PUBLISHABLE_KEY=" + clerk.PublishableKey(), "CLERK_SECRET_KEY=" + clerk.SecretKey(), "CLERK_API_URL=" + clerk.BackendURL(),
	}
}

// withTLS makes a name lead to a server on loopback, by https.
func withTLS(t *testing.T, name, address string) {
	t.Helper()
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
		r.Out.Header.Set("X-Forwarded-Proto", "https")
	}})
	t.Cleanup(front.Close)
	shared.trap.let(name+":443", front.Listener.Addr().String())
}
